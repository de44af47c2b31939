"""The best of the assignments that a network has left, by the soft rules.

Imports SciPy: to be imported where something is solved, not when the portal starts.
"""

from typing import Any

import numpy
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array, hstack

from applications.assigning.network import Network
from applications.assigning.problem import Pair
from applications.assigning.quality import (
    WEIGHTS,
    Wish,
    broken_wishes,
    from_other_regions,
    groups,
)

# Enough for a proof where there is one to be had soon. A number of nodes ends the search at the
# same place on every machine; a number of seconds would not.
NODES = 200


def choose(network: Network) -> tuple[frozenset[Pair], bool]:
    """The pairs with the fewest broken wishes, and whether it is proven that no others have fewer.

    The wishes about a file's evaluators together cross the kinds of evaluators, so that this last
    step is no flow any more and the solver may have to branch.
    """
    problem = network.problem
    lower, upper = list(network.lower), list(network.upper)
    costs = [0.0] * len(lower)
    for (file, evaluator), column in network.pair_column.items():
        broken = broken_wishes(problem.file_by_key[file], problem.evaluator_by_key[evaluator])
        costs[column] = sum(WEIGHTS[wish] for wish in broken)
    open_pairs = [pair for pair, column in network.pair_column.items() if upper[column] > 0]
    rows: list[tuple[dict[int, int], float]] = []

    def extra(wish: Wish, pairs: list[Pair], sign: int, bound: int, most: int) -> None:
        costs.append(WEIGHTS[wish])
        lower.append(0)
        upper.append(most)
        entries = dict.fromkeys((network.pair_column[pair] for pair in pairs), sign)
        rows.append((entries | {len(costs) - 1: -1}, bound))

    # pairs - extra <= 1: all but one of a group cost. -pairs - extra <= -1: none costs.
    for group in groups(problem, open_pairs):
        extra(group.wish, list(group.pairs), 1, 1, len(group.pairs) - 1)
    for key, pairs in from_other_regions(problem, open_pairs).items():
        if problem.needed(problem.file_by_key[key]):
            extra(Wish.OTHER_REGION, pairs, -1, -1, 1)
    whole = numpy.zeros(len(costs))
    whole[list(network.pair_column.values())] = 1
    constraints = [
        LinearConstraint(widened(network.matrix, len(costs)), network.demand, network.demand)
    ]
    if rows:
        constraints.append(
            LinearConstraint(
                rows_matrix([entries for entries, _bound in rows], len(costs)),
                -numpy.inf,
                [bound for _entries, bound in rows],
            )
        )
    found = milp(
        costs,
        integrality=whole,
        bounds=Bounds(lower, upper),
        constraints=constraints,
        options={"node_limit": NODES, "mip_rel_gap": 0},
    )
    if found.x is None:
        return network.chosen(), False
    return network.chosen([float(value) for value in found.x]), found.status == 0


def widened(matrix: Any, width: int) -> Any:
    empty = csc_array((matrix.shape[0], width - matrix.shape[1]))
    return hstack([matrix, empty], format="csc")


def rows_matrix(rows: list[dict[int, int]], width: int) -> Any:
    entries = [
        (row, column, sign) for row, found in enumerate(rows) for column, sign in found.items()
    ]
    at, columns, signs = zip(*entries, strict=True)
    return csc_array((signs, (at, columns)), shape=(len(rows), width))
