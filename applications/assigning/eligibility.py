"""Which evaluator may take which file: the hard rules of a single pair."""

from enum import StrEnum

from applications.assigning.problem import MEMBER_CITY, Evaluator, File, Pair, Problem


class Rule(StrEnum):
    """In the order in which they are tried; the first that is broken is the one that is named."""

    LANGUAGE = "language"
    FIELD = "field"
    CONFLICT = "conflict"
    FORBIDDEN = "forbidden"


def broken_rule(problem: Problem, file: File, evaluator: Evaluator) -> Rule | None:
    """The rule that keeps this evaluator from this file, or None.

    Member cities are consulted in their own field only; experts may read any field.
    """
    if file.language not in evaluator.languages:
        return Rule.LANGUAGE
    if evaluator.kind == MEMBER_CITY and file.field not in evaluator.fields:
        return Rule.FIELD
    if evaluator.key in file.conflicts:
        return Rule.CONFLICT
    if (file.key, evaluator.key) in problem.forbidden:
        return Rule.FORBIDDEN
    return None


def eligible_pairs(problem: Problem) -> list[Pair]:
    """Every pair that no rule forbids, in the order of the keys."""
    return [
        (file.key, evaluator.key)
        for file in problem.sorted_files
        for evaluator in problem.sorted_evaluators
        if evaluator.capacity > 0 and broken_rule(problem, file, evaluator) is None
    ]
