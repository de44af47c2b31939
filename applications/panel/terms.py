"""What the call says of an assignment: its criteria, and when the evaluations are due."""

import datetime

from applications.models import Assignment, Criterion, EvaluationTerms


def criteria_of(assignment: Assignment) -> dict[str, Criterion]:
    """The criteria of the call in their order, by their codes."""
    rows = assignment.application.call.criteria.prefetch_related("anchors")
    return {criterion.code: criterion for criterion in rows}


def due_at(assignment: Assignment) -> datetime.datetime | None:
    """When the evaluations of the call are due; None where its terms name no instant."""
    terms = EvaluationTerms.objects.filter(call=assignment.application.call_id).first()
    return terms.evaluations_due_at if terms else None


def is_late(assignment: Assignment, at: datetime.datetime) -> bool:
    due = due_at(assignment)
    return due is not None and at >= due
