"""Who was first: computed from the announcements, as far as their dates can tell."""

import datetime
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from cities.models.dates import precision
from cities.statistics.history import Span

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class First:
    """The designations that were first of their kind: one, or several that no date puts in order.

    Several announced on the same day are all first. Where the record knows only the year or the
    month of one, it may have been before or after another of that time: `is_certain` is false.
    """

    spans: tuple[Span, ...]

    @property
    def is_certain(self) -> bool:
        """Whether each of them was surely among the first."""
        dates = {span.announced_on for span in self.spans}
        return len(self.spans) == 1 or (len(dates) == 1 and precision(*dates) == "day")


def earliest_day(announced_on: str) -> datetime.date:
    """The first day of the year, month or day of an announcement."""
    return datetime.date.fromisoformat(f"{announced_on}-01-01"[:10])


def first_of(spans: Iterable[Span]) -> First:
    """Those that may have been first: the others were surely announced after one of them.

    There must be at least one. A city that was first stays so when it changes its field or leaves.
    """
    all_of_them = list(spans)
    surely_by = min(span.begun for span in all_of_them)
    return First(
        tuple(span for span in all_of_them if earliest_day(span.announced_on) <= surely_by)
    )


def firsts(spans: Iterable[Span], kind: Callable[[Span], Key]) -> dict[Key, First]:
    """The first designations of each kind, such as of each field in each region."""
    kinds: dict[Key, list[Span]] = {}
    for span in spans:
        kinds.setdefault(kind(span), []).append(span)
    return {key: first_of(those) for key, those in kinds.items()}
