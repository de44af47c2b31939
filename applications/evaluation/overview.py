"""How far a call's evaluation is: its files, its evaluators, and one file's assignments."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applications.evaluation.staff import (
    demand_staff,
    evaluated_call_or_404,
    evaluated_file_or_404,
)
from applications.evaluation.words import reason_words
from applications.instants import told
from applications.models import Assignment, AssignmentState, Call, EvaluationTerms
from applications.panel.loads import SUBMITTED, loads_of, progress_of
from applications.permissions import name_of

STATES = (AssignmentState.SEALED, AssignmentState.OPEN, SUBMITTED, AssignmentState.RECUSED)


@require_safe
@login_required
def calls(request: HttpRequest) -> HttpResponse:
    """The calls that are evaluated in this portal, and those that wait for their terms."""
    demand_staff(request)
    evaluated = EvaluationTerms.objects.select_related("call").order_by("-call__year")
    waiting = Call.objects.filter(evaluation_terms__isnull=True, form_versions__isnull=False)
    context = {
        "terms": [
            {"year": one.call.year, "due": told(one.evaluations_due_at, request.user)}
            for one in evaluated
        ],
        "waiting": waiting.distinct().order_by("-year"),
    }
    return render(request, "evaluation/calls/calls.html", context)


@require_safe
@login_required
def overview(request: HttpRequest, year: int) -> HttpResponse:
    """Every file under evaluation with the state of its evaluations."""
    call = evaluated_call_or_404(request, year)
    terms = call.evaluation_terms
    files: list[dict[str, Any]] = [
        {
            "number": one.application.pk,
            "city": one.application.city.name,
            "country": one.application.city.country.local_name,
            "field": one.application.field.name,
            "evaluators": one.evaluators,
            "missing": max(terms.evaluators_per_file - one.evaluators, 0),
            **counted(one.numbers),
        }
        for one in progress_of(call)
    ]
    context = {
        "call": call,
        "terms": terms,
        "due": told(terms.evaluations_due_at, request.user),
        "files": files,
        "missing": sum(file["missing"] for file in files),
        "submitted": sum(file[SUBMITTED] for file in files),
        "wanted": len(files) * terms.evaluators_per_file,
    }
    return render(request, "evaluation/calls/overview.html", context)


@require_safe
@login_required
def evaluators(request: HttpRequest, year: int) -> HttpResponse:
    """Every evaluator of the call with what they take, and what they have."""
    call = evaluated_call_or_404(request, year)
    rows: list[dict[str, Any]] = [
        {
            "number": one.evaluator.pk,
            "name": name_of(one.evaluator.user),
            "kind": one.evaluator.get_kind_display(),
            "city": one.evaluator.city.name if one.evaluator.city else "",
            "country": one.evaluator.country.local_name,
            "employer": one.evaluator.employer,
            "fields": [field.name for field in one.evaluator.fields.all()],
            "languages": ", ".join(one.evaluator.languages),
            "ties": [tie.city.name for tie in one.evaluator.ties.all()],
            "is_active": one.evaluator.is_active,
            "load": one.files,
            "capacity": one.evaluator.capacity,
            **counted(one.numbers),
        }
        for one in loads_of(call)
    ]
    capacity = sum(row["capacity"] for row in rows if row["is_active"])
    context = {"call": call, "evaluators": rows, "capacity": capacity}
    return render(request, "evaluation/calls/evaluators.html", context)


@require_safe
@login_required
def file(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """One file: who evaluates it and why, who recused, and what was taken back."""
    found = evaluated_file_or_404(request, year, number)
    rows = Assignment.objects.filter(application=found).select_related(
        "evaluator__user", "evaluation"
    )
    context = {
        "call": found.call,
        "file": found,
        "assignments": [row_of(one, request.user) for one in rows.order_by("pk")],
    }
    return render(request, "evaluation/calls/file.html", context)


def counted(numbers: Any) -> dict[str, int]:
    """The numbers by state, with those that there are none of."""
    return {str(state): numbers.get(state, 0) for state in STATES}


def row_of(row: Assignment, person: Any) -> dict[str, Any]:
    """One assignment of a file as its page shows it."""
    evaluation = getattr(row, "evaluation", None)
    return {
        "number": row.number,
        "name": name_of(row.evaluator.user),
        "kind": row.evaluator.get_kind_display(),
        "state": row.get_state_display(),
        "is_in_force": row.state in (AssignmentState.SEALED, AssignmentState.OPEN),
        "assigned": told(row.assigned_at, person),
        "answered": told(row.answered_at, person),
        "submitted": told(evaluation.submitted_at, person) if evaluation else None,
        "reasons": [words for one in row.reasons if (words := reason_words(one))],
        "conflict": row.get_conflict_display(),
        "conflict_note": row.conflict_note,
        "ended_reason": row.ended_reason,
    }
