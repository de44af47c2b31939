"""The member cities of a day as the atlas needs them."""

import datetime
from dataclasses import dataclass
from typing import Any

from cities.models import Designation
from fields.models import CreativeField

COLUMNS = (
    "city__number", "city__slug", "city__name", "city__country__code", "city__longitude",
    "city__latitude", "field_id",
)  # fmt: skip


@dataclass(frozen=True)
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


def places_on(date: datetime.date, language: str = "en") -> list[Place]:
    """The members of a day by name, from two queries; fields are named in the language."""
    fields = {
        field.pk: (field.slug, field.name_in(language), field.glyph)
        for field in CreativeField.objects.all()
    }
    designations = Designation.objects.on(date).order_by("city__sort_key", "city__number")
    rows: Any = designations.values_list(*COLUMNS)
    return [Place(*(*row, *fields[field])) for *row, field in rows]
