"""A member leaves the network, or is invited to: one designation ends, with its reason."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.log import record
from applications.models import Notice
from applications.outcome.letters import missing_letters
from applications.outcome.locking import check_office
from applications.outcome.parting import KINDS, letters_of
from applications.preflight.clauses import PROCEDURE
from applications.preflight.findings import Findings
from applications.workflow.refusals import Conflict, Incomplete
from cities.designating import end
from cities.models import City, Designation
from cities.models.designations import EndReason

# A change of field is a file of its own, decided and announced with the others of its call.
REASONS = tuple(KINDS)


def end_membership(
    city: City,
    reason: str,
    on: datetime.date,
    *,
    by: Any,
    at: datetime.datetime | None = None,
) -> Designation:
    """End the designation that the city holds: `on` is the first day on which it holds none.

    A city may leave at any time by notice; one that no longer keeps its commitments may be invited
    to leave (the guide for members of 2014, in force since). The day is not one to come, since the
    record tells what is. Those who speak for the city and its National Commission get the office's
    letter. Raises `NotAllowed` for all but the office; `Conflict` for a city that holds no field, a
    day to come, one before the designation, and another reason; `Incomplete` while the letter is
    not written.
    """
    check_office(by)
    instant = at or timezone.now()
    if reason not in REASONS:
        raise Conflict(
            _("A membership ends by withdrawal or by an invitation to leave."), code="no-reason"
        )
    if on > instant.astimezone(datetime.UTC).date():
        raise Conflict(
            _("The day lies in the future: come back then."), code="to-come", clause=PROCEDURE
        )
    with transaction.atomic():
        held = (
            city.designations.filter(ended_on="").select_related("field", "city__country").first()
        )
        if held is None:
            raise Conflict(
                _("%(city)s is no member of the network.") % {"city": city.name},
                code="not-a-member",
            )
        missing = list(missing_letters(None, [KINDS[EndReason(reason)]]))
        if missing:
            raise Incomplete(_("The letter to the city is not written yet."), Findings(missing))
        try:
            ended = end(held, on, reason)
        except ValidationError as error:
            raise Conflict(" ".join(error.messages), code="not-ended") from error
        letters = letters_of(ended, reason, on, instant)
        Notice.objects.bulk_create(letters)
        record(
            "member:end",
            by=by,
            at=instant,
            city=city.number,
            designation=ended.pk,
            reason=str(reason),
            on=on.isoformat(),
            letters=sorted({letter.context["letter"] for letter in letters}),
        )
    return ended
