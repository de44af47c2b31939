"""Steps of a plan, with dates as precise as they are known."""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application
from applications.planning.template import TEMPLATE, Proposal
from cities.models.dates import last_day, precision

SATURDAY = 5
OWN, PROPOSED, FIXED = "own", "proposed", "fixed"


@dataclass(frozen=True)
class Step:
    """One step: `on` is a day, a month or a year; `at` the instant where the call fixes one.

    `origin` says whose it is: written down by the team (own), put forward here (proposed), or given
    by the call or the National Commission (fixed). `number` finds a step that the team wrote down.
    """

    code: str
    on: str
    title: str
    body: str = ""
    origin: str = PROPOSED
    at: datetime.datetime | None = None
    year_is_inferred: bool = False
    number: int | None = None

    @property
    def precision(self) -> str:
        return precision(self.on)

    @property
    def first_day(self) -> datetime.date:
        """The first day of what is stated: of a month its first, of a year the first of January."""
        return datetime.date.fromisoformat((self.on + "-01-01")[:10])

    @property
    def last_day(self) -> datetime.date:
        return last_day(self.on) or self.first_day

    def is_over(self, today: datetime.date) -> bool:
        """Whether the last day that it may mean has passed."""
        return self.last_day < today


def plan_of(
    application: Application, zone: str = "UTC", *, with_proposals: bool | None = None
) -> list[Step]:
    """The plan of a file in the order of time: what is fixed, and what the team wrote down.

    Proposals come along while the team has written nothing down, or where they are asked for. They
    lead back from the first binding deadline: the National Commission's, or else the call's.
    """
    own = own_steps(application)
    fixed = fixed_steps(application, ZoneInfo(zone))
    proposed: list[Step] = []
    if not own if with_proposals is None else with_proposals:
        deadlines = [step for step in fixed if step.at]
        if deadlines:
            proposed = back_from(min(deadlines, key=lambda step: step.first_day).first_day)
    return sorted([*own, *fixed, *proposed], key=lambda step: (step.last_day, step.on, step.code))


def back_from(deadline: datetime.date) -> list[Step]:
    """The proposed steps before a deadline. None of them falls on a weekend."""
    return [
        Step(
            proposal.code, proposed_on(proposal, deadline), str(proposal.title), str(proposal.body)
        )
        for proposal in TEMPLATE
    ]


def proposed_on(proposal: Proposal, deadline: datetime.date) -> str:
    day = deadline - datetime.timedelta(days=proposal.days_before)
    if proposal.month:
        return f"{day:%Y-%m}"
    weekend = max(day.weekday() - SATURDAY + 1, 0)
    return (day - datetime.timedelta(days=weekend)).isoformat()


def own_steps(application: Application) -> list[Step]:
    return [
        Step(
            f"step-{step.pk}",
            step.on,
            step.title,
            step.body,
            OWN,
            year_is_inferred=step.year_is_inferred,
            number=step.pk,
        )
        for step in application.process_steps.all()
    ]


def fixed_steps(application: Application, zone: ZoneInfo) -> list[Step]:
    """What others have fixed: the National Commission's deadline, the call's, the answer."""
    found = []
    call, country = application.call, application.city.country
    national = call.national_deadlines.filter(commission__country=country).first()
    if national is not None and national.is_binding:
        found.append(
            at_an_instant(
                "national-deadline", national.deadline, _("Deadline of the country"), zone
            )
        )
    deadline = call.deadline_for(country)
    if deadline is not None:
        found.append(at_an_instant("deadline", deadline, _("Deadline of the call"), zone))
    if call.announced_on:
        found.append(Step("answer", call.announced_on, _("Answer"), "UNESCO", FIXED))
    return found


def at_an_instant(code: str, instant: datetime.datetime, title: str, zone: ZoneInfo) -> Step:
    """A deadline on the last day on which something can still be handed in, in the zone."""
    last = timezone.localtime(instant - datetime.timedelta(seconds=1), zone).date()
    return Step(code, last.isoformat(), title, origin=FIXED, at=instant)


def spread(steps: list[Step]) -> list[tuple[float, float]]:
    """Where each step begins and ends on a line from the first to the last, in hundredths."""
    if not steps:
        return []
    begin = min(step.first_day for step in steps)
    days = (max(step.last_day for step in steps) - begin).days + 1
    return [
        (
            round(100 * (step.first_day - begin).days / days, 2),
            round(100 * ((step.last_day - begin).days + 1) / days, 2),
        )
        for step in steps
    ]
