"""Submitting an evaluation: what is missing, or what follows, and then the doing."""

import uuid
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.acting.pages import ActPage
from applications.evaluation.people import assignment_or_404
from applications.evaluation.scores import around
from applications.evaluation.sheet import rows, stored_sheet
from applications.models import Assignment, Evaluation
from applications.panel.missing import missing
from applications.panel.scoring import submit
from applications.panel.terms import criteria_of
from applications.workflow import Refusal


class AttemptForm(forms.Form):
    """The name of the attempt, and the revision that the page showed."""

    key = forms.UUIDField()
    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def submission(request: HttpRequest, number: uuid.UUID) -> HttpResponseBase:
    """Say what would follow, or what is missing (GET), and submit (POST)."""
    return SubmissionPage(request, assignment_or_404(request, number)).answer()


class SubmissionPage(ActPage):
    template = "evaluation/submission.html"

    def __init__(self, request: HttpRequest, own: Assignment) -> None:
        super().__init__(request)
        self.own = own

    def ask(self) -> HttpResponseBase:
        if Evaluation.objects.filter(assignment=self.own, submitted_at__isnull=False).exists():
            return redirect("applications:evaluation:others", self.own.number)
        return super().ask()

    def form(self, given: Any = None) -> AttemptForm:
        return AttemptForm(given)

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        made = submit(
            self.own,
            by=self.person,
            at=self.at,
            key=str(given["key"]),
            revision=given["revision"],
        )
        return self.done(
            _("Your evaluation is submitted, and marked as late.")
            if made.is_late
            else _("Your evaluation is submitted."),
            "applications:evaluation:others",
            self.own.number,
        )

    def context(self, form: forms.Form, refusal: Refusal | None) -> dict[str, Any]:
        sheet = stored_sheet(self.own)
        return around(self.request, self.own) | {
            "rows": rows(self.own, sheet),
            "sheet": sheet,
            "findings": missing(list(criteria_of(self.own).values()), sheet.scores),
            "key": uuid.uuid4(),
        }
