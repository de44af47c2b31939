"""Which files need a consensus note, because their evaluators are too far apart."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from applications.ranking.results import RawResult


class Agreement(StrEnum):
    """How far a file's evaluators are with agreeing."""

    WAITING = "waiting"  # an evaluation is still to come
    AGREED = "agreed"  # the spread is within the threshold
    APART = "apart"  # a consensus note is needed
    NOTED = "noted"  # the note is there


def agreements(
    results: Sequence[RawResult],
    *,
    expected: Mapping[str, int],
    noted: Collection[str] = (),
) -> dict[str, Agreement]:
    """How far the evaluators of each file are that `expected` names, in its order.

    `expected` is how many evaluations each file is to have, `noted` the files that have a consensus
    note. A file waits until all of its evaluations are submitted, however far apart the first ones
    are: nobody is to learn of colleagues' scores before giving their own.
    """
    found = {result.file: result for result in results}
    return {
        file: agreement(found.get(file), number, has_note=file in noted)
        for file, number in expected.items()
    }


def agreement(result: RawResult | None, expected: int, *, has_note: bool) -> Agreement:
    """How far the evaluators of one file are, whose result is none as long as nothing came."""
    if result is None or result.evaluations < expected:
        return Agreement.WAITING
    if not result.is_apart:
        return Agreement.AGREED
    return Agreement.NOTED if has_note else Agreement.APART


def needing_consensus(
    results: Sequence[RawResult],
    *,
    expected: Mapping[str, int],
    noted: Collection[str] = (),
) -> list[str]:
    """The files whose evaluators are all in, too far apart, and without a note, by key."""
    found = agreements(results, expected=expected, noted=noted)
    return sorted(file for file, state in found.items() if state is Agreement.APART)
