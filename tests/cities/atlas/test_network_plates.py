"""The plates of the real network."""

import datetime
from itertools import combinations
from math import hypot

import pytest

from cities.atlas.frames import EUROPE, GLOBE, VIEWS, WORLD, around, zoomed
from cities.atlas.places import places_on
from cities.atlas.plates import locator, marked, plate
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


@pytest.mark.parametrize("frame", [WORLD, GLOBE, EUROPE, VIEWS["asia-pacific"]])
def test_no_mark_of_the_network_touches_another(frame):
    marks = marked(frame, places_on(DAYS[-1]))

    assert len(marks) == 408
    assert (
        min(hypot(a.across - b.across, a.down - b.down) for a, b in combinations(marks, 2))
        >= LEAST_DISTANCE
    )


def test_no_mark_of_the_network_stands_far_from_its_place():
    for mark in plate(WORLD, places_on(DAYS[-1])).marks:
        across, down = WORLD.place(mark.place.longitude, mark.place.latitude)

        assert hypot(mark.across - across, mark.down - down) < 25, mark.place.name


def test_on_the_large_map_no_mark_stands_far_from_its_place():
    for mark in marked(GLOBE, places_on(DAYS[-1])):
        across, down = GLOBE.place(mark.place.longitude, mark.place.latitude)

        assert hypot(mark.across - across, mark.down - down) < 50, mark.place.name


def test_marks_stand_truer_the_closer_the_sheet():
    def farthest(frame):
        return max(
            hypot(mark.across - x, mark.down - y) / frame.scale
            for mark in marked(frame, places_on(DAYS[-1]))
            for x, y in [frame.place(mark.place.longitude, mark.place.latitude)]
        )

    assert farthest(zoomed(10, 50, 16)) < farthest(zoomed(10, 50, 4)) < farthest(GLOBE)


@pytest.mark.parametrize(
    ("view", "codes"),
    [
        ("africa", {"CV", "TN", "ZA", "MU", "EG"}),
        ("asia-pacific", {"IR", "MN", "JP", "NZ", "AU"}),
        ("latin-america", {"MX", "BR", "CL", "CU"}),
        ("europe", {"IS", "PT", "FI", "AZ", "GR"}),
    ],
)
def test_a_part_of_the_world_shows_all_cities_of_the_countries_at_its_edges(view, codes):
    seen = {mark.place.number for mark in plate(VIEWS[view], places_on(DAYS[-1]), beyond=0).seen}
    wanted = {place.number for place in places_on(DAYS[-1]) if place.country in codes}

    assert wanted <= seen


def test_a_sheet_brings_its_surroundings_when_asked():
    frame = VIEWS["europe"]
    within = plate(frame, places_on(DAYS[-1]), beyond=0)
    around_it = plate(frame, places_on(DAYS[-1]), beyond=0.5)

    assert around_it.seen == within.seen == within.marks
    assert len(within.marks) < len(around_it.marks) < 408


def test_a_locator_writes_its_own_city_large_and_its_neighbours_without_overlap():
    places = places_on(DAYS[-1])
    lyon = next(place for place in places if place.slug == "lyon")
    sheet = locator(
        around(lyon.longitude, lyon.latitude, 52, 900, 560), places, frozenset([lyon.number])
    )

    assert [name.text for name in sheet.names if name.is_chief] == ["Lyon"]
    assert "Saint-Étienne" in [name.text for name in sheet.names]
    assert sheet.here.place == lyon
