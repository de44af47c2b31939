"""What stands where on the drawings."""

import datetime

import pytest

from cities.pages.charts.axis import Axis
from cities.pages.charts.marks import AREAS, mark_sizes
from cities.pages.charts.shares import share_chart
from cities.pages.charts.steps import small_step_chart, step_chart
from fields.models import Glyph


def day(text):
    return datetime.date.fromisoformat(text)


# Twenty years to the day, so that places can be reckoned by hand.
AXIS = Axis(day("2024-01-01"))
MIRRORED = Axis(day("2024-01-01"), mirrored=True)
STEPS = [(day("2009-01-01"), 10), (day("2014-01-01"), 40)]


class TestAxis:
    def test_time_is_true(self):
        assert AXIS.across(day("2004-01-01")) == 0
        assert AXIS.across(day("2014-01-01")) == pytest.approx(50, abs=0.02)
        assert AXIS.across(day("2024-01-01")) == 100

    def test_it_runs_from_right_to_left_for_those_who_read_so(self):
        assert MIRRORED.across(day("2004-01-01")) == 100
        assert MIRRORED.across(day("2024-01-01")) == 0
        for here, there in zip(AXIS.ticks(), MIRRORED.ticks(), strict=True):
            assert there.across == pytest.approx(100 - here.across)
            assert (here.text, here.on) == (there.text, there.on)

    def test_a_narrow_drawing_names_every_fifth_year(self):
        ticks = AXIS.ticks()

        assert [tick.text for tick in ticks if tick.on != "wide"] == [2005, 2010, 2015, 2020]
        assert [tick.text for tick in ticks if tick.on != "narrow"] == list(range(2005, 2025, 2))

    def test_a_day_before_the_network_has_an_axis_without_years(self):
        assert Axis(day("1999-01-01")).ticks() == []
        assert Axis(day("0001-01-01")).across(day("2004-01-01")) == 0


class TestSteps:
    def test_the_line_jumps_on_its_days(self):
        chart = step_chart(STEPS, AXIS)

        assert chart.line == "M0 1000H250.1V750H500.1V0H1000"
        assert chart.area == chart.line + "V1000Z"
        assert [(word.text, word.across, word.down) for word in chart.last] == [(40, 100, 0)]

    def test_it_is_mirrored_whole(self):
        chart = step_chart(STEPS, MIRRORED)

        assert chart.line == "M1000 1000H749.9V750H499.9V0H0"
        assert [(word.across, word.anchor) for word in chart.last] == [(0, "end")]

    def test_a_line_begins_where_its_number_does(self):
        chart = small_step_chart([(day("2023-01-01"), 5)], AXIS, begins=day("2022-01-01"))

        assert chart.line.startswith("M900.1 1000H950")

    def test_several_share_one_scale(self):
        assert small_step_chart(STEPS, AXIS, largest=80).last[0].down == 50

    def test_each_step_has_its_number_as_far_as_there_is_room(self):
        steps = [
            (day("2009-01-01"), 1),
            (day("2009-03-01"), 2),
            (day("2010-01-01"), 3),
            (day("2014-01-01"), 40),
        ]

        words = step_chart(steps, AXIS).words

        # The last number stands at the line's end; of two that would touch the newer is said.
        assert [(word.text, word.on) for word in words] == [(2, "wide"), (3, "")]

    @pytest.mark.parametrize(
        ("largest", "numbers"),
        [
            (1, [1]),
            (5, [1, 2, 3, 4, 5]),
            (8, [2, 4, 6, 8]),
            (40, [10, 20, 30, 40]),
            (408, [100, 200, 300, 400]),
        ],
    )
    def test_rules_stand_at_round_numbers_and_the_topmost_says_of_what(self, largest, numbers):
        rules = step_chart([(day("2014-01-01"), largest)], AXIS, unit=lambda n: f"{n} cities").rules

        assert [rule.text for rule in rules] == [*numbers[:-1], f"{numbers[-1]} cities"]

    def test_without_a_step_there_is_a_line_at_nothing(self):
        assert step_chart([], AXIS).line == "M0 1000H1000"


class TestShares:
    NAMES = {"north": "North", "south": "South", "west": "West"}

    def test_the_largest_lies_at_the_foot_and_all_fill_the_drawing(self):
        chart = share_chart(
            [(day("2014-01-01"), {"north": 0.3, "south": 0.2, "west": 0.5})], AXIS, self.NAMES
        )

        assert chart.edges == ["M500.1 0H1000", "M500.1 200H1000", "M500.1 500H1000"]
        assert [(word.text, word.down) for word in chart.names] == [
            ("South", 10),
            ("North", 35),
            ("West", 75),
        ]
        assert [word.text for word in chart.shares] == ["20%", "30%", "50%"]

    def test_words_of_thin_bands_stand_apart(self):
        chart = share_chart(
            [(day("2014-01-01"), {"north": 0.01, "south": 0.02, "west": 0.97})], AXIS, self.NAMES
        )

        first, second, third = (word.down for word in chart.names)
        assert second - first >= 6.5
        assert third - second >= 6.5

    def test_without_members_nothing_is_drawn(self):
        assert share_chart([], AXIS, self.NAMES) is None
        assert share_chart([(day("2014-01-01"), {})], AXIS, self.NAMES) is None


class TestMarks:
    def test_the_area_of_a_mark_is_its_number(self):
        sizes = mark_sizes({"many": (40, "disc"), "few": (10, "disc"), "none": (0, "disc")})

        assert sizes == {"many": 40, "few": 20, "none": 0}

    def test_silhouettes_of_one_number_have_one_area_of_ink(self):
        sizes = mark_sizes({glyph: (7, glyph) for glyph in AREAS})

        inked = [AREAS[glyph] * side * side for glyph, side in sizes.items()]
        assert max(inked) / min(inked) == pytest.approx(1, abs=0.01)

    def test_every_glyph_of_the_record_has_its_area(self):
        assert AREAS.keys() == set(Glyph.values)
