"""The acts on files in the log: what an entry says of a row of a file's trail."""

from typing import Any

from applications.log.digests import instant, text_digest
from applications.log.recording import Erasable, record
from applications.models import LogEntry, StatusChange

FAMILY = "act"


def kind_of(change: Any) -> str:
    return f"{FAMILY}:{change.action}"


def described(change: Any) -> dict[str, Any]:
    """All columns of a row of the trail and of its receipt, but for the reason: see `Erasable`.

    What was handed in is there by its digest.
    """
    receipt = getattr(change, "receipt", None)
    return {
        "row": change.pk,
        "from": change.from_status,
        "to": change.to_status,
        "details": change.details,
        "key": text_digest(change.key) if change.key else None,
        "recorded_at": instant(change.recorded_at),
        "receipt": receipt.sha256 if receipt else None,
    }


def record_change(change: StatusChange) -> LogEntry:
    """Write an act on a file into the log; see `record`."""
    return record(
        kind_of(change),
        by=change.by,
        at=change.at,
        application=change.application,
        act=change.number,
        reason=Erasable(change.reason),
        **described(change),
    )
