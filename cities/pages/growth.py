"""A growing number as a step line on the network's axis of time, since counts jump."""

import datetime
from dataclasses import dataclass

from cities.pages.timeline import FIRST_DAY

WIDTHS = {"wide": 680, "narrow": 360}
HEIGHT = 190
TOP, BASE = 24, 160
# Room at the end of the line for the number that it reaches, and half a year's word at the start.
END, START = 48, 20


@dataclass(frozen=True)
class Growth:
    """One drawing, `width` units wide: two paths, the last number's place, ticks (place, year)."""

    width: int
    height: int
    base: int
    first: int
    last: int
    line: str
    area: str
    label_at: tuple[int, int]
    label_end: bool
    ticks: list[tuple[int, int]]


def growth(
    steps: list[tuple[datetime.date, int]], date: datetime.date, *, mirrored: bool = False
) -> dict[str, Growth]:
    """A wide and a narrow drawing of the steps up to the date; `mirrored`, from right to left."""
    return {name: _drawing(steps, date, width, mirrored) for name, width in WIDTHS.items()}


def _drawing(
    steps: list[tuple[datetime.date, int]], date: datetime.date, width: int, mirrored: bool
) -> Growth:
    days = max(1, (date - FIRST_DAY).days)
    largest = max((members for _, members in steps), default=0) or 1

    def across(day: datetime.date) -> int:
        place = START + round((width - START - END) * (day - FIRST_DAY).days / days)
        return width - place if mirrored else place

    def up(members: int) -> int:
        return BASE - round((BASE - TOP) * members / largest)

    line = f"M{across(FIRST_DAY)} {BASE}"
    for day, members in steps:
        line += f"H{across(day)}V{up(members)}"
    line += f"H{across(date)}"
    last = steps[-1][1] if steps else 0
    beyond = -8 if mirrored else 8
    years = [year for year in range(2005, date.year + 1) if year % 5 == 0]
    return Growth(
        width=width,
        height=HEIGHT,
        base=BASE,
        first=across(FIRST_DAY),
        last=across(date),
        line=line,
        area=f"{line}V{BASE}Z",
        label_at=(across(date) + beyond, up(last) + 5),
        label_end=mirrored,
        ticks=[(across(datetime.date(year, 1, 1)), year) for year in years],
    )
