"""The plates of the real network."""

import datetime
from itertools import combinations
from math import hypot

import pytest

from cities.atlas.frames import EUROPE, VIEWS, WORLD, around
from cities.atlas.places import places_on
from cities.atlas.plates import locator, plate
from cities.atlas.spacing import LEAST_DISTANCE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]

DAYS = [datetime.date(2004, 12, 31), datetime.date(2015, 12, 31), datetime.date(2026, 1, 1)]


@pytest.mark.parametrize(("day", "members"), list(zip(DAYS, [1, 116, 408], strict=True)))
def test_every_member_of_a_day_is_a_place_once(day, members):
    places = places_on(day)

    assert len(places) == len({place.number for place in places}) == members


def test_the_sheet_of_the_world_shows_every_member():
    places = places_on(DAYS[-1])

    assert [mark.place for mark in plate(WORLD, places).marks] == places


@pytest.mark.parametrize("frame", [WORLD, EUROPE, VIEWS["asia-pacific"]])
def test_no_mark_of_the_network_touches_another(frame):
    marks = plate(frame, places_on(DAYS[-1]), whole=True).marks

    assert len(marks) == 408
    assert (
        min(hypot(a.across - b.across, a.down - b.down) for a, b in combinations(marks, 2))
        >= LEAST_DISTANCE
    )


def test_no_mark_of_the_network_stands_far_from_its_place():
    for mark in plate(WORLD, places_on(DAYS[-1])).marks:
        across, down = WORLD.place(mark.place.longitude, mark.place.latitude)

        assert hypot(mark.across - across, mark.down - down) < 25, mark.place.name


def test_a_locator_writes_its_own_city_large_and_its_neighbours_without_overlap():
    places = places_on(DAYS[-1])
    lyon = next(place for place in places if place.slug == "lyon")
    sheet = locator(
        around(lyon.longitude, lyon.latitude, 52, 900, 560), places, frozenset([lyon.number])
    )

    assert [name.text for name in sheet.names if name.is_chief] == ["Lyon"]
    assert "Saint-Étienne" in [name.text for name in sheet.names]
    assert sheet.here.place == lyon
