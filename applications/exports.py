"""Calls as tables of the archive of the whole record. Applications are private and in none."""

import datetime
from collections.abc import Iterator

from applications.models import Call
from applications.rows import RULES, call_rows
from cities.exports.columns import PARTIAL_DATE, Column, Reference, Row, Table, columns
from cities.exports.record import RecordTable

YEAR = ("year", "Year of the call.")
INSTANT = "An instant in UTC, such as 2025-02-28T22:59:59Z."
MEANINGS = {
    "max_submitted_per_country": ("integer", "Files that a country may send in at most."),
    "max_designated_per_country": ("integer", "Designations that a country may get at most."),
    "min_distinct_fields": (
        "integer",
        "Different fields among one country's files, at least.",
    ),
    "languages": ("list", "Languages of the file, as tags."),
    "channel": ("string", "How the files reach UNESCO: post, email, platform or unknown."),
    "max_file_megabytes": ("integer", "Size of the file at most."),
    "moratorium_after_calls": ("integer", "Calls without designation before a moratorium."),
    "moratorium_years": ("integer", "Years of the moratorium."),
}

CALLS = Table(
    "calls",
    "Calls for candidatures and their rules",
    ("year",),
    (
        *columns(
            year=YEAR,
            fields=("list", "Slugs of the creative fields that it offered."),
            opens_at=("string", f"When it opened. {INSTANT}"),
            deadline=("string", f"Until when files were taken. {INSTANT}"),
            deadline_printed=("string", "The words that the call used for it."),
            deadline_reading=("string", "Why this instant was taken for them."),
            announced_on=("string", f"When its designations were announced. {PARTIAL_DATE}"),
            members_announced=("integer", "New cities as announced."),
        ),
        *(Column(name, *MEANINGS[name]) for name in RULES),
        *columns(
            note=("string", "A note on the call."),
            sources=("list", "Keys of the sources that it rests on."),
        ),
    ),
)
DEADLINE_CHANGES = Table(
    "deadline_changes",
    "Changes of calls' deadlines",
    ("call", "new_deadline"),
    columns(
        call=YEAR,
        old_deadline=("string", f"The deadline before. {INSTANT}"),
        new_deadline=("string", f"The deadline after. {INSTANT}"),
        changed_on=("string", f"When it was changed. {PARTIAL_DATE}"),
        reason=("string", "Why, as far as it is known."),
    ),
    references=(Reference("call", "calls", "year"),),
)


def _calls(_day: datetime.date) -> Iterator[Row]:
    for row in call_rows(Call.objects.order_by("year")):
        yield {**row, "fields": sorted(row["fields"]), "sources": sorted(row["sources"])}


def _deadline_changes(_day: datetime.date) -> Iterator[Row]:
    for row in call_rows(Call.objects.order_by("year")):
        for change in row["deadline_changes"]:
            yield {**change, "call": row["year"]}


CALL_TABLES = (
    RecordTable(CALLS, _calls),
    RecordTable(DEADLINE_CHANGES, _deadline_changes),
)
