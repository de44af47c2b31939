"""The record's answers in words, in the language of the current request."""

import datetime
from collections.abc import Iterable, Sequence
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cities.models.dates import last_day, precision
from cities.models.sources import Metric
from cities.statements.claims import Reason
from cities.statements.intervals import Interval, Step
from cities.statements.readings import Reading, Verdict
from cities.statements.timeline import COUNTED, Span

FORMATS = {"year": "Y", "month": "YEAR_MONTH_FORMAT", "day": "DATE_FORMAT"}


def explanation(reading: Reading) -> str:
    """One or two sentences: the verdict with its reason, and when the statement is true."""
    match reading.verdict:
        case Verdict.AGREES:
            parts = [
                agreement(reading),
                remark(reading) if is_of_a_day(reading) else truth(reading),
            ]
        case Verdict.DIFFERS:
            parts = [difference(reading), truth(reading) or never(reading)]
        case Verdict.CANNOT_BE_CHECKED:
            parts = [obstacle(reading), truth(reading)]
        case _:
            parts = [truth(reading) or never(reading)]
    return in_a_row(parts)


def in_a_row(sentences: Iterable[str]) -> str:
    """Whole sentences one after the other; some languages part them by nothing."""
    text = ""
    for sentence in filter(None, sentences):
        said = {"before": text, "sentence": sentence}
        text = (
            pgettext("sentences in a row", "%(before)s %(sentence)s") % said if text else sentence
        )
    return text


def is_of_a_day(reading: Reading) -> bool:
    """Whether the agreement names the day since which it is true already."""
    return reading.claim.metric == Metric.FOUNDED or bool(reading.our_date)


def truth(reading: Reading) -> str:
    """When the statement is true, with what else to know; nothing where it never is."""
    if not reading.intervals:
        return ""
    return in_a_row((when(reading.intervals), remark(reading)))


def agreement(reading: Reading) -> str:
    if reading.claim.metric == Metric.FOUNDED:
        return _("Agrees: the record begins in %(year)s.") % {"year": reading.our_figure}
    if reading.our_date:
        return _("Agrees: the record’s date is %(date)s.") % {"date": in_words(reading.our_date)}
    values = {"date": in_words(reading.said_on), "figure": reading.our_figure}
    if reading.our_figure is not None:
        return _("Agrees: on the source’s date, %(date)s, the record counts %(figure)s.") % values
    return _("Agrees: it was so on the source’s date, %(date)s.") % values


def difference(reading: Reading) -> str:
    if reading.claim.metric == Metric.FOUNDED:
        if reading.our_figure is None:
            return _("Differs: the record holds no designation.")
        return _("Differs: the record begins in %(year)s.") % {"year": reading.our_figure}
    if reading.our_date and reading.reason is Reason.OTHER_DATE:
        return _("Differs: the record’s date is %(date)s.") % {"date": in_words(reading.our_date)}
    values = {"date": in_words(reading.said_on), "figure": reading.our_figure}
    if reading.our_figure is not None:
        return _("Differs: on the source’s date, %(date)s, the record counts %(figure)s.") % values
    return _("Differs: it was not so on the source’s date, %(date)s.") % values


def obstacle(reading: Reading) -> str:
    """Why the statement cannot be checked."""
    values = {"date": in_words(reading.said_on) if reading.said_on else ""}
    rival = reading.finding.rival
    match reading.reason:
        case Reason.NOT_YET:
            text = _("Cannot be checked: the source’s date, %(date)s, has not come yet.")
        case Reason.CHANGES_WITHIN:
            text = _("Cannot be checked: within the source’s date, %(date)s, the answer changes.")
        case Reason.RECORD_TOO_COARSE:
            text = _(
                "Cannot be checked: around the source’s date, %(date)s, "
                "the record’s own dates are not precise enough."
            )
        case Reason.ORDER_UNKNOWN:
            text = _(
                "Cannot be checked: the record’s dates do not say "
                "whether %(city)s was designated before."
            )
            values["city"] = rival.city_name if rival else ""
        case _:
            text = _("Cannot be checked: the statement does not say of which countries it speaks.")
    return text % values


def when(intervals: Sequence[Interval]) -> str:
    """When the statement is true: from one day to another, since a day, or several times."""
    if len(intervals) > 1:
        # Translators: joins stretches of time such as “from 1 May 2010 to 3 June 2012”.
        return _("True %(stretches)s.") % {"stretches": _(", and ").join(map(stretch, intervals))}
    (interval,) = intervals
    values = first_and_last(interval)
    if interval.last is None:
        return _("True since %(first)s.") % values
    if interval.first == interval.last:
        return _("True on %(first)s only.") % values
    return _("True from %(first)s to %(last)s.") % values


def stretch(interval: Interval) -> str:
    values = first_and_last(interval)
    if interval.last is None:
        return _("since %(first)s") % values
    if interval.first == interval.last:
        return _("on %(first)s") % values
    return _("from %(first)s to %(last)s") % values


def never(reading: Reading) -> str:
    """That a statement is never true, with the nearest truth; nothing where that was said."""
    if reading.claim.metric == Metric.FOUNDED or reading.reason is Reason.OTHER_DATE:
        return ""
    if reading.claim.metric in COUNTED:
        return never_reached(reading.finding.steps, reading.claim.value or 0)
    rival = reading.finding.rival
    values = {
        "city": rival.city_name if rival else "",
        "date": in_words(rival.announced_on) if rival else "",
    }
    match reading.finding.reason:
        case Reason.ANOTHER_EARLIER:
            text = _("Never true: %(city)s was designated before (%(date)s).")
        case Reason.TIE:
            text = _("Never true: %(city)s was designated at the same time (%(date)s).")
        case Reason.NEVER_ALONE:
            text = _("Never true: whenever the city was a member there, others were too.")
        case _ if reading.claim.metric == Metric.MEMBERSHIP:
            text = _("Never true: the record holds no such membership.")
        case _:
            text = _("Never true: the record holds no such designation.")
    return text % values


def never_reached(steps: Sequence[Step], value: int) -> str:
    """That a figure never was the value, with the figures around it."""
    for (day, figure), (next_day, next_figure) in pairwise(steps):
        if min(figure, next_figure) < value < max(figure, next_figure):
            return _(
                "Never true: the record counts %(figure)s from %(day)s, "
                "and %(next_figure)s from %(next_day)s."
            ) % {
                "figure": figure,
                "day": date_format(day),
                "next_figure": next_figure,
                "next_day": date_format(next_day),
            }
    highest = max(steps, key=lambda step: step[1], default=None)
    if highest is None or highest[1] == 0:
        return _("Never true: the record counts none.")
    if highest[1] < value:
        text = _("Never true: the highest figure in the record is %(figure)s, from %(day)s.")
    else:
        highest = min(steps, key=lambda step: step[1])
        text = _("Never true: the lowest figure in the record is %(figure)s, from %(day)s.")
    return text % {"figure": highest[1], "day": date_format(highest[0])}


def remark(reading: Reading) -> str:
    """What else to know of a true statement: what ended it."""
    ended = reading.finding.ended
    if reading.finding.reason is Reason.PLACE_ENDED and ended:
        return _("The city was a member there until %(date)s.") % {"date": date_format(ended)}
    if newcomers := reading.finding.newcomers:
        return ended_by(newcomers)
    return ""


def ended_by(newcomers: Sequence[Span]) -> str:
    """That the coming of other cities ended what was true of one alone."""
    first, *others = newcomers
    values = {
        "city": first.city_name,
        "count": len(others),
        "date": in_words(first.announced_on),
    }
    if not others:
        return _("It ended when %(city)s was designated (%(date)s).") % values
    text = ngettext(
        "It ended when %(city)s and %(count)s other city were designated (%(date)s).",
        "It ended when %(city)s and %(count)s other cities were designated (%(date)s).",
        len(others),
    )
    return text % values


def first_and_last(interval: Interval) -> dict[str, str]:
    return {
        "first": date_format(interval.first),
        "last": date_format(interval.last) if interval.last else "",
    }


def in_words(date: str) -> str:
    """A date as precise as it is written: 2015, December 2015 or 11 December 2015."""
    day = last_day(date)
    return date_format(day or datetime.date.min, FORMATS[precision(date)])
