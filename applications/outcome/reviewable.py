"""What may be reviewed, and until when it may be asked for."""

import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.instants import in_zones
from applications.models import (
    Application,
    EvaluationTerms,
    ReviewRequest,
    Status,
    StatusChange,
)
from applications.preflight.clauses import REVIEW
from applications.preflight.findings import Finding
from applications.workflow.circumstances import REVIEWABLE, review_until
from applications.workflow.refusals import Conflict, Late, Refusal


def reviewed(application: Application) -> StatusChange | None:
    """The act that a review of the file would be about, if its present status comes from one."""
    action = REVIEWABLE.get(Status(application.status))
    return application.status_changes.filter(action=action).order_by("-pk").first()


def refusal_of(
    application: Application, change: StatusChange | None, at: datetime.datetime, by: Any
) -> Refusal | None:
    """Why no review of the act can be asked for at the instant, or None."""
    if change is None or application.erased_at:
        return nothing_to_review()
    if ReviewRequest.objects.filter(change=change).exists():
        return Conflict(
            _("A review of this was asked for already."), code="asked-before", clause=REVIEW
        )
    until = review_until(
        change.at, EvaluationTerms.objects.filter(call=application.call_id).first()
    )
    if until is None:
        return Conflict(_("This call has no reviews."), code="no-reviews", clause=REVIEW)
    if at < until:
        return None
    return Late(
        _("A review could be asked for until %(deadline)s. Your request came on %(received)s.")
        % {"deadline": in_zones(until, by.time_zone), "received": in_zones(at, by.time_zone)},
        deadline=until,
        received_at=at,
        clause=REVIEW,
    )


def nothing_to_review() -> Conflict:
    return Conflict(
        _("A review is asked for a file that was found not eligible or is not designated."),
        code="nothing-to-review",
        clause=REVIEW,
    )


def no_grounds() -> Finding:
    return Finding(
        "no-grounds",
        gettext_lazy("The grounds are missing."),
        gettext_lazy("Write what was overlooked or wrongly read, and where it stands in the file."),
        REVIEW,
        subject="grounds",
    )
