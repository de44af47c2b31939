"""Claims, and what the record finds on each of them.

A claim is a statement in the terms of the timeline: it knows no source and no language. `finding`
answers it with the intervals in which it is true; a reason says why where it never is.
"""

import datetime
import enum
from collections.abc import Callable
from dataclasses import dataclass

from cities.models.sources import Metric
from cities.statements.intervals import (
    ONE_DAY,
    Interval,
    Step,
    figure_on,
    intersection,
    intervals_where,
    period,
)
from cities.statements.timeline import Selection, Span, Timeline


class Reason(enum.Enum):
    """Why a claim is never true, or cannot be checked, or what else to know of it."""

    NOT_REACHED = "not-reached"  # the figure never was that
    NOT_IN_SCOPE = "not-in-scope"  # the city never was a member there
    OTHER_DATE = "other-date"  # the record has another date than the claimed one
    ANOTHER_EARLIER = "another-earlier"
    TIE = "tie"  # another city came at the same time
    NEVER_ALONE = "never-alone"  # whenever the city was a member there, others were too
    PLACE_ENDED = "place-ended"  # the city was the first or only one, and is no member there now
    ORDER_UNKNOWN = "order-unknown"  # the record's dates are too coarse to say who came first
    SCOPE_UNKNOWN = "scope-unknown"  # the statement does not say of which countries it speaks
    NOT_YET = "not-yet"  # the source's date has not come yet
    CHANGES_WITHIN = "changes-within"  # the answer changes within the source's date
    RECORD_TOO_COARSE = "record-too-coarse"  # near the source's date the record's dates are coarse


@dataclass(frozen=True)
class Claim:
    """What is said. `city` is the permanent number of the subject; `since` a date as claimed.

    `scope_known` is false where the statement speaks of countries and names none.
    """

    metric: str
    selection: Selection
    value: int | None = None
    city: int | None = None
    since: str = ""
    scope_known: bool = True


@dataclass(frozen=True)
class Finding:
    """What the record holds on a claim.

    `steps` are the figure in time, where the claim is about one or narrows to one; `since` is the
    record's date for the claimed one, as precise as it stands there; `rival` came first instead;
    `newcomers` are those whose coming ended what was true.
    """

    intervals: tuple[Interval, ...] = ()
    reason: Reason | None = None
    steps: tuple[Step, ...] = ()
    since: str = ""
    ended: datetime.date | None = None
    rival: Span | None = None
    newcomers: tuple[Span, ...] = ()


def finding(timeline: Timeline, claim: Claim) -> Finding:
    """What the record holds on the claim; to the timeline's last day and no further."""
    if not claim.scope_known:
        return Finding(reason=Reason.SCOPE_UNKNOWN)
    return FINDERS[claim.metric](timeline, claim)


def number(timeline: Timeline, claim: Claim) -> Finding:
    """How many cities, countries or fields there were."""
    steps = timeline.steps(claim.metric, claim.selection)
    intervals = intervals_where(steps, lambda figure: figure == claim.value)
    return Finding(intervals, None if intervals else Reason.NOT_REACHED, tuple(steps))


def founded(timeline: Timeline, claim: Claim) -> Finding:
    """The year of the first designation; once begun, it stays the year of the beginning."""
    first = next(timeline.selected(claim.selection), None)
    if first is None:
        return Finding(reason=Reason.NOT_REACHED)
    begun = Interval(first.begins)
    if first.begins.year == claim.value:
        return Finding((begun,), since=first.announced_on)
    return Finding(reason=Reason.OTHER_DATE, since=first.announced_on)


def held(timeline: Timeline, claim: Claim) -> Finding:
    """A city is a member in the scope, or holds the field; since a date where one is claimed."""
    selection = subject_of(claim)
    intervals = timeline.in_force(selection)
    if not intervals:
        return Finding(reason=Reason.NOT_IN_SCOPE)
    beginnings = {span.begins: span.announced_on for span in timeline.selected(selection)}
    since = [beginnings[interval.first] for interval in intervals]
    if not claim.since:
        return Finding(intervals, since=since[0])
    for interval, date in zip(intervals, since, strict=True):
        if agree(claim.since, date):
            return Finding((interval,), since=date)
    return Finding(reason=Reason.OTHER_DATE, since=since[0])


def first(timeline: Timeline, claim: Claim) -> Finding:
    """A city came before every other in the scope; whoever was first stays the first."""
    steps = tuple(timeline.steps(Metric.MEMBERS, claim.selection))
    mine = next(timeline.selected(subject_of(claim)), None)
    if mine is None:
        return Finding(reason=Reason.NOT_IN_SCOPE, steps=steps)
    my_period = period(mine.announced_on)
    tie = unclear = None
    for other in timeline.selected(claim.selection):
        if other.city == mine.city:
            continue
        if period(other.announced_on).ends_before(my_period):
            return Finding(reason=Reason.ANOTHER_EARLIER, steps=steps, rival=other)
        if other.begins == mine.begins:
            tie = tie or other
        elif my_period.overlaps(period(other.announced_on)):
            unclear = unclear or other
    if tie:
        return Finding(reason=Reason.TIE, steps=steps, rival=tie)
    if unclear:
        return Finding(reason=Reason.ORDER_UNKNOWN, steps=steps, rival=unclear)
    ended = timeline.in_force(subject_of(claim))[-1].last
    return Finding(
        (Interval(mine.begins),),
        Reason.PLACE_ENDED if ended else None,
        steps,
        since=mine.announced_on,
        ended=ended,
    )


def only(timeline: Timeline, claim: Claim) -> Finding:
    """A city is a member in the scope, and no other is."""
    steps = tuple(timeline.steps(Metric.MEMBERS, claim.selection))
    mine = timeline.in_force(subject_of(claim))
    if not mine:
        return Finding(reason=Reason.NOT_IN_SCOPE, steps=steps)
    alone = intersection(mine, intervals_where(steps, lambda figure: figure == 1))
    if not alone:
        return Finding(reason=Reason.NEVER_ALONE, steps=steps)
    last = alone[-1].last
    newcomers = tuple(
        span
        for span in timeline.selected(claim.selection)
        if last and span.begins == last + ONE_DAY and span.city != claim.city
    )
    if last and not newcomers:
        return Finding(alone, Reason.PLACE_ENDED, steps, ended=last)
    return Finding(alone, steps=steps, newcomers=newcomers)


FINDERS: dict[str, Callable[[Timeline, Claim], Finding]] = {
    Metric.MEMBERS: number,
    Metric.COUNTRIES: number,
    Metric.FIELDS: number,
    Metric.FOUNDED: founded,
    Metric.MEMBERSHIP: held,
    Metric.DESIGNATION: held,
    Metric.FIRST: first,
    Metric.ONLY: only,
}


def subject_of(claim: Claim) -> Selection:
    """The designations of the claim's own city in its scope; raises `ValueError` without a city."""
    if claim.city is None:
        raise ValueError("This claim needs a city.")
    return claim.selection.of(claim.city)


def agree(claimed: str, recorded: str) -> bool:
    """Whether two dates are the same as far as both of them go: 2015-12 and 2015-12-11 are."""
    length = min(len(claimed), len(recorded))
    return claimed[:length] == recorded[:length]


def could_be(timeline: Timeline, claim: Claim, days: Interval) -> bool:
    """Whether the claim could be true on one of the days, given how coarse the record's dates are.

    A city designated in 2009 is counted from the last day of 2009; a source of June 2009 that
    counts it may be right. Only figures and memberships are weighed so.
    """
    match claim.metric:
        case Metric.MEMBERS | Metric.COUNTRIES | Metric.FIELDS:
            measure, selection, value = claim.metric, claim.selection, claim.value or 0
        case Metric.MEMBERSHIP | Metric.DESIGNATION if not claim.since:
            measure, selection, value = Metric.MEMBERS, subject_of(claim), 1
        case _:
            return False
    least = timeline.at_least().steps(measure, selection)
    most = timeline.at_most().steps(measure, selection)
    moments = {days.first} | {day for day, _ in (*least, *most)}
    return any(
        figure_on(least, day) <= value <= figure_on(most, day)
        for day in moments
        if Interval(day, day).overlaps(days)
    )
