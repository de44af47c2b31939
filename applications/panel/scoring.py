"""Scoring a file: a draft that is saved as one types, its submission, and its being given back."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import notices
from applications.log import Erasable, record
from applications.models import Assignment, AssignmentState, Evaluation, Why
from applications.panel.drafts import demand_known, is_same
from applications.panel.missing import Given, columns_of, given_in, missing
from applications.panel.own import (
    demand_before_decisions,
    demand_open,
    demand_under_evaluation,
    locked,
)
from applications.panel.score_log import record_submission
from applications.panel.terms import criteria_of, is_late
from applications.permissions import screens
from applications.preflight.clauses import REASON
from applications.preflight.findings import Finding
from applications.workflow.refusals import Conflict, Incomplete, NotAllowed


class Stale(Conflict):
    """Somebody, or another page of the same person, saved something else meanwhile.

    `stored` is the evaluation as it stands, with its revision; nothing of it was overwritten, and
    whoever asked still has what they sent.
    """

    def __init__(self, stored: Evaluation) -> None:
        message = _("This evaluation was changed in another page meanwhile. Both are shown.")
        super().__init__(message, code="stale")
        self.stored = stored


def save(
    assignment: Assignment,
    *,
    by: Any,
    at: datetime.datetime,
    revision: int,
    scores: Mapping[str, Given],
    comment: str,
) -> Evaluation:
    """Save a draft, whole or with gaps, and return it with its new revision.

    `revision` is the one that the draft grew from. Sending again what is stored already changes
    nothing, so that an acknowledgement that was lost does no harm. `scores` are values with their
    reasons, by the codes of the criteria; those not named stay. A value is None where there is none
    yet, and `DOES_NOT_APPLY` where the criterion allows it.

    Raises `Stale` where something else was saved since, `Incomplete` with every score that its
    criterion does not have, `NotAllowed` for anybody but the assignment's own evaluator after the
    declaration, and `Conflict` where the file is not under evaluation or this one is submitted.
    """
    with transaction.atomic():
        own = locked(assignment)
        demand_open(own, by)
        criteria = criteria_of(own)
        demand_known(criteria, scores, comment)
        evaluation, _new = Evaluation.objects.get_or_create(assignment=own)
        stored = given_in(evaluation)
        wanted = stored | dict(scores)
        if is_same(wanted, stored) and comment == evaluation.comment:
            return evaluation
        if evaluation.submitted_at:
            raise _submitted()
        if evaluation.revision != revision:
            raise Stale(evaluation)
        for code, (value, reason) in wanted.items():
            if (value, reason) == stored.get(code):
                continue
            evaluation.scores.update_or_create(
                criterion=criteria[code], defaults=columns_of(value) | {"reason": reason}
            )
        evaluation.comment, evaluation.saved_at = comment, at
        evaluation.revision += 1
        evaluation.save(update_fields=("comment", "saved_at", "revision"))
    return evaluation


def submit(
    assignment: Assignment,
    *,
    by: Any,
    at: datetime.datetime,
    key: str,
    revision: int | None = None,
) -> Evaluation:
    """Submit an evaluation: it counts from now on, and does not change any more.

    One that comes after the evaluations of the call are due is taken and marked late, until the
    first decision of the call is drafted: a late judgement helps a file more than none, and the
    Secretariat sees which came late. `key` names the attempt, which is made once; `revision` is
    the one that the person has read, where a page showed it.

    Raises `Incomplete` with everything that is missing, `Stale`, `NotAllowed`, and `Conflict`
    where it is submitted already, decisions have begun or the file is not under evaluation.
    """
    with transaction.atomic():
        own = locked(assignment)
        demand_open(own, by)
        evaluation, _new = Evaluation.objects.get_or_create(assignment=own)
        if evaluation.submitted_at:
            if key and evaluation.key == key:
                return evaluation
            raise _submitted()
        demand_before_decisions(own)
        if revision is not None and evaluation.revision != revision:
            raise Stale(evaluation)
        given = given_in(evaluation)
        findings = missing(list(criteria_of(own).values()), given)
        if findings:
            raise Incomplete(_("The evaluation is not complete yet."), findings)
        evaluation.submitted_at, evaluation.key = at, key
        evaluation.is_late = is_late(own, at)
        evaluation.save(update_fields=("submitted_at", "key", "is_late"))
        record_submission(evaluation, own, given, by=by, at=at)
    return evaluation


def give_back(evaluation: Evaluation, *, by: Any, at: datetime.datetime, reason: str) -> Evaluation:
    """Give a submitted evaluation back to its author, who is told why. Its scores stay, as a draft.

    Raises `NotAllowed` for whoever is not of the Secretariat, `Incomplete` without a reason, and
    `Conflict` where it is not submitted, not in force any more, or decisions have begun.
    """
    if not (by.is_active and screens(by)):
        raise NotAllowed(_("Only the Secretariat gives an evaluation back."))
    with transaction.atomic():
        own = locked(evaluation.assignment)
        if own.state != AssignmentState.OPEN:
            raise Conflict(_("This assignment is not in force any more."), code="not-in-force")
        demand_under_evaluation(own)
        demand_before_decisions(own)
        row = Evaluation.objects.get(pk=evaluation.pk)
        if row.submitted_at is None:
            raise Conflict(_("This evaluation is not submitted."), code="not-submitted")
        if not reason.strip():
            finding = _reason_is_missing()
            raise Incomplete.of(finding)
        row.submitted_at, row.is_late, row.key = None, False, ""
        row.returned_reason = reason
        row.save(update_fields=("submitted_at", "is_late", "key", "returned_reason"))
        _tell_the_author(own, reason, at)
        record(
            "evaluation:give-back",
            by=by,
            at=at,
            application=own.application,
            evaluation=row.pk,
            reason=Erasable(reason),
        )
    return row


def _submitted() -> Conflict:
    return Conflict(_("This evaluation is submitted already."), code="submitted")


def _reason_is_missing() -> Finding:
    return Finding(
        "no-reason",
        gettext_lazy("Giving an evaluation back needs a reason."),
        gettext_lazy("Say what its author should look at again."),
        REASON,
        subject="reason",
    )


def _tell_the_author(own: Assignment, reason: str, at: datetime.datetime) -> None:
    """The letter names neither the city nor its field: it leads to the page that does."""
    person = own.evaluator.user
    notices.write(
        "evaluation-given-back",
        [notices.Recipient(person.email, person.language, Why.EVALUATOR, person)],
        act=f"given-back-{own.number}-{at.isoformat()}",
        at=at,
        context={
            "assignment": str(own.number),
            "year": own.application.call.year,
            "reason": reason,
        },
        call=own.application.call,
    )
