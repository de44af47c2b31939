"""Dates as precise as their source: a year, a month or a day."""

import calendar
import datetime
import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

PATTERN = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)


def last_day(text: str | None) -> datetime.date | None:
    """The last day of a year, month or day written as `2004`, `2021-11` or `2015-12-11`.

    A designation is in force from the last day of its stated precision. Nothing gives nothing.
    Raises `ValidationError` when the text is no such date.
    """
    if not text:
        return None
    match = PATTERN.fullmatch(text)
    if match is None:
        raise ValidationError(
            _("“%(text)s” is no date. Write 2015-12-11, 2015-12 or 2015."), params={"text": text}
        )
    year, month, day = match.groups()
    try:
        if day:
            return datetime.date(int(year), int(month), int(day))
        if month:
            return datetime.date(
                int(year), int(month), calendar.monthrange(int(year), int(month))[1]
            )
        return datetime.date(int(year), 12, 31)
    except ValueError as error:
        raise ValidationError(
            _("There is no date “%(text)s” in the calendar."), params={"text": text}
        ) from error


def validate_partial_date(text: str) -> None:
    """Raise `ValidationError` unless the text is a year, a month or a day of the calendar."""
    last_day(text)


def precision(text: str) -> str:
    """`year`, `month` or `day`: how precisely the date is stated."""
    return {4: "year", 7: "month", 10: "day"}[len(text)]


class PartialDateField(models.CharField):
    """A date in ISO 8601 as precise as its source gives it: 2004, 2021-11 or 2015-12-11."""

    default_validators = [validate_partial_date]

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def deconstruct(self) -> tuple:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs


PartialDateField.register_lookup(Length)


def over_by(column: str, date: datetime.date) -> Q:
    """The condition that the date in a column is over by the day: its last day has come.

    A column without a date says nothing against it.
    """
    tomorrow = date + datetime.timedelta(days=1)
    last_month = tomorrow.replace(day=1) - datetime.timedelta(days=1)
    condition = Q(**{column: ""})
    for text in (date.isoformat(), last_month.isoformat()[:7], str(tomorrow.year - 1)):
        # Texts of one length only are compared, which every collation does in the same way.
        condition |= Q(**{f"{column}__length": len(text), f"{column}__lte": text})
    return condition
