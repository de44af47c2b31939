"""A city's designations as bars on the network's axis of time."""

import datetime
from dataclasses import dataclass
from typing import Any

from cities.models.dates import last_day
from cities.rows import Row

WIDTHS = {"wide": 1400, "narrow": 360}
MARGIN = 16
FIRST_DAY = datetime.date(2004, 1, 1)
LABEL_WIDTH = 110


@dataclass(frozen=True)
class Bar:
    """One designation: where its bar begins, how long it is, and where its word stands."""

    start: int
    length: int
    field: Row
    label_at: int
    label_end: bool


@dataclass(frozen=True)
class Drawing:
    """One drawing of the axis, `width` units wide; ticks are (position, year)."""

    width: int
    bars: list[Bar]
    ticks: list[tuple[int, int]]
    last: int


def timeline(
    designations: list[Row], fields: dict[str, Row], date: datetime.date
) -> dict[str, Drawing]:
    """A wide and a narrow drawing, each with text at its real size."""
    return {name: _drawing(designations, fields, date, width) for name, width in WIDTHS.items()}


def _drawing(
    designations: list[Row], fields: dict[str, Row], date: datetime.date, width: int
) -> Drawing:
    days = max(1, (date - FIRST_DAY).days)

    def at(day: datetime.date) -> int:
        return MARGIN + round((width - 2 * MARGIN) * (day - FIRST_DAY).days / days)

    bars = []
    for row in designations:
        start = at(datetime.date.fromisoformat(row["in_force_from"]))
        end = at(_ended(row) or date)
        # A young designation stands at the edge: its word ends where the bar ends.
        label_end = width - start < LABEL_WIDTH
        bars.append(
            Bar(
                start,
                max(2, end - start - 1),
                fields[row["field"]],
                end if label_end else start,
                label_end,
            )
        )
    years = [year for year in range(2005, date.year + 1) if year % 5 == 0]
    ticks = [(at(datetime.date(year, 1, 1)), year) for year in years]
    return Drawing(width, bars, ticks, width - MARGIN)


def _ended(row: Any) -> datetime.date | None:
    return last_day(row["ended_on"])
