"""Why a pair was made, and what was given up for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from applications.assigning.problem import MEMBER_CITY, Pair, Problem, language_name
from applications.assigning.quality import Wish, broken_wishes, groups
from applications.assigning.sentences import Sentence
from applications.assigning.solving import Assignment

GIVEN_UP: Mapping[Wish, Any] = {
    Wish.OTHER_REGION: _("All evaluators of %(file)s are of its own region."),
    Wish.EXPERT_FIELD: _("The field of %(file)s is not among those of %(evaluator)s."),
    Wish.OTHER_COUNTRY: _("%(evaluator)s and %(file)s are of the same country."),
    Wish.EMPLOYERS: _("%(file)s has another evaluator of the same employer."),
    Wish.REGIONS: _("%(file)s has another evaluator of the same region."),
    Wish.LANGUAGE: _("%(evaluator)s reads %(language)s, but prefers another language."),
}


@dataclass(frozen=True)
class Explanation:
    """A pair with what speaks for it, and the soft rules that are not kept."""

    pair: Pair
    reasons: tuple[Sentence, ...]
    given_up: tuple[Sentence, ...]


def explain(problem: Problem, assignment: Assignment) -> tuple[Explanation, ...]:
    """Every pair of the assignment in the order of the keys."""
    shared: dict[Pair, list[Wish]] = {}
    for group in groups(problem, assignment.pairs):
        for pair in group.pairs:
            shared.setdefault(pair, []).append(group.wish)
    from_elsewhere = {
        file
        for file, key in assignment.pairs
        if problem.file_by_key[file].region != problem.evaluator_by_key[key].region
    }
    found = []
    for pair in sorted(assignment.pairs):
        file, evaluator = problem.file_by_key[pair[0]], problem.evaluator_by_key[pair[1]]
        broken = {*broken_wishes(file, evaluator), *shared.get(pair, [])}
        if file.key not in from_elsewhere:
            broken.add(Wish.OTHER_REGION)
        values = values_of(problem, assignment, pair)
        given_up = [Sentence(wish, GIVEN_UP[wish], values) for wish in Wish if wish in broken]
        found.append(Explanation(pair, reasons(problem, pair, values), tuple(given_up)))
    return tuple(found)


def values_of(problem: Problem, assignment: Assignment, pair: Pair) -> dict[str, Any]:
    file, evaluator = problem.file_by_key[pair[0]], problem.evaluator_by_key[pair[1]]
    return {
        "file": str(file),
        "evaluator": str(evaluator),
        "field": file.field,
        "language": language_name(file.language),
        "load": assignment.loads[evaluator.key],
        "capacity": evaluator.capacity,
    }


def reasons(problem: Problem, pair: Pair, values: dict[str, Any]) -> tuple[Sentence, ...]:
    file, evaluator = problem.file_by_key[pair[0]], problem.evaluator_by_key[pair[1]]
    found: list[tuple[str, Any]] = []
    if pair in problem.fixed:
        found.append(("fixed", _("%(evaluator)s has accepted this file already.")))
    if pair in problem.wanted:
        found.append(("wanted", _("The pair was set by hand.")))
    if pair in problem.earlier and pair not in problem.settled:
        found.append(("earlier", _("The pair is kept from the earlier assignment.")))
    if file.field in evaluator.fields:
        text: Any = (
            _("%(evaluator)s is a member city of the field of %(file)s.")
            if evaluator.kind == MEMBER_CITY
            else _("%(evaluator)s knows the field of %(file)s.")
        )
        found.append(("field", text))
    found.append(("language", _("%(evaluator)s reads %(language)s, the language of the file.")))
    if file.region != evaluator.region:
        found.append(("other-region", _("%(evaluator)s is of another region than %(file)s.")))
    text = ngettext_lazy(
        "%(evaluator)s has %(load)s file in all, of at most %(capacity)s.",
        "%(evaluator)s has %(load)s files in all, of at most %(capacity)s.",
        "load",
    )
    found.append(("load", text))
    return tuple(Sentence(code, text, values) for code, text in found)
