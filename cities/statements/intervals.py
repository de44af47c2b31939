"""Stretches of days."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from cities.models.dates import last_day

ONE_DAY = datetime.timedelta(days=1)

Step = tuple[datetime.date, int]
"""A figure and the day from which it holds, until the day before the next step."""


@dataclass(frozen=True)
class Interval:
    """The days from the first to the last, both included; without a last one it lasts today."""

    first: datetime.date
    last: datetime.date | None = None

    def covers(self, other: "Interval") -> bool:
        """Whether every day of the other is one of these."""
        if self.last is None:
            return self.first <= other.first
        return self.first <= other.first and other.last is not None and other.last <= self.last

    def overlaps(self, other: "Interval") -> bool:
        """Whether any day of the other is one of these."""
        return intersection([self], [other]) != ()

    def ends_before(self, other: "Interval") -> bool:
        """Whether all of these days come before any of the other."""
        return self.last is not None and self.last < other.first


def period(text: str) -> Interval:
    """The days of a year, month or day written as `2004`, `2021-11` or `2015-12-11`.

    Raises `ValidationError` when the text is no such date.
    """
    last = last_day(text)
    if last is None:
        raise ValueError("An empty date has no days.")
    return Interval(datetime.date.fromisoformat(f"{text}-01-01"[:10]), last)


def merged(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same days in the fewest intervals, in order of time."""
    result: list[Interval] = []
    for interval in sorted(intervals, key=lambda interval: interval.first):
        before = result[-1] if result else None
        if before is None or (before.last and before.last + ONE_DAY < interval.first):
            result.append(interval)
        else:
            lasts = [before.last, interval.last]
            ended = [last for last in lasts if last is not None]
            result[-1] = Interval(before.first, max(ended) if len(ended) == len(lasts) else None)
    return tuple(result)


def intersection(some: Iterable[Interval], others: Sequence[Interval]) -> tuple[Interval, ...]:
    """The days that are in both."""
    common = []
    for one in some:
        for other in others:
            first = max(one.first, other.first)
            last = min(filter(None, (one.last, other.last)), default=None)
            if last is None or first <= last:
                common.append(Interval(first, last))
    return merged(common)


def intervals_where(steps: Sequence[Step], holds: Callable[[int], bool]) -> tuple[Interval, ...]:
    """When a figure that goes by steps is one of those that hold."""
    lasts = [first - ONE_DAY for first, _ in steps[1:]]
    return merged(
        Interval(first, last)
        for (first, figure), last in zip_longest(steps, lasts)
        if holds(figure)
    )


def figure_on(steps: Sequence[Step], day: datetime.date) -> int:
    """A figure that goes by steps, on a day; nothing before the first of them."""
    return next((figure for first, figure in reversed(steps) if first <= day), 0)
