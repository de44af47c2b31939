"""Declaring whether there is a conflict of interest, before anything of the file is shown.

City, country and field stand here, because nobody can declare without them; no answer, document or
name of a person does.
"""

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

from applications.evaluation.desk import BOTH
from applications.evaluation.people import assignment_or_404, place_of
from applications.instants import received_at
from applications.models import Assignment, AssignmentState, ConflictKind
from applications.panel.asking import ask_about_conflict
from applications.panel.declaring import declare_conflict, declare_no_conflict
from applications.workflow import NotAllowed, Refusal
from uccn.doors.plain_forms import Plainly

ANSWERS = (
    ("none", gettext_lazy("No, I have no conflict of interest with this file.")),
    ("conflict", gettext_lazy("Yes, I have one, or others could think so with reason.")),
    ("unsure", gettext_lazy("I do not know: I ask the Secretariat first.")),
)


class DeclarationForm(Plainly, forms.Form):
    """The answer; which conflict it is; and the words with it, which a question needs."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=gettext_lazy("Do you have a conflict of interest?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the answers.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Which conflict it is"),
        help_text=gettext_lazy("Only if you answered yes."),
        choices=[("", "–"), *ConflictKind.choices],
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("In a few words"),
        help_text=gettext_lazy(
            "What the conflict is, or what you would like to ask. The Secretariat reads it."
        ),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("answer") == "conflict" and not given.get("kind"):
            self.add_error("kind", _("Choose which conflict it is."))
        if given.get("answer") == "unsure" and not given.get("note", "").strip():
            self.add_error("note", _("Say in a few words what may be a conflict of interest."))
        return given


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def declaration(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Ask (GET), and take the answer (POST). Whoever has declared is led on."""
    own = assignment_or_404(request, number, BOTH)
    if own.state == AssignmentState.OPEN:
        return redirect("applications:evaluation:scores", own.number)
    if request.method != "POST":
        return show(request, own, DeclarationForm(initial={"key": uuid.uuid4()}))
    form = DeclarationForm(request.POST)
    if not form.is_valid():
        return show(request, own, form, status=422)
    try:
        return answer(request, own, form.cleaned_data)
    except NotAllowed:
        raise
    except Refusal as refusal:
        return show(request, own, form, status=refusal.status, refusal=refusal)


def answer(request: HttpRequest, own: Assignment, given: dict[str, Any]) -> HttpResponse:
    person, at = request.user, received_at(request)
    if given["answer"] == "unsure":
        ask_about_conflict(own, by=person, at=at, note=given["note"], key=str(given["key"]))
        messages.success(
            request, _("Your question is with the Secretariat. The file stays sealed meanwhile.")
        )
        return redirect("applications:evaluation:desk")
    if given["answer"] == "conflict":
        declare_conflict(own, by=person, at=at, kind=given["kind"], note=given["note"])
        messages.success(
            request, _("Thank you. The file is not yours any more, and nobody is told why.")
        )
        return redirect("applications:evaluation:desk")
    declare_no_conflict(own, by=person, at=at)
    messages.success(request, _("Thank you. The file is open to you now."))
    return redirect("applications:evaluation:scores", own.number)


def show(
    request: HttpRequest,
    own: Assignment,
    form: DeclarationForm,
    *,
    status: int = 200,
    refusal: Refusal | None = None,
) -> HttpResponse:
    place, total = place_of(own)
    context = {
        "own": own,
        "nth": place,
        "of": total,
        "city": own.application.city.name,
        "country": own.application.city.country.local_name,
        "field": own.application.field.name,
        "form": form,
        "refusal": refusal,
        "findings": getattr(refusal, "findings", ()),
    }
    return render(request, "evaluation/declaration.html", context, status=status)
