"""Where places stand on the sheets of the atlas."""

from pathlib import Path

import pytest
from django.conf import settings

from cities.atlas.frames import GLOBE, VIEWS, around, enclosing, map_reference, zoomed
from cities.atlas.projection import LAND_SCALES, graticule, projected

LYON = (4.85, 45.75)


def test_greenwich_on_the_equator_stands_in_the_middle():
    assert projected(0, 0) == pytest.approx((500, 243.35848769370224))


def test_the_ends_of_the_equator_are_a_globe_of_a_thousand_units():
    assert projected(-180, 0)[0] == pytest.approx(0, abs=1e-9)
    assert projected(180, 0)[0] == pytest.approx(1000)


def test_the_pole_is_a_line_at_the_top():
    # The top of the land's files is the pole itself.
    left, right = projected(-180, 90), projected(180, 90)

    assert left[1] == right[1] == pytest.approx(0, abs=0.01)
    # By the formula at t = 60°: the pole is 0.59 times as long as the equator.
    assert (right[0] - left[0]) / 1000 == pytest.approx(0.5922, abs=0.001)


@pytest.mark.parametrize("latitude", [-60, -30, 15, 45, 75])
def test_north_and_south_mirror_each_other(latitude):
    x, y = projected(20, latitude)
    other_x, other_y = projected(20, -latitude)

    assert x == pytest.approx(other_x)
    assert y + other_y == pytest.approx(2 * 243.35848769370224)


def test_equal_areas_stay_equal():
    """A strip between 0° and 30° north has the area of the one between 30° and the pole."""

    def area(south, north):
        steps = 900
        height = (north - south) / steps
        bands = (south + height * (step + 0.5) for step in range(steps))
        return sum(
            2
            * (projected(180, band)[0] - 500)
            * (projected(0, band - height / 2)[1] - projected(0, band + height / 2)[1])
            for band in bands
        )

    assert area(0, 30) == pytest.approx(area(30, 90), rel=1e-4)


@pytest.mark.parametrize(
    ("place", "square"),
    [
        (LYON, "B9"),
        ((5.32, 60.39), "A9"),  # Bergen
        ((-21.9, 64.1), "A8"),  # Reykjavík
        ((-91.5, 41.7), "B5"),  # Iowa City
        ((37.4, 37.1), "B10"),  # Gaziantep
        ((-179.9, 89), "A4"),  # the pole is a line, six tenths of the equator
        ((-179.9, 0), "E1"),
        ((179.9, -1), "E16"),
        ((2, -90), "H9"),
    ],
)
def test_a_place_has_the_reference_of_its_square(place, square):
    assert map_reference(*place) == square


def test_the_files_of_the_land_hold_the_same_graticule():
    for detail, scale in LAND_SCALES.items():
        text = Path(settings.BASE_DIR, "static", "maps", f"land-{detail}.svg").read_text()

        assert f'd="{graticule(scale)}"' in text
        assert 'id="land"' in text


def test_every_part_of_the_world_has_the_size_of_the_large_map():
    for frame in VIEWS.values():
        assert (frame.width, frame.height) == (1410, 830)


def test_the_large_map_shows_the_whole_globe_but_for_the_tips_of_the_equator():
    for longitude, latitude in [(0, 90), (0, -90), (-174, 0), (174, 0)]:
        assert GLOBE.holds(*GLOBE.place(longitude, latitude))


@pytest.mark.parametrize("zoom", [3, 7.5, 32])
def test_an_enlarged_sheet_has_its_place_in_the_middle(zoom):
    frame = zoomed(*LYON, zoom)
    across, down = frame.place(*LYON)

    assert frame.scale == pytest.approx(GLOBE.scale * zoom)
    assert across == pytest.approx(frame.left + 705)
    assert down == pytest.approx(frame.top + 415)


def test_the_closer_the_sheet_the_nearer_its_middle_comes_to_the_edge_of_the_globe():
    middle = GLOBE.left + GLOBE.width / 2

    def reach(zoom):
        frame = zoomed(180, 0, zoom)
        return (frame.left + frame.width / 2) / zoom - middle

    assert zoomed(*LYON, 1).view_box == GLOBE.view_box
    assert [reach(zoom) for zoom in (1, 2, 4)] == pytest.approx([0, 705 * 3 / 4, 705 * 15 / 16])


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_every_part_of_the_world_is_within_the_reach_of_a_zoom(view):
    frame = VIEWS[view]
    zoom = frame.scale / GLOBE.scale
    for start, length, own_start, own_length in [
        (GLOBE.left, GLOBE.width, frame.left, frame.width),
        (GLOBE.top, GLOBE.height, frame.top, frame.height),
    ]:
        off = (own_start + own_length / 2) / zoom - (start + length / 2)
        assert abs(off) <= length / 2 * (1 - 1 / zoom**2) + 0.01


def test_a_locator_has_its_place_in_the_middle():
    frame = around(*LYON, 50, 900, 560)
    across, down = frame.place(*LYON)

    assert across == pytest.approx(frame.left + 450)
    assert down == pytest.approx(frame.top + 280)


def test_the_sheet_of_several_places_shows_all_of_them():
    places = [(-77, 4), (-75, 10), (-66, -20)]
    frame = enclosing(places, 30, 900, 560)

    assert all(frame.holds(*frame.place(*place), 20) for place in places)
