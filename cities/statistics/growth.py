"""How numbers of cities and countries have changed, day by day."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from operator import attrgetter

from cities.models import Region
from cities.statistics.history import FIRST_DAY, History, Span
from fields.models import CreativeField

Step = tuple[datetime.date, int]
Counted = Callable[[Span], Hashable]

CITIES: Counted = attrgetter("city")
COUNTRIES: Counted = attrgetter("country")


def steps(spans: Iterable[Span], until: datetime.date, counted: Counted = CITIES) -> list[Step]:
    """The days on which a number changed, each with the number from then on; oldest first.

    A day on which as many left as came is none. `counted` says what is told apart and counted.
    """
    changes: defaultdict[datetime.date, Counter[Hashable]] = defaultdict(Counter)
    for span in spans:
        changes[span.begun][counted(span)] += 1
        if span.lapsed is not None and span.lapsed <= until:
            changes[span.lapsed][counted(span)] -= 1
    held: Counter[Hashable] = Counter()
    found: list[Step] = []
    for day in sorted(changes):
        held.update(changes[day])
        number = sum(count > 0 for count in held.values())
        if number != (found[-1][1] if found else 0):
            found.append((day, number))
    return found


@dataclass(frozen=True)
class Series:
    """A number in time: it begins on a day, with none, and jumps at each step.

    Before it begins there is no number, not even zero.
    """

    key: str
    begins: datetime.date
    steps: list[Step]

    def on(self, day: datetime.date) -> int | None:
        """The number on a day; None before the series begins."""
        if day < self.begins:
            return None
        return next((number for since, number in reversed(self.steps) if since <= day), 0)

    @property
    def last(self) -> int:
        """The number that the series has reached."""
        return self.steps[-1][1] if self.steps else 0

    @property
    def largest(self) -> int:
        """The largest number that it has had."""
        return max((number for _day, number in self.steps), default=0)


def growth_of_field(slug: str, date: datetime.date) -> list[Step]:
    """The days up to the date on which the field's members changed, each with their number then."""
    history = History.until(date)
    return steps((span for span in history.spans if span.field == slug), date)


def growth_by_field(history: History) -> list[Series]:
    """The members of each field, in the network's order, from one query.

    A field begins with the year of the first call that offered it. One that begins after the date
    of the history is left out.
    """
    found = []
    for slug, first_year in CreativeField.objects.values_list("slug", "first_year"):
        spans = [span for span in history.spans if span.field == slug]
        offered = datetime.date(first_year, 1, 1)
        # What the record holds is held, whatever the field's row says of its first year.
        begins = min([offered, *(span.begun for span in spans)])
        if begins <= history.date:
            found.append(Series(slug, begins, steps(spans, history.date)))
    return found


def growth_by_region(history: History, counted: Counted = CITIES) -> list[Series]:
    """The members of each region, or its countries with a member, from the network's beginning."""
    if history.date < FIRST_DAY:
        return []
    return [
        Series(
            region,
            FIRST_DAY,
            steps((span for span in history.spans if span.region == region), history.date, counted),
        )
        for region in Region.values
    ]


def growth_by_country(history: History) -> dict[str, Series]:
    """Country code to its members in time, for each that has ever had one."""
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    for span in history.spans:
        spans[span.country].append(span)
    return {
        code: Series(code, FIRST_DAY, steps(those, history.date)) for code, those in spans.items()
    }


@dataclass(frozen=True)
class Change:
    """A day on which cities joined or left, and the network after it.

    `announced_on` is the day as precise as its source. A city that changes its field does neither.
    """

    announced_on: str
    in_force_from: datetime.date
    joined: int
    left: int
    members: int
    countries: int
    new_countries: int

    @property
    def year(self) -> int:
        """The year of the day."""
        return self.in_force_from.year


def changes(history: History) -> list[Change]:
    """The days on which cities joined or left, oldest first.

    A country is new on the day of its first city; it is so once.
    """
    found: list[Change] = []
    before: set[int] = set()
    known: set[str] = set()
    for day, printed in history.days.items():
        in_force = history.on(day)
        cities, countries = {span.city for span in in_force}, {span.country for span in in_force}
        if cities != before:
            found.append(
                Change(
                    announced_on=printed,
                    in_force_from=day,
                    joined=len(cities - before),
                    left=len(before - cities),
                    members=len(cities),
                    countries=len(countries),
                    new_countries=len(countries - known),
                )
            )
        before, known = cities, known | countries
    return found
