"""The member cities of a day as the atlas needs them."""

import datetime
from dataclasses import dataclass

from django.db.models.functions import Coalesce

from cities.lookups import fields_with
from cities.models import Designation
from cities.models.collation import sort_key_in
from cities.models.names import names_known_in
from uccn.doors.keeping import kept

COLUMNS = (
    "city__number", "city__slug", "name_to_show", "city__country__code", "city__longitude",
    "city__latitude", "field_id",
)  # fmt: skip


# Of more, each request reads its own: some megabyte for each language and day.
MOST_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Place:
    """A member city: what it is called, where it lies, and the field that it holds."""

    number: int
    slug: str
    name: str
    country: str
    longitude: float
    latitude: float
    field: str
    field_name: str
    glyph: str


@kept(most=12, fits=lambda places: len(places) <= MOST_KEPT)
def places_on(date: datetime.date, language: str = "en") -> list[Place]:
    """The members of a day by name, from two queries, named in the language as their fields are."""
    known = Coalesce(names_known_in(language, "city"), "city__name")
    designations = Designation.objects.on(date).annotate(name_to_show=known)
    rows = list(designations.order_by("city__number").values_list(*COLUMNS))
    fields = fields_with((row[-1] for row in rows), language)
    places = [Place(*(*row, *fields[field])) for *row, field in rows]
    return sorted(places, key=lambda place: (sort_key_in(language, place.name), place.number))
