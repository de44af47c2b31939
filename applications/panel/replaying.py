"""Doing the acts on panels again from the log, and comparing with the assignments there are.

Imported when the portal starts, so that whoever verifies the log knows of them.
"""

from collections.abc import Iterator
from typing import Any

from applications.log.problems import Problem
from applications.log.replaying import Replayed, compares, replays
from applications.models import Assignment, AssignmentState, LogEntry

STATES, PAIRS = "assignments", "pairs"
SEALED, OPEN = AssignmentState.SEALED, AssignmentState.OPEN
RECUSED, REMOVED = AssignmentState.RECUSED, AssignmentState.REMOVED
# What each act does to its pair, and from which states; None stands for no row at all.
MOVES: dict[str, tuple[tuple[str | None, ...], str]] = {
    "evaluation:declare": ((SEALED,), OPEN),
    "evaluation:recuse": ((SEALED, OPEN), RECUSED),
    "evaluation:remove": ((SEALED, OPEN), REMOVED),
}
ASSIGNED: dict[str, tuple[tuple[str | None, ...], str]] = {
    "added": ((None, REMOVED), SEALED),
    "removed": ((SEALED, OPEN), REMOVED),
    "forbidden": ((None, REMOVED), REMOVED),
}


def states(replayed: Replayed) -> dict[tuple[int, int], str]:
    """How far the acts so far have brought each pair of file and evaluator."""
    found: dict[tuple[int, int], str] = replayed.others.setdefault(STATES, {})
    return found


def pairs(replayed: Replayed) -> dict[str, tuple[int, int]]:
    """File and evaluator of each assignment that was declared for, by its number."""
    found: dict[str, tuple[int, int]] = replayed.others.setdefault(PAIRS, {})
    return found


@replays("evaluation:assign")
def assign(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    for name, (sources, target) in ASSIGNED.items():
        for pair in entry.contents.get(name, []):
            yield from move(replayed, entry, pair, sources, target)


@replays(*MOVES)
def answer(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    sources, target = MOVES[entry.kind]
    file, evaluator = entry.contents["pair"]
    if target == OPEN:
        # The first declarations had the number of the assignment as that of the act.
        pairs(replayed)[entry.contents.get("assignment", str(entry.act))] = file, evaluator
    yield from move(replayed, entry, (file, evaluator), sources, target)


def move(
    replayed: Replayed, entry: LogEntry, pair: Any, sources: tuple[str | None, ...], target: str
) -> Iterator[Problem]:
    """Bring a pair into its next state, from one in which that could be done."""
    file, evaluator = pair
    before = states(replayed).get((file, evaluator))
    if before not in sources:
        told = f"file {file}, evaluator {evaluator} cannot become {target}: it was {before}"
        yield Problem("replay", told, entry.sequence)
    states(replayed)[file, evaluator] = target


@compares
def assignments(replayed: Replayed) -> Iterator[Problem]:
    """The state of every assignment, which only acts of the log have changed."""
    waiting = dict(states(replayed))
    rows = Assignment.objects.order_by("pk").values_list("application", "evaluator", "state")
    for file, evaluator, state in rows.iterator():
        then = waiting.pop((file, evaluator), None)
        if then != state:
            told = f"file {file}, evaluator {evaluator} is {state}, by the log {then}"
            yield Problem("state", told)
    for file, evaluator in sorted(waiting):
        told = f"file {file}, evaluator {evaluator} is in the log, but not there"
        yield Problem("state", told)
