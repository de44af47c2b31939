"""The consensus note on a file whose evaluations lie far apart."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from applications.evaluation.ranking import row_of
from applications.evaluation.staff import evaluated_file_or_404
from applications.instants import received_at, told
from applications.models import Application
from applications.panel.consensus import version_of, write_consensus
from applications.panel.results import results_of
from applications.ranking import BadScores
from applications.workflow import Refusal
from uccn.doors.plain_forms import Plainly


class ConsensusForm(Plainly, forms.Form):
    note = forms.CharField(
        label=gettext_lazy("What the evaluators came to"),
        help_text=gettext_lazy("And on what grounds."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write what the evaluators came to.")},
    )
    dissent = forms.CharField(
        label=gettext_lazy("Dissent that is left (optional)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def consensus(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Show the note and the form for it (GET), and write it (POST)."""
    file = evaluated_file_or_404(request, year, number)
    form = ConsensusForm(request.POST if request.method == "POST" else None, initial=first(file))
    refusal: Refusal | None = None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            write_consensus(
                file,
                note=given["note"],
                dissent=given["dissent"],
                seen=given["seen"],
                by=request.user,
                at=received_at(request),
            )
        except Refusal as caught:
            refusal = caught
            # The page shows the note as it is now: who sends it again has seen that one.
            form.data = {**form.data.dict(), "seen": version_of(file)}  # type: ignore[attr-defined]
        else:
            messages.success(request, _("The note is written."))
            return redirect("applications:panel:results", year)
    context = {
        "call": file.call,
        "file": file,
        "form": form,
        "refusal": refusal,
        "note": present(file, request.user),
        "result": result_of(file),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "evaluation/calls/consensus.html", context, status=status)


def first(file: Application) -> dict[str, str]:
    """What the form shows before anything is typed: the note as it is."""
    found = getattr(file, "consensus", None)
    words = {"note": found.note, "dissent": found.dissent} if found else {}
    return {**words, "seen": version_of(file)}


def present(file: Application, person: Any) -> dict[str, Any] | None:
    found = getattr(file, "consensus", None)
    if found is None:
        return None
    return {"note": found.note, "dissent": found.dissent, "at": told(found.at, person)}


def result_of(file: Application) -> dict[str, Any] | None:
    """The file's result; none where there is no evaluation, or where scores are mistaken."""
    try:
        found = results_of(file.call)
    except BadScores:
        return None
    rows = [one for one in found.ranked if one.application.pk == file.pk]
    return row_of(rows[0]) if rows else None
