"""The members nearest to a city."""

import datetime
from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt
from typing import Any, NamedTuple, cast

from django.db.models import QuerySet

from cities.models import City, Designation
from uccn.doors.keeping import kept

EARTH_RADIUS = 6371.0


class Neighbour(NamedTuple):
    """A city that may be near: its primary key, its number, and where it lies."""

    key: int
    number: int
    latitude: float
    longitude: float


@kept(most=64)
def members_holding(field: str, date: datetime.date) -> list[Neighbour]:
    """The member cities that hold a field on a day; one query."""
    held = Designation.objects.on(date).filter(field__slug=field).order_by()
    columns = ("city_id", "city__number", "city__latitude", "city__longitude")
    return [Neighbour(*row) for row in held.values_list(*columns)]


def members_in(country: int, date: datetime.date) -> QuerySet[Any, Any]:
    """The primary keys of a country's member cities on a day, by name."""
    members = City.objects.members_on(date).filter(country=country)
    return cast(QuerySet[Any, Any], members.order_by("sort_key", "number").values_list("pk"))


def distance(one: City, other: Neighbour) -> float:
    """Kilometres from a city to another along the great circle."""
    north, east = radians(one.latitude), radians(one.longitude)
    other_north, other_east = radians(other.latitude), radians(other.longitude)
    chord = (
        sin((other_north - north) / 2) ** 2
        + cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    )
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(chord)))


def nearest(city: City, others: Iterable[Neighbour], most: int) -> dict[int, int]:
    """The kilometres to the nearest of the others by their primary keys, nearest first."""
    found = [
        (round(distance(city, other)), other.number, other.key)
        for other in others
        if other.key != city.pk
    ]
    return {key: kilometres for kilometres, _number, key in sorted(found)[:most]}
