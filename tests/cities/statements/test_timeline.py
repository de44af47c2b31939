"""Figures as they grew and shrank."""

import datetime

import pytest

from cities.models import Metric
from cities.statements.timeline import Selection, Timeline
from tests.factories import (
    CityFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-21", tick=False)


def steps(measure=Metric.MEMBERS, **selection):
    timeline = Timeline.load()
    return [
        (first.isoformat(), figure)
        for first, figure in timeline.steps(measure, Selection(**selection))
    ]


def test_an_empty_record_has_no_steps():
    assert steps() == []


def test_members_are_counted_from_the_last_day_of_the_precision_until_the_day_they_ended():
    DesignationFactory(announced_on="2004")
    DesignationFactory(announced_on="2021-11", ended_on="2023", end_reason="withdrawal")

    assert steps() == [("2004-12-31", 1), ("2021-11-30", 2), ("2023-12-31", 1)]


def test_a_city_that_changes_its_field_moves_the_fields_and_not_the_network():
    media_arts, literature = CreativeFieldFactory(slug="a"), CreativeFieldFactory(slug="b")
    lyon = CityFactory()
    DesignationFactory(
        city=lyon,
        field=media_arts,
        announced_on="2008",
        ended_on="2023-10-31",
        end_reason="field-change",
    )
    DesignationFactory(city=lyon, field=literature, announced_on="2023-10-31")

    assert steps() == [("2008-12-31", 1)]
    assert steps(Metric.FIELDS) == [("2008-12-31", 1)]
    assert steps(field="a") == [("2008-12-31", 1), ("2023-10-31", 0)]
    assert steps(field="b") == [("2008-12-31", 0), ("2023-10-31", 1)]


def test_two_cities_of_one_country_count_one_country_until_both_are_gone():
    france = CountryFactory(code="FR")
    DesignationFactory(
        city__country=france, announced_on="2010", ended_on="2015-01-01", end_reason="withdrawal"
    )
    DesignationFactory(
        city__country=france, announced_on="2012", ended_on="2016-01-01", end_reason="withdrawal"
    )

    assert steps(Metric.COUNTRIES) == [("2010-12-31", 1), ("2016-01-01", 0)]


def test_a_selection_narrows_by_region_continent_country_and_city():
    detroit = DesignationFactory(
        announced_on="2015-12-11", city__country=CountryFactory(code="US", continent="america")
    ).city
    DesignationFactory(announced_on="2017-10-31", city__country=CountryFactory(code="DK"))
    DesignationFactory(
        announced_on="2019-10-30",
        city__country=CountryFactory(code="JP", continent="asia", region="asia-pacific"),
    )

    assert steps(region="europe-north-america") == [("2015-12-11", 1), ("2017-10-31", 2)]
    assert steps(continent="europe") == [("2015-12-11", 0), ("2017-10-31", 1)]
    assert steps(countries=frozenset({"DK", "JP"})) == [
        ("2015-12-11", 0),
        ("2017-10-31", 1),
        ("2019-10-30", 2),
    ]
    assert steps(city=detroit.number) == [("2015-12-11", 1)]
    assert steps(without=detroit.number) == [
        ("2015-12-11", 0),
        ("2017-10-31", 1),
        ("2019-10-30", 2),
    ]


def test_what_lies_in_the_future_has_not_happened():
    DesignationFactory(announced_on="2015-12-11", ended_on="2027-01-01", end_reason="withdrawal")
    DesignationFactory(announced_on="2026-12-01")

    assert steps() == [("2015-12-11", 1)]
    assert Timeline.load().until == datetime.date(2026, 11, 21)


@pytest.mark.parametrize("count", [1, 3])
def test_the_history_is_loaded_in_one_query(count, django_assert_num_queries):
    DesignationFactory.create_batch(count)

    with django_assert_num_queries(1):
        timeline = Timeline.load()
        timeline.steps(Metric.MEMBERS)
        timeline.steps(Metric.COUNTRIES)

    assert len(timeline.spans) == count
