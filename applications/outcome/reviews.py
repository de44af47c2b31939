"""Requests for review: a city asks, somebody without a part in the decision answers."""

import datetime
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import notices
from applications.log import Erasable, record
from applications.models import (
    Action,
    Application,
    ReviewOutcome,
    ReviewRequest,
)
from applications.outcome import replaying  # noqa: F401, registers how reviews are replayed
from applications.outcome.independence import hindrance_of
from applications.outcome.reviewable import no_grounds, nothing_to_review, refusal_of, reviewed
from applications.permissions import Part, name_of, parts_of
from applications.preflight.clauses import REASON
from applications.preflight.findings import Finding, Findings
from applications.workflow import perform
from applications.workflow.acts import Act
from applications.workflow.performing import locked, told
from applications.workflow.refusals import Conflict, Incomplete, NotAllowed


def request_review(
    application: Application,
    grounds: str,
    *,
    by: Any,
    at: datetime.datetime | None = None,
    key: uuid.UUID | None = None,
) -> ReviewRequest:
    """Ask that the last refusal of the file, or decision against it, is looked at again.

    `key` names the attempt: the same one is made once. Raises `NotAllowed` for others than an
    owner, `Conflict` where there is nothing to review or it was asked before, `Late` after the days
    of the call, and `Incomplete` without grounds.
    """
    instant = at or timezone.now()
    with transaction.atomic():
        file = locked(application)
        if Part.OWNER not in parts_of(by, file):
            raise NotAllowed(_("Only an owner of the file asks for a review."))
        earlier = made_before(file, key, by)
        if earlier is not None:
            return earlier
        change = reviewed(file)
        refusal = refusal_of(file, change, instant, by)
        if refusal is not None or change is None:
            raise refusal or nothing_to_review()
        if not grounds.strip():
            raise Incomplete(_("A request says on what grounds."), Findings([no_grounds()]))
        review = ReviewRequest.objects.create(
            number=key or uuid.uuid4(),
            application=file,
            change=change,
            grounds=grounds.strip(),
            by=by,
            at=instant,
        )
        _tell(review, "review-requested", by, instant)
        record(
            "review:request",
            by=by,
            at=instant,
            application=file,
            act=review.number,
            about=str(change.number),
            grounds=Erasable(review.grounds),
        )
    return review


def made_before(application: Application, key: uuid.UUID | None, by: Any) -> ReviewRequest | None:
    """The request of the same attempt."""
    if key is None:
        return None
    return ReviewRequest.objects.filter(number=key, by=by, application=application).first()


def take_up(review: ReviewRequest, *, by: Any, at: datetime.datetime | None = None) -> None:
    """Handle the review from now on. Raises `NotAllowed`, and `Conflict` where somebody does."""
    with transaction.atomic():
        locked(review.application)
        found = _fresh(review, by)
        if found.handler_id == by.pk:
            return
        if found.handler is not None:
            raise Conflict(
                _("%(name)s handles this review.") % {"name": name_of(found.handler)},
                code="taken-up",
            )
        ReviewRequest.objects.filter(pk=found.pk).update(handler=by)
        record(
            "review:take-up",
            by=by,
            at=at or timezone.now(),
            application=found.application,
            review=str(found.number),
        )
    review.refresh_from_db()


def answer(
    review: ReviewRequest,
    outcome: str,
    text: str,
    *,
    by: Any,
    at: datetime.datetime | None = None,
) -> None:
    """Answer the review; where it is granted, the file is taken up again at once.

    The same answer once more changes nothing. Raises `NotAllowed` for whoever does not handle it,
    `Conflict` for another answer or a file that went on meanwhile, `Incomplete` without a text.
    """
    instant, given = at or timezone.now(), ReviewOutcome(outcome)
    with transaction.atomic():
        file = locked(review.application)
        found = _fresh(review, by)
        if found.handler_id != by.pk:
            raise NotAllowed(_("Take the review up before you answer it."), code="not-taken-up")
        if found.outcome:
            if (found.outcome, found.answer) == (given, text.strip()):
                return
            raise Conflict(_("This review is answered already."), code="answered")
        if not text.strip():
            raise Incomplete(_("An answer says why."), Findings([_no_answer()]))
        ReviewRequest.objects.filter(pk=found.pk).update(
            outcome=given, answer=text.strip(), answered_at=instant
        )
        found.refresh_from_db()
        _tell(found, "review-answered", by, instant, outcome=str(given), answer=found.answer)
        if given == ReviewOutcome.GRANTED:
            perform(file, Action.REINSTATE, by=by, at=instant, key=f"review-{found.pk}")
        record(
            "review:answer",
            by=by,
            at=instant,
            application=file,
            review=str(found.number),
            outcome=str(given),
            answer=Erasable(found.answer),
        )
    review.refresh_from_db()


def _no_answer() -> Finding:
    return Finding(
        "no-answer",
        gettext_lazy("The answer is missing."),
        gettext_lazy("Write why, in words that those concerned understand."),
        REASON,
        subject="answer",
    )


def _fresh(review: ReviewRequest, by: Any) -> ReviewRequest:
    """The review as it is now, once it is known that the person may handle it."""
    rows = ReviewRequest.objects.select_related("application__city__country", "change", "handler")
    found = rows.get(pk=review.pk)
    hindrance = hindrance_of(found, by)
    if hindrance is not None:
        raise hindrance
    return found


def _tell(
    review: ReviewRequest, template: str, by: Any, at: datetime.datetime, **more: str
) -> None:
    file = review.application
    recipients = [*notices.team_of(file), *notices.commission_of(file.city.country)]
    notices.write(
        template,
        recipients,
        act=f"review-{review.number}",
        at=at,
        context=told(Act(file, Action.REINSTATE, by, at)) | more,
        application=file,
        call=file.call,
    )
