"""The rounds as the scale of a page's time: its own question on the day of each."""

import datetime
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from cities.days import FIRST_YEAR
from cities.filters import AsOf
from cities.models import Designation
from cities.models.places import today
from cities.pages.question import Question, question_of
from cities.rows import Row
from cities.statistics.by_round import counts_by_round
from cities.statistics.figures import round_days
from uccn.doors.keeping import Shelf

COUNTS: Shelf[dict[datetime.date, int]] = Shelf(most=200)


@dataclass(frozen=True)
class Part:
    """One round: the page's address on its day, and how many there were, or which field was held.

    The last round is that of today, whose address bears no day.
    """

    year: int
    address: str
    count: int | None
    field: Row | None
    is_now: bool


@dataclass(frozen=True)
class Scale:
    """The rounds up to today, and what a form needs that asks for a day.

    `day` is the past day in its field, or nothing; `others` are the question's other parameters.
    A page that `is_whole` has drawings at work, which are not put in one another's place.
    """

    parts: list[Part]
    day: str
    year: int
    first_year: int
    last_year: int
    others: list[tuple[str, str]]
    is_whole: bool = False


def scale(
    filterset: AsOf,
    designations: QuerySet[Designation],
    column: str = "city",
    days: list[datetime.date] | None = None,
    question: Question | None = None,
    of: Hashable = None,
) -> Scale:
    """The scale of a page whose question is about these designations, whenever they hold.

    `column` says what is counted, and `of` what decides on the designations besides the filter set.
    Costs two queries, one if the days of the rounds are given, none while they are kept. The map,
    which was asked for more than its filter set knows, gives its whole question.
    """
    days = round_days(today()) if days is None else days
    counts = COUNTS.get(
        (filterset.asked_without("as_of"), column, of),
        lambda: counts_by_round(designations, days, column),
    )
    found = _scale(filterset, days, counts, {}, question or question_of(filterset))
    return replace(found, is_whole=question is not None)


def scale_of_city(
    filterset: AsOf,
    designations: Iterable[tuple[str, datetime.date, datetime.date | None]],
    fields: dict[str, Row],
) -> Scale:
    """The scale of a city, with the field that it held, by its slug, from one day until another."""
    held = {}
    days, periods = round_days(today()), list(designations)
    for day in days:
        for slug, begun, lapsed in periods:
            if begun <= day and (lapsed is None or lapsed > day):
                held[day] = fields[slug]
    return _scale(filterset, days, {}, held, question_of(filterset))


def _scale(
    filterset: AsOf,
    days: list[datetime.date],
    counts: dict[datetime.date, int],
    held: dict[datetime.date, Row],
    question: Question,
) -> Scale:
    date = filterset.as_of_date
    begun = [day for day in days if day <= date]
    parts = [
        Part(
            day.year,
            question.with_only("as_of", day.isoformat() if day != days[-1] else ""),
            counts.get(day),
            held.get(day),
            begun[-1:] == [day],
        )
        for day in days
    ]
    return Scale(
        parts,
        date.isoformat() if date != today() else "",
        date.year,
        FIRST_YEAR,
        today().year,
        question.others_than("as_of"),
    )
