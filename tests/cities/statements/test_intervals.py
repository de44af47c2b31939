"""Stretches of days."""

import datetime

import pytest

from cities.statements.intervals import (
    Interval,
    figure_on,
    intersection,
    intervals_where,
    merged,
    period,
)


def day(text):
    return datetime.date.fromisoformat(text)


def interval(first, last=None):
    return Interval(day(first), day(last) if last else None)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2004", "2004-01-01", "2004-12-31"),
        ("2021-11", "2021-11-01", "2021-11-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2015-12-11", "2015-12-11", "2015-12-11"),
    ],
)
def test_a_partial_date_is_all_its_days(text, first, last):
    assert period(text) == interval(first, last)


@pytest.mark.parametrize(
    ("apart", "together"),
    [
        ([], ()),
        (
            [interval("2010-01-01", "2010-01-31"), interval("2010-02-01", "2010-02-28")],
            (interval("2010-01-01", "2010-02-28"),),
        ),
        (
            [interval("2012-01-01"), interval("2010-01-01", "2010-12-31")],
            (interval("2010-01-01", "2010-12-31"), interval("2012-01-01")),
        ),
        (
            [interval("2010-01-01"), interval("2011-01-01", "2011-12-31")],
            (interval("2010-01-01"),),
        ),
        (
            [interval("2010-01-01", "2012-12-31"), interval("2011-01-01", "2011-12-31")],
            (interval("2010-01-01", "2012-12-31"),),
        ),
    ],
)
def test_neighbouring_and_overlapping_days_are_one_interval(apart, together):
    assert merged(apart) == together


def test_days_in_both_of_two_histories():
    some = [interval("2010-01-01", "2012-12-31"), interval("2015-01-01")]
    others = [interval("2012-06-01", "2015-06-30"), interval("2020-01-01")]

    assert intersection(some, others) == (
        interval("2012-06-01", "2012-12-31"),
        interval("2015-01-01", "2015-06-30"),
        interval("2020-01-01"),
    )


def test_a_figure_holds_until_the_day_before_the_next_step():
    steps = [(day("2010-01-01"), 1), (day("2012-01-01"), 2), (day("2014-01-01"), 1)]

    assert intervals_where(steps, lambda figure: figure == 1) == (
        interval("2010-01-01", "2011-12-31"),
        interval("2014-01-01"),
    )
    assert figure_on(steps, day("2009-12-31")) == 0
    assert figure_on(steps, day("2011-12-31")) == 1
    assert figure_on(steps, day("2012-01-01")) == 2


def test_only_an_interval_without_an_end_covers_one_without_an_end():
    assert interval("2010-01-01").covers(interval("2011-01-01"))
    assert not interval("2010-01-01", "2012-12-31").covers(interval("2011-01-01"))
    assert interval("2010-01-01", "2012-12-31").covers(interval("2012-12-31", "2012-12-31"))
    assert not interval("2010-01-01", "2012-12-31").overlaps(interval("2013-01-01"))
