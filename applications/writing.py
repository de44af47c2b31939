"""Whether a file takes writing now: one rule for answers, links and documents."""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from applications.instants import in_zones
from applications.models import Application, Status
from applications.permissions import can_edit
from applications.workflow.refusals import Conflict, Late, NotAllowed


def locked(application: Application) -> Application:
    """The file as it is now, which nobody else writes in or acts on until the transaction ends.

    An act waits for a save that has begun, and a save that comes after it finds what it left.
    """
    files = Application.objects.select_related("call", "city__country", "form")
    return files.select_for_update(of=("self",)).get(pk=application.pk)


def demand_writing(application: Application, by: Any, at: datetime.datetime) -> None:
    """Do nothing where the person may write in the file at the instant.

    Raises `NotAllowed` for whoever does not edit the file, `Conflict` where it is not a draft, and
    `Late` where the instant at which the request reached the portal is not before the deadline.
    """
    if not can_edit(by, application):
        raise NotAllowed(_("You have no part in this file that may write in it."))
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
