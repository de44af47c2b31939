"""An act on a file, as the conditions and effects of the rules see it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from applications.models import Action, Application, Call, Status, StatusChange
from applications.permissions import Part
from applications.preflight.clauses import Clause
from applications.workflow.refusals import Refusal
from cities.models import Country


def _outside(act: "Act") -> StatusChange:
    raise RuntimeError(f"{act.action} belongs within an act that is being done.")


@dataclass
class Act:
    """Who wants to do what with a file, when and why, with whatever the act needs besides."""

    application: Application
    action: Action
    by: Any
    at: datetime.datetime
    reason: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    # Does another act within this one: both are done, or neither. Set while an act is done.
    also: Callable[["Act"], StatusChange] = field(default=_outside, repr=False)
    # The rows of the trails that it wrote, with those of acts within it.
    written: list[StatusChange] = field(default_factory=list, repr=False)

    @property
    def call(self) -> Call:
        return self.application.call

    @property
    def country(self) -> Country:
        return self.application.city.country


@dataclass(frozen=True)
class Condition:
    """Something that must hold, with the clause that asks for it.

    `refusal` returns why it does not hold, or None. It only looks: offers and forecasts ask it too.
    """

    clause: Clause
    refusal: Callable[[Act], Refusal | None]


@dataclass(frozen=True)
class Letter:
    """Which letter an act owes to whom."""

    template: str
    to_team: bool = True
    to_commission: bool = False


@dataclass(frozen=True)
class Rule:
    """One act: from which statuses, to which, by whom, under which conditions, with what effects.

    Without a target the file stays where it is.
    `conditions` concern the file and its country; `demands` what is given with the act, such as a
    reason, and so are asked only when it is done. `effect` writes what else changes and returns
    what the trail keeps of it; `afterwards` writes what hangs on the trail's row.
    """

    sources: tuple[Status, ...]
    target: Status | None
    who: frozenset[Part]
    conditions: tuple[Condition, ...] = ()
    demands: tuple[Condition, ...] = ()
    effect: Callable[[Act], dict[str, Any]] | None = None
    afterwards: Callable[[Act, StatusChange], None] | None = None
    letters: tuple[Letter, ...] = ()
    needs_reason: bool = False
