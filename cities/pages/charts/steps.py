"""A growing number as a line of steps, since counts jump."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from cities.pages.charts.axis import Axis, Word
from cities.statistics.history import FIRST_DAY

# Paths are drawn on a square that is then stretched to the drawing's width and height.
SQUARE = 1000
# Numbers on the steps stand at least so many hundredths apart, or they touch.
LEAST_WIDE, LEAST_NARROW = 3.9, 8.1
MOST_RULES = 5


@dataclass(frozen=True)
class StepChart:
    """One drawing: two paths on a square, rules and words in hundredths of it, and ticks of years.

    `last` is the number that the line reaches, at its end.
    """

    line: str
    area: str
    rules: list[Word]
    words: list[Word]
    ticks: list[Word]
    last: list[Word]


def step_chart(
    steps: list[tuple[datetime.date, int]],
    axis: Axis,
    *,
    begins: datetime.date = FIRST_DAY,
    largest: int = 0,
    unit: Callable[[int], str] = str,
) -> StepChart:
    """The drawing of a number, with each step's number, rules and years.

    The line begins on the day `begins`. `largest` is the number at the top, so that several
    drawings share one scale; without it, the largest of the steps. `unit` is what the topmost rule
    says of its number.
    """
    line, last, largest = _line(steps, axis, begins, largest)
    return StepChart(
        line=line,
        area=f"{line}V{SQUARE}Z",
        rules=_rules(largest, axis, unit),
        words=_numbers(steps[:-1], axis, largest),
        ticks=axis.ticks(),
        last=_last(last, axis, largest),
    )


def small_step_chart(
    steps: list[tuple[datetime.date, int]],
    axis: Axis,
    *,
    begins: datetime.date = FIRST_DAY,
    largest: int = 0,
) -> StepChart:
    """The same among others like it: without rules, with the first and last year alone."""
    line, last, largest = _line(steps, axis, begins, largest)
    return StepChart(
        line=line,
        area=f"{line}V{SQUARE}Z",
        rules=[],
        words=[],
        ticks=axis.ends(),
        last=_last(last, axis, largest),
    )


def _line(
    steps: list[tuple[datetime.date, int]], axis: Axis, begins: datetime.date, largest: int
) -> tuple[str, int, int]:
    """The path of the line, the number that it reaches, and the number at the top."""
    largest = largest or max((number for _day, number in steps), default=0) or 1
    line = f"M{squared(axis.across(begins))} {SQUARE}"
    for day, number in steps:
        line += f"H{squared(axis.across(day))}V{squared(_down(number, largest))}"
    line += f"H{squared(axis.across(axis.until))}"
    return line, steps[-1][1] if steps else 0, largest


def _last(last: int, axis: Axis, largest: int) -> list[Word]:
    return [Word(last, axis.place(100), _down(last, largest), axis.beginning)]


def _rules(largest: int, axis: Axis, unit: Callable[[int], str]) -> list[Word]:
    """Rules at round numbers, each with its number at the beginning of time."""
    step = next(
        size * 10**power
        for power in range(12)
        for size in (1, 2, 5)
        if size * 10**power * MOST_RULES >= largest
    )
    numbers = list(range(step, largest + 1, step))
    return [
        Word(
            unit(number) if number == numbers[-1] else number,
            axis.place(0),
            _down(number, largest),
            axis.beginning,
        )
        for number in numbers
    ]


def _numbers(steps: list[tuple[datetime.date, int]], axis: Axis, largest: int) -> list[Word]:
    """The number of each step above it, as far as there is room; the newest come first."""
    words: list[Word] = []
    wide = narrow = 1.0
    for day, number in reversed(steps):
        part = axis.part(day)
        if wide - part < LEAST_WIDE / 100:
            continue
        wide = part
        on = "wide"
        if narrow - part >= LEAST_NARROW / 100:
            narrow, on = part, ""
        words.append(Word(number, axis.across(day), _down(number, largest), axis.beginning, on))
    return words[::-1]


def _down(number: int, largest: int) -> float:
    return round(100 - 100 * number / largest, 2)


def squared(hundredths: float) -> float | int:
    """Hundredths as a place on the square, as short as it can be written."""
    place = round(hundredths * SQUARE / 100, 1)
    return int(place) if place == int(place) else place
