"""A change by hand: the rest is solved again, moving as few pairs as can be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_lazy as _

from applications.assigning.checking import BadProblem
from applications.assigning.explaining import Explanation, explain
from applications.assigning.problem import Pair, Problem
from applications.assigning.sentences import Sentence
from applications.assigning.solving import Assignment, solve


@dataclass(frozen=True)
class Change:
    """What is changed by hand. `recused` has the reason by pair; `left` the evaluators who go."""

    wanted: frozenset[Pair] = frozenset()
    forbidden: frozenset[Pair] = frozenset()
    recused: Mapping[Pair, str] = field(default_factory=dict)
    left: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Removal:
    """A pair that is no more, and why."""

    pair: Pair
    reason: Sentence


@dataclass(frozen=True)
class Changed:
    """The new problem (to be changed further), its solution, and the difference to the earlier."""

    problem: Problem
    assignment: Assignment
    added: tuple[Explanation, ...]
    kept: tuple[Explanation, ...]
    removed: tuple[Removal, ...]


def change(problem: Problem, pairs: Iterable[Pair], made: Change) -> Changed:
    """Solve the problem again after a change, near to the pairs that it had.

    First the hard rules, then the fewest pairs moved, then even loads and the soft rules. Raises
    BadProblem if the change contradicts itself or accepted work, NoSolution if nothing is left.
    """
    before = frozenset(pairs)
    after = changed_problem(problem, before, made)
    assignment = solve(after)
    explanations = explain(after, assignment)
    return Changed(
        after,
        assignment,
        tuple(each for each in explanations if each.pair not in before),
        tuple(each for each in explanations if each.pair in before),
        tuple(
            Removal(pair, why_removed(problem, pair, made))
            for pair in sorted(before - assignment.pairs)
        ),
    )


def changed_problem(problem: Problem, before: frozenset[Pair], made: Change) -> Problem:
    """What was said by hand last holds. Accepted work ends only by recusing or leaving."""
    check_change(problem, made)
    recused = frozenset(made.recused)

    def staying(found: frozenset[Pair]) -> frozenset[Pair]:
        return frozenset(pair for pair in found if pair[1] not in made.left)

    return replace(
        problem,
        files=tuple(
            replace(
                file,
                conflicts={
                    key: reason
                    for key, reason in {
                        **file.conflicts,
                        **{
                            key: reason
                            for (of, key), reason in made.recused.items()
                            if of == file.key
                        },
                    }.items()
                    if key not in made.left
                },
            )
            for file in problem.files
        ),
        evaluators=tuple(each for each in problem.evaluators if each.key not in made.left),
        fixed=staying(problem.fixed - recused),
        wanted=staying((problem.wanted - recused - made.forbidden) | made.wanted),
        forbidden=staying((problem.forbidden - made.wanted) | made.forbidden),
        earlier=staying(before),
    )


def check_change(problem: Problem, made: Change) -> None:
    errors = [
        Sentence(
            "unknown-evaluator",
            _("The evaluator %(key)s, who is to leave, is not there."),
            {"key": key},
        )
        for key in sorted(made.left - problem.evaluator_by_key.keys())
    ]
    for file, evaluator in sorted(made.recused):
        if file not in problem.file_by_key or evaluator not in problem.evaluator_by_key:
            text = _("%(evaluator)s recuses from %(file)s, but one of them is not there.")
            values = {"file": file, "evaluator": evaluator}
            errors.append(Sentence("unknown-recusal", text, values))
    for file, evaluator in sorted(made.wanted):
        if evaluator in made.left:
            text = _("%(evaluator)s is to leave and to take %(file)s.")
            values = {"file": file, "evaluator": evaluator}
            errors.append(Sentence("wanted-and-left", text, values))
    if errors:
        raise BadProblem(errors)
    # A pair that is both wanted and forbidden or recused is found when the problem is checked.


def why_removed(problem: Problem, pair: Pair, made: Change) -> Sentence:
    file, evaluator = problem.file_by_key[pair[0]], problem.evaluator_by_key[pair[1]]
    values = {"file": str(file), "evaluator": str(evaluator)}
    if evaluator.key in made.left:
        return Sentence("left", _("%(evaluator)s evaluates no longer."), values)
    if pair in made.recused:
        text = _("%(evaluator)s has recused from %(file)s: %(reason)s")
        return Sentence("recused", text, values | {"reason": made.recused[pair]})
    if pair in made.forbidden:
        return Sentence("forbidden", _("The pair was forbidden by hand."), values)
    if any(of == file.key for of, _evaluator in made.wanted):
        text = _("%(evaluator)s makes way for an evaluator who was set for %(file)s by hand.")
        return Sentence("made-way", text, values)
    text = _("%(evaluator)s had to leave %(file)s so that every file has its evaluators.")
    return Sentence("needed-elsewhere", text, values)
