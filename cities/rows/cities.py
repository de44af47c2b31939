"""Cities as rows, each with its country and its designations."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from cities.lookups import countries_with, fields_with
from cities.models import City
from cities.models.names import names_known_in
from cities.models.places import today
from cities.rows.columns import Row
from uccn.doors.keeping import kept_each

MOST_KEPT = 4_000
COLUMNS = (
    "pk", "number", "slug", "name", "known", "native_name", "country_id", "territory", "latitude",
    "longitude", "population",
    "begun__field_id", "begun__announced_on", "begun__ended_on", "begun__lapsed_from",
)  # fmt: skip
COUNTRY, FIELD = COLUMNS.index("country_id"), COLUMNS.index("begun__field_id")


def city_rows(
    cities: QuerySet[City],
    language: str,
    as_of: datetime.date | None = None,
    keys: Sequence[int] | None = None,
    more: tuple[str, ...] = (),
) -> list[Row]:
    """One row per city with its country and its designations as known on the day (today).

    `name` is the name of the record, in Latin letters; `local_name` is the one to show to readers
    of the language. With `keys`, the rows of these primary keys in their order; without, those of
    the queryset in its own. `more` names further columns of cities that the rows are to have.
    """
    if keys is None:
        keys = list(cities.values_list("pk", flat=True))
    found = city_rows_by_key(keys, language, as_of or today(), *more)
    return [dict(found[key]) for key in keys if key in found]


def local_names(cities: QuerySet[City], language: str) -> dict[str, str]:
    """The name to show to readers of the language, by the city's slug."""
    known = cities.annotate(known=names_known_in(language))
    return {slug: own or name for slug, own, name in known.values_list("slug", "known", "name")}


@kept_each(most=MOST_KEPT)
def city_rows_by_key(
    keys: list[int], language: str, as_of: datetime.date, *more: str
) -> dict[int, Row]:
    """Primary key to row, as `city_rows` has it; a caller changes nothing in it.

    One query, in which a city stands once for each of its designations.
    """
    begun = FilteredRelation("designations", condition=Q(designations__in_force_from__lte=as_of))
    cities: Any = City.objects.filter(pk__in=keys)
    cities = cities.annotate(begun=begun, known=names_known_in(language))
    lines = list(cities.order_by("begun__in_force_from", "begun__pk").values_list(*COLUMNS, *more))
    countries = countries_with(line[COUNTRY] for line in lines)
    fields = fields_with((line[FIELD] for line in lines if line[FIELD]), language)
    names = {key: country.name_in(language) for key, country in countries.items()}
    rows: dict[int, Row] = {}
    for (
        key, number, slug, name, known, native_name, country, territory, latitude, longitude,
        population, field, announced_on, ended_on, lapsed_from, *others,
    ) in lines:  # fmt: skip
        if key not in rows:
            rows[key] = {
                "number": number,
                "slug": slug,
                "name": name,
                "local_name": known or name,
                "native_name": native_name,
                "country": {"code": countries[country].code, "name": names[country]},
                "region": countries[country].region,
                "territory": territory,
                "latitude": latitude,
                "longitude": longitude,
                "population": population,
                "designations": [],
                **dict(zip(more, others, strict=True)),
            }
        if field is not None:
            ended = lapsed_from is not None and lapsed_from <= as_of
            rows[key]["designations"].append(
                {
                    "field": fields[field].slug,
                    "announced_on": announced_on,
                    "ended_on": ended_on if ended else None,
                }
            )
    return rows
