"""Whether evaluations suffice to tell harsh evaluators from weak files, and if not, why."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.ranking.scores import Total


@dataclass(frozen=True)
class Minimum:
    """What a correction needs at least.

    `evaluators` is how many have evaluated `files_each` files; others take part, and what little
    they gave is hardly corrected. `comparisons` are the evaluations beyond those that it takes to
    connect all files and evaluators: only they tell harshness from chance.
    """

    files: int = 10
    evaluators: int = 5
    files_each: int = 3
    comparisons: int = 10


@dataclass(frozen=True)
class Reason:
    """Why nothing is corrected: a code for programs, and the reason in the reader's language.

    `files` are those that it concerns, where it does not concern all.
    """

    code: str
    message: str
    files: tuple[str, ...] = ()


def lacking(totals: Sequence[Total], minimum: Minimum) -> list[Reason]:
    """Every reason why a call's evaluations do not allow for a correction."""
    return [
        *too_few(totals, minimum),
        *too_loose(totals, minimum),
        *without_variance(totals),
    ]


def too_few(totals: Sequence[Total], minimum: Minimum) -> Iterator[Reason]:
    files = len({given.file for given in totals})
    if files < minimum.files:
        message = ngettext(
            "Only %(found)s file has a complete evaluation; the correction needs %(needed)s files.",
            "Only %(found)s files have a complete evaluation; the correction needs %(needed)s.",
            files,
        )
        yield Reason("few-files", message % {"found": files, "needed": minimum.files})
    loads = Counter(given.evaluator for given in totals)
    evaluators = sum(load >= minimum.files_each for load in loads.values())
    if evaluators < minimum.evaluators:
        message = ngettext(
            "Only %(found)s evaluator has evaluated %(each)s files or more; the correction needs"
            " %(needed)s such evaluators.",
            "Only %(found)s evaluators have evaluated %(each)s files or more; the correction needs"
            " %(needed)s.",
            evaluators,
        )
        numbers = {"found": evaluators, "each": minimum.files_each, "needed": minimum.evaluators}
        yield Reason("few-evaluators", message % numbers)


def too_loose(totals: Sequence[Total], minimum: Minimum) -> Iterator[Reason]:
    """Files that share no evaluators, even through others, cannot be compared."""
    parts = connected(totals)
    if len(parts) > 1:
        apart = tuple(sorted(file for part in parts[1:] for file in part))
        message = ngettext(
            "%(number)s file shares no evaluator with the others, not even through further files:"
            " whether its evaluators are harsh or the file is weak cannot be told.",
            "%(number)s files share no evaluator with the others, not even through further files:"
            " whether their evaluators are harsh or the files are weak cannot be told.",
            len(apart),
        )
        yield Reason("not-connected", message % {"number": len(apart)}, apart)
    evaluators = len({given.evaluator for given in totals})
    comparisons = len(totals) - sum(map(len, parts)) - evaluators + len(parts)
    if comparisons < minimum.comparisons:
        message = _(
            "The evaluators have too few files in common: there are %(found)s comparisons to spare,"
            " and the correction needs %(needed)s."
        )
        numbers = {"found": comparisons, "needed": minimum.comparisons}
        yield Reason("few-comparisons", message % numbers)


def without_variance(totals: Sequence[Total]) -> Iterator[Reason]:
    if len({given.points for given in totals}) == 1:
        message = _("All evaluations give the same points: there is nothing to correct.")
        yield Reason("no-variance", message)


def connected(totals: Sequence[Total]) -> list[set[str]]:
    """The files in groups that evaluators connect, the largest first, then by their least key."""
    groups: list[tuple[set[str], set[str]]] = []
    for given in totals:
        files, evaluators = {given.file}, {given.evaluator}
        apart = []
        for group in groups:
            if given.file in group[0] or given.evaluator in group[1]:
                files |= group[0]
                evaluators |= group[1]
            else:
                apart.append(group)
        groups = [*apart, (files, evaluators)]
    return sorted(
        (files for files, _evaluators in groups), key=lambda part: (-len(part), min(part))
    )
