"""Why a problem has no solution: which rule blocks which files, and how to mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from applications.assigning.counting import Count, counts, kind_name, lacks_on_its_own
from applications.assigning.cutting import Bottleneck, bottlenecks
from applications.assigning.network import Network
from applications.assigning.problem import (
    EXPERT,
    MEMBER_CITY,
    Evaluator,
    File,
    Kind,
    Problem,
    language_name,
)
from applications.assigning.sentences import Sentence

# How many names a sentence lists.
NAMED = 12
NEEDS: dict[Kind | None, Any] = {
    None: ngettext_lazy(
        "%(file)s needs %(needed)s evaluator, and %(able)s can take it.",
        "%(file)s needs %(needed)s evaluators, and %(able)s can take it.",
        "needed",
    ),
    EXPERT: ngettext_lazy(
        "%(file)s needs at least %(needed)s expert, and %(able)s can take it.",
        "%(file)s needs at least %(needed)s experts, and %(able)s can take it.",
        "needed",
    ),
    MEMBER_CITY: ngettext_lazy(
        "%(file)s needs at least %(needed)s member city, and %(able)s can take it.",
        "%(file)s needs at least %(needed)s member cities, and %(able)s can take it.",
        "needed",
    ),
}


@dataclass(frozen=True)
class Block:
    """One thing that blocks: what, by which numbers, whom it touches, and what would mend it."""

    sentence: Sentence
    reasons: tuple[Sentence, ...]
    remedies: tuple[Sentence, ...]
    files: tuple[str, ...]
    evaluators: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join(map(str, (self.sentence, *self.reasons)))


class NoSolution(Exception):
    """The hard rules cannot all be kept.

    `blocks` says why. `short` has the missing evaluators by file, for as few files as can be.
    """

    def __init__(self, blocks: Iterable[Block], short: Mapping[str, int]) -> None:
        self.blocks = tuple(blocks)
        self.short = dict(short)
        super().__init__(self.blocks)

    def __str__(self) -> str:
        return " ".join(map(str, self.blocks))


def blocks_of_places(
    network: Network, short: int, prices: list[float]
) -> tuple[list[Block], dict[str, int]]:
    """What keeps `short` places of files empty: files on their own first, then crowds of them."""
    from applications.assigning.shortage import fewest_short_files  # noqa: PLC0415

    problem = network.problem
    alone = {file.key: lacks_on_its_own(problem, file) for file in problem.sorted_files}
    blocks = [
        block_of_file(problem, count)
        for file in problem.sorted_files
        if alone[file.key]
        for count in counts(problem, file)
    ]
    blocks += [
        block_of_crowd(problem, bottleneck)
        for bottleneck in bottlenecks(network, prices)
        if bottleneck.lacking > sum(alone[key] for key in bottleneck.files)
    ]
    return blocks, fewest_short_files(network, short)


def block_of_file(problem: Problem, count: Count) -> Block:
    """A file that too few evaluators may take, whatever the others do."""
    file = count.file
    lacking = count.needed - len(count.able)
    values = {
        "file": str(file),
        "kind": kind_name(count.kind),
        "needed": count.needed,
        "able": len(count.able),
        "language": language_name(file.language),
        "lacking": lacking,
    }
    remedies = [
        Sentence(
            "add-evaluator",
            ngettext_lazy(
                "Add %(lacking)s evaluator (%(kind)s) who reads %(language)s and is not in "
                "conflict with %(file)s.",
                "Add %(lacking)s evaluators (%(kind)s) who read %(language)s and are not in "
                "conflict with %(file)s.",
                "lacking",
            ),
            values,
        ),
        Sentence("lower-number", _("Ask for %(able)s for %(file)s (%(kind)s)."), values),
    ]
    if count.forbidden:
        text = _("Allow pairs of %(file)s again that are forbidden by hand.")
        remedies.append(Sentence("allow-pairs", text, values))
    if count.without_capacity:
        text = _("Give evaluators a capacity who have none.")
        remedies.append(Sentence("give-capacity", text, values))
    return Block(
        Sentence(
            "too-few-for-file",
            NEEDS[count.kind],
            values,
        ),
        count.reasons,
        tuple(remedies),
        (file.key,),
        count.excluded,
    )


def block_of_crowd(problem: Problem, bottleneck: Bottleneck) -> Block:
    """Files that each have evaluators enough, but together want more than these can take."""
    languages = {problem.file_by_key[key].language for key in bottleneck.files}
    values = {
        "files": len(bottleneck.files),
        "names": first_of(problem.file_by_key[key] for key in bottleneck.files),
        "evaluators": len(bottleneck.evaluators),
        "who": first_of(problem.evaluator_by_key[key] for key in bottleneck.evaluators),
        "needed": bottleneck.needed,
        "capacity": bottleneck.capacity,
        "lacking": bottleneck.lacking,
        "language": language_name(min(languages)),
    }
    text = (
        _("Add evaluators who read %(language)s, with a capacity of %(lacking)s in all.")
        if len(languages) == 1
        else _("Add evaluators who can take these files, with a capacity of %(lacking)s in all.")
    )
    return Block(
        Sentence(
            "too-little-capacity",
            ngettext_lazy(
                "%(files)s file needs %(needed)s places, and the evaluators who can take it "
                "(%(evaluators)s) have %(capacity)s left for it: %(names)s.",
                "%(files)s files need %(needed)s places, and the evaluators who can take them "
                "(%(evaluators)s) have %(capacity)s left for them: %(names)s.",
                "files",
            ),
            values,
        ),
        (),
        (
            Sentence(
                "raise-capacity",
                _("Raise the capacity of evaluators by %(lacking)s in all, among: %(who)s."),
                values,
            ),
            Sentence("add-evaluators", text, values),
            Sentence(
                "lower-numbers",
                _("Ask for %(lacking)s fewer evaluators in all for these files."),
                values,
            ),
        ),
        bottleneck.files,
        bottleneck.evaluators,
    )


def first_of(found: Iterable[File | Evaluator]) -> str:
    """Their names, cut short where a sentence would get too long; the block has all keys."""
    names = [str(each) for each in found]
    return ", ".join(names[:NAMED] + ["…"] * (len(names) > NAMED))


def blocks_of_minimums(network: Network) -> list[Block]:
    """Evaluators who cannot be given the files that they are to have at least."""
    blocks = []
    for key, lacking in sorted(network.idle().items()):
        evaluator = network.problem.evaluator_by_key[key]
        values = {
            "evaluator": str(evaluator),
            "minimum": evaluator.minimum,
            "possible": evaluator.minimum - lacking,
        }
        text = _(
            "%(evaluator)s is to have at least %(minimum)s files, and %(possible)s can be given."
        )
        remedy = _("Lower the minimum of %(evaluator)s to %(possible)s.")
        blocks.append(
            Block(
                Sentence("minimum-not-reached", text, values),
                (),
                (Sentence("lower-minimum", remedy, values),),
                (),
                (key,),
            )
        )
    return blocks
