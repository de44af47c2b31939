"""Whether a problem is well put, before anybody tries to solve it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from applications.assigning.eligibility import Rule, broken_rule
from applications.assigning.problem import KIND_NAMES, KINDS, Problem
from applications.assigning.sentences import Sentence

BROKEN = {
    Rule.LANGUAGE: _("%(evaluator)s and %(file)s are set, but they do not read its language."),
    Rule.FIELD: _("%(evaluator)s and %(file)s are set, but the file is of another field."),
    Rule.CONFLICT: _("%(evaluator)s and %(file)s are set, but they are in conflict: %(reason)s"),
    Rule.FORBIDDEN: _("%(evaluator)s and %(file)s are both set and forbidden by hand."),
}


class BadProblem(ValueError):
    """The problem contradicts itself. `errors` has every contradiction at once."""

    def __init__(self, errors: Iterable[Sentence]) -> None:
        self.errors = tuple(errors)
        super().__init__(self.errors)

    def __str__(self) -> str:
        return " ".join(map(str, self.errors))


def check(problem: Problem) -> None:
    """Raise BadProblem with all that is wrong with the input."""
    errors = [*keys(problem), *numbers(problem), *unknown(problem)]
    if not errors:
        # What follows looks keys up, so it is told only once they are right.
        errors = [*settled_pairs(problem), *settled_numbers(problem)]
    if errors:
        raise BadProblem(errors)


def keys(problem: Problem) -> Iterator[Sentence]:
    for key in twice(file.key for file in problem.files):
        yield Sentence("file-twice", _("The file %(key)s is there twice."), {"key": key})
    for key in twice(evaluator.key for evaluator in problem.evaluators):
        text = _("The evaluator %(key)s is there twice.")
        yield Sentence("evaluator-twice", text, {"key": key})


def twice(found: Iterable[str]) -> list[str]:
    return sorted(key for key, number in Counter(found).items() if number > 1)


def numbers(problem: Problem) -> Iterator[Sentence]:
    for evaluator in problem.evaluators:
        values = {"evaluator": str(evaluator), "capacity": evaluator.capacity}
        if evaluator.kind not in KINDS:
            text = _("%(evaluator)s is neither an expert nor a member city.")
            yield Sentence("unknown-kind", text, values)
        if evaluator.capacity < 0:
            text = _("The capacity of %(evaluator)s is %(capacity)s; it is 0 or more.")
            yield Sentence("negative-capacity", text, values)
        elif not 0 <= evaluator.minimum <= evaluator.capacity:
            text = _(
                "%(evaluator)s is to have at least %(minimum)s files; "
                "that is between 0 and the capacity, %(capacity)s."
            )
            yield Sentence("bad-minimum", text, values | {"minimum": evaluator.minimum})
    for kind, number in problem.at_least.items():
        if kind not in KINDS or number < 0:
            text = _("“At least %(number)s of %(kind)s” is no rule that can be kept.")
            yield Sentence("bad-kind-rule", text, {"kind": kind, "number": number})
    least = sum(problem.at_least.values())
    for file in problem.files:
        if problem.needed(file) < max(least, 0):
            text = _(
                "%(file)s is to have %(needed)s evaluators, "
                "but the kinds of evaluators ask for %(least)s."
            )
            values = {"file": str(file), "needed": problem.needed(file), "least": max(least, 0)}
            yield Sentence("fewer-than-kinds", text, values)


def unknown(problem: Problem) -> Iterator[Sentence]:
    every = problem.fixed | problem.wanted | problem.forbidden | problem.earlier
    for key in sorted({file for file, _evaluator in every} - problem.file_by_key.keys()):
        text = _("A pair names the file %(key)s, which is not there.")
        yield Sentence("unknown-file", text, {"key": key})
    named = {evaluator for _file, evaluator in every}
    named.update(*(file.conflicts for file in problem.files))
    for key in sorted(named - problem.evaluator_by_key.keys()):
        text = _("A pair names the evaluator %(key)s, who is not there.")
        yield Sentence("unknown-evaluator", text, {"key": key})


def settled_pairs(problem: Problem) -> Iterator[Sentence]:
    for file_key, evaluator_key in sorted(problem.settled):
        file, evaluator = problem.file_by_key[file_key], problem.evaluator_by_key[evaluator_key]
        rule = broken_rule(problem, file, evaluator)
        if rule is not None:
            values = {
                "file": str(file),
                "evaluator": str(evaluator),
                "reason": file.conflicts.get(evaluator_key, ""),
            }
            yield Sentence(f"settled-{rule}", BROKEN[rule], values)


def settled_numbers(problem: Problem) -> Iterator[Sentence]:
    for evaluator in problem.sorted_evaluators:
        load = sum(key == evaluator.key for _file, key in problem.settled)
        if load > evaluator.capacity:
            text = _("%(evaluator)s has %(load)s set files, but a capacity of %(capacity)s.")
            values = {"evaluator": str(evaluator), "load": load, "capacity": evaluator.capacity}
            yield Sentence("settled-capacity", text, values)
    for file in problem.sorted_files:
        by_kind = Counter(
            problem.evaluator_by_key[evaluator].kind
            for key, evaluator in problem.settled
            if key == file.key
        )
        for kind in KINDS:
            others = sum(problem.at_least_of(other) for other in KINDS if other != kind)
            if by_kind[kind] > problem.needed(file) - others and others:
                text = _("%(file)s has %(number)s set %(kind)s, which leaves the others no place.")
                values = {
                    "file": str(file),
                    "number": by_kind[kind],
                    "kind": KIND_NAMES[kind],
                }
                yield Sentence("settled-kind", text, values)
        if by_kind.total() > problem.needed(file):
            text = _("%(file)s has %(number)s set evaluators, but %(needed)s are asked for.")
            values = {
                "file": str(file),
                "number": by_kind.total(),
                "needed": problem.needed(file),
            }
            yield Sentence("settled-number", text, values)
