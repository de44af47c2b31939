"""Extensions and national dates, by the acts that gave them."""

import datetime
from collections.abc import Iterator
from typing import Any

from applications.log import text_digest
from applications.log.digests import instant
from applications.log.problems import Problem
from applications.log.replaying import Replayed, compares, replays
from applications.models import (
    Call,
    CountryExtension,
    DeadlineChange,
    LogEntry,
    NationalDeadline,
)

Row = tuple[Any, ...]


def extensions(replayed: Replayed) -> dict[Row, str]:
    """What was extended, by call, country (none for all), earlier and later instant: the reason."""
    found: dict[Row, str] = replayed.others.setdefault("extensions", {})
    return found


def latest(replayed: Replayed) -> dict[int, str]:
    """The last deadline that was given to a whole call."""
    found: dict[int, str] = replayed.others.setdefault("deadlines", {})
    return found


def national(replayed: Replayed) -> dict[Row, Row]:
    """Each National Commission's own date for a call, and whether it binds."""
    found: dict[Row, Row] = replayed.others.setdefault("national-deadlines", {})
    return found


@replays("call:extend")
def extended(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    """An extension ends later than the deadline before."""
    told = entry.contents
    call, earlier, until = entry.call_id or 0, told["earlier"], told["until"]
    if read(until) <= read(earlier):
        yield Problem("replay", f"it ends at {until}, not after {earlier}", entry.sequence)
    extensions(replayed)[call, told["country"], earlier, until] = told["reason"]
    if told["country"] is None:
        latest(replayed)[call] = until


@replays("call:national-deadline")
def set_by_a_commission(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    told = entry.contents
    national(replayed)[entry.call_id or 0, told["country"]] = told["until"], told["is_binding"]
    yield from ()


@compares
def rows_of_extensions(replayed: Replayed) -> Iterator[Problem]:
    """Each extension has its row, and those for a country have no others.

    Of the changes for everybody the record has many from before the portal.
    """
    waiting = dict(extensions(replayed))
    columns = ("old_deadline", "new_deadline", "reason")
    countries = CountryExtension.objects.order_by("pk").values_list(
        "call", "country__code", *columns
    )
    for call, code, earlier, until, reason in countries.iterator():
        yield from differing(waiting, (call, code, instant(earlier), instant(until)), reason)
    calls = {call for call, code, *_instants in waiting if code is None}
    changes = DeadlineChange.objects.filter(call__in=calls).order_by("pk")
    for call, earlier, until, reason in changes.values_list("call", *columns).iterator():
        key = (call, None, instant(earlier), instant(until))
        if key in waiting:
            yield from differing(waiting, key, reason)
    for call, code, earlier, until in sorted(waiting, key=str):
        told = f"call {call}, {code or 'everybody'}: {earlier} to {until}"
        yield Problem("state", f"{told} is an extension in the log, and not there")


def differing(waiting: dict[Row, str], key: Row, reason: str) -> Iterator[Problem]:
    """Take the extension of the key from those that wait, and say what its row says otherwise."""
    then = waiting.pop(key, None)
    call, code, earlier, until = key
    told = f"call {call}, {code or 'everybody'}: {earlier} to {until}"
    if then is None:
        yield Problem("state", f"{told} is an extension that the log does not tell of")
    elif then != text_digest(reason):
        yield Problem("state", f"{told} was extended for another reason by the log")


@compares
def deadlines_of_calls(replayed: Replayed) -> Iterator[Problem]:
    """The deadline of a call that was extended, and whose form is out: only its verb moves it."""
    known = latest(replayed)
    calls = Call.objects.filter(pk__in=known, form_versions__published_at__isnull=False)
    for call, deadline in calls.order_by("pk").values_list("pk", "deadline").distinct():
        if deadline is None or instant(deadline) != known[call]:
            told = f"call {call}: deadline is {deadline}, by the log it is {known[call]}"
            yield Problem("state", told)


@compares
def national_dates(replayed: Replayed) -> Iterator[Problem]:
    waiting = dict(national(replayed))
    dates = NationalDeadline.objects.filter(call__in={call for call, _code in waiting})
    columns = ("call", "commission__country__code", "deadline", "is_binding")
    rows = dates.order_by("pk").values_list(*columns)
    for call, code, deadline, is_binding in rows.iterator():
        then = waiting.pop((call, code), None)
        now = (instant(deadline), is_binding)
        if then is not None and then != now:
            yield Problem("state", f"call {call}, {code}: national date {now}, by the log {then}")
    for call, code in sorted(waiting):
        yield Problem("state", f"call {call}, {code}: the national date of the log is not there")


def read(told: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(told)
