"""Marks that would touch stand apart."""

import random
from itertools import combinations
from math import hypot

from cities.atlas.spacing import LEAST_DISTANCE, spaced


def crowd(size):
    chance = random.Random(7)  # noqa: S311
    return [(n, chance.gauss(500, 60), chance.gauss(300, 40)) for n in range(1, size + 1)]


def nearest_two(stand):
    return min(hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(stand.values(), 2))


def test_no_two_marks_touch():
    assert nearest_two(spaced(crowd(150))) >= LEAST_DISTANCE


def test_marks_on_one_spot_part():
    assert nearest_two(spaced([(n, 100.0, 100.0) for n in range(1, 8)])) >= LEAST_DISTANCE


def test_a_mark_that_touches_nothing_stays_where_it_is():
    assert spaced([(1, 10.0, 20.0), (2, 50.0, 20.0)]) == {1: (10.0, 20.0), 2: (50.0, 20.0)}


def test_two_marks_part_evenly():
    (left, _), (right, _) = spaced([(1, 10.0, 20.0), (2, 14.0, 20.0)]).values()

    assert right - left >= LEAST_DISTANCE
    assert abs((left + right) / 2 - 12) < 0.1


def test_the_order_in_which_places_come_changes_nothing():
    places = crowd(120)
    shuffled = random.Random(3).sample(places, len(places))  # noqa: S311

    assert spaced(shuffled) == spaced(places)
