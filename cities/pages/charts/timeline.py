"""A city's designations as bars on the network's axis of time."""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from cities.models.dates import last_day
from cities.pages.charts.axis import Axis
from cities.rows import Row

WIDTHS = {"wide": 1400, "narrow": 360}
MARGIN = 16
LABEL_WIDTH = 110


@dataclass(frozen=True)
class Bar:
    """One designation: the left end and length of its bar, and where its word stands."""

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


def timeline(
    designations: list[Row], fields: dict[str, Row], date: datetime.date, *, mirrored: bool = False
) -> dict[str, Drawing]:
    """A wide and a narrow drawing, each with text at its real size.

    `mirrored`, time runs from right to left, as its readers read.
    """
    drawings = {name: _drawing(designations, fields, date, width) for name, width in WIDTHS.items()}
    if mirrored:
        return {name: _mirror_of(drawing) for name, drawing in drawings.items()}
    return drawings


def _mirror_of(drawing: Drawing) -> Drawing:
    bars = [
        replace(
            bar,
            start=drawing.width - bar.start - bar.length,
            label_at=drawing.width - bar.label_at,
            label_end=not bar.label_end,
        )
        for bar in drawing.bars
    ]
    ticks = [(drawing.width - position, year) for position, year in drawing.ticks]
    return replace(drawing, bars=bars, ticks=ticks)


def _drawing(
    designations: list[Row], fields: dict[str, Row], date: datetime.date, width: int
) -> Drawing:
    axis = Axis(date)

    def at(day: datetime.date) -> int:
        return MARGIN + round((width - 2 * MARGIN) * axis.part(day))

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
    ticks = [(at(day), year) for day, year in axis.fifths()]
    return Drawing(width, bars, ticks)


def _ended(row: Any) -> datetime.date | None:
    return last_day(row["ended_on"])
