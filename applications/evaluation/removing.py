"""Taking one assignment back by hand."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from applications.evaluation.staff import evaluated_call_or_404
from applications.instants import received_at
from applications.models import Assignment
from applications.panel.assignments import remove
from applications.permissions import name_of
from applications.workflow import Refusal
from uccn.doors.plain_forms import Plainly


class RemovalForm(Plainly, forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("For your colleagues; the evaluator is told only that it was done."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write why, for your colleagues.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def removal(request: HttpRequest, year: int, number: uuid.UUID) -> HttpResponse:
    """Ask why (GET), and take it back (POST)."""
    call = evaluated_call_or_404(request, year)
    rows = Assignment.objects.filter(application__call=call).select_related(
        "application__call", "application__city", "evaluator__user"
    )
    row = get_object_or_404(rows, number=number)
    form = RemovalForm(request.POST if request.method == "POST" else None)
    refusal: Refusal | None = None
    if form.is_bound and form.is_valid():
        try:
            remove(
                row, by=request.user, reason=form.cleaned_data["reason"], at=received_at(request)
            )
        except Refusal as caught:
            refusal = caught
        else:
            messages.success(request, _("The file is taken back, and the evaluator gets a letter."))
            return redirect("applications:panel:file", year, row.application_id)
    context: dict[str, Any] = {
        "call": call,
        "file": row.application,
        "name": name_of(row.evaluator.user),
        "form": form,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "evaluation/calls/removal.html", context, status=status)
