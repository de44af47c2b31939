"""Doing the acts again from the log alone, and comparing what comes out with the tables.

Other acts join with a function that does them again (`replays`) and one that compares
(`compares`); modules above the log register theirs where they record.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from applications.log.problems import Problem
from applications.log.snapshot import one_state
from applications.log.verifying import parts
from applications.models import Action, Application, LogEntry, Status


@dataclass
class File:
    """Where a file stands: what every file is before any act, and then what acts made of it."""

    status: str = Status.DRAFT
    submitted_at: datetime.datetime | None = None
    erased_at: datetime.datetime | None = None
    is_begun: bool = False


@dataclass
class Replayed:
    """All that the acts so far have led to. `others` is for kinds that are registered elsewhere."""

    files: defaultdict[int, File] = field(default_factory=lambda: defaultdict(File))
    others: dict[str, Any] = field(default_factory=dict)

    def is_erased(self, number: int) -> bool:
        """Whether the words of a file are erased: what was written on it may be gone with those."""
        return number in self.files and self.files[number].erased_at is not None


Replay = Callable[[Replayed, LogEntry], Iterator[Problem]]
Comparison = Callable[[Replayed], Iterator[Problem]]
REPLAYS: defaultdict[str, list[Replay]] = defaultdict(list)
COMPARISONS: list[Comparison] = []


def replays(*kinds: str) -> Callable[[Replay], Replay]:
    """Do acts of these kinds again by the function, which tells what cannot have been so.

    An act may have several: one that starts a file begins its team, too.
    """

    def register(replay: Replay) -> Replay:
        for kind in kinds:
            REPLAYS[kind].append(replay)
        return replay

    return register


def compares(comparison: Comparison) -> Comparison:
    """Compare with the tables by the function, once all acts are done again."""
    COMPARISONS.append(comparison)
    return comparison


def differences() -> Iterator[Problem]:
    """What the tables say otherwise than the acts of the log lead to; nothing if they agree."""
    with one_state():
        replayed = Replayed()
        for entries in parts():
            for entry in entries:
                yield from done_again(replayed, entry)
        for comparison in COMPARISONS:
            yield from comparison(replayed)


def done_again(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    """Do an act again; one whose contents were written over by something else is told of."""
    for replay in REPLAYS.get(entry.kind, []):
        try:
            yield from replay(replayed, entry)
        except (AttributeError, ArithmeticError, LookupError, TypeError, ValueError):
            yield Problem("replay", "its contents are not those of such an act", entry.sequence)


@replays(*(f"act:{action}" for action in Action.values))
def act_on_a_file(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    """Move the file; each act begins where the one before has left it."""
    if entry.application_id is None:
        yield Problem("replay", "an act on no file", entry.sequence)
        return
    file = replayed.files[entry.application_id]
    before, after = entry.contents.get("from"), entry.contents.get("to")
    # The act that starts a file is the only one from nowhere, and there is nothing before it.
    expected = "" if entry.kind == "act:start" else file.status
    if before != expected or (before == "" and file.is_begun):
        yield Problem(
            "replay",
            f"it begins with “{before}”, the file was “{file.status}” then",
            entry.sequence,
        )
    file.is_begun = True
    if after == Status.DRAFT:
        file.submitted_at = None
    elif before == Status.DRAFT and after == Status.SUBMITTED:
        file.submitted_at = entry.at
    if entry.kind == "act:erase":
        file.erased_at = entry.at
    file.status = str(after)


@compares
def files(replayed: Replayed) -> Iterator[Problem]:
    """Where the files stand. One without an act is a draft, such as those that the record has."""
    waiting = set(replayed.files)
    rows = Application.objects.order_by("pk").values_list(
        "pk", "status", "submitted_at", "erased_at"
    )
    for number, status, submitted_at, erased_at in rows.iterator():
        waiting.discard(number)
        file = replayed.files.get(number, File())
        pairs = {
            "status": (status, file.status),
            "submitted_at": (submitted_at, file.submitted_at),
            "erased_at": (erased_at, file.erased_at),
        }
        for column, (now, then) in pairs.items():
            if now != then:
                yield Problem("state", f"file {number}: {column} is {now}, by the log it is {then}")
    for number in sorted(waiting):
        yield Problem("state", f"file {number} is in the log, but not there")
