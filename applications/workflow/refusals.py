"""Why an act is refused. Each refusal has its words, its clause, and what a door answers to it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied

from applications.preflight.clauses import DEADLINE, PROCEDURE, Clause, Text
from applications.preflight.findings import Finding, Findings


@dataclass(frozen=True)
class Holder:
    """A file that holds one of its country's places in a call."""

    application: int
    city: str
    field: str
    slot: int


class Refusal(Exception):
    """An act that was not done. Nothing has changed.

    `code` is for programs, the message for people, `clause` the rule behind it, and `status` what
    HTTP calls it.
    """

    status = 409

    def __init__(self, message: Text, *, code: str, clause: Clause = PROCEDURE) -> None:
        super().__init__(message)
        self.message, self.code, self.clause = message, code, clause

    def __str__(self) -> str:
        return str(self.message)

    @property
    def quoted(self) -> Clause | None:
        """The clause for people to read; that acts have an order tells them nothing."""
        return None if self.clause is PROCEDURE else self.clause


class NotAllowed(Refusal, PermissionDenied):
    """The person has no part in the file that may do this."""

    status = 403

    def __init__(self, message: Text, *, code: str = "not-allowed") -> None:
        super().__init__(message, code=code)


class Conflict(Refusal):
    """The file, or others of its country, are in a state that does not admit the act.

    `holders` are the files that hold the country's places, where places are the reason.
    """

    def __init__(
        self,
        message: Text,
        *,
        code: str,
        clause: Clause = PROCEDURE,
        holders: Sequence[Holder] = (),
    ) -> None:
        super().__init__(message, code=code, clause=clause)
        self.holders = list(holders)


class Incomplete(Refusal):
    """Something is missing; `findings` say what, and what to do."""

    status = 422

    def __init__(self, message: Text, findings: Findings, *, code: str = "incomplete") -> None:
        first: Any = next(iter(findings), None)
        super().__init__(message, code=code, clause=first.clause if first else PROCEDURE)
        self.findings = findings

    @classmethod
    def of(cls, finding: Finding) -> "Incomplete":
        """One thing is missing, which says itself what it is."""
        return cls(finding.message, Findings([finding]))


class Late(Refusal):
    """The request came too late: `received_at` is not before `deadline`."""

    def __init__(
        self,
        message: Text,
        *,
        deadline: datetime.datetime,
        received_at: datetime.datetime,
        clause: Clause = DEADLINE,
        code: str = "late",
    ) -> None:
        super().__init__(message, code=code, clause=clause)
        self.deadline, self.received_at = deadline, received_at
