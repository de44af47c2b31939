"""Designations as rows, each with its city and country."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.db.models import QuerySet

from cities.lookups import countries_with, fields_with
from cities.models import Designation
from cities.models.names import names_known_in
from cities.models.places import today
from cities.rows.columns import Row
from uccn.doors.keeping import kept_each

MOST_KEPT = 2_000
COLUMNS = (
    "pk", "city__number", "city__slug", "city__name", "known", "city__country_id", "field_id",
    "call_year", "announced_on", "in_force_from", "ended_on", "lapsed_from", "end_reason",
    "evidence", "evidence_note",
)  # fmt: skip
COUNTRY, FIELD = COLUMNS.index("city__country_id"), COLUMNS.index("field_id")


def designation_rows(
    designations: QuerySet[Designation],
    language: str,
    as_of: datetime.date | None = None,
    keys: Sequence[int] | None = None,
) -> list[Row]:
    """One row per designation with its city and country; an end after the day is not yet known.

    With `keys`, the rows of these primary keys in their order; without, those of the queryset in
    its own.
    """
    if keys is None:
        keys = list(designations.values_list("pk", flat=True))
    found = _known_rows(keys, language, as_of or today())
    return [dict(found[key]) for key in keys if key in found]


@kept_each(most=MOST_KEPT)
def _known_rows(keys: list[int], language: str, as_of: datetime.date) -> dict[int, Row]:
    """Primary key to row, by one query."""
    designations = Designation.objects.filter(pk__in=keys).order_by()
    return rows_of_lines(list(lines(designations, language)), language, as_of)


def lines(designations: QuerySet[Designation], language: str) -> QuerySet[Any, Any]:
    """What the database has to tell of designations, for `rows_of_lines`."""
    found: Any = designations
    return cast(
        QuerySet[Any, Any],
        found.annotate(known=names_known_in(language, "city")).values_list(*COLUMNS),
    )


def rows_of_lines(
    lines: Sequence[tuple[Any, ...]], language: str, as_of: datetime.date
) -> dict[int, Row]:
    """Primary key to row, in the order of the lines."""
    countries = countries_with(line[COUNTRY] for line in lines)
    fields = fields_with((line[FIELD] for line in lines), language)
    names = {key: country.name_in(language) for key, country in countries.items()}
    rows: dict[int, Row] = {}
    for (
        key, number, slug, name, local_name, country, field, call_year, announced_on,
        in_force_from, ended_on, lapsed_from, end_reason, evidence, evidence_note,
    ) in lines:  # fmt: skip
        ended = lapsed_from is not None and lapsed_from <= as_of
        rows[key] = {
            "id": key,
            "city": {
                "number": number,
                "slug": slug,
                "name": name,
                "local_name": local_name or name,
            },
            "country": {"code": countries[country].code, "name": names[country]},
            "region": countries[country].region,
            "field": fields[field].slug,
            "field_name": fields[field].name,
            "call_year": call_year,
            "announced_on": announced_on,
            "in_force_from": in_force_from.isoformat(),
            "ended_on": ended_on if ended else None,
            "end_reason": end_reason if ended else None,
            "evidence": evidence,
            "evidence_note": evidence_note,
        }
    return rows


def sources_of_designations(designations: Any) -> dict[int, list[Row]]:
    """The sources that each designation rests on, by its primary key; from a queryset or keys."""
    return rows_of_sources(lines_of_sources(designations))


def lines_of_sources(designations: Any) -> QuerySet[Any, Any]:
    """What the database has to tell of their sources, for `rows_of_sources`."""
    links: Any = Designation.sources.through.objects.filter(designation__in=designations)
    columns = ("designation_id", "source__key", "source__title", "source__url")
    return cast(QuerySet[Any, Any], links.order_by("source__sort_key", "pk").values_list(*columns))


def rows_of_sources(lines: Iterable[tuple[Any, ...]]) -> dict[int, list[Row]]:
    """The sources of each designation, by its primary key, in the order of the lines."""
    sources: dict[int, list[Row]] = {}
    for designation, key, title, url in lines:
        sources.setdefault(designation, []).append({"key": key, "title": title, "url": url})
    return sources
