"""The network's axis of time."""

import datetime
from dataclasses import dataclass

from cities.statistics.history import FIRST_DAY

# So many years, and each of them has room for its number on a wide drawing.
FEW_YEARS = 13


@dataclass(frozen=True)
class Word:
    """A word or number of a drawing: where it stands, and on which drawings.

    `across` and `down` are hundredths; `anchor` is the side of the word that stands there: start
    (its left), middle or end. `on` is wide, narrow or, for both, nothing.
    """

    text: str | int
    across: float
    down: float
    anchor: str = "start"
    on: str = ""


@dataclass(frozen=True)
class Axis:
    """Time from the network's first day until a day; `mirrored`, from right to left."""

    until: datetime.date
    mirrored: bool = False

    def part(self, day: datetime.date) -> float:
        """How much of the time has passed by a day, from 0 to 1."""
        days = max(1, (self.until - FIRST_DAY).days)
        return min(1.0, max(0.0, (day - FIRST_DAY).days / days))

    def across(self, day: datetime.date) -> float:
        """Where a day stands, in hundredths from the left."""
        return self.place(100 * self.part(day))

    def place(self, hundredths: float) -> float:
        """A distance from the beginning of time as one from the left."""
        return round(100 - hundredths if self.mirrored else hundredths, 2)

    @property
    def beginning(self) -> str:
        """The anchor of a word that follows its place in time."""
        return "end" if self.mirrored else "start"

    @property
    def end(self) -> str:
        """The anchor of a word that goes before its place in time."""
        return "start" if self.mirrored else "end"

    def fifths(self) -> list[tuple[datetime.date, int]]:
        """The first day of every fifth year, with the year."""
        return [
            (datetime.date(year, 1, 1), year)
            for year in range(2005, self.until.year + 1)
            if year % 5 == 0
        ]

    def ticks(self) -> list[Word]:
        """Years: every fifth on a narrow drawing; every second, or each of a few, on a wide one."""
        step = 1 if self.until.year - FIRST_DAY.year <= FEW_YEARS else 2
        wide = set(range(2005, self.until.year + 1, step))
        narrow = {year for _day, year in self.fifths()}
        return [
            Word(
                year,
                self.across(datetime.date(year, 1, 1)),
                100,
                "middle",
                "" if year in wide & narrow else "wide" if year in wide else "narrow",
            )
            for year in sorted(wide | narrow)
        ]

    def ends(self) -> list[Word]:
        """The first and the last year, for a small drawing."""
        return [
            Word(FIRST_DAY.year, self.place(0), 100, self.beginning),
            Word(self.until.year, self.place(100), 100, self.end),
        ]
