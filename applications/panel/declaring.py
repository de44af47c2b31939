"""Declaring whether there is a conflict of interest."""

import datetime
from typing import Any

from django.db import transaction

from applications.models import Assignment, AssignmentState
from applications.workflow.refusals import Conflict, NotAllowed


def declare_no_conflict(assignment: Assignment, *, by: Any, at: datetime.datetime) -> Assignment:
    return _declare(assignment, by, state=AssignmentState.OPEN, answered_at=at)


def declare_conflict(
    assignment: Assignment, *, by: Any, at: datetime.datetime, kind: str, note: str
) -> Assignment:
    return _declare(
        assignment,
        by,
        state=AssignmentState.RECUSED,
        answered_at=at,
        ended_at=at,
        conflict=kind,
        conflict_note=note,
    )


def _declare(assignment: Assignment, by: Any, **changes: Any) -> Assignment:
    with transaction.atomic():
        row = Assignment.objects.select_related("evaluator").get(pk=assignment.pk)
        if row.evaluator.user_id != by.pk:
            raise NotAllowed("This assignment is not yours.")
        if row.state != AssignmentState.SEALED:
            raise Conflict("You have declared already.", code="declared-before")
        Assignment.objects.filter(pk=row.pk).update(**changes)
    assignment.refresh_from_db()
    return assignment
