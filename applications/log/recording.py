"""Writing an entry of the log, in the transaction of its act."""

import datetime
import re
import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from applications.log.digests import entry_digest, instant, text_digest
from applications.models import Application, Call, LogEntry, LogHead, LogSalt

KIND = re.compile(r"[a-z]+(-[a-z]+)*:[a-z]+(-[a-z]+)*")
# Codes, numbers, instants, digests: whatever has a space in it was written by somebody.
PLAIN = re.compile(r"[!-~]{0,200}")
SALT_BYTES = 16


class Erasable(str):
    """A text that somebody wrote. The log gets a salted digest of it, and keeps the salt apart."""

    __slots__ = ()


def record(
    kind: str,
    *,
    by: Any,
    at: datetime.datetime,
    call: Call | None = None,
    application: Application | None = None,
    act: uuid.UUID | None = None,
    **contents: Any,
) -> LogEntry:
    """Write an act into the log, at the end of its transaction, and return the entry.

    `by` is who did it, None for the portal itself; `act` the number of the row that tells of it.
    `contents` are whatever one needs to do the act again: whole numbers, codes, instants, lists
    and mappings of those; texts that people wrote as `Erasable`, or those of the Secretariat, which
    need no erasing, as their `text_digest`.

    The head of the log stays locked until the act commits, so that entries have no gap and no two
    follow the same one: take every other lock before, and none of a key that others refer to.
    Raises `TransactionManagementError` outside of a transaction, and `ValueError` or `TypeError`
    for what the log does not take.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("An entry of the log belongs into its act's transaction.")
    if not KIND.fullmatch(kind):
        raise ValueError(f"{kind!r} is no kind of act: write such as act:submit.")
    texts = {name: text for name, text in contents.items() if isinstance(text, Erasable) and text}
    salts = {name: secrets.token_hex(SALT_BYTES) for name in texts}
    entry = LogEntry(
        kind=kind,
        call_id=call.pk if call else application.call_id if application else None,
        application=application,
        by_id=by and by.pk,
        act=act,
        at=at,
        recorded_at=timezone.now(),
        contents={name: _logged(value, salts.get(name)) for name, value in contents.items()},
    )
    append(entry, LogHead)
    LogSalt.objects.bulk_create(
        LogSalt(entry=entry, name=name, salt=salt) for name, salt in salts.items()
    )
    return entry


def append(entry: Any, heads: type[Any]) -> None:
    """Put an entry behind the last one; the models may be those of a migration."""
    head, _new = heads.objects.select_for_update().get_or_create(pk=1)
    entry.sequence, entry.previous = head.sequence + 1, head.digest
    entry.digest = entry_digest(entry)
    entry.save(force_insert=True)
    heads.objects.filter(pk=1).update(sequence=entry.sequence, digest=entry.digest)


def salted(text: str, salt: str | None) -> dict[str, str] | None:
    """What an entry holds of a text that somebody wrote; nothing of an empty one."""
    return {"salted_sha256": text_digest(text, salt)} if text and salt else None


def _logged(value: Any, salt: str | None) -> Any:
    return salted(value, salt) if isinstance(value, Erasable) else plain(value)


def plain(value: Any) -> Any:
    """The value as JSON gives it back. Raises for what an entry must not hold."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Erasable):
        raise TypeError("A text that people wrote stands by itself in an entry, under its name.")
    if isinstance(value, str):
        if not PLAIN.fullmatch(value):
            raise ValueError(f"{value!r} may be somebody's words: the log takes those as Erasable.")
        return str(value)
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return instant(value)
    if isinstance(value, Mapping):
        return {plain(str(name)): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    raise TypeError(f"The log takes no {type(value).__name__}: write {value!r} as text.")
