"""Calls as plain rows for every door."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from applications.models import Call, DeadlineChange
from cities.models.dates import last_day
from uccn.doors.keeping import kept_each

Row = dict[str, Any]

MOST_KEPT = 200
RULES = (
    "max_submitted_per_country", "max_designated_per_country", "min_distinct_fields", "languages",
    "channel", "max_file_megabytes", "moratorium_after_calls", "moratorium_years",
)  # fmt: skip
COLUMNS = (
    "pk", "year", "opens_at", "deadline", "deadline_printed", "deadline_reading", "announced_on",
    "members_announced", *RULES, "note",
)  # fmt: skip
CHANGE_COLUMNS = ("call_id", "old_deadline", "new_deadline", "changed_on", "reason")


def call_rows(
    calls: QuerySet[Call],
    keys: Sequence[int] | None = None,
    as_of: datetime.date | None = None,
) -> list[Row]:
    """One row per call with its rules and its deadline's history; what is not known is null.

    As of a day, what came later is not known: an announcement, a change of the deadline.
    """
    if keys is None:
        keys = list(calls.values_list("pk", flat=True))
    found = _known_rows(keys, as_of)
    return [dict(found[key]) for key in keys if key in found]


@kept_each(most=MOST_KEPT)
def _known_rows(keys: list[int], as_of: datetime.date | None) -> dict[int, Row]:
    """Primary key to row, by four queries."""
    found = {call["pk"]: call for call in Call.objects.filter(pk__in=keys).values(*COLUMNS)}
    fields = _words(Call.fields.through, "creativefield__slug", "creativefield__position", found)
    sources = _words(Call.sources.through, "source__key", "source__sort_key", found)
    changes: defaultdict[int, list[Row]] = defaultdict(list)
    made = DeadlineChange.objects.filter(call__in=found).order_by("new_deadline", "pk")
    for change in made.values(*CHANGE_COLUMNS):
        changes[change.pop("call_id")].append(change)
    return {
        key: _call_row(call, fields[key], sources[key], changes[key], as_of)
        for key, call in found.items()
    }


def _words(links: Any, word: str, order: str, calls: dict[int, Row]) -> defaultdict[int, list[str]]:
    """The words that each of the calls is linked to, in order."""
    words: defaultdict[int, list[str]] = defaultdict(list)
    rows = links.objects.filter(call__in=calls).order_by(order, "pk")
    for call, found in rows.values_list("call_id", word):
        words[call].append(found)
    return words


def _call_row(
    call: Row,
    fields: list[str],
    sources: list[str],
    changes: list[Row],
    as_of: datetime.date | None,
) -> Row:
    known = [change for change in changes if _is_over(change["changed_on"], as_of)]
    later = [change for change in changes if change not in known]
    is_announced = _is_over(call["announced_on"], as_of)
    return {
        "year": call["year"],
        "fields": fields,
        "opens_at": _instant(call["opens_at"]),
        "deadline": _instant(later[0]["old_deadline"] if later else call["deadline"]),
        "deadline_printed": call["deadline_printed"],
        "deadline_reading": call["deadline_reading"],
        "deadline_changes": [
            {
                "old_deadline": _instant(change["old_deadline"]),
                "new_deadline": _instant(change["new_deadline"]),
                "changed_on": change["changed_on"],
                "reason": change["reason"],
            }
            for change in known
        ],
        "announced_on": (call["announced_on"] or None) if is_announced else None,
        "members_announced": call["members_announced"] if is_announced else None,
        **{name: call[name] for name in RULES},
        "note": call["note"],
        "sources": sources,
    }


def _is_over(date: str, as_of: datetime.date | None) -> bool:
    """Whether a date may be known on the day: nothing stated says nothing against it."""
    last = last_day(date)
    return as_of is None or last is None or last <= as_of


def _instant(instant: datetime.datetime | None) -> str | None:
    return instant.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z") if instant else None
