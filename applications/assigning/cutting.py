"""The bottlenecks of a flow: files that want more places than all their evaluators have."""

from dataclasses import dataclass

from applications.assigning.network import Network, Place
from applications.assigning.problem import KINDS


@dataclass(frozen=True)
class Bottleneck:
    """Files and the evaluators who may take them, by their keys in order."""

    files: tuple[str, ...]
    evaluators: tuple[str, ...]
    needed: int
    capacity: int

    @property
    def lacking(self) -> int:
        return self.needed - self.capacity


def bottlenecks(network: Network, prices: list[float]) -> list[Bottleneck]:
    """What the prices of the smallest shortage prove.

    A place has the price 1 where one more could not be filled. These are one side of a smallest
    cut, and by the theorem of maximum flow and minimum cut they need as much more than their
    evaluators have as is short in all. Parts that share no evaluator are told apart.
    """
    scarce = {place for place, row in network.place_row.items() if prices[row] > 0.5}
    found = (bottleneck(network, part) for part in parts(network, scarce))
    return [each for each in found if each.lacking > 0]


def parts(network: Network, scarce: set[Place]) -> list[set[Place]]:
    """The places that hang together through a file or an evaluator, in order."""
    neighbours: dict[tuple[str, str], set[Place]] = {}
    knots: dict[Place, set[tuple[str, str]]] = {place: set() for place in scarce}
    for place in scarce:
        knots[place].add(("file", place.file))
    for file, key in network.pairs:
        place = Place(file, network.problem.evaluator_by_key[key].kind)
        if place in scarce:
            knots[place].add(("evaluator", key))
    for place, names in knots.items():
        for name in names:
            neighbours.setdefault(name, set()).add(place)
    found, seen = [], set[Place]()
    for start in sorted(scarce, key=lambda place: (place.file, place.kind)):
        part, waiting = set[Place](), [start]
        while waiting:
            place = waiting.pop()
            if place not in seen:
                seen.add(place)
                part.add(place)
                waiting += [other for name in knots[place] for other in neighbours[name]]
        if part:
            found.append(part)
    return found


def bottleneck(network: Network, part: set[Place]) -> Bottleneck:
    problem = network.problem
    files = sorted({place.file for place in part})
    needed = 0
    for key in files:
        kinds = [kind for kind in KINDS if Place(key, kind) in part]
        needed += (
            problem.needed(problem.file_by_key[key])
            if len(kinds) == len(KINDS)
            else sum(map(problem.at_least_of, kinds))
        )
    inside: dict[str, int] = {}
    settled_outside: dict[str, int] = {}
    for file, key in network.pairs:
        if Place(file, problem.evaluator_by_key[key].kind) in part:
            inside[key] = inside.get(key, 0) + 1
        elif (file, key) in problem.settled:
            settled_outside[key] = settled_outside.get(key, 0) + 1
    capacity = sum(
        min(number, problem.evaluator_by_key[key].capacity - settled_outside.get(key, 0))
        for key, number in inside.items()
    )
    return Bottleneck(tuple(files), tuple(sorted(inside)), needed, capacity)
