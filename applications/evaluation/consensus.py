"""The consensus note on a file whose evaluations lie far apart."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from applications.acting.pages import ActPage
from applications.evaluation.ranking import row_of
from applications.evaluation.staff import evaluated_file_or_404
from applications.instants import told
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
def consensus(request: HttpRequest, year: int, number: int) -> HttpResponseBase:
    """Show the note and the form for it (GET), and write it (POST)."""
    return NotePage(request, evaluated_file_or_404(request, year, number)).answer()


class NotePage(ActPage):
    """Writing the note on a file, beside its result."""

    template = "evaluation/calls/consensus.html"

    def __init__(self, request: HttpRequest, file: Application) -> None:
        super().__init__(request)
        self.file = file

    def form(self, given: Any = None) -> ConsensusForm:
        return ConsensusForm(given, initial=first(self.file))

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        write_consensus(
            self.file,
            note=given["note"],
            dissent=given["dissent"],
            seen=given["seen"],
            by=self.person,
            at=self.at,
        )
        return self.done(
            _("The note is written."), "applications:panel:results", self.file.call.year
        )

    def refused(self, form: Any, refusal: Refusal | None) -> HttpResponseBase:
        if refusal is not None:
            # The page shows the note as it is now: who sends it again has seen that one.
            form.data = {**form.data.dict(), "seen": version_of(self.file)}
        return super().refused(form, refusal)

    def context(self, form: forms.Form, refusal: Refusal | None) -> dict[str, Any]:
        return {
            "call": self.file.call,
            "file": self.file,
            "note": present(self.file, self.person),
            "result": result_of(self.file),
        }


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
