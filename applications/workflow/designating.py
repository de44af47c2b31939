"""The last acts on a file: what the Director-General decided becomes known, and is done."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from applications.models import (
    Action,
    Announcement,
    Application,
    Decision,
    Kind,
    Outcome,
    StatusChange,
)
from applications.preflight.clauses import PROCEDURE
from applications.workflow.acts import Act, Condition
from applications.workflow.refusals import Conflict, Refusal
from cities.designating import change_field, designate
from cities.models import Designation

OUTCOMES = {
    Action.DESIGNATE: Outcome.DESIGNATED,
    Action.TURN_DOWN: Outcome.NOT_DESIGNATED,
}
ACTIONS = {outcome: action for action, outcome in OUTCOMES.items()}


def decision_says_so(act: Act) -> Refusal | None:
    """There is a draft decision on the file with the outcome that the act makes known."""
    if draft_of(act).filter(outcome=OUTCOMES[act.action]).exists():
        return None
    return Conflict(_("Nothing of this kind is decided on the file."), code="not-decided")


def announcement_is_due(act: Act) -> Refusal | None:
    """An announcement of the call was released, and its instant has come."""
    due = Announcement.objects.filter(
        call=act.call, released_at__isnull=False, done_at__isnull=True, at__lte=act.at
    )
    if due.exists():
        return None
    return Conflict(
        _("Decisions become known by the announcement of the call, which is not due now."),
        code="not-announced",
    )


def draft_of(act: Act) -> Any:
    return Decision.objects.filter(application=act.application, change__isnull=True)


def put_into_the_record(act: Act) -> dict[str, Any]:
    """Designate the city, or change its field, in force from the day of the act on.

    The day is that of UTC, by which the record counts all of its days. In Paris a day begins an
    hour or two earlier: whatever is announced there between midnight and midnight UTC would lie in
    the record's future, and the city would stay a candidate until its day comes.
    """
    file = act.application
    try:
        if file.kind == Kind.FIELD_CHANGE:
            # A change of field is no part of the call's intake: the new designation names no call.
            designation = change_field(held_by(file), file.field, utc_day(act))
        else:
            designation = designate(file.city, file.field, utc_day(act), file.call.year)
    except ValidationError as error:
        raise Conflict(" ".join(error.messages), code="not-designated") from error
    return {"designation": designation.pk}


def held_by(file: Application) -> Designation:
    """What the city holds now. Raises `ValidationError` for a city that holds nothing."""
    held = file.city.designations.filter(ended_on="").first()
    if held is None:
        raise ValidationError(
            _("%(city)s is no member of the network, and has no field to change.")
            % {"city": file.city.name}
        )
    return held


def utc_day(act: Act) -> str:
    return act.at.astimezone(datetime.UTC).date().isoformat()


def close_the_decision(act: Act, change: StatusChange) -> None:
    """The draft becomes what was decided, for ever."""
    draft_of(act).update(change=change)


DECIDED = Condition(PROCEDURE, decision_says_so)
DUE = Condition(PROCEDURE, announcement_is_due)
