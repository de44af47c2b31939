"""The soft rules: what makes one assignment better than another with the same loads."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from applications.assigning.problem import Evaluator, File, Pair, Problem


class Wish(StrEnum):
    """A soft rule."""

    OTHER_REGION = "other-region"
    EXPERT_FIELD = "expert-field"
    OTHER_COUNTRY = "other-country"
    EMPLOYERS = "employers"
    REGIONS = "regions"
    LANGUAGE = "language"


# What it costs not to keep a wish once. A file whose evaluators are all of its own region weighs
# most; a second evaluator of one region, or a language that is read but not preferred, least.
WEIGHTS: dict[Wish, int] = {
    Wish.OTHER_REGION: 16,
    Wish.EXPERT_FIELD: 8,
    Wish.OTHER_COUNTRY: 6,
    Wish.EMPLOYERS: 4,
    Wish.REGIONS: 2,
    Wish.LANGUAGE: 1,
}


@dataclass(frozen=True)
class Group:
    """The evaluators of a file who share a region or an employer; all but one of them cost."""

    wish: Wish
    file: str
    shared: str
    pairs: tuple[Pair, ...]


def broken_wishes(file: File, evaluator: Evaluator) -> list[Wish]:
    """What a pair on its own does not keep."""
    broken = []
    if file.field not in evaluator.fields:
        broken.append(Wish.EXPERT_FIELD)
    if file.country == evaluator.country:
        broken.append(Wish.OTHER_COUNTRY)
    if evaluator.preferred_language not in ("", file.language):
        broken.append(Wish.LANGUAGE)
    return broken


def groups(problem: Problem, pairs: Iterable[Pair]) -> list[Group]:
    """Those of at least two pairs, in a total order."""
    found: dict[tuple[Wish, str, str], list[Pair]] = defaultdict(list)
    for file, key in sorted(pairs):
        evaluator = problem.evaluator_by_key[key]
        found[Wish.REGIONS, file, evaluator.region].append((file, key))
        if evaluator.employer:
            found[Wish.EMPLOYERS, file, evaluator.employer].append((file, key))
    return [Group(*shared, tuple(found[shared])) for shared in sorted(found) if found[shared][1:]]


def from_other_regions(problem: Problem, pairs: Iterable[Pair]) -> dict[str, list[Pair]]:
    """The pairs of each file whose evaluator is of another region than the file."""
    found: dict[str, list[Pair]] = {file.key: [] for file in problem.sorted_files}
    for pair in sorted(pairs):
        file, evaluator = problem.file_by_key[pair[0]], problem.evaluator_by_key[pair[1]]
        if file.region != evaluator.region:
            found[file.key].append(pair)
    return found


def given_up(problem: Problem, pairs: Iterable[Pair]) -> dict[Wish, int]:
    """How often each wish is not kept by these pairs."""
    pairs = sorted(pairs)
    numbers = dict.fromkeys(Wish, 0)
    for file, evaluator in pairs:
        for wish in broken_wishes(problem.file_by_key[file], problem.evaluator_by_key[evaluator]):
            numbers[wish] += 1
    for group in groups(problem, pairs):
        numbers[group.wish] += len(group.pairs) - 1
    others = from_other_regions(problem, pairs)
    numbers[Wish.OTHER_REGION] = sum(
        not others[file.key] for file in problem.files if problem.needed(file)
    )
    return numbers


def cost(problem: Problem, pairs: Iterable[Pair]) -> int:
    return sum(WEIGHTS[wish] * number for wish, number in given_up(problem, pairs).items())
