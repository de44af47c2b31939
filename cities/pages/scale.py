"""The rounds as the scale of a page's time: its own question on the day of each."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from cities.days import FIRST_YEAR
from cities.filters import AsOf
from cities.models import Designation
from cities.models.places import today
from cities.pages.question import question_of
from cities.rows import Row
from cities.statistics.by_round import counts_by_round
from cities.statistics.figures import Round, rounds


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
    """

    parts: list[Part]
    day: str
    year: int
    first_year: int
    last_year: int
    others: list[tuple[str, str]]


def scale(
    filterset: AsOf,
    designations: QuerySet[Designation],
    column: str = "city",
    every_round: list[Round] | None = None,
) -> Scale:
    """The scale of a page whose question is about these designations, whenever they hold.

    `column` says what is counted. Costs two queries, one if the rounds up to today are given.
    """
    every_round = rounds(today()) if every_round is None else every_round
    counts = counts_by_round(designations, [one.in_force_from for one in every_round], column)
    return _scale(filterset, every_round, counts, {})


def scale_of_city(
    filterset: AsOf,
    designations: Iterable[tuple[str, datetime.date, datetime.date | None]],
    fields: dict[str, Row],
) -> Scale:
    """The scale of a city, with the field that it held, by its slug, from one day until another."""
    held = {}
    every_round = rounds(today())
    periods = list(designations)
    for one in every_round:
        day = one.in_force_from
        for slug, begun, lapsed in periods:
            if begun <= day and (lapsed is None or lapsed > day):
                held[day] = fields[slug]
    return _scale(filterset, every_round, {}, held)


def _scale(
    filterset: AsOf,
    every_round: list[Round],
    counts: dict[datetime.date, int],
    held: dict[datetime.date, Row],
) -> Scale:
    question, date = question_of(filterset), filterset.as_of_date
    begun = [one.in_force_from for one in every_round if one.in_force_from <= date]
    parts = [
        Part(
            one.year,
            question.with_only("as_of", _day(one, every_round)),
            counts.get(one.in_force_from),
            held.get(one.in_force_from),
            begun[-1:] == [one.in_force_from],
        )
        for one in every_round
    ]
    return Scale(
        parts,
        date.isoformat() if date != today() else "",
        date.year,
        FIRST_YEAR,
        today().year,
        question.others_than("as_of"),
    )


def _day(one: Round, every_round: list[Round]) -> str:
    return "" if one is every_round[-1] else one.in_force_from.isoformat()
