"""Who was first, as far as the dates can tell."""

import datetime

import pytest

from cities.statistics.firsts import first_of, firsts
from cities.statistics.history import History
from tests.factories import CityFactory, CountryFactory, CreativeFieldFactory, DesignationFactory

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 1, 1)


def join(number, announced_on, field="film", country="SE", **more):
    return DesignationFactory(
        city=CityFactory(number=number, country=CountryFactory(code=country)),
        field=CreativeFieldFactory(slug=field),
        announced_on=announced_on,
        **more,
    )


def found(until=TODAY):
    first = first_of(History.until(until).spans)
    return [span.city for span in first.spans], first.is_certain


def test_the_earliest_announcement_is_first():
    join(1, "2017-10-31")
    join(2, "2015-12-11")

    assert found() == ([2], True)


def test_several_of_the_same_day_are_all_first():
    join(1, "2017-10-31")
    join(2, "2017-10-31")
    join(3, "2019-10-30")

    assert found() == ([1, 2], True)


def test_of_several_of_one_year_nobody_knows_the_order():
    join(1, "2005")
    join(2, "2005")

    assert found() == ([1, 2], False)


def test_one_alone_in_its_year_is_surely_first():
    join(1, "2005")
    join(2, "2006")

    assert found() == ([1], True)


def test_a_year_may_hide_a_day_before_another_of_that_year():
    join(1, "2014")
    join(2, "2014-12-01")
    join(3, "2015-12-11")

    cities, is_certain = found()

    assert (sorted(cities), is_certain) == ([1, 2], False)


def test_a_day_before_the_month_of_another_is_surely_first():
    join(1, "2021-11")
    join(2, "2021-10-31")

    assert found() == ([2], True)


def test_who_was_first_stays_so_after_leaving():
    join(1, "2009", ended_on="2012-01-01", end_reason="withdrawal")
    join(2, "2010")

    assert found() == ([1], True)


def test_on_a_past_day_only_those_of_then_are_asked():
    join(1, "2017-10-31")
    join(2, "2016")

    assert History.until(datetime.date(2016, 12, 30)).spans == ()
    assert found(datetime.date(2016, 12, 31)) == ([2], True)
    assert found() == ([2], True)


def test_each_kind_has_its_own_first():
    join(1, "2009", "film", "GB")
    join(2, "2010", "film", "AU")
    join(3, "2010", "music", "GB")

    spans = History.until(TODAY).spans

    assert {
        key: [span.city for span in first.spans]
        for key, first in firsts(spans, lambda span: (span.country, span.field)).items()
    } == {("GB", "film"): [1], ("AU", "film"): [2], ("GB", "music"): [3]}
