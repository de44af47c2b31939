"""The members nearest to a city."""

from math import asin, cos, radians, sin, sqrt

from cities.rows import Row

EARTH_RADIUS = 6371.0


def distance(one: Row, other: Row) -> float:
    """Kilometres between two city rows along the great circle."""
    north, east = radians(one["latitude"]), radians(one["longitude"])
    other_north, other_east = radians(other["latitude"]), radians(other["longitude"])
    chord = (
        sin((other_north - north) / 2) ** 2
        + cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    )
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(chord)))


def nearest(city: Row, others: list[Row], most: int) -> list[Row]:
    """The nearest of the other rows, each with `kilometres`, nearest first."""
    with_distance = [{**row, "kilometres": round(distance(city, row))} for row in others]
    return sorted(with_distance, key=lambda row: (row["kilometres"], row["number"]))[:most]
