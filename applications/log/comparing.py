"""Whether the entries agree with the rows of the acts that they tell of."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from applications.log.digests import digest_of
from applications.log.problems import Problem
from applications.log.recording import salted
from applications.log.status_changes import FAMILY, described, kind_of
from applications.models import LogEntry, LogSalt, StatusChange

REASON = "reason"


def differing(columns: Mapping[str, tuple[Any, Any]]) -> list[str]:
    """The names of the columns whose two values, by the log and by the row, are not the same."""
    return [name for name, (one, other) in columns.items() if one != other]


def disagreements(entries: Sequence[LogEntry]) -> Iterator[Problem]:
    """What the rows of the acts say otherwise than their entries."""
    of_files = [entry for entry in entries if entry.kind.startswith(f"{FAMILY}:")]
    changes = _changes(of_files)
    salts = _salts(of_files)
    erased = _erased(of_files)
    for entry in of_files:
        change = changes.get(entry.act) if entry.act else None
        if change is None:
            yield Problem("act-missing", "the act that it tells of is not there", entry.sequence)
            continue
        otherwise = sorted(_differing(entry, change))
        if otherwise:
            what = ", ".join(otherwise)
            yield Problem("act-differs", f"the act now says otherwise: {what}", entry.sequence)
        is_erased = entry.application_id in erased
        yield from _reason(entry, change, salts.get(entry.sequence), is_erased=is_erased)


def _changes(entries: Sequence[LogEntry]) -> dict[UUID, StatusChange]:
    numbers = [entry.act for entry in entries if entry.act]
    changes = StatusChange.objects.select_related("application", "receipt")
    return {change.number: change for change in changes.filter(number__in=numbers)}


def _salts(entries: Sequence[LogEntry]) -> dict[int, str]:
    found = LogSalt.objects.filter(entry__in=[entry.sequence for entry in entries], name=REASON)
    return dict(found.values_list("entry_id", "salt"))


def _erased(entries: Sequence[LogEntry]) -> set[int]:
    """The files whose contents were erased, by what the log itself says."""
    numbers = {entry.application_id for entry in entries if entry.application_id}
    erasures = LogEntry.objects.filter(kind=f"{FAMILY}:erase", application__in=numbers)
    return {number for number in erasures.values_list("application_id", flat=True) if number}


def _differing(entry: LogEntry, change: StatusChange) -> Iterator[str]:
    columns = {
        "kind": (entry.kind, kind_of(change)),
        "by": (entry.by_id, change.by_id),
        "at": (entry.at, change.at),
        "application": (entry.application_id, change.application_id),
        "call": (entry.call_id, change.application.call_id),
    }
    yield from differing(columns)
    now = described(change)
    logged = {name: value for name, value in entry.contents.items() if name != REASON}
    for name in {*now, *logged}:
        if name not in logged or name not in now or digest_of(logged[name]) != digest_of(now[name]):
            yield name
    receipt = getattr(change, "receipt", None)
    # The contents of a receipt are empty once they are erased.
    if receipt and receipt.contents and digest_of(receipt.contents) != receipt.sha256:
        yield "receipt's contents"


def _reason(
    entry: LogEntry, change: StatusChange, salt: str | None, *, is_erased: bool
) -> Iterator[Problem]:
    """A reason stands as it was written, or is gone with its salt from an erased file."""
    logged = entry.contents.get(REASON)
    if logged is not None and is_erased and not change.reason and salt is None:
        return
    if logged != salted(change.reason, salt) or (change.reason and salt is None):
        yield Problem("act-differs", "the act now says otherwise: reason", entry.sequence)


def acts_without_an_entry() -> Iterator[Problem]:
    """Acts on files that the log does not tell of."""
    told = LogEntry.objects.filter(act=OuterRef("number"), kind__startswith=f"{FAMILY}:")
    unknown = StatusChange.objects.filter(~Exists(told)).order_by("pk")
    for number, action in unknown.values_list("number", "action").iterator():
        yield Problem("entry-missing", f"the act {number} ({action}) is not in the log")
