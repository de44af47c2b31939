"""The drawing of when a claim about a figure is true."""

import datetime

from cities.pages.claims.chart import claim_chart
from cities.statements.intervals import Interval

STEPS = [(datetime.date(2004, 1, 1), 1), (datetime.date(2010, 1, 1), 4)]
UNTIL = datetime.date(2014, 1, 1)
LABELS = {"wide": "1: always", "narrow": "1"}


def chart(steps=STEPS, intervals=(), value=None, *, mirrored=False):
    return claim_chart(
        steps, intervals, UNTIL, value, LABELS, "4 today", mirrored=mirrored
    )["wide"]  # fmt: skip


def test_the_line_goes_by_steps_to_the_last_day():
    assert chart().line == "M0 240H0V186H456V24H760"


def test_the_days_of_an_interval_are_filled_down_to_the_base():
    assert chart(intervals=[Interval(datetime.date(2010, 1, 1))]).filled == (
        "M456 240V24H760V240Z",
    )
    assert chart(
        intervals=[Interval(datetime.date(2004, 1, 1), datetime.date(2009, 12, 31))], value=1
    ).filled == ("M0 240V186H456V240Z",)


def test_the_claimed_figure_is_a_line_unless_it_is_far_above():
    assert chart(value=2).claimed == 132
    assert chart(value=5).claimed == 24
    assert chart(value=500).claimed is None
    assert chart(value=None).claimed is None


def test_right_to_left_time_runs_the_other_way():
    drawing = chart(mirrored=True)

    assert drawing.line == "M760 240H760V186H304V24H0"
    assert (drawing.grid_at, drawing.grid_end, drawing.last_end) == (760, True, False)


def test_nothing_is_drawn_as_a_line_on_the_ground():
    assert chart(steps=[]).line == "M0 240H760"
