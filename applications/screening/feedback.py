"""Writing the feedback on a file: one text for each criterion, begun from what evaluators wrote."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.acting.pages import ActPage
from applications.models import Application, Criterion
from applications.outcome.feedback import SHOWN_IN, prefilled, version, write_feedback
from applications.screening.reviewers import staff_file_or_404
from applications.workflow.refusals import Refusal
from uccn.doors.plain_forms import Plainly


class FeedbackForm(Plainly, forms.Form):
    """A field for each criterion, by its code; `seen` is the feedback that the page was made of."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    def __init__(self, *args: Any, criteria: list[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion in criteria:
            self.fields[criterion.code] = forms.CharField(
                label=criterion.title,
                help_text=criterion.help,
                required=False,
                max_length=10_000,
                widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
            )

    def mark(self, refusal: Refusal) -> None:
        """Show what was found beside the text that it was found in."""
        for finding in getattr(refusal, "findings", []):
            if finding.subject in self.fields:
                self.add_error(finding.subject, f"{finding.message} {finding.to_do}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def feedback(request: HttpRequest, number: int) -> HttpResponseBase:
    """The feedback as it stands, or what evaluators wrote to begin from (GET); write it (POST)."""
    return FeedbackPage(request, staff_file_or_404(request, number)).answer()


class FeedbackPage(ActPage):
    """Writing the feedback; what is found in a text stands beside it, and is no refusal then."""

    template = "screening/feedback.html"

    def __init__(self, request: HttpRequest, file: Application) -> None:
        super().__init__(request)
        self.file = file
        self.criteria = list(file.call.criteria.all())
        self.seen = version(file)

    def form(self, given: Any = None) -> FeedbackForm:
        begun = prefilled(self.file)
        initial = {one.code: begun.get(one.pk, "") for one in self.criteria}
        return FeedbackForm(given, criteria=self.criteria, initial=initial)

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        write_feedback(
            self.file,
            {one: given[one.code] for one in self.criteria},
            by=self.person,
            at=self.at,
            seen=given["seen"],
        )
        return self.done(
            _("The feedback is written."), "applications:screening:feedback", self.file.pk
        )

    def refused(self, form: Any, refusal: Refusal | None) -> HttpResponseBase:
        if refusal is not None:
            form.mark(refusal)
        return super().refused(form, refusal)

    def context(self, form: forms.Form, refusal: Refusal | None) -> dict[str, Any]:
        return {
            "file": self.file,
            "seen": form.data.get("seen", "") if form.is_bound else self.seen,
            "is_begun": bool(self.seen),
            "is_shown": self.file.status in SHOWN_IN,
            "has_criteria": bool(self.criteria),
            # Findings stand beside their texts already.
            "hindrance": None if form.errors else refusal,
        }
