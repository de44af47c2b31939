"""Which rule keeps how many evaluators from a single file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from applications.assigning.eligibility import Rule, broken_rule
from applications.assigning.problem import (
    KIND_NAMES,
    KINDS,
    Evaluator,
    File,
    Kind,
    Problem,
    language_name,
)
from applications.assigning.sentences import Sentence

NO_CAPACITY = "capacity"
# Each is told of those whom the rules before it left.
ELIMINATING: dict[str, Any] = {
    Rule.LANGUAGE: ngettext_lazy(
        "Of %(of)s %(kind)s, %(number)s does not read %(language)s.",
        "Of %(of)s %(kind)s, %(number)s do not read %(language)s.",
        "number",
    ),
    Rule.FIELD: ngettext_lazy(
        "Of the %(of)s who read %(language)s, %(number)s is a member city of another field.",
        "Of the %(of)s who read %(language)s, %(number)s are member cities of another field.",
        "number",
    ),
    Rule.CONFLICT: ngettext_lazy(
        "Of the %(of)s who read %(language)s and may take its field, "
        "%(number)s is in conflict with %(file)s.",
        "Of the %(of)s who read %(language)s and may take its field, "
        "%(number)s are in conflict with %(file)s.",
        "number",
    ),
    Rule.FORBIDDEN: ngettext_lazy(
        "Of the %(of)s left, %(number)s is forbidden by hand.",
        "Of the %(of)s left, %(number)s are forbidden by hand.",
        "number",
    ),
    NO_CAPACITY: ngettext_lazy(
        "Of the %(of)s left, %(number)s has no capacity.",
        "Of the %(of)s left, %(number)s have no capacity.",
        "number",
    ),
}


@dataclass(frozen=True)
class Count:
    """How many of a kind (or of all evaluators) a file needs, who is able, and why no others."""

    file: File
    kind: Kind | None
    needed: int
    able: tuple[str, ...]
    excluded: tuple[str, ...]
    reasons: tuple[Sentence, ...]
    forbidden: int
    without_capacity: int


def kind_name(kind: Kind | None) -> Any:
    return _("evaluators") if kind is None else KIND_NAMES[kind]


def able(problem: Problem, file: File, kind: Kind) -> int:
    return sum(
        evaluator.kind == kind and obstacle(problem, file, evaluator) is None
        for evaluator in problem.evaluators
    )


def obstacle(problem: Problem, file: File, evaluator: Evaluator) -> str | None:
    rule = broken_rule(problem, file, evaluator)
    if rule is None and not evaluator.capacity:
        return NO_CAPACITY
    return rule


def lacks_on_its_own(problem: Problem, file: File) -> int:
    """How many evaluators the file must lack even if all others were free for it."""
    needed, got = problem.needed(file), 0
    for kind in KINDS:
        others = sum(problem.at_least_of(other) for other in KINDS if other != kind)
        got += min(able(problem, file, kind), needed - others)
    return max(needed - got, 0)


def counts(problem: Problem, file: File) -> Iterator[Count]:
    """The kinds that a file has too few of; all evaluators together if that is not all it lacks."""
    would_be_able = 0
    for kind in KINDS:
        would_be_able += max(able(problem, file, kind), problem.at_least_of(kind))
        if able(problem, file, kind) < problem.at_least_of(kind):
            found = tuple(each for each in problem.sorted_evaluators if each.kind == kind)
            yield count(problem, file, found, problem.at_least_of(kind), kind)
    if would_be_able < problem.needed(file):
        yield count(problem, file, problem.sorted_evaluators, problem.needed(file), None)


def count(
    problem: Problem, file: File, evaluators: tuple[Evaluator, ...], needed: int, kind: Kind | None
) -> Count:
    obstacles = {each.key: obstacle(problem, file, each) for each in evaluators}
    reasons = []
    left = len(evaluators)
    for rule, text in ELIMINATING.items():
        number = sum(found == rule for found in obstacles.values())
        if number:
            values = {
                "of": left,
                "number": number,
                "file": str(file),
                "kind": kind_name(kind),
                "language": language_name(file.language),
            }
            reasons.append(Sentence(f"eliminated-{rule}", text, values))
        left -= number
    found = list(obstacles.values())
    return Count(
        file,
        kind,
        needed,
        tuple(key for key, rule in obstacles.items() if rule is None),
        tuple(key for key, rule in obstacles.items() if rule is not None),
        tuple(reasons),
        found.count(Rule.FORBIDDEN),
        found.count(NO_CAPACITY),
    )
