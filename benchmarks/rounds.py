"""Interleaving: every target for a moment, then every target again, and medians over the rounds.

On a machine that is shared, the speed of one minute is not that of the next. So nothing is compared
with what was measured minutes ago: a ratio is taken within each round, and then their median.
"""

import statistics
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.load import Burst, burst
from benchmarks.servers import Server

WARM = 3


@dataclass(frozen=True)
class Target:
    """An address of a server that is loaded; `control` names the target of the same bytes."""

    name: str
    server: Server
    path: str
    control: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Rounds:
    """The bursts of each target, one for each round."""

    targets: list[Target]
    bursts: dict[str, list[Burst]]

    def cpu(self, name: str) -> float:
        """The median of microseconds of the processor for a request."""
        return statistics.median(burst.cpu for burst in self.bursts[name])

    def p50(self, name: str) -> float:
        """The median over the rounds of the median latency, in milliseconds."""
        return statistics.median(burst.p50 for burst in self.bursts[name])

    def ratio(self, other: str, name: str) -> float:
        """How many times as much of the processor the other takes: above 1, `name` is cheaper."""
        return self._median(other, name, lambda burst: burst.cpu)

    def latency(self, name: str, other: str) -> float:
        """The median latency of a target, in that of another."""
        return self._median(name, other, lambda burst: burst.p50)

    def _median(self, above: str, below: str, value: Callable[[Burst], float]) -> float:
        pairs = zip(self.bursts[above], self.bursts[below], strict=True)
        return statistics.median(value(one) / value(two) for one, two in pairs)


def measure(targets: list[Target], rounds: int, seconds: int) -> Rounds:
    """Load each target in each round, after a few requests that warm it up."""
    for target in targets:
        for _ in range(WARM):
            target.server.ask(target.path, **target.headers)
        target.server.pin()
    bursts: dict[str, list[Burst]] = {target.name: [] for target in targets}
    for number in range(1, rounds + 1):
        print(f"  round {number} of {rounds}, {len(targets)} targets", flush=True)
        for target in targets:
            bursts[target.name].append(burst(target.server, target.path, target.headers, seconds))
    return Rounds(targets, bursts)
