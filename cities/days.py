"""The days that readers may ask for: those of the network, from its first year until today."""

import calendar
import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cities.models.dates import last_day
from cities.models.places import today
from uccn.doors.filtering import shown

FIRST_YEAR = 2004
FIRST_DAY = datetime.date(FIRST_YEAR, 1, 1)
# A longer text is not taken for a day, however wrongly written.
LONGEST_TEXT = 40
BIG_FIRST = re.compile(r"^(\d{4})(?P<mark>\D?)(\d{1,2})(?P=mark)(\d{1,2})$")
SMALL_FIRST = re.compile(r"^(\d{1,2})\D(\d{1,2})\D(\d{4})$")
DIGIT = re.compile(r"\d")
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def day_from(text: str) -> datetime.date:
    """The day that a text names; a year or a month alone stands for its last day, as in the record.

    Raises `ValidationError` for a text that is no date of the calendar, and for a day before the
    network or after today, of which the record cannot know.
    """
    try:
        # Readers write the digits of their own script; the record keeps ASCII.
        day: datetime.date = last_day(DIGIT.sub(in_ascii, text.strip()))  # type: ignore[assignment]
    except ValidationError as error:
        # The message repeats the text, which may be anything.
        raise ValidationError(error.message, params={"text": shown(text.strip())}) from error
    if day < FIRST_DAY:
        raise ValidationError(
            _("The network was set up in %(year)s: the record begins there."),
            params={"year": str(FIRST_YEAR)},
        )
    if day > today():
        raise ValidationError(
            _("The record knows the network up to today, %(today)s."), params={"today": today()}
        )
    return day


def in_ascii(digit: re.Match[str]) -> str:
    return str(int(digit[0]))


def nearest_day(text: str) -> datetime.date | None:
    """The day that a text means which is none, or None where nothing can be guessed.

    The day first or the year first, a day too many in the month, a year among words. Days outside
    of the network's time become the nearest within it: the end of its first year, or today.
    """
    parts = _parts(text.strip()[:LONGEST_TEXT])
    if parts is None:
        return None
    year, month, number = parts
    if year < FIRST_YEAR:
        return datetime.date(FIRST_YEAR, 12, 31)
    if year > today().year:
        return today()
    month = min(max(month, 1), 12)
    number = min(max(number, 1), calendar.monthrange(year, month)[1])
    return min(datetime.date(year, month, number), today())


def _parts(text: str) -> tuple[int, int, int] | None:
    if match := BIG_FIRST.match(text):
        year, month, number = map(int, match.group(1, 3, 4))
        return year, month, number
    if match := SMALL_FIRST.match(text):
        number, month, year = map(int, match.groups())
        # Some write the month first: told apart where only that can be.
        return (year, number, month) if month > 12 >= number else (year, month, number)
    if match := YEAR.search(text):
        return int(match.group()), 12, 31
    return None


class DayField(forms.DateField):
    """A day of the network's time, which knows what a wrong one meant."""

    def to_python(self, value: Any) -> datetime.date | None:
        return day_from(str(value)) if value not in self.empty_values else None

    @staticmethod
    def meant(text: str) -> str:
        day = nearest_day(text)
        return day.isoformat() if day else ""
