"""Sources and their statements as rows, each statement with the record's answer."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from cities.models import Designation, Source, Statement
from cities.models.places import today
from cities.models.sources import StatementQuerySet
from cities.rows.columns import Row, found_rows
from cities.statements.verdicts import answer_row, answers
from uccn.doors.keeping import kept, kept_each

# Of statements, whose answers take the most work.
MOST_KEPT = 500
LIST_COLUMNS = (
    "key", "title", "publisher", "language", "url", "dated_on", "earliest", "latest",
    "dates_inferred",
)  # fmt: skip


def source_rows(
    sources: QuerySet[Source],
    keys: Sequence[int] | None = None,
    as_of: datetime.date | None = None,
) -> list[Row]:
    """One row per source, with how many statements and designations rest on it on the day."""
    counted = sources.annotate(
        resting_statements=_number_of(_said_by(as_of).filter(source=OuterRef("pk")), "source"),
        resting_designations=_number_of(
            Designation.sources.through.objects.filter(
                source=OuterRef("pk"), designation__in_force_from__lte=as_of or today()
            ),
            "source",
        ),
    )
    columns = (*LIST_COLUMNS, "resting_statements", "resting_designations")
    return [
        {
            **{name: row[name] for name in LIST_COLUMNS},
            "earliest": row["earliest"].isoformat() if row["earliest"] else None,
            "latest": row["latest"].isoformat() if row["latest"] else None,
            "statements": row["resting_statements"],
            "designations": row["resting_designations"],
        }
        for row in found_rows(counted, columns, keys)
    ]


def _said_by(as_of: datetime.date | None) -> StatementQuerySet:
    """The statements that may be known on the day: all of them today."""
    statements: StatementQuerySet = Statement.objects.all()
    return statements.made_by(as_of) if as_of is not None and as_of < today() else statements


def _number_of(rows: Any, group: str) -> Coalesce:
    """How many rows point to the outer one."""
    counted = rows.order_by().values(group).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


def source_detail(source: Source, as_of: datetime.date | None = None) -> Row:
    """One source with what it says."""
    row = source_rows(Source.objects.filter(pk=source.pk), as_of=as_of)[0]
    says = statement_rows(_said_by(as_of).filter(source=source), as_of=as_of)
    return {**row, "note": source.note, "says": says}


def statement_rows(
    statements: StatementQuerySet,
    keys: Sequence[int] | None = None,
    as_of: datetime.date | None = None,
) -> list[Row]:
    """One row per statement: as printed, normalised, and the record's answer on the day."""
    if keys is None:
        keys = list(statements.values_list("pk", flat=True))
    found = _known_statements(keys, get_language() or "en", as_of or today())
    return [dict(found[key]) for key in keys if key in found]


@kept_each(most=MOST_KEPT)
def _known_statements(keys: list[int], _language: str, as_of: datetime.date) -> dict[int, Row]:
    """Primary key to row, its words in the current language; by two queries."""
    chosen: Any = Statement.objects.filter(pk__in=keys).order_by()
    chosen = chosen.with_subject().with_names_countries()
    chosen = chosen.select_related("source", "city", "field")
    return {answer.statement.pk: _statement_row(answer) for answer in answers(chosen, as_of)}


@kept(most=1)
def statements_of_cities() -> dict[int, list[int]]:
    """The statements about each city, both by primary key, source by source; one query for all.

    Of many cities few are spoken of.
    """
    found: dict[int, list[int]] = {}
    about = Statement.objects.filter(city__isnull=False)
    for city, key in about.values_list("city_id", "pk"):
        found.setdefault(city, []).append(key)
    return found


def _statement_row(answer: Any) -> Row:
    statement = answer.statement
    return {
        "id": statement.pk,
        "source": statement.source.key,
        "source_title": statement.source.title,
        "key": statement.key,
        "printed": statement.printed,
        "language": statement.language,
        "subject": statement.subject,
        "metric": statement.metric,
        "value": statement.value,
        "value_date": statement.value_date,
        "city": statement.city.slug if statement.city else None,
        "without_city": statement.without_city,
        "field": statement.field.slug if statement.field else None,
        "scope": statement.scope,
        "region": statement.region,
        "continent": statement.continent,
        "countries": sorted(country.code for country in statement.named_countries),
        "scope_name": statement.scope_name,
        "said_on": statement.said_on,
        "note": statement.note,
        "answer": answer_row(answer),
    }
