"""The history of the designations, and figures as they grew and shrank with it."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from cities.models.designations import Designation
from cities.models.places import today
from cities.models.sources import Metric
from cities.statements.intervals import Interval, Step, intervals_where, period
from uccn.doors.keeping import kept

# Some five megabytes; the network has had a twentieth of that.
MOST_SPANS_KEPT = 10_000


class Span(NamedTuple):
    """One designation in time: in force from `begins` until the day before `ends`, if it ends."""

    city: int
    city_name: str
    country: str
    region: str
    continent: str
    field: str
    announced_on: str
    ended_on: str
    begins: datetime.date
    ends: datetime.date | None


COLUMNS = (
    "city__number",
    "city__name",
    "city__country__code",
    "city__country__region",
    "city__country__continent",
    "field__slug",
    "announced_on",
    "ended_on",
    "in_force_from",
    "lapsed_from",
)

COUNTED: dict[str, Callable[[Span], Any]] = {
    Metric.MEMBERS: attrgetter("city"),
    Metric.COUNTRIES: attrgetter("country"),
    Metric.FIELDS: attrgetter("field"),
}


@dataclass(frozen=True)
class Selection:
    """Of which designations a figure speaks; what is left empty does not narrow it.

    `countries` are two-letter codes, `city` and `without` permanent numbers.
    """

    field: str = ""
    region: str = ""
    continent: str = ""
    countries: frozenset[str] = frozenset()
    city: int | None = None
    without: int | None = None

    def holds(self, span: Span) -> bool:
        """Whether the figure speaks of this designation."""
        return (
            self.field in ("", span.field)
            and self.region in ("", span.region)
            and self.continent in ("", span.continent)
            and (not self.countries or span.country in self.countries)
            and self.city in (None, span.city)
            and self.without != span.city
        )

    def of(self, city: int) -> "Selection":
        """The part of it that is the city's."""
        return replace(self, city=city)


EVERYTHING = Selection()


@dataclass(frozen=True)
class Timeline:
    """The designations that began by `until`, in order of time; it knows nothing of later days."""

    spans: tuple[Span, ...]
    until: datetime.date

    @staticmethod
    def load(until: datetime.date | None = None) -> "Timeline":
        """The record's designations to a day (today), in one query.

        An end that is announced for a later day has not happened yet, so it is left out.
        """
        return _loaded(until or today())

    def selected(self, selection: Selection) -> Iterator[Span]:
        """The designations of which a figure speaks, in order of time."""
        return (span for span in self.spans if selection.holds(span))

    @cached_property
    def beginning(self) -> datetime.date:
        """The first day of which the record knows a designation."""
        return min((span.begins for span in self.spans), default=self.until)

    def steps(self, measure: str, selection: Selection = EVERYTHING) -> list[Step]:
        """A figure as it grew and shrank: each value with the day from which it holds.

        `measure` is `Metric.MEMBERS`, `COUNTRIES` or `FIELDS`: distinct cities, countries or fields
        with a designation in force. The first step is the record's first day, with zero where the
        figure began later; a record without designations has no steps.
        """
        counted = COUNTED[measure]
        changes: defaultdict[datetime.date, Counter[Any]] = defaultdict(Counter)
        for span in self.selected(selection):
            changes[span.begins][counted(span)] += 1
            if span.ends:
                changes[span.ends][counted(span)] -= 1
        if self.spans:
            changes[self.beginning].update(())  # a day without a change, for the zero
        in_force: Counter[Any] = Counter()
        steps: list[Step] = []
        for day in sorted(changes):
            in_force.update(changes[day])
            figure = sum(count > 0 for count in in_force.values())
            if not steps or steps[-1][1] != figure:
                steps.append((day, figure))
        return steps

    def in_force(self, selection: Selection) -> tuple[Interval, ...]:
        """When at least one of these designations was in force."""
        return intervals_where(self.steps(Metric.MEMBERS, selection), bool)

    def at_least(self) -> "Timeline":
        """Every designation as short as the precision of its dates allows."""
        return replace(
            self,
            spans=tuple(
                span._replace(ends=max(span.begins, period(span.ended_on).first))
                if span.ends
                else span
                for span in self.spans
            ),
        )

    def at_most(self) -> "Timeline":
        """Every designation as long as the precision of its dates allows."""
        return replace(
            self,
            spans=tuple(
                span._replace(begins=period(span.announced_on).first) for span in self.spans
            ),
        )


@kept(most=2, fits=lambda timeline: len(timeline.spans) <= MOST_SPANS_KEPT)
def _loaded(until: datetime.date) -> Timeline:
    rows = (
        Designation.objects.begun_by(until)
        .order_by("in_force_from", "city__number", "pk")
        .values_list(*COLUMNS)
    )
    spans = (Span(*row) for row in rows)
    return Timeline(tuple(without_end_after(until, span) for span in spans), until)


def without_end_after(day: datetime.date, span: Span) -> Span:
    """The designation as it is known on the day."""
    return span._replace(ends=None) if span.ends and span.ends > day else span
