"""The record's answers to statements, for pages and API alike."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from cities.models.sources import Statement
from cities.statements import sentences
from cities.statements.claims import Reason
from cities.statements.countries import know_countries
from cities.statements.meanings import meanings
from cities.statements.queries import query
from cities.statements.readings import Reading, Verdict, reading
from cities.statements.timeline import Timeline

__all__ = [
    "Answer",
    "AnswerRow",
    "Reading",
    "ReadingRow",
    "Verdict",
    "answer",
    "answer_row",
    "answers",
]


@dataclass(frozen=True)
class Answer:
    """What the record says of a statement: one reading, or more where its scope has two meanings.

    The first reading takes the statement by its word, and so gives the verdict. The record answers
    as of `until`: what is “today” in it is that day.
    """

    statement: Statement
    readings: tuple[Reading, ...]
    until: datetime.date

    @property
    def verdict(self) -> Verdict:
        return self.readings[0].verdict

    @property
    def reason(self) -> Reason | None:
        return self.readings[0].reason

    @property
    def our_figure(self) -> int | None:
        return self.readings[0].our_figure

    @property
    def our_date(self) -> str:
        return self.readings[0].our_date

    @property
    def true_today(self) -> bool:
        return self.readings[0].true_today

    @property
    def explanation(self) -> str:
        """The answer in words, in the language of the current request."""
        if len(self.readings) == 1:
            return sentences.explanation(self.readings[0])
        return " ".join(
            _("%(scope)s: %(sentence)s")
            % {"scope": one.label, "sentence": sentences.explanation(one)}
            for one in self.readings
        )


class IntervalRow(TypedDict):
    """Days in ISO 8601, both included; without a last day it is true to this day."""

    first: str
    last: str | None


class QueryRow(TypedDict):
    """The query behind a reading: the list, or the city, and what it is asked."""

    resource: str
    parameters: dict[str, list[str]]


class ReadingRow(TypedDict):
    """One meaning of a statement, as plain data; `reason` is a value of `Reason`."""

    label: str
    query: QueryRow | None
    verdict: str
    reason: str | None
    our_figure: int | None
    true_today: bool
    true: list[IntervalRow]
    figure_today: int | None
    explanation: str


class AnswerRow(TypedDict):
    """An answer as plain data, its words in the language of the current request."""

    verdict: str
    verdict_label: str
    reason: str | None
    our_figure: int | None
    our_date: str
    true_today: bool
    readings: list[ReadingRow]
    explanation: str


def answers(statements: Iterable[Statement], until: datetime.date | None = None) -> list[Answer]:
    """The answers to the statements, in their order; as many queries for one as for hundreds.

    The record answers as of today or, if `until` is given, as it knew the network on that day.
    """
    listed = list(statements)
    prefetch_related_objects(listed, "source", "city", "field")
    know_countries(listed)
    timeline = Timeline.load(until)
    return [answer(statement, timeline) for statement in listed]


def answer(statement: Statement, timeline: Timeline) -> Answer:
    """The record's answer to a statement.

    Reads its source, city, field and countries: where there are many statements, use `answers`.
    Only a date that the source bears itself can prove or refute; the days of which it may speak
    do not, since they were often inferred from the very figures.
    """
    said_on = statement.said_on or statement.source.dated_on
    readings = (reading(label, claim, said_on, timeline) for label, claim in meanings(statement))
    return Answer(statement, tuple(readings), timeline.until)


def answer_row(answer: Answer) -> AnswerRow:
    """The answer as plain data."""
    return {
        "verdict": answer.verdict.value,
        "verdict_label": str(answer.verdict.label),
        "reason": answer.reason.value if answer.reason else None,
        "our_figure": answer.our_figure,
        "our_date": answer.our_date,
        "true_today": answer.true_today,
        "readings": [reading_row(one, answer.until) for one in answer.readings],
        "explanation": answer.explanation,
    }


def reading_row(reading: Reading, until: datetime.date) -> ReadingRow:
    """A reading as plain data."""
    return {
        "label": str(reading.label),
        "query": query_row(reading, until),
        "verdict": reading.verdict.value,
        "reason": reading.reason.value if reading.reason else None,
        "our_figure": reading.our_figure,
        "true_today": reading.true_today,
        "true": [
            {
                "first": interval.first.isoformat(),
                "last": interval.last.isoformat() if interval.last else None,
            }
            for interval in reading.intervals
        ],
        "figure_today": reading.figure_today,
        "explanation": sentences.explanation(reading),
    }


def query_row(reading: Reading, until: datetime.date) -> QueryRow | None:
    """The query behind a reading as plain data, its day among the parameters."""
    found = query(reading, until)
    if found is None:
        return None
    return {
        "resource": found.resource,
        "parameters": {**found.parameters, "as_of": [found.day.isoformat()]},
    }
