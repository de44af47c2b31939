"""The files' places as a flow to the evaluators, solved one aim after the other.

Every column below has at most one +1 and one -1: it is an arc of a network. Such a matrix is
totally unimodular, so a vertex of the linear programme is whole-numbered and no branching is
needed. A place of a file flows to a kind of evaluators, from there to one evaluator, and from the
evaluator through one of their units of load. What cannot flow is short, and counted.

After an aim is met, all its other optima are exactly the flows that keep its reduced costs:
a column with a positive one stays at its lower bound, with a negative one at its upper bound.
The next aim is sought among these, and that is a flow again.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from applications.assigning.eligibility import eligible_pairs
from applications.assigning.problem import KINDS, Kind, Pair, Problem

# Reduced costs are whole numbers; the solver is exact to a ten-millionth.
NOTHING = 1e-6


@dataclass(frozen=True)
class Place:
    """The places of a file for a kind of evaluators: one node of the network."""

    file: str
    kind: Kind


class Network:
    """The flow of one problem, with bounds that get narrower with every aim that is met."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.pairs = eligible_pairs(problem)
        self.places = [Place(file.key, kind) for file in problem.sorted_files for kind in KINDS]
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.entries: list[tuple[int, int, int]] = []
        self.demand = [problem.needed(file) for file in problem.sorted_files]
        self.demand += [0] * (len(self.places) + len(problem.evaluators))
        self.values: list[float] = []
        self.lay()

    def column(self, lower: float, upper: float, *entries: tuple[int, int]) -> int:
        column = len(self.lower)
        self.lower.append(lower)
        self.upper.append(upper)
        self.entries += [(row, column, sign) for row, sign in entries]
        return column

    def lay(self) -> None:
        problem = self.problem
        files, evaluators = problem.sorted_files, problem.sorted_evaluators
        file_row = {file.key: row for row, file in enumerate(files)}
        place_row = {place: row for row, place in enumerate(self.places, len(files))}
        first = len(files) + len(self.places)
        evaluator_row = {evaluator.key: row for row, evaluator in enumerate(evaluators, first)}
        self.place_row = place_row
        kind_of = {evaluator.key: evaluator.kind for evaluator in evaluators}
        self.pair_column = {}
        for pair in self.pairs:
            place = Place(pair[0], kind_of[pair[1]])
            self.pair_column[pair] = self.column(
                pair in problem.settled, 1, (place_row[place], 1), (evaluator_row[pair[1]], -1)
            )
        self.short_column = {}
        for place in self.places:
            needed = problem.needed(problem.file_by_key[place.file])
            others = sum(problem.at_least_of(kind) for kind in KINDS if kind != place.kind)
            self.column(
                problem.at_least_of(place.kind),
                needed - others,
                (file_row[place.file], 1),
                (place_row[place], -1),
            )
            self.short_column[place] = self.column(0, needed, (place_row[place], 1))
        self.unit_columns: dict[str, list[int]] = {}
        self.idle_column = {}
        able = problem.loads(self.pairs)
        for evaluator in evaluators:
            row = evaluator_row[evaluator.key]
            most = max(min(evaluator.capacity, able[evaluator.key]), evaluator.minimum)
            self.unit_columns[evaluator.key] = [
                self.column(unit < evaluator.minimum, 1, (row, 1)) for unit in range(most)
            ]
            if evaluator.minimum:
                # What the evaluator lacks of their minimum flows in from nowhere, and is counted.
                self.idle_column[evaluator.key] = self.column(0, evaluator.minimum, (row, -1))

    @cached_property
    def matrix(self) -> Any:
        from scipy.sparse import csc_array  # noqa: PLC0415

        rows, columns, signs = zip(*self.entries, strict=True)
        return csc_array((signs, (rows, columns)), shape=(len(self.demand), len(self.lower)))

    def aim(self, costs: dict[int, int]) -> tuple[int, list[float]]:
        """Make the costs (by column) smallest, and keep to that from now on.

        Returns the smallest costs, and the price of each row: what one more place there costs.
        """
        from scipy.optimize import linprog  # noqa: PLC0415

        if not self.lower:
            return 0, []
        found = linprog(
            [costs.get(column, 0) for column in range(len(self.lower))],
            A_eq=self.matrix,
            b_eq=self.demand,
            bounds=list(zip(self.lower, self.upper, strict=True)),
            method="highs-ds",
        )
        if found.status != 0:  # pragma: no cover - what is short makes every problem feasible
            raise RuntimeError(found.message)
        for column, (low, high) in enumerate(
            zip(found.lower.marginals, found.upper.marginals, strict=True)
        ):
            if low > NOTHING:
                self.upper[column] = self.lower[column]
            elif high < -NOTHING:
                self.lower[column] = self.upper[column]
        self.values = [float(value) for value in found.x]
        return round(found.fun), [float(price) for price in found.eqlin.marginals]

    def aim_at_places(self) -> tuple[int, list[float]]:
        """As few places short as can be."""
        return self.aim(dict.fromkeys(self.short_column.values(), 1))

    def aim_at_minimums(self) -> int:
        """As little as can be lacks of what each evaluator is to have at least."""
        if not self.idle_column:
            return 0
        return self.aim(dict.fromkeys(self.idle_column.values(), 1))[0]

    def aim_at_earlier(self) -> int:
        """As many pairs of the earlier assignment as can be; returns their number."""
        kept = [self.pair_column[pair] for pair in self.pairs if pair in self.problem.earlier]
        return -self.aim(dict.fromkeys(kept, -1))[0] if kept else 0

    def aim_at_even_loads(self) -> int:
        """The smallest sum of the squares of the loads, which has the smallest spread as well.

        The loads that a flow can have form an M-convex set, and there the least squares have both
        the smallest maximum and the largest minimum (A. Frank, K. Murota: Decreasing minimization
        on M-convex sets, Mathematical Programming 195, 2022).
        """
        return self.aim(
            {
                column: 2 * unit + 1
                for columns in self.unit_columns.values()
                for unit, column in enumerate(columns)
            }
        )[0]

    def chosen(self, values: list[float] | None = None) -> frozenset[Pair]:
        values = self.values if values is None else values
        return frozenset(pair for pair, column in self.pair_column.items() if values[column] > 0.5)

    def idle(self) -> dict[str, int]:
        """What each evaluator lacks of their minimum, if anything."""
        lacks = {key: round(self.values[column]) for key, column in self.idle_column.items()}
        return {key: number for key, number in lacks.items() if number}
