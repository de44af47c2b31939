"""What belongs to cities, as rows: other names, organisations, and people who speak for them."""

from collections.abc import Sequence

from django.db.models import QuerySet

from cities.models import CityName, FocalPoint, Organisation
from cities.rows.columns import Row, found_rows

CITY = ("city__number", "city__slug")
NAME_COLUMNS = (*CITY, "name", "kind", "language", "script", "source__key")
ORGANISATION_COLUMNS = (
    *CITY, "name", "kind", "description", "founded_year", "runs_membership", "website",
    "source__key",
)  # fmt: skip
PERSON_COLUMNS = (
    *CITY, "name", "role", "title", "organisation__name", "email", "telephone",
    "telephone_printed", "since", "verified_on", "source__key",
)  # fmt: skip
MAY_BE_MISSING = ("email", "telephone", "verified_on")


def name_rows(names: QuerySet[CityName], keys: Sequence[int] | None = None) -> list[Row]:
    """One row per other name of a city."""
    return [of_city(row) for row in found_rows(names, NAME_COLUMNS, keys)]


def organisation_rows(
    organisations: QuerySet[Organisation], keys: Sequence[int] | None = None
) -> list[Row]:
    """One row per organisation that a city names."""
    return [of_city(row) for row in found_rows(organisations, ORGANISATION_COLUMNS, keys)]


def focal_point_rows(people: QuerySet[FocalPoint], keys: Sequence[int] | None = None) -> list[Row]:
    """One row per person who speaks for a city; `missing` names what is not known of them.

    Who may be shown is decided by `FocalPoint.objects.shown`.
    """
    return [person(row) for row in found_rows(people, PERSON_COLUMNS, keys)]


def of_city(row: Row) -> Row:
    """The columns of a name or an organisation as members, under its `id` and the city."""
    named = {"pk", *CITY, "source__key"}
    return {
        "id": row["pk"],
        "city": {"number": row["city__number"], "slug": row["city__slug"]},
        **{name: value for name, value in row.items() if name not in named},
        "source": row["source__key"],
    }


def person(columns: Row) -> Row:
    """The columns of a focal point as members."""
    row = of_city(columns)
    source, organisation = row.pop("source"), row.pop("organisation__name")
    return {
        "id": row["id"],
        "city": row["city"],
        "name": row["name"],
        "role": row["role"],
        "title": row["title"],
        "organisation": organisation or "",
        "email": row["email"],
        "telephone": row["telephone"],
        "telephone_printed": row["telephone_printed"],
        "since": row["since"].isoformat() if row["since"] else None,
        "verified_on": row["verified_on"].isoformat() if row["verified_on"] else None,
        "source": source,
        "missing": [name for name in MAY_BE_MISSING if not row[name]],
    }
