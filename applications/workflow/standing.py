"""Where a file stands: at which stage, whose turn it is and until when, for each reader.

What is decided, and how the evaluation goes, is nobody's to know before the announcement but the
network's own: what this module tells applicants and Commissions does not depend on it.
"""

import datetime
import enum
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.models import (
    Action,
    Application,
    ReviewOutcome,
    ReviewRequest,
    Screening,
    Status,
)
from applications.permissions import Part
from applications.workflow import circumstances
from applications.workflow.circumstances import Circumstances
from applications.workflow.rules import RULES

# The act that takes a file on its way. Where none is named, the file waits for the network.
FORWARD = {
    Status.DRAFT: Action.SUBMIT,
    Status.SUBMITTED: Action.ENDORSE,
    Status.RETURNED: Action.COMPLETE,
}
# Who may know how far the evaluation is.
OF_THE_NETWORK = frozenset({Part.STAFF, Part.OFFICE})


class Who(enum.StrEnum):
    """Who is next with a file."""

    CITY = "city"
    COMMISSION = "commission"
    SECRETARIAT = "secretariat"
    EVALUATORS = "evaluators"
    OFFICE = "office"
    REVIEWER = "reviewer"
    NOBODY = "nobody"

    @property
    def label(self) -> Promise:
        return WHO[self]


WHO = {
    Who.CITY: _("the candidate city"),
    Who.COMMISSION: _("the National Commission of its country"),
    Who.SECRETARIAT: _("the Secretariat"),
    Who.EVALUATORS: _("the evaluators"),
    Who.OFFICE: _("the Director-General’s office"),
    Who.REVIEWER: _("somebody of UNESCO who had no part in the decision"),
    Who.NOBODY: _("nobody"),
}


@dataclass(frozen=True)
class Turn:
    """The act that comes next, whose it is, and until when; None where no time is known."""

    action: Action
    part: Part
    until: datetime.datetime | None


@dataclass(frozen=True)
class Stage:
    """Where a file stands, for one kind of reader.

    `begins` is before when nobody is next yet, `until` by when it is done, `announced` when a
    decision is planned to be announced. `screening` is what a returned or ineligible file was found
    to be, `review_until` how long a review of the decision may be asked for, and `review` what was
    asked. `evaluations` are how many are handed in and due, for the network's own alone.
    """

    status: Status
    who: Who
    action: Action | None = None
    begins: datetime.datetime | None = None
    until: datetime.datetime | None = None
    announced: datetime.datetime | None = None
    screening: Screening | None = None
    review_until: datetime.datetime | None = None
    review: ReviewRequest | None = None
    evaluations: tuple[int, int] | None = None


def turn_of(
    status: str, deadline: datetime.datetime | None, national: datetime.datetime | None = None
) -> Turn | None:
    """Who is next with a file in the status, by when; None where the file waits for nobody here.

    `deadline` is the call's for the file's country, and `national` the Commission's own date, if it
    is binding: the candidate city has to be ready by then.
    """
    action = FORWARD.get(Status(status))
    if action is None:
        return None
    part = next(part for part in Part if part in RULES[action].who)
    known = [deadline, national] if part is Part.OWNER else [deadline]
    return Turn(action, part, min((instant for instant in known if instant), default=None))


def stage_of(application: Application, parts: frozenset[Part], at: datetime.datetime) -> Stage:
    """Where the file stands at the instant, as far as the parts of the reader may know."""
    return stages_of([application], parts, at)[application.pk]


def stages_of(
    applications: Iterable[Application], parts: frozenset[Part], at: datetime.datetime
) -> dict[int, Stage]:
    """The same of several files, with their calls and cities, by their keys."""
    files, is_inside = list(applications), bool(parts & OF_THE_NETWORK)
    known = circumstances.of(files, with_evaluations=is_inside)
    return {file.pk: _stage(file, known, at, is_inside=is_inside) for file in files}


def _stage(
    file: Application, known: Circumstances, at: datetime.datetime, *, is_inside: bool
) -> Stage:
    status = Status(file.status)
    if status in (Status.DRAFT, Status.SUBMITTED):
        return _before_the_network(file, known, at)
    if status == Status.ENDORSED:
        deadline = known.deadline_of(file)
        begins = deadline if deadline and at < deadline else None
        return Stage(status, Who.SECRETARIAT, begins=begins)
    if status == Status.RETURNED:
        return _being_completed(file, known, at)
    if status == Status.UNDER_EVALUATION:
        return _under_evaluation(file, known, at, is_inside=is_inside)
    if status in circumstances.REVIEWABLE:
        return _decided(file, known, at)
    return Stage(status, Who.NOBODY)


def _before_the_network(file: Application, known: Circumstances, at: datetime.datetime) -> Stage:
    turn = turn_of(file.status, known.deadline_of(file), known.national_of(file))
    if turn is None or (turn.until and turn.until <= at):
        return Stage(Status(file.status), Who.NOBODY)
    who = Who.CITY if turn.part is Part.OWNER else Who.COMMISSION
    return Stage(Status(file.status), who, turn.action, until=turn.until)


def _being_completed(file: Application, known: Circumstances, at: datetime.datetime) -> Stage:
    screening = known.screenings.get(file.pk)
    until = screening.complete_by if screening else None
    if until and until <= at:
        return Stage(Status.RETURNED, Who.SECRETARIAT, screening=screening)
    return Stage(Status.RETURNED, Who.CITY, Action.COMPLETE, until=until, screening=screening)


def _under_evaluation(
    file: Application, known: Circumstances, at: datetime.datetime, *, is_inside: bool
) -> Stage:
    planned = known.announced.get(file.call_id)
    announced = planned if planned and at < planned else None
    if not is_inside:
        return Stage(Status.UNDER_EVALUATION, Who.EVALUATORS, announced=announced)
    handed_in, due = known.evaluations.get(file.pk, (0, 0))
    terms = known.terms.get(file.call_id)
    who = Who.EVALUATORS if handed_in < due else Who.OFFICE if due else Who.SECRETARIAT
    return Stage(
        Status.UNDER_EVALUATION,
        who,
        until=terms.evaluations_due_at if terms and who is Who.EVALUATORS else None,
        announced=announced,
        evaluations=(handed_in, due),
    )


def _decided(file: Application, known: Circumstances, at: datetime.datetime) -> Stage:
    review, until = known.reviews.get(file.pk), known.review_until(file)
    screening = known.screenings.get(file.pk) if file.status == Status.INELIGIBLE else None
    is_waiting = review is not None and review.outcome not in ReviewOutcome.values
    return Stage(
        Status(file.status),
        Who.REVIEWER if is_waiting else Who.NOBODY,
        screening=screening,
        review_until=until if review is None and until and at < until else None,
        review=review,
    )
