"""Cities as rows, each with its country and its designations."""

import datetime
from collections.abc import Sequence

from django.db.models import QuerySet

from cities.models import City, Designation
from cities.models.names import names_known_in
from cities.models.places import country_name, today
from cities.rows.columns import Row, found_rows

CITY_COLUMNS = (
    "number", "slug", "name", "native_name", "country__code", "country__name",
    "country__names", "country__region", "territory", "latitude", "longitude", "population",
)  # fmt: skip


def city_rows(
    cities: QuerySet[City],
    language: str,
    as_of: datetime.date | None = None,
    keys: Sequence[int] | None = None,
) -> list[Row]:
    """One row per city with its country and its designations as known on the day (today).

    `name` is the name of the record, in Latin letters; `local_name` is the one to show to readers
    of the language.
    """
    as_of = as_of or today()
    known = names_known_in(language)
    found = found_rows(cities.annotate(known=known), (*CITY_COLUMNS, "known"), keys)
    designations = _designations_by_city([city["pk"] for city in found], as_of)
    return [_city_row(city, designations.get(city["pk"], []), language) for city in found]


def local_names(cities: QuerySet[City], language: str) -> dict[str, str]:
    """The name to show to readers of the language, by the city's slug."""
    known = cities.annotate(known=names_known_in(language))
    return {slug: own or name for slug, own, name in known.values_list("slug", "known", "name")}


def _city_row(city: Row, designations: list[Row], language: str) -> Row:
    return {
        "number": city["number"],
        "slug": city["slug"],
        "name": city["name"],
        "local_name": city["known"] or city["name"],
        "native_name": city["native_name"],
        "country": {
            "code": city["country__code"],
            "name": country_name(
                city["country__code"], city["country__name"], city["country__names"], language
            ),
        },
        "region": city["country__region"],
        "territory": city["territory"],
        "latitude": city["latitude"],
        "longitude": city["longitude"],
        "population": city["population"],
        "designations": designations,
    }


def _designations_by_city(keys: list[int], as_of: datetime.date) -> dict[int, list[Row]]:
    columns = ("city_id", "field__slug", "announced_on", "ended_on", "lapsed_from")
    begun = Designation.objects.begun_by(as_of).filter(city__in=keys)
    by_city: dict[int, list[Row]] = {}
    for city, field, announced_on, ended_on, lapsed_from in begun.order_by(
        "in_force_from", "pk"
    ).values_list(*columns):
        ended = lapsed_from is not None and lapsed_from <= as_of
        by_city.setdefault(city, []).append(
            {
                "field": field,
                "announced_on": announced_on,
                "ended_on": ended_on if ended else None,
            }
        )
    return by_city
