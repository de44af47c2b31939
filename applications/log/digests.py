"""What the digests of the log are made of. Never to be changed: old entries bear them."""

import datetime
import hashlib
import json
from typing import Any, NamedTuple

from applications.models.log import BEGINNING

# Which of these descriptions an entry is digested by.
FORMAT, FIRST_FORMAT = 2, 1


class Head(NamedTuple):
    """The number and the digest of an entry; without a number, wherever the digest is."""

    sequence: int | None
    digest: str


NO_ENTRY = Head(0, BEGINNING)


def entry_digest(entry: Any) -> str:
    """The digest of an entry: the SHA-256 of the digest before it and that of its own words.

    So whoever is given the digests of entries that are not theirs to read can still follow the
    chain through them.
    """
    return text_digest(f"{entry.previous}{text_digest(words_of(entry))}")


def words_of(entry: Any) -> str:
    """All that an entry says, as JSON; the digest before it is no part of that."""
    return canonical(columns_of(entry, FORMAT))


def first_words_of(entry: Any) -> str:
    """What the first entries were digested by: the digest before them was among their words."""
    return canonical(columns_of(entry, FIRST_FORMAT) | {"previous": entry.previous})


def format_of(entry: Any) -> int | None:
    """By which description the entry bears its digest; None where it is the digest of neither."""
    if entry.digest == entry_digest(entry):
        return FORMAT
    return FIRST_FORMAT if entry.digest == text_digest(first_words_of(entry)) else None


def columns_of(entry: Any, form: int) -> dict[str, Any]:
    return {
        "format": form,
        "sequence": entry.sequence,
        "kind": entry.kind,
        "call": entry.call_id,
        "application": entry.application_id,
        "by": entry.by_id,
        "act": str(entry.act) if entry.act else None,
        "at": instant(entry.at),
        "recorded_at": instant(entry.recorded_at),
        "contents": entry.contents,
    }


def canonical(value: Any) -> str:
    """A value as JSON with sorted keys and no white space."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(value: Any) -> str:
    """The SHA-256 of a value as `canonical` JSON, in UTF-8."""
    return text_digest(canonical(value))


def text_digest(text: str, salt: str = "") -> str:
    """The SHA-256 of a text in UTF-8, with the salt before it."""
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()


def instant(moment: datetime.datetime) -> str:
    """An instant in UTC with six digits of a second, such as 2026-05-20T12:00:00.000000+00:00."""
    return moment.astimezone(datetime.UTC).isoformat(timespec="microseconds")
