"""The course of a candidature: what may be done with a file, by whom, when, and the doing.

`perform` is the only writer of a file's status; `start` makes the file. What a door shows comes
from `available_actions` and `what_if`, which ask the same rules.
"""

from applications.models import Action
from applications.workflow.candidates import Place
from applications.workflow.foreseeing import Foreseen, what_if
from applications.workflow.offering import Available, available_actions
from applications.workflow.performing import perform
from applications.workflow.refusals import (
    Conflict,
    Holder,
    Incomplete,
    Late,
    NotAllowed,
    Refusal,
)
from applications.workflow.starting import start, start_at

__all__ = [
    "Action",
    "Available",
    "Conflict",
    "Foreseen",
    "Holder",
    "Incomplete",
    "Late",
    "NotAllowed",
    "Place",
    "Refusal",
    "available_actions",
    "perform",
    "start",
    "start_at",
    "what_if",
]
