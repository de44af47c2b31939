"""A figure in time, with the days filled on which a claim about it is true."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from cities.statements.intervals import ONE_DAY, Interval, Step, figure_on
from cities.statistics.history import FIRST_DAY

# Units across and down, and years between two ticks: in a narrow drawing there is room for fewer.
SIZES = {"wide": (760, 270, 2), "narrow": (360, 230, 5)}
TOP = 24
FOOT = 30
# A claimed figure far above the largest is not drawn: it would flatten everything else.
FARTHEST = 1.5
LABEL_ROOM = 300
GRID = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)


@dataclass(frozen=True)
class ClaimChart:
    """One drawing: paths of the line, of the ground below it and of the days that are filled.

    `grid` are (height, figure), `ticks` (place, year); `claimed` is the height of the dashed line,
    or nothing; `label` stands at `label_at`, from its end to the left if `label_end`.
    """

    width: int
    height: int
    base: int
    line: str
    ground: str
    filled: tuple[str, ...]
    grid: tuple[tuple[int, int], ...]
    ticks: tuple[tuple[int, int], ...]
    claimed: int | None
    label: str
    label_at: tuple[int, int]
    label_end: bool
    last: str
    last_at: tuple[int, int]
    last_end: bool
    grid_at: int
    grid_end: bool


def claim_chart(
    steps: Sequence[Step],
    intervals: Sequence[Interval],
    until: datetime.date,
    value: int | None,
    labels: dict[str, str],
    last: str,
    *,
    mirrored: bool = False,
) -> dict[str, ClaimChart]:
    """A wide and a narrow drawing; `labels` says for each when it is true, `last` the last figure.

    `mirrored`, time runs from right to left.
    """
    return {
        name: _drawing(steps, intervals, until, value, labels[name], last, size, mirrored)
        for name, size in SIZES.items()
    }


def _drawing(
    steps: Sequence[Step],
    intervals: Sequence[Interval],
    until: datetime.date,
    value: int | None,
    label: str,
    last: str,
    size: tuple[int, int, int],
    mirrored: bool,
) -> ClaimChart:
    width, height, years_apart = size
    base = height - FOOT
    largest = max((figure for _day, figure in steps), default=0) or 1
    if value is not None and largest < value <= largest * FARTHEST:
        largest = value
    days = max(1, (until - FIRST_DAY).days)

    def across(day: datetime.date) -> int:
        place = round(width * max(0, (day - FIRST_DAY).days) / days)
        return width - place if mirrored else place

    def up(figure: int) -> int:
        return base - round((base - TOP) * figure / largest)

    line = f"M{across(FIRST_DAY)} {base}"
    for day, figure in steps:
        line += f"H{across(day)}V{up(figure)}"
    line += f"H{across(until)}"
    claimed = up(value) if value is not None and 0 < value <= largest else None
    at, ends = _label_place(intervals, across, until, width, mirrored)
    final = figure_on(steps, until)
    return ClaimChart(
        width=width,
        height=height,
        base=base,
        line=line,
        ground=f"{line}V{base}Z",
        filled=tuple(_filled(one, steps, until, across, up, base) for one in intervals),
        grid=tuple((up(figure), figure) for figure in _grid(largest)),
        ticks=tuple(
            (across(datetime.date(year, 1, 1)), year)
            for year in range(2005, until.year + 1)
            if (year - 2005) % years_apart == 0
        ),
        claimed=claimed,
        label=label,
        label_at=(at, _label_height(claimed)),
        label_end=ends,
        last=last,
        last_at=(across(until), up(final) - 8),
        last_end=not mirrored,
        grid_at=width if mirrored else 0,
        grid_end=mirrored,
    )


def _label_height(claimed: int | None) -> int:
    """Above the claimed figure, where the past was lower; below it, where the last figure stands.

    Without one, high up.
    """
    if claimed is None:
        return TOP + 16
    return claimed - 7 if claimed > TOP + 13 else claimed + 16


def _label_place(intervals, across, until, width, mirrored) -> tuple[int, bool]:  # type: ignore[no-untyped-def]
    """Beside the first filled stretch, on the side of the past if there is room."""
    if not intervals:
        return (width // 2, False)
    first, last = across(intervals[0].first), across(intervals[0].last or until)
    room = first if not mirrored else width - first
    if room > min(LABEL_ROOM, width * 0.45):
        return (first + 8, False) if mirrored else (first - 8, True)
    return (last - 8, True) if mirrored else (last + 8, False)


def _filled(interval, steps, until, across, up, base) -> str:  # type: ignore[no-untyped-def]
    """The ground under the line on the days of an interval."""
    end = min(interval.last + ONE_DAY, until) if interval.last else until
    path = f"M{across(interval.first)} {base}V{up(figure_on(steps, interval.first))}"
    for day, figure in steps:
        if interval.first < day < end:
            path += f"H{across(day)}V{up(figure)}"
    return f"{path}H{across(end)}V{base}Z"


def _grid(largest: int) -> range:
    """Up to five round figures."""
    apart = next((one for one in GRID if largest // one <= 5), 1000)
    return range(apart, largest + 1, apart)
