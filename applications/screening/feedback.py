"""Writing the feedback on a file: one text for each criterion, begun from what evaluators wrote."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.instants import received_at
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
        self.criteria = criteria
        for criterion in criteria:
            self.fields[criterion.code] = forms.CharField(
                label=criterion.title,
                help_text=criterion.help,
                required=False,
                max_length=10_000,
                widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
            )

    def texts(self) -> dict[Criterion, str]:
        return {one: self.cleaned_data[one.code] for one in self.criteria}

    def mark(self, refusal: Refusal) -> None:
        """Show what was found beside the text that it was found in."""
        for finding in getattr(refusal, "findings", []):
            if finding.subject in self.fields:
                self.add_error(finding.subject, f"{finding.message} {finding.to_do}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def feedback(request: HttpRequest, number: int) -> HttpResponse:
    """The feedback as it stands, or what evaluators wrote to begin from (GET); write it (POST)."""
    file = staff_file_or_404(request, number)
    criteria = list(file.call.criteria.all())
    seen = version(file)
    begun = prefilled(file)
    initial = {one.code: begun.get(one.pk, "") for one in criteria}
    given = request.POST if request.method == "POST" else None
    form = FeedbackForm(given, criteria=criteria, initial=initial)
    refusal: Refusal | None = None
    if form.is_bound and form.is_valid():
        refusal = written(request, file, form)
        if refusal is None:
            messages.success(request, _("The feedback is written."))
            return redirect("applications:screening:feedback", file.pk)
        form.mark(refusal)
    context = {
        "file": file,
        "form": form,
        "seen": form.data.get("seen", "") if form.is_bound else seen,
        "is_begun": bool(seen),
        "is_shown": file.status in SHOWN_IN,
        "has_criteria": bool(criteria),
        # Findings stand beside their texts already.
        "hindrance": None if form.errors else refusal,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "screening/feedback.html", context, status=status)


def written(request: HttpRequest, file: Application, form: FeedbackForm) -> Refusal | None:
    """Write it. Returns why it was not written, or None."""
    try:
        write_feedback(
            file,
            form.texts(),
            by=request.user,
            at=received_at(request),
            seen=form.cleaned_data["seen"],
        )
    except Refusal as refusal:
        return refusal
    return None
