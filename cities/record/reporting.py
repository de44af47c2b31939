"""What a load did, and what it left alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from cities.record.kinds import Row, RowKind
from cities.record.reading import Place


class LeftAlone(NamedTuple):
    """Something that the record and the fixtures say differently, and that was left as it is."""

    place: Place | None
    row: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place or 'in no file'}: {self.row}: {self.reason}"


class Report:
    """What a load did: rows by file, kind and outcome, and what it left alone."""

    OUTCOMES = ("added", "changed", "unchanged", "left alone")

    def __init__(self) -> None:
        self.counts: dict[tuple[str, RowKind], Counter[str]] = defaultdict(Counter)
        self.left_alone: list[LeftAlone] = []

    def count(self, row: Row, outcome: str) -> None:
        """Count one row of a file."""
        self.counts[row.place.file, row.kind][outcome] += 1

    def total(self, outcome: str) -> int:
        """How many rows of all files had an outcome."""
        return sum(counts[outcome] for counts in self.counts.values())

    def lines(self) -> Iterable[str]:
        """The report in words: one line per file and kind, then what was left alone."""
        for (file, kind), counts in self.counts.items():
            outcomes = (f"{counts[outcome]} {outcome}" for outcome in self.OUTCOMES)
            yield f"{file}, {kind.plural}: {', '.join(outcomes)}"
        yield from map(str, self.left_alone)
