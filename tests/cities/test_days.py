"""The days that may be asked for, and what the wrong ones meant."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from cities.days import day_from, nearest_day

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _in_november_2026(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2015-12-31", "2015-12-31"),
        (" 2015-12-31 ", "2015-12-31"),
        ("2015", "2015-12-31"),
        ("2016-02", "2016-02-29"),
        ("٢٠١٥-١٢-٣١", "2015-12-31"),
        ("2004-01-01", "2004-01-01"),
        ("2026-11-25", "2026-11-25"),
    ],
)
def test_a_day_a_month_or_a_year_is_understood_as_its_last_day(text, day):
    assert day_from(text) == datetime.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2015-02-30", "2015-02-28"),
        ("2015-13-01", "2015-12-01"),
        ("1999-01-01", "2004-12-31"),
        ("1999", "2004-12-31"),
        ("2031-01-01", "2026-11-25"),
        ("2026", "2026-11-25"),
        ("2026-11", "2026-11-25"),
        ("15/12/2015", "2015-12-15"),
        ("12/15/2015", "2015-12-15"),
        ("15.12.2015", "2015-12-15"),
        ("2015/12/15", "2015-12-15"),
        ("20151215", "2015-12-15"),
        ("December 2015", "2015-12-31"),
        ("0000-00-00", "2004-12-31"),
        ("9999-99-99", "2026-11-25"),
    ],
)
def test_another_is_refused_and_the_nearest_right_one_is_known(text, meant):
    with pytest.raises(ValidationError):
        day_from(text)

    assert nearest_day(text) == datetime.date.fromisoformat(meant)


@pytest.mark.parametrize("text", ["yesterday", "\0", "-", "12", "1" * 10_000, "2015" * 10])
def test_of_what_is_like_no_day_nothing_is_guessed(text):
    with pytest.raises(ValidationError):
        day_from(text)

    assert nearest_day(text) is None
