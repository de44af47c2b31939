"""Asking for a review of what was decided on a file, by an owner of it."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from applications.candidature.acts import key_of, late_row, not_whole, owners_of
from applications.candidature.people import TEAM, file_or_404
from applications.candidature.places import titles_of
from applications.instants import received_at
from applications.outcome.reviewable import refusal_of, reviewed
from applications.outcome.reviews import request_review
from applications.permissions import Part, parts_of
from applications.results import review_row
from applications.stages import stage_row
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
def review(request: HttpRequest, number: int) -> HttpResponse:
    """Say what a review is and until when it may be asked for (GET), and ask for it (POST)."""
    file, person, at = file_or_404(request, number), request.user, received_at(request)
    form = GroundsForm(request.POST if request.method == "POST" else None)
    refusal: Refusal | None = None
    if "key" in form.errors:
        refusal = not_whole()
    elif form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            request_review(file, given["grounds"], by=person, at=at, key=given["key"])
        except Refusal as caught:
            refusal = caught
        else:
            messages.success(request, _("The review is requested."))
            return redirect("applications:candidature:result", file.pk)
    file.refresh_from_db()
    hindrance = refusal or refusal_of(file, reviewed(file), at, person)
    context: dict[str, Any] = {
        "file": file,
        "form": form,
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
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "candidature/review.html", context, status=status)
