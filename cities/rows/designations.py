"""Designations as rows, each with its city and country."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from cities.models import Designation
from cities.models.names import names_known_in
from cities.models.places import country_name, today
from cities.rows.columns import Row, found_rows
from cities.rows.fields import field_names


def designation_rows(
    designations: QuerySet[Designation],
    language: str,
    as_of: datetime.date | None = None,
    keys: Sequence[int] | None = None,
) -> list[Row]:
    """One row per designation with its city and country; an end after the day is not yet known."""
    as_of = as_of or today()
    columns = (
        "field__slug", "call_year", "announced_on", "in_force_from", "ended_on", "lapsed_from",
        "end_reason", "evidence", "evidence_note", "city__number", "city__slug", "city__name",
        "city__country__code", "city__country__name", "city__country__names",
        "city__country__region", "known",
    )  # fmt: skip
    names = field_names(language)
    known = names_known_in(language, "city")
    found = found_rows(designations.annotate(known=known), columns, keys)
    return [_designation_row(row, names, language, as_of) for row in found]


def _designation_row(row: Row, names: dict[str, str], language: str, as_of: datetime.date) -> Row:
    ended = row["lapsed_from"] is not None and row["lapsed_from"] <= as_of
    return {
        "id": row["pk"],
        "city": {
            "number": row["city__number"],
            "slug": row["city__slug"],
            "name": row["city__name"],
            "local_name": row["known"] or row["city__name"],
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


def sources_of_designations(designations: Any) -> dict[int, list[Row]]:
    """The sources that each designation rests on, by its primary key; from a queryset or keys."""
    sources: dict[int, list[Row]] = {}
    links: Any = Designation.sources.through.objects.filter(designation__in=designations)
    columns = ("designation_id", "source__key", "source__title", "source__url")
    for designation, key, title, url in links.order_by("source__sort_key", "pk").values_list(
        *columns
    ):
        sources.setdefault(designation, []).append({"key": key, "title": title, "url": url})
    return sources
