"""The assignment of files to evaluators."""

from collections.abc import Mapping
from dataclasses import dataclass

from applications.assigning.blocking import NoSolution, blocks_of_minimums, blocks_of_places
from applications.assigning.checking import check
from applications.assigning.network import Network
from applications.assigning.problem import Pair, Problem
from applications.assigning.quality import WEIGHTS, Wish, given_up


@dataclass(frozen=True)
class Assignment:
    """Who evaluates what, and how good that is.

    `moved` is the number of earlier pairs that are given up. `spread` is the largest load less the
    smallest, of the evaluators with any capacity. `given_up` has how often each soft rule is not
    kept. `is_proven` says that no other assignment with these loads keeps more of them; moves and
    loads are always proven.
    """

    pairs: frozenset[Pair]
    loads: Mapping[str, int]
    spread: int
    moved: int
    given_up: Mapping[Wish, int]
    is_proven: bool

    @property
    def cost(self) -> int:
        """The soft rules that are not kept, by their weights."""
        return sum(WEIGHTS[wish] * number for wish, number in self.given_up.items())


def solve(problem: Problem) -> Assignment:
    """The best assignment: one aim strictly after the other.

    All hard rules; then as many pairs of the earlier assignment as can be; then loads as even as
    can be; then the soft rules by their weights. The same problem has the same answer, whatever
    the order of its parts. Raises BadProblem for a problem that contradicts itself, and NoSolution
    with what blocks for one that cannot be solved.
    """
    # HiGHS takes seconds to be imported, and few processes ever assign.
    from applications.assigning.choosing import choose  # noqa: PLC0415

    check(problem)
    network = Network(problem)
    short, prices = network.aim_at_places()
    if short:
        raise NoSolution(*blocks_of_places(network, short, prices))
    if network.aim_at_minimums():
        raise NoSolution(blocks_of_minimums(network), {})
    if not network.pairs:
        return describe(problem, frozenset(), is_proven=True)
    network.aim_at_earlier()
    network.aim_at_even_loads()
    pairs, is_proven = choose(network)
    return describe(problem, pairs, is_proven)


def describe(problem: Problem, pairs: frozenset[Pair], is_proven: bool) -> Assignment:
    loads = problem.loads(pairs)
    able = [loads[evaluator.key] for evaluator in problem.evaluators if evaluator.capacity]
    return Assignment(
        pairs=pairs,
        loads=loads,
        spread=max(able, default=0) - min(able, default=0),
        moved=len(problem.earlier - pairs),
        given_up=given_up(problem, pairs),
        is_proven=is_proven,
    )
