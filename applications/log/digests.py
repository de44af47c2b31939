"""What the digests of the log are made of. Never to be changed: old entries bear them."""

import datetime
import hashlib
import json
from typing import Any, NamedTuple

from applications.models.log import BEGINNING

# Which of these descriptions an entry was digested by.
FORMAT = 1


class Head(NamedTuple):
    """The number and the digest of an entry; without a number, wherever the digest is."""

    sequence: int | None
    digest: str


NO_ENTRY = Head(0, BEGINNING)


def entry_digest(entry: Any) -> str:
    """The digest of an entry: of all its columns, and so of the digest before it."""
    return digest_of(
        {
            "format": FORMAT,
            "sequence": entry.sequence,
            "kind": entry.kind,
            "call": entry.call_id,
            "application": entry.application_id,
            "by": entry.by_id,
            "act": str(entry.act) if entry.act else None,
            "at": instant(entry.at),
            "recorded_at": instant(entry.recorded_at),
            "contents": entry.contents,
            "previous": entry.previous,
        }
    )


def digest_of(value: Any) -> str:
    """The SHA-256 of a value as JSON with sorted keys and no white space, in UTF-8."""
    return text_digest(json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False))


def text_digest(text: str, salt: str = "") -> str:
    """The SHA-256 of a text in UTF-8, with the salt before it."""
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()


def instant(moment: datetime.datetime) -> str:
    """An instant in UTC with six digits of a second, such as 2026-05-20T12:00:00.000000+00:00."""
    return moment.astimezone(datetime.UTC).isoformat(timespec="microseconds")
