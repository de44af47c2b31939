"""Sources and their statements as rows, each statement with the record's answer."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, QuerySet

from cities.models import Source
from cities.models.sources import StatementQuerySet
from cities.rows.columns import Row, found_rows
from cities.statements.verdicts import answer_row, answers

SOURCE_COLUMNS = (
    "key", "title", "publisher", "language", "url", "dated_on", "earliest", "latest",
    "dates_inferred", "note",
)  # fmt: skip


def source_rows(sources: QuerySet[Source], keys: Sequence[int] | None = None) -> list[Row]:
    """One row per source, with how many statements and designations rest on it."""
    found = found_rows(sources, SOURCE_COLUMNS, keys)
    chosen = Source.objects.filter(pk__in=[row["pk"] for row in found]).order_by()
    statements = dict(chosen.values_list("pk").annotate(Count("statements")))
    designations = dict(chosen.values_list("pk").annotate(Count("designations")))
    return [
        {
            **{name: row[name] for name in SOURCE_COLUMNS if name != "note"},
            "earliest": row["earliest"].isoformat() if row["earliest"] else None,
            "latest": row["latest"].isoformat() if row["latest"] else None,
            "statements": statements[row["pk"]],
            "designations": designations[row["pk"]],
        }
        for row in found
    ]


def source_detail(source: Source) -> Row:
    """One source with what it says."""
    row = source_rows(Source.objects.filter(pk=source.pk))[0]
    return {**row, "note": source.note, "says": statement_rows(source.statements.all())}


def statement_rows(statements: StatementQuerySet, keys: Sequence[int] | None = None) -> list[Row]:
    """One row per statement: as printed, normalised, and the record's answer."""
    chosen = statements if keys is None else statements.filter(pk__in=keys)
    found = {answer.statement.pk: answer for answer in answers(chosen.with_subject())}
    order = keys if keys is not None else list(found)
    return [_statement_row(found[key]) for key in order if key in found]


def _statement_row(answer: Any) -> Row:
    statement = answer.statement
    return {
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
        "countries": sorted(country.code for country in statement.countries.all()),
        "scope_name": statement.scope_name,
        "said_on": statement.said_on,
        "note": statement.note,
        "answer": answer_row(answer),
    }
