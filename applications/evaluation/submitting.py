"""Submitting an evaluation: what is missing, or what follows, and then the doing."""

import uuid

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.evaluation.people import assignment_or_404
from applications.evaluation.scores import around
from applications.evaluation.sheet import rows, stored_sheet
from applications.instants import received_at
from applications.models import Assignment, Evaluation
from applications.panel.missing import missing
from applications.panel.scoring import submit
from applications.panel.terms import criteria_of
from applications.workflow import NotAllowed, Refusal


class AttemptForm(forms.Form):
    """The name of the attempt, and the revision that the page showed."""

    key = forms.UUIDField()
    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def submission(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Say what would follow, or what is missing (GET), and submit (POST)."""
    own = assignment_or_404(request, number)
    if request.method != "POST":
        if Evaluation.objects.filter(assignment=own, submitted_at__isnull=False).exists():
            return redirect("applications:evaluation:others", own.number)
        return show(request, own)
    form = AttemptForm(request.POST)
    if not form.is_valid():
        return show(request, own, status=422)
    try:
        done = submit(
            own,
            by=request.user,
            at=received_at(request),
            key=str(form.cleaned_data["key"]),
            revision=form.cleaned_data["revision"],
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return show(request, own, status=refusal.status, refusal=refusal)
    messages.success(
        request,
        _("Your evaluation is submitted, and marked as late.")
        if done.is_late
        else _("Your evaluation is submitted."),
    )
    return redirect("applications:evaluation:others", own.number)


def show(
    request: HttpRequest, own: Assignment, *, status: int = 200, refusal: Refusal | None = None
) -> HttpResponse:
    sheet = stored_sheet(own)
    context = around(request, own) | {
        "rows": rows(own, sheet),
        "sheet": sheet,
        "findings": missing(list(criteria_of(own).values()), sheet.scores),
        "refusal": refusal,
        "key": uuid.uuid4(),
    }
    return render(request, "evaluation/submission.html", context, status=status)
