"""Two days compared: who joined, who left, who changed its field, and what that adds up to."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q, QuerySet

from cities.models import Designation
from cities.statistics.figures import Size


class Held(NamedTuple):
    """What a city holds on a day: its designation, country, region and field."""

    designation: int
    country: int
    region: str
    field: str


@dataclass(frozen=True)
class Comparison:
    """The network on two days; cities are given by the primary keys of their designations.

    A city that changed its field neither joined nor left. One that came and went between the two
    days is on neither. Fields and regions have the number of members on each of the days.
    """

    then: Size
    now: Size
    joined: list[int]
    left: list[int]
    changed: list[tuple[int, int]]
    unchanged: int
    by_field: dict[str, tuple[int, int]]
    by_region: dict[str, tuple[int, int]]

    @property
    def growth(self) -> int:
        return self.now.members - self.then.members

    @property
    def growth_in_countries(self) -> int:
        return self.now.countries - self.then.countries


def compare(
    designations: QuerySet[Designation],
    earlier: datetime.date,
    later: datetime.date,
    fields: Collection[str] = (),
) -> Comparison:
    """The designations of one day beside those of another, from one query, in their own order.

    The queryset says in which places; `fields`, if any, keep to the cities that hold one of them on
    either day, since a city may have changed to one from another.
    """
    then, now = _held(designations, earlier, later)
    named = [
        city
        for city in dict.fromkeys([*then, *now])
        if not fields or any(city in held and held[city].field in fields for held in (then, now))
    ]
    both = [city for city in named if city in then and city in now]
    changed = [
        (then[city].designation, now[city].designation)
        for city in both
        if then[city].field != now[city].field
    ]
    before = [then[city] for city in named if city in then and _is_among(fields, then[city])]
    after = [now[city] for city in named if city in now and _is_among(fields, now[city])]
    return Comparison(
        then=_size(before),
        now=_size(after),
        joined=[now[city].designation for city in named if city not in then],
        left=[then[city].designation for city in named if city not in now],
        changed=changed,
        unchanged=len(both) - len(changed),
        by_field=_beside(Counter(one.field for one in before), Counter(one.field for one in after)),
        by_region=_beside(
            Counter(one.region for one in before), Counter(one.region for one in after)
        ),
    )


def _held(
    designations: QuerySet[Designation], earlier: datetime.date, later: datetime.date
) -> tuple[dict[int, Held], dict[int, Held]]:
    columns = (
        "city_id", "in_force_from", "lapsed_from",
        "pk", "city__country_id", "city__country__region", "field__slug",
    )  # fmt: skip
    either = Q(lapsed_from__isnull=True) | Q(lapsed_from__gt=earlier)
    then: dict[int, Held] = {}
    now: dict[int, Held] = {}
    for city, begun, lapsed, *rest in designations.filter(
        either, in_force_from__lte=later
    ).values_list(*columns):
        for day, held in ((earlier, then), (later, now)):
            if begun <= day and (lapsed is None or lapsed > day):
                held[city] = Held(*rest)
    return then, now


def _is_among(fields: Collection[str], held: Held) -> bool:
    return not fields or held.field in fields


def _size(cities: Iterable[Held]) -> Size:
    countries = [one.country for one in cities]
    return Size(len(countries), len(set(countries)))


def _beside(before: Counter[str], after: Counter[str]) -> dict[str, tuple[int, int]]:
    return {key: (before[key], after[key]) for key in before | after}
