"""The designations begun by a day, on which growth, balance and firsts are counted."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from cities.models import Designation
from uccn.doors.keeping import kept

# The network was set up in 2004; its time begins with that year.
FIRST_DAY = datetime.date(2004, 1, 1)
# Some four megabytes; the network has had a twentieth of that.
MOST_SPANS_KEPT = 10_000


class Span(NamedTuple):
    """One designation: in force from `begun` until the day before `lapsed`, if it ended.

    `city` is the permanent number, `country` the code; `announced_on` and `ended_on` are as precise
    as their sources.
    """

    city: int
    country: str
    region: str
    field: str
    announced_on: str
    ended_on: str
    begun: datetime.date
    lapsed: datetime.date | None

    def is_in_force(self, day: datetime.date) -> bool:
        """Whether the city held the field on the day."""
        return self.begun <= day and (self.lapsed is None or self.lapsed > day)


COLUMNS = (
    "city__number",
    "city__country__code",
    "city__country__region",
    "field__slug",
    "announced_on",
    "ended_on",
    "in_force_from",
    "lapsed_from",
)


@dataclass(frozen=True)
class History:
    """The designations begun by `date`, in order of time; it knows nothing of later days."""

    date: datetime.date
    spans: tuple[Span, ...]

    @staticmethod
    @kept(most=2, fits=lambda history: len(history.spans) <= MOST_SPANS_KEPT)
    def until(date: datetime.date) -> "History":
        """The record's designations up to the day, in one query."""
        begun = Designation.objects.begun_by(date).order_by("in_force_from", "city__number", "pk")
        return History(date, tuple(Span(*row) for row in begun.values_list(*COLUMNS)))

    def on(self, day: datetime.date) -> list[Span]:
        """The designations in force on a day, in order of time."""
        return [span for span in self.spans if span.is_in_force(day)]

    @cached_property
    def members(self) -> list[Span]:
        """The designations in force on the date itself: one for each member city."""
        return self.on(self.date)

    @cached_property
    def days(self) -> dict[datetime.date, str]:
        """Each day on which a designation began or ended, with that date as precise as its source.

        Oldest first. An end that lies after the date has not happened yet.
        """
        days: dict[datetime.date, str] = {}
        for span in self.spans:
            if span.lapsed is not None and span.lapsed <= self.date:
                days[span.lapsed] = span.ended_on
        for span in reversed(self.spans):
            days[span.begun] = span.announced_on
        return dict(sorted(days.items()))
