"""What was measured, beside what is asked for, as tables of Markdown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.rounds import Rounds


@dataclass(frozen=True)
class Line:
    """One row of the table: a measured value, and what it should be.

    `floor` must be kept, `goal` is aimed at; where `at_most`, less is better. Without either the
    value is only reported.
    """

    what: str
    database: str
    value: float
    unit: str
    floor: float | None = None
    goal: float | None = None
    at_most: bool = False

    @property
    def verdict(self) -> str:
        """How the value stands to what is asked for."""
        if self.goal is not None and self._keeps(self.goal):
            return "goal" if self.floor is not None else "meets"
        if self.floor is not None:
            return "meets" if self._keeps(self.floor) else "**below**"
        return "" if self.goal is None else "**below**"

    def _keeps(self, bound: float) -> bool:
        return self.value <= bound if self.at_most else self.value >= bound

    @property
    def asked(self) -> str:
        """What is asked for, in words: the floor, and the goal in brackets."""
        sign = "≤" if self.at_most else "≥"
        if self.floor is not None and self.goal is not None:
            return f"{sign} {self.floor:g} ({self.goal:g})"
        bound = self.goal if self.goal is not None else self.floor
        return "report" if bound is None else f"{sign} {bound:g}"


@dataclass
class Report:
    """Everything that one run has to say."""

    lines: list[Line] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def add(self, *lines: Line) -> None:
        self.lines.extend(lines)

    def add_rounds(self, title: str, rounds: Rounds) -> None:
        """The absolute numbers behind the ratios; they are this machine's only."""
        rows = []
        for target in rounds.targets:
            name = target.name
            against = f"{rounds.ratio(target.control, name):.2f}" if target.control else ""
            requests = sum(burst.requests for burst in rounds.bursts[name])
            rows.append(
                (name, f"{rounds.cpu(name):,.0f}", f"{rounds.p50(name):.1f}", against, requests)
            )
        head = ("target", "µs of CPU", "p50, ms", "× C", "requests")
        self.details.append(f"### {title}\n\n{table(head, rows)}")

    def text(self) -> str:
        """The whole report."""
        rows = [
            (line.what, line.database, line.asked, f"{line.value:,.2f} {line.unit}", line.verdict)
            for line in self.lines
        ]
        head = ("what", "database", "floor (goal)", "measured", "")
        remarks = "\n".join(f"- {remark}" for remark in self.remarks)
        return "\n\n".join(part for part in (table(head, rows), remarks, *self.details) if part)


def table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """A table of Markdown."""
    lines: list[Sequence[object]] = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
