"""Asking the Secretariat whether something is a conflict of interest: the file stays sealed."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import notices
from applications.log import Erasable, record
from applications.models import Assignment, AssignmentState
from applications.panel.letters import secretariat
from applications.panel.own import demand_own, demand_under_evaluation, locked
from applications.preflight.clauses import REASON
from applications.preflight.findings import Finding
from applications.workflow.refusals import Conflict, Incomplete


def ask_about_conflict(
    assignment: Assignment, *, by: Any, at: datetime.datetime, note: str, key: str
) -> int:
    """Write to everybody of the Secretariat who keeps files, and return how many letters went out.

    `key` names the attempt, which is made once. Raises `NotAllowed` for anybody but the evaluator,
    `Conflict` once they have declared, and `Incomplete` without a word of what it is about.
    """
    with transaction.atomic():
        own = locked(assignment)
        demand_own(own, by)
        demand_under_evaluation(own)
        if own.state != AssignmentState.SEALED:
            raise Conflict(_("You have declared already."), code="declared-before")
        if not note.strip():
            finding = Finding(
                "no-question",
                gettext_lazy("Your question to the Secretariat is missing."),
                gettext_lazy("Say in a few words what may be a conflict of interest."),
                REASON,
                subject="note",
            )
            raise Incomplete.of(finding)
        file = own.application
        written = notices.write(
            "conflict-asked",
            list(secretariat()),
            act=f"asked-{own.number}-{key}",
            at=at,
            context={
                "city": file.city.name,
                "field": file.field.slug,
                "year": file.call.year,
                "evaluator": str(by.get_full_name() or by.email),
                "note": note,
            },
            application=file,
            call=file.call,
        )
        if written:
            record(
                "assignment:ask",
                by=by,
                at=at,
                application=file,
                assignment=str(own.number),
                note=Erasable(note),
            )
    return written
