"""The desk itself: what is assigned to the person, call by call, and how far each is.

Of a sealed file it shows its number alone. City, country and field are the least that one must know
to declare: they stand on the page of the declaration, and nothing else of the file does.
"""

import uuid
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications.evaluation.people import assignment_or_404, evaluators_or_404
from applications.instants import received_at, told
from applications.models import Assignment, AssignmentState, EvaluationTerms, Evaluator

BOTH = (AssignmentState.SEALED, AssignmentState.OPEN)


@require_safe
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """The person's assignments by call, with the instant when they are due."""
    own = evaluators_or_404(request)
    person: Any = request.user
    at = received_at(request)
    terms = {
        row.call_id: row
        for row in EvaluationTerms.objects.filter(call__in=[evaluator.call_id for evaluator in own])
    }
    visible = set(Assignment.objects.of_person(person).values_list("pk", flat=True))
    calls = []
    for evaluator in with_assignments(own):
        due = terms[evaluator.call_id].evaluations_due_at if evaluator.call_id in terms else None
        calls.append(
            {
                "year": evaluator.call.year,
                "due": told(due, person),
                "is_over": bool(due and due <= at),
                "rows": list(rows(evaluator, visible)),
            }
        )
    return render(request, "evaluation/desk.html", {"calls": calls})


@require_safe
@login_required
def assignment_page(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Where letters lead: to the declaration first, then to the scores, then to the others'."""
    own = assignment_or_404(request, number, BOTH)
    return redirect(address_of(own, bool(submitted_at(own))))


def with_assignments(own: list[Evaluator]) -> list[Evaluator]:
    assignments = Assignment.objects.order_by("pk").select_related(
        "application__city", "application__field", "evaluation"
    )
    return list(
        Evaluator.objects.filter(pk__in=[evaluator.pk for evaluator in own])
        .select_related("call")
        .prefetch_related(Prefetch("assignments", assignments))
        .order_by("-call__year", "pk")
    )


def rows(evaluator: Evaluator, visible: set[int]) -> Iterator[dict[str, Any]]:
    """Those that the person may know of, each with the number that it keeps."""
    all_of_them = list(evaluator.assignments.all())
    for place, assignment in enumerate(all_of_them, start=1):
        if assignment.pk not in visible:
            continue
        is_sealed = assignment.state == AssignmentState.SEALED
        evaluation = getattr(assignment, "evaluation", None)
        is_submitted = bool(evaluation and evaluation.submitted_at)
        yield {
            "place": place,
            "of": len(all_of_them),
            "city": "" if is_sealed else assignment.application.city.name,
            "field": "" if is_sealed else assignment.application.field.name,
            "mark": mark(assignment, evaluation),
            "state": state(assignment, evaluation),
            "address": address_of(assignment, is_submitted),
        }


def mark(assignment: Assignment, evaluation: Any) -> str:
    """How far it is, as the mark that the lists of tasks use."""
    if assignment.state == AssignmentState.SEALED or evaluation is None:
        return "empty"
    if evaluation.submitted_at:
        return "complete"
    return "problem" if evaluation.returned_reason else "begun"


def state(assignment: Assignment, evaluation: Any) -> str:
    if assignment.state == AssignmentState.SEALED:
        return _("declare first")
    if evaluation is None:
        return _("not begun")
    if evaluation.submitted_at:
        return _("submitted late") if evaluation.is_late else _("submitted")
    return _("given back to you") if evaluation.returned_reason else _("draft")


def submitted_at(assignment: Assignment) -> Any:
    evaluation = getattr(assignment, "evaluation", None)
    return evaluation and evaluation.submitted_at


def address_of(assignment: Assignment, is_submitted: bool) -> str:
    """The page that is next for the assignment."""
    if assignment.state == AssignmentState.SEALED:
        name = "declaration"
    else:
        name = "others" if is_submitted else "scores"
    return reverse(f"applications:evaluation:{name}", args=[assignment.number])
