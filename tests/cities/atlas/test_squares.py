"""The squares of the world's sheet on other sheets."""

import pytest

from cities.atlas.frames import GLOBE, ROW_LETTERS, VIEWS, map_reference, zoomed
from cities.atlas.squares import squares

LYON = (4.85, 45.75)


def test_the_sheet_of_the_globe_shows_every_square():
    found = squares(GLOBE)

    assert [label for label, _ in found.columns] == [str(number) for number in range(1, 17)]
    assert "".join(label for label, _ in found.rows) == ROW_LETTERS
    # 15 lines between columns and 7 between rows, each with a tick at both its ends.
    assert found.ticks.count("M") == 44


@pytest.mark.parametrize("zoom", [8, 32])
def test_a_close_sheet_names_the_square_in_its_middle(zoom):
    frame = zoomed(*LYON, zoom)
    found = squares(frame)
    column = min(found.columns, key=lambda one: abs(one[1] - frame.left - 705))[0]
    row = min(found.rows, key=lambda one: abs(one[1] - frame.top - 415))[0]

    assert f"{row}{column}" == map_reference(*LYON) == "B9"


def test_a_square_that_is_cut_is_named_in_what_is_seen_of_it():
    frame = VIEWS["europe"]
    found = squares(frame)

    assert all(frame.left < across < frame.left + frame.width for _, across in found.columns)
    assert all(frame.top < down < frame.top + frame.height for _, down in found.rows)
