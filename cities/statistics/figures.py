"""How many cities, countries and fields the network had on a date."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Min

from cities.models import City, Designation


@dataclass(frozen=True)
class Size:
    """The network on a date: member cities and the countries that they lie in."""

    members: int
    countries: int


def size_on(date: datetime.date) -> Size:
    """Member cities and their countries on the date."""
    counted = City.objects.members_on(date).aggregate(
        members=Count("pk"), countries=Count("country", distinct=True)
    )
    return Size(**counted)


def members_by_field(date: datetime.date) -> dict[str, int]:
    """Field slug to number of member cities on the date; fields without one are absent."""
    rows = Designation.objects.on(date).order_by().values_list("field__slug")
    return dict(rows.annotate(Count("city", distinct=True)))


def members_by_country(date: datetime.date) -> dict[str, int]:
    """Country code to number of member cities on the date."""
    rows = City.objects.members_on(date).order_by().values_list("country__code")
    return dict(rows.annotate(Count("pk")))


def sizes_by_region(date: datetime.date) -> dict[str, Size]:
    """Region to its member cities and countries on the date."""
    rows = City.objects.members_on(date).order_by().values_list("country__region")
    return {
        region: Size(members, countries)
        for region, members, countries in rows.annotate(
            Count("pk"), Count("country", distinct=True)
        )
    }


def first_dates_by_field(date: datetime.date) -> dict[str, datetime.date]:
    """Field slug to the day on which its first designation came into force, by the date."""
    rows = Designation.objects.begun_by(date).order_by().values_list("field__slug")
    return dict(rows.annotate(Min("in_force_from")))


@dataclass(frozen=True)
class Round:
    """One announcement: its day, the cities that joined, and the network after it."""

    announced_on: str
    in_force_from: datetime.date
    joined: int
    members: int
    countries: int

    @property
    def year(self) -> int:
        """The year of the announcement."""
        return self.in_force_from.year


def round_days(date: datetime.date) -> list[datetime.date]:
    """The days of the rounds up to the date, oldest first, from one query."""
    joined = Designation.objects.begun_by(date).order_by().values("city")
    return sorted(set(joined.values_list(Min("in_force_from"), flat=True)))


def rounds(date: datetime.date) -> list[Round]:
    """The announcements up to the date, oldest first, from two queries.

    A city that changes its field does not join; a round is a day on which a city joined.
    """
    rows = Designation.objects.begun_by(date).order_by("in_force_from", "city__number")
    columns = ("city_id", "city__country_id", "announced_on", "in_force_from", "lapsed_from")
    history = list(rows.values_list(*columns))
    joined: dict[datetime.date, set[int]] = {}
    printed: dict[datetime.date, str] = {}
    seen: set[int] = set()
    for city, _country, announced_on, begun, _lapsed in history:
        if city not in seen:
            joined.setdefault(begun, set()).add(city)
            printed.setdefault(begun, announced_on)
            seen.add(city)
    return [
        Round(printed[day], day, len(joined[day]), *_size(history, day)) for day in sorted(joined)
    ]


def _size(history: list[tuple], day: datetime.date) -> tuple[int, int]:
    in_force = [
        (city, country)
        for city, country, _printed, begun, lapsed in history
        if begun <= day and (lapsed is None or lapsed > day)
    ]
    return len({city for city, _ in in_force}), len({country for _, country in in_force})
