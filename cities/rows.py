"""The record as plain rows for every door: page, API and export.

Each function costs a constant number of queries, whatever the number of rows, and keeps the order
of the queryset that it is given. Rows are dictionaries ready for JSON; dates are ISO 8601 text, as
precise as their source.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from cities.models import City, Country, Designation
from cities.models.places import country_name, today
from cities.statistics import figures
from fields.models import CreativeField

Row = dict[str, Any]

CITY_COLUMNS = (
    "number", "slug", "name", "native_name", "country__code", "country__name",
    "country__names", "country__region", "territory", "latitude", "longitude", "population",
)  # fmt: skip


def field_names(language: str) -> dict[str, str]:
    """Field slug to the field's name in the language, in the network's order."""
    return {field.slug: field.name_in(language) for field in CreativeField.objects.all()}


def found_rows(
    queryset: QuerySet[Any], columns: Iterable[str], keys: list[int] | None
) -> list[Row]:
    """The queryset's columns, in its own order or in that of the primary keys of a page."""
    if keys is None:
        return list(queryset.values("pk", *columns))
    by_key = {row["pk"]: row for row in queryset.filter(pk__in=keys).values("pk", *columns)}
    return [by_key[key] for key in keys if key in by_key]


def city_rows(
    cities: QuerySet[City],
    language: str,
    as_of: datetime.date | None = None,
    keys: list[int] | None = None,
) -> list[Row]:
    """One row per city with its country and its designations as known on the day (today)."""
    as_of = as_of or today()
    found = found_rows(cities, CITY_COLUMNS, keys)
    designations = _designations_by_city([city["pk"] for city in found], as_of)
    return [_city_row(city, designations.get(city["pk"], []), language) for city in found]


def _city_row(city: Row, designations: list[Row], language: str) -> Row:
    return {
        "number": city["number"],
        "slug": city["slug"],
        "name": city["name"],
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


def designation_rows(
    designations: QuerySet[Designation],
    language: str,
    as_of: datetime.date | None = None,
    keys: list[int] | None = None,
) -> list[Row]:
    """One row per designation with its city and country; an end after the day is not yet known."""
    as_of = as_of or today()
    columns = (
        "field__slug", "call_year", "announced_on", "in_force_from", "ended_on", "lapsed_from",
        "end_reason", "evidence", "evidence_note", "city__number", "city__slug", "city__name",
        "city__country__code", "city__country__name", "city__country__names",
        "city__country__region",
    )  # fmt: skip
    names = field_names(language)
    found = found_rows(designations, columns, keys)
    return [_designation_row(row, names, language, as_of) for row in found]


def _designation_row(row: Row, names: dict[str, str], language: str, as_of: datetime.date) -> Row:
    ended = row["lapsed_from"] is not None and row["lapsed_from"] <= as_of
    return {
        "city": {
            "number": row["city__number"],
            "slug": row["city__slug"],
            "name": row["city__name"],
        },
        "country": {
            "code": row["city__country__code"],
            "name": country_name(
                row["city__country__code"],
                row["city__country__name"],
                row["city__country__names"],
                language,
            ),
        },
        "region": row["city__country__region"],
        "field": row["field__slug"],
        "field_name": names[row["field__slug"]],
        "call_year": row["call_year"],
        "announced_on": row["announced_on"],
        "in_force_from": row["in_force_from"].isoformat(),
        "ended_on": row["ended_on"] if ended else None,
        "end_reason": row["end_reason"] if ended else None,
        "evidence": row["evidence"],
        "evidence_note": row["evidence_note"],
    }


def field_rows(language: str, as_of: datetime.date | None = None) -> list[Row]:
    """One row per creative field in the network's order, with its members on the day (today)."""
    as_of = as_of or today()
    members = figures.members_by_field(as_of)
    first = figures.first_dates_by_field(as_of)
    return [
        {
            "slug": field.slug,
            "name": field.name_in(language),
            "definition": field.definition_in(language),
            "position": field.position,
            "first_year": field.first_year,
            "first_designation_year": first[field.slug].year if field.slug in first else None,
            "members": members.get(field.slug, 0),
            "colour_light": field.colour_light,
            "colour_dark": field.colour_dark,
            "glyph": field.glyph,
        }
        for field in CreativeField.objects.all()
    ]


def country_rows(
    countries: QuerySet[Country],
    language: str,
    as_of: datetime.date | None = None,
    keys: list[int] | None = None,
) -> list[Row]:
    """One row per country with its place in UNESCO and its members on the day (today)."""
    members = figures.members_by_country(as_of or today())
    columns = ("code", "name", "names", "region", "continent", "subregion", "unesco_status")
    return [
        {
            "code": row["code"],
            "name": country_name(row["code"], row["name"], row["names"], language),
            "region": row["region"],
            "continent": row["continent"],
            "subregion": row["subregion"],
            "unesco_status": row["unesco_status"],
            "members": members.get(row["code"], 0),
        }
        for row in found_rows(countries, columns, keys)
    ]
