"""Taking one assignment back by hand."""

import uuid
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from applications.acting.pages import ActPage
from applications.evaluation.staff import evaluated_call_or_404
from applications.models import Assignment, Call
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
def removal(request: HttpRequest, year: int, number: uuid.UUID) -> HttpResponseBase:
    """Ask why (GET), and take it back (POST)."""
    call = evaluated_call_or_404(request, year)
    rows = Assignment.objects.filter(application__call=call).select_related(
        "application__call", "application__city", "evaluator__user"
    )
    return RemovalPage(request, call, get_object_or_404(rows, number=number)).answer()


class RemovalPage(ActPage):
    template = "evaluation/calls/removal.html"

    def __init__(self, request: HttpRequest, call: Call, row: Assignment) -> None:
        super().__init__(request)
        self.call, self.row = call, row

    def form(self, given: Any = None) -> RemovalForm:
        return RemovalForm(given)

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        remove(self.row, by=self.person, reason=given["reason"], at=self.at)
        return self.done(
            _("The file is taken back, and the evaluator gets a letter."),
            "applications:panel:file",
            self.call.year,
            self.row.application_id,
        )

    def context(self, form: forms.Form, refusal: Refusal | None) -> dict[str, Any]:
        return {
            "call": self.call,
            "file": self.row.application,
            "name": name_of(self.row.evaluator.user),
        }
