"""Whose turn it is with a file, told from the table of acts and the file's status."""

import datetime
from dataclasses import dataclass

from applications.models import Action, Status
from applications.permissions import Part
from applications.workflow.rules import RULES

# The act that takes a file on its way. Where none is named, the file waits for the network.
FORWARD = {
    Status.DRAFT: Action.SUBMIT,
    Status.SUBMITTED: Action.ENDORSE,
    Status.RETURNED: Action.COMPLETE,
}


@dataclass(frozen=True)
class Turn:
    """The act that comes next, whose it is, and until when; None where no time is known."""

    action: Action
    part: Part
    until: datetime.datetime | None


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
