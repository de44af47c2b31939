"""Calls as plain rows for every door."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from applications.models import Call

Row = dict[str, Any]

RULES = (
    "max_submitted_per_country", "max_designated_per_country", "min_distinct_fields", "languages",
    "channel", "max_file_megabytes", "moratorium_after_calls", "moratorium_years",
)  # fmt: skip


def call_rows(calls: QuerySet[Call], keys: Sequence[int] | None = None) -> list[Row]:
    """One row per call with its rules and its deadline's history; what is not known is null."""
    chosen = calls if keys is None else calls.filter(pk__in=keys)
    chosen = chosen.prefetch_related("fields", "deadline_changes", "sources")
    rows = {call.pk: _call_row(call) for call in chosen}
    return [rows[key] for key in (rows if keys is None else keys) if key in rows]


def _call_row(call: Call) -> Row:
    return {
        "year": call.year,
        "fields": [field.slug for field in call.fields.all()],
        "opens_at": _instant(call.opens_at),
        "deadline": _instant(call.deadline),
        "deadline_printed": call.deadline_printed,
        "deadline_reading": call.deadline_reading,
        "deadline_changes": [
            {
                "old_deadline": _instant(change.old_deadline),
                "new_deadline": _instant(change.new_deadline),
                "changed_on": change.changed_on,
                "reason": change.reason,
            }
            for change in call.deadline_changes.all()
        ],
        "announced_on": call.announced_on or None,
        "members_announced": call.members_announced,
        **{name: getattr(call, name) for name in RULES},
        "note": call.note,
        "sources": [source.key for source in call.sources.all()],
    }


def _instant(instant: datetime.datetime | None) -> str | None:
    return instant.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z") if instant else None
