"""What the fixtures say about calls and candidatures: kinds and readers for the loader."""

from typing import Any

from applications.models import (
    Application,
    BudgetLine,
    Call,
    Commitment,
    DeadlineChange,
    Milestone,
    ProcessStep,
    ReferenceCity,
)
from cities.record.collecting import Collection
from cities.record.kinds import RowKind
from cities.record.reading import Section

CALL = RowKind(
    Call,
    key=("year",),
    columns=(
        "fields",
        "opens_at",
        "deadline",
        "deadline_printed",
        "deadline_reading",
        "announced_on",
        "members_announced",
        "max_submitted_per_country",
        "max_designated_per_country",
        "min_distinct_fields",
        "languages",
        "channel",
        "max_file_megabytes",
        "moratorium_after_calls",
        "moratorium_years",
        "note",
        "sources",
    ),
)
DEADLINE_CHANGE = RowKind(
    DeadlineChange,
    key=("call", "new_deadline"),
    columns=("old_deadline", "changed_on", "reason"),
)
APPLICATION = RowKind(
    Application, key=("call", "city"), columns=("field", "initiator", "source", "note")
)
MILESTONE = RowKind(Milestone, key=("application", "title"), columns=("on", "description"))
PROCESS_STEP = RowKind(
    ProcessStep, key=("application", "title"), columns=("on", "year_is_inferred", "body")
)
COMMITMENT = RowKind(
    Commitment,
    key=("application", "title"),
    columns=("position", "description", "times_per_year"),
)
BUDGET_LINE = RowKind(
    BudgetLine,
    key=("application", "title"),
    columns=(
        "position",
        "people_at_least",
        "people_at_most",
        "is_optional",
        "amount",
        "currency",
    ),
)
REFERENCE_CITY = RowKind(ReferenceCity, key=("application", "city"), columns=("reason",))

# In the order of loading; all come after the kinds of the record.
KINDS = (
    CALL,
    DEADLINE_CHANGE,
    APPLICATION,
    MILESTONE,
    PROCESS_STEP,
    COMMITMENT,
    BUDGET_LINE,
    REFERENCE_CITY,
)

CANDIDATURES = ("viborg.yaml",)


def read_calls(collection: Collection) -> None:
    """Collect the calls; when they were announced stands with the rounds."""
    page = collection.fixtures.page("calls.yaml")
    unnamed = set(collection.rounds)
    for entry in page.sections("calls") if page else ():
        year, changes = entry.text("year"), entry.sections("deadline_changes")
        known = collection.rounds.get(year)
        unnamed.discard(year)
        given: dict[str, Any] = {"year": year, **entry.rest()}
        if known:
            given["announced_on"] = known.announced_on
            given["members_announced"] = known.members_announced
        row = collection.add(CALL, entry.place, given)
        for change in changes:
            collection.add(
                DEADLINE_CHANGE, change.place, {"call": year if row else "", **change.rest()}
            )
    if page:
        for year in sorted(unnamed):
            collection.refuse(page.place, f"rounds.csv has a round of {year}, but no call does")


def read_candidatures(collection: Collection) -> None:
    """Collect the candidatures that the pages of sources tell of."""
    for file in CANDIDATURES:
        page = collection.fixtures.page(file)
        application = page.section("application") if page else None
        details = page.section("source") if page else None
        if application is not None:
            _read_candidature(collection, application, details.text("key") if details else "")


def _read_candidature(collection: Collection, entry: Section, source: str) -> None:
    number = collection.city_number(entry.text("city"), entry.place_of("city")) or ""
    parts = {
        MILESTONE: entry.sections("milestones"),
        PROCESS_STEP: entry.sections("process"),
        COMMITMENT: entry.sections("commitments"),
        BUDGET_LINE: entry.sections("budget"),
    }
    reference_cities = entry.sections("reference_cities")
    given = {"city": number, "source": source, **entry.rest()}
    row = collection.add(APPLICATION, entry.place, given)
    owner = row.key if row else ""
    for kind, sections in parts.items():
        for position, part in enumerate(sections, 1):
            place_in_list = {"position": str(position)} if "position" in kind.fields else {}
            given = {"application": owner, **place_in_list, **part.rest()}
            collection.add(kind, part.place, given)
    for part in reference_cities:
        other = collection.city_number(part.text("city"), part.place_of("city")) or ""
        given = {"application": owner, "city": other, **part.rest()}
        collection.add(REFERENCE_CITY, part.place, given)


READERS = (read_calls, read_candidatures)
