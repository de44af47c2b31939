"""Whether a file takes writing now: one rule for answers, links and documents."""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from applications.instants import in_zones
from applications.models import Application, Screening, Status
from applications.permissions import can_edit
from applications.preflight.clauses import COMPLETION
from applications.workflow.refusals import Conflict, Late, NotAllowed


def locked(application: Application) -> Application:
    """The file as it is now, which nobody else writes in or acts on until the transaction ends.

    An act waits for a save that has begun, and a save that comes after it finds what it left.
    """
    files = Application.objects.select_related("call", "city__country", "form")
    return files.select_for_update(of=("self",), no_key=True).get(pk=application.pk)


def demand_writing(
    application: Application, by: Any, at: datetime.datetime, subject: str = ""
) -> None:
    """Do nothing where the person may write in the file at the instant.

    `subject` is the code of the question or kind of document that is written: a file that was
    returned for completion takes those alone that it was returned for.

    Raises `NotAllowed` for whoever does not edit the file, `Conflict` where it takes no writing
    (there), and `Late` where the instant at which the request reached the portal is not before the
    deadline of the call, or of the completion.
    """
    if not can_edit(by, application):
        raise NotAllowed(_("You have no part in this file that may write in it."))
    if application.status == Status.RETURNED and not application.erased_at:
        returned = to_be_completed(application)
        if subject and subject not in returned.subjects:
            raise Conflict(
                _("The file was returned to be completed elsewhere. This is not part of it."),
                code="not-returned",
                clause=COMPLETION,
            )
        if returned.complete_by and at >= returned.complete_by:
            raise too_late_to_complete(returned.complete_by, at, by)
        return
    if application.status != Status.DRAFT or application.erased_at:
        raise Conflict(
            _("The file is “%(status)s”: nothing is written in it now. This is not part of it.")
            % {"status": application.get_status_display()},
            code="not-a-draft",
        )
    deadline = application.call.deadline_for(application.city.country)
    if deadline and at >= deadline:
        raise Late(
            _("The call closed on %(deadline)s. This came on %(received)s. It is not submitted.")
            % {
                "deadline": in_zones(deadline, by.time_zone),
                "received": in_zones(at, by.time_zone),
            },
            deadline=deadline,
            received_at=at,
        )


def to_be_completed(application: Application) -> Screening:
    """What a returned file is to be completed in, and until when."""
    return application.screenings.get(complete_by__isnull=False)


def open_parts(application: Application) -> list[str] | None:
    """The codes of what a returned file is completed in; None where all parts are alike."""
    if application.status != Status.RETURNED:
        return None
    subjects: list[str] = to_be_completed(application).subjects
    return subjects


def too_late_to_complete(complete_by: datetime.datetime, at: datetime.datetime, by: Any) -> Late:
    return Late(
        _(
            "The file was to be completed by %(deadline)s. This came on %(received)s. It is not"
            " part of the file."
        )
        % {
            "deadline": in_zones(complete_by, by.time_zone),
            "received": in_zones(at, by.time_zone),
        },
        deadline=complete_by,
        received_at=at,
        clause=COMPLETION,
    )
