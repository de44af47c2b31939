"""Asking for a review of what was decided on a file, by an owner of it."""

import uuid
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from applications.acting.files import key_of, not_whole
from applications.acting.pages import ActPage
from applications.candidature.acts import late_row, owners_of
from applications.candidature.people import TEAM, file_or_404
from applications.models import Application
from applications.outcome.reviewable import refusal_of, reviewed
from applications.outcome.reviews import request_review
from applications.permissions import Part, parts_of
from applications.results import review_row
from applications.stages import stage_row, titles_of
from applications.workflow import Refusal
from applications.workflow.standing import stage_of
from uccn.doors.plain_forms import Plainly


class GroundsForm(Plainly, forms.Form):
    """On what grounds; `key` names the attempt."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    grounds = forms.CharField(
        label=gettext_lazy("Grounds"),
        help_text=gettext_lazy(
            "What was overlooked or wrongly read, and where it stands in the file. It stays with"
            " the file."
        ),
        error_messages={
            "required": gettext_lazy("Write on what grounds you ask."),
        },
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def review(request: HttpRequest, number: int) -> HttpResponseBase:
    """Say what a review is and until when it may be asked for (GET), and ask for it (POST)."""
    return AskingPage(request, file_or_404(request, number)).answer()


class AskingPage(ActPage):
    """Asking for a review; whoever is no owner reads on the page who the owners are."""

    template = "candidature/review.html"
    shows_not_allowed = True

    def __init__(self, request: HttpRequest, file: Application) -> None:
        super().__init__(request)
        self.file = file

    def form(self, given: Any = None) -> GroundsForm:
        return GroundsForm(given)

    def hindrance(self, form: forms.Form) -> Refusal | None:
        return not_whole() if "key" in form.errors else None

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        request_review(self.file, given["grounds"], by=self.person, at=self.at, key=given["key"])
        return self.done(
            _("The review is requested."), "applications:candidature:result", self.file.pk
        )

    def context(self, form: forms.Form, refusal: Refusal | None) -> dict[str, Any]:
        file, person, at = self.file, self.person, self.at
        file.refresh_from_db()
        hindrance = refusal or refusal_of(file, reviewed(file), at, person)
        return {
            "file": file,
            "key": key_of(form.data.get("key")) or uuid.uuid4(),
            "hindrance": hindrance,
            "late": late_row(hindrance, person),
            "sources": titles_of([hindrance.clause] if hindrance else []),
            "is_owner": Part.OWNER in parts_of(person, file),
            "owners": owners_of(file),
            "stage": stage_row(stage_of(file, TEAM, at), person),
            "review": review_row(file, person),
            "written": form.data.get("grounds", ""),
        }
