"""How many cities, countries and fields the network had on a date."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Min

from cities.models import Designation
from cities.statistics.growth import Change, changes
from cities.statistics.history import History
from uccn.doors.keeping import kept

# A figure is kept for the days that readers ask for: those of the rounds, and a few others.
DAYS_KEPT = 64


@dataclass(frozen=True)
class Size:
    """The network on a date: member cities and the countries that they lie in."""

    members: int
    countries: int


@kept(most=DAYS_KEPT)
def size_on(date: datetime.date) -> Size:
    """Member cities and their countries on the date."""
    # A city holds one field at a time: as many designations are in force as there are members.
    counted = Designation.objects.on(date).aggregate(
        members=Count("pk"), countries=Count("city__country", distinct=True)
    )
    return Size(**counted)


@kept(most=DAYS_KEPT)
def members_by_field(date: datetime.date) -> dict[str, int]:
    """Field slug to number of member cities on the date; fields without one are absent."""
    rows = Designation.objects.on(date).order_by().values_list("field__slug")
    return dict(rows.annotate(Count("pk")))


@kept(most=DAYS_KEPT)
def members_by_country(date: datetime.date) -> dict[str, int]:
    """Country code to number of member cities on the date."""
    rows = Designation.objects.on(date).order_by().values_list("city__country__code")
    return dict(rows.annotate(Count("pk")))


@kept(most=DAYS_KEPT)
def sizes_by_region(date: datetime.date) -> dict[str, Size]:
    """Region to its member cities and countries on the date."""
    rows = Designation.objects.on(date).order_by().values_list("city__country__region")
    return {
        region: Size(members, countries)
        for region, members, countries in rows.annotate(
            Count("pk"), Count("city__country", distinct=True)
        )
    }


@kept(most=DAYS_KEPT)
def first_dates_by_field(date: datetime.date) -> dict[str, datetime.date]:
    """Field slug to the day on which its first designation came into force, by the date."""
    rows = Designation.objects.begun_by(date).order_by().values_list("field__slug")
    return dict(rows.annotate(Min("in_force_from")))


@kept(most=DAYS_KEPT)
def round_days(date: datetime.date) -> list[datetime.date]:
    """The days of the rounds up to the date, oldest first, from one query."""
    joined = Designation.objects.begun_by(date).order_by().values("city")
    return sorted(joined.values_list(Min("in_force_from"), flat=True).distinct())


@kept(most=DAYS_KEPT)
def rounds(date: datetime.date) -> list[Change]:
    """The announcements up to the date, oldest first, from one query.

    A city that changes its field does not join; a round is a day on which a city joined.
    """
    return [change for change in changes(History.until(date)) if change.joined]
