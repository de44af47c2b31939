"""Numbers of cities and countries as they grow and shrink, on small records."""

import datetime

import pytest

from cities.statistics.balance import balance
from cities.statistics.figures import rounds
from cities.statistics.growth import changes, growth_by_field, growth_by_region
from cities.statistics.history import History
from tests.factories import CityFactory, CountryFactory, CreativeFieldFactory, DesignationFactory

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 1, 1)


def day(text):
    return datetime.date.fromisoformat(text)


def join(announced_on, field="music", country="SE", region="europe-north-america", **traits):
    place = CountryFactory(code=country, region=region)
    return DesignationFactory(
        city=traits.pop("city", None) or CityFactory(country=place),
        field=CreativeFieldFactory(slug=field),
        announced_on=announced_on,
        **traits,
    ).city


class TestChanges:
    def test_an_announcement_of_a_year_counts_from_its_last_day_and_is_printed_as_a_year(self):
        join("2005")

        (change,) = changes(History.until(TODAY))

        assert (change.announced_on, change.in_force_from) == ("2005", day("2005-12-31"))
        assert changes(History.until(day("2005-12-30"))) == []

    def test_a_city_that_leaves_is_taken_away_on_its_day(self):
        join("2015-12-11")
        join("2017-10-31", country="NO", ended_on="2020-01-01", end_reason="withdrawal")

        found = changes(History.until(TODAY))

        assert [(one.joined, one.left, one.members, one.countries) for one in found] == [
            (1, 0, 1, 1),
            (1, 0, 2, 2),
            (0, 1, 1, 1),
        ]
        assert [one.year for one in rounds(TODAY)] == [2015, 2017]

    def test_an_end_that_lies_ahead_has_not_happened(self):
        join("2015-12-11", ended_on="2030-01-01", end_reason="withdrawal")

        assert [one.left for one in changes(History.until(TODAY))] == [0]

    def test_a_change_of_field_is_no_change_of_the_network(self):
        city = join("2015-12-11", "media-arts", ended_on="2023-10-31", end_reason="field-change")
        join("2023-10-31", "literature", city=city)
        history = History.until(TODAY)

        assert [one.in_force_from for one in changes(history)] == [day("2015-12-11")]
        assert {one.key: one.steps for one in growth_by_field(history)} == {
            "media-arts": [(day("2015-12-11"), 1), (day("2023-10-31"), 0)],
            "literature": [(day("2023-10-31"), 1)],
        }

    def test_a_country_is_new_once(self):
        join("2010", "film", ended_on="2012", end_reason="withdrawal")
        join("2015-12-11")

        assert [one.new_countries for one in changes(History.until(TODAY))] == [1, 0, 0]

    def test_a_day_on_which_one_left_and_one_came_is_told(self):
        join("2010", ended_on="2015-12-11", end_reason="withdrawal")
        join("2015-12-11")

        last = changes(History.until(TODAY))[-1]

        assert (last.joined, last.left, last.members) == (1, 1, 1)


class TestSeries:
    def test_a_field_begins_with_the_first_year_in_which_it_was_offered(self):
        CreativeFieldFactory(slug="architecture", first_year=2025)
        join("2025-10-31", "architecture")

        (series,) = growth_by_field(History.until(TODAY))

        assert series.begins == day("2025-01-01")
        assert series.on(day("2024-12-31")) is None
        assert series.on(day("2025-10-30")) == 0
        assert series.on(day("2025-10-31")) == 1

    def test_a_field_of_later_years_is_no_series_of_a_past_day(self):
        CreativeFieldFactory(slug="architecture", first_year=2025)
        join("2025-10-31", "architecture")
        join("2015-12-11", "music")

        found = growth_by_field(History.until(day("2024-12-31")))

        assert [series.key for series in found] == ["music"]

    def test_what_was_held_before_the_field_was_offered_is_counted(self):
        CreativeFieldFactory(slug="film", first_year=2012)
        join("2010", "film")

        (series,) = growth_by_field(History.until(TODAY))

        assert series.on(day("2010-12-31")) == 1
        assert series.on(day("2010-12-30")) is None

    def test_a_series_stops_at_the_day_asked_for(self):
        join("2015-12-11")
        join("2017-10-31")

        (series,) = growth_by_field(History.until(day("2016-01-01")))

        assert series.steps == [(day("2015-12-11"), 1)]

    def test_a_region_without_a_city_has_none_since_the_networks_beginning(self):
        found = {one.key: one for one in growth_by_region(History.until(TODAY))}

        assert found["africa"].on(day("2004-01-01")) == 0
        assert found["africa"].on(day("2003-12-31")) is None
        assert growth_by_region(History.until(day("2003-12-31"))) == []


class TestBalance:
    def test_shares_are_those_of_the_members_of_each_day(self):
        join("2005", country="SE", region="europe-north-america")
        join("2006", country="KE", region="africa")
        join("2008", country="NG", region="africa")
        join("2008", country="JP", region="asia-pacific")

        found = balance(History.until(TODAY))

        assert [
            (printed.year, shares["africa"], shares["europe-north-america"])
            for printed, shares in found
        ] == [(2005, 0, 1), (2006, 0.5, 0.5), (2008, 0.5, 0.25)]

    def test_without_a_member_there_is_none(self):
        assert balance(History.until(TODAY)) == []

    def test_a_day_on_which_all_had_left_has_no_shares(self):
        join("2005", ended_on="2010-01-01", end_reason="withdrawal")

        assert [shares != {} for _day, shares in balance(History.until(TODAY))] == [True, False]


@pytest.mark.parametrize("count", [1, 3])
def test_the_history_is_one_question_to_the_database(django_assert_num_queries, count):
    for number in range(count):
        join(str(2005 + number), country=f"A{number}")

    with django_assert_num_queries(2):
        history = History.until(TODAY)
        growth_by_field(history)  # asks for the fields' first years
        growth_by_region(history)
        changes(history)
        balance(history)
