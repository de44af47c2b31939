"""Readings: what a statement means in one scope, and the record's verdict on it."""

from dataclasses import dataclass, replace

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from cities.models.sources import Metric
from cities.statements.claims import Claim, Finding, Reason, could_be, finding
from cities.statements.intervals import Interval, figure_on, period
from cities.statements.timeline import COUNTED, Timeline

UNCERTAIN = (Reason.ORDER_UNKNOWN, Reason.SCOPE_UNKNOWN)


class Verdict(models.TextChoices):
    """What the record says of a statement.

    The first three answer a statement whose source bears a date, or that speaks of one itself; the
    last two answer an undated one.
    """

    AGREES = "agrees", pgettext_lazy("verdict", "agrees")
    DIFFERS = "differs", pgettext_lazy("verdict", "differs")
    CANNOT_BE_CHECKED = "cannot-be-checked", pgettext_lazy("verdict", "cannot be checked")
    TRUE_FROM_TO = "true-from-to", pgettext_lazy("verdict", "true in its time")
    NEVER_TRUE = "never-true", pgettext_lazy("verdict", "never true")


@dataclass(frozen=True)
class Reading:
    """One way to understand a statement, such as “Europe” as geography, and the record's answer.

    `said_on` is the date that the source bears, as precise as it bears it. `our_figure` is the
    record's figure on the last day of that date (for the year of the beginning, the record's year);
    `figure_today` is today's, and for a first or only city the number of members in the scope.
    """

    label: str | Promise
    claim: Claim
    finding: Finding
    said_on: str
    verdict: Verdict
    reason: Reason | None
    our_figure: int | None
    figure_today: int | None

    @property
    def intervals(self) -> tuple[Interval, ...]:
        """When it is true, in order of time."""
        return self.finding.intervals

    @property
    def our_date(self) -> str:
        """The record's date where one is claimed, as precise as the record has it."""
        return self.finding.since if self.claim.since else ""

    @property
    def true_today(self) -> bool:
        return bool(self.intervals) and self.intervals[-1].last is None


def reading(label: str | Promise, claim: Claim, said_on: str, timeline: Timeline) -> Reading:
    """The record's answer to a claim of a source that bears the date `said_on`, or none."""
    found = finding(timeline, claim)
    verdict, reason = judgement(claim, found, said_on, timeline)
    our_figure = figure_today = None
    if claim.metric == Metric.FOUNDED:
        our_figure = int(found.since[:4]) if found.since else None
    elif claim.metric in COUNTED and said_on and reason not in (*UNCERTAIN, Reason.NOT_YET):
        our_figure = figure_on(found.steps, period(said_on).last or timeline.until)
    if claim.metric in (*COUNTED, Metric.FIRST, Metric.ONLY) and claim.scope_known:
        figure_today = figure_on(found.steps, timeline.until)
    return Reading(label, claim, found, said_on, verdict, reason, our_figure, figure_today)


def judgement(
    claim: Claim, found: Finding, said_on: str, timeline: Timeline
) -> tuple[Verdict, Reason | None]:
    """The verdict on a claim, with the reason for it where there is one."""
    if found.reason in UNCERTAIN:
        return Verdict.CANNOT_BE_CHECKED, found.reason
    if claim.metric == Metric.FOUNDED:  # the year of the beginning is the same on every day
        return (Verdict.AGREES if found.intervals else Verdict.DIFFERS), found.reason
    if said_on:
        return dated_judgement(claim, found, period(said_on), timeline)
    if claim.since and found.since:
        if not found.intervals:
            return Verdict.DIFFERS, found.reason
        if found.intervals[-1].last is None:
            return Verdict.AGREES, found.reason
    return (Verdict.TRUE_FROM_TO if found.intervals else Verdict.NEVER_TRUE), found.reason


def dated_judgement(
    claim: Claim, found: Finding, days: Interval, timeline: Timeline
) -> tuple[Verdict, Reason | None]:
    """The verdict on what was said on one of the days; a coarse date leaves open on which."""
    if days.first > timeline.until:
        return Verdict.CANNOT_BE_CHECKED, Reason.NOT_YET
    if days.last and days.last > timeline.until:
        days = replace(days, last=timeline.until)
    overlaps = any(interval.overlaps(days) for interval in found.intervals)
    if any(interval.covers(days) for interval in found.intervals):
        return Verdict.AGREES, found.reason
    if overlaps and claim.since:  # the source of December 2015 that says “since December 2015”
        return Verdict.AGREES, found.reason
    if overlaps:
        return Verdict.CANNOT_BE_CHECKED, Reason.CHANGES_WITHIN
    if could_be(timeline, claim, days):
        return Verdict.CANNOT_BE_CHECKED, Reason.RECORD_TOO_COARSE
    return Verdict.DIFFERS, found.reason
