"""What a person may do with a file now, for buttons, the API and the administration."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from applications.models import Action, Application
from applications.permissions import parts_of
from applications.workflow.acts import Act, Rule
from applications.workflow.refusals import Refusal
from applications.workflow.rules import RULES


@dataclass(frozen=True)
class Available:
    """An act that is the person's, in the file's status; `refusal` says what still hinders it."""

    action: Action
    rule: Rule
    refusal: Refusal | None = None

    @property
    def is_possible(self) -> bool:
        return self.refusal is None


def available_actions(
    application: Application, user: Any, at: datetime.datetime | None = None
) -> list[Available]:
    """The acts that the person has a part in, in the file's present status, in the table's order.

    What is given only with the act (a reason, a letter, a declaration) is not asked for yet.
    """
    parts, instant = parts_of(user, application), at or timezone.now()
    return [
        Available(action, rule, hindrance(rule, Act(application, action, user, instant)))
        for action, rule in RULES.items()
        if application.status in rule.sources and parts & rule.who
    ]


def hindrance(rule: Rule, act: Act) -> Refusal | None:
    """The first condition that does not hold, or None."""
    refusals = (condition.refusal(act) for condition in rule.conditions)
    return next((refusal for refusal in refusals if refusal is not None), None)
