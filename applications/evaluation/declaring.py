"""Declaring whether there is a conflict of interest, before anything of the file is shown.

City, country and field stand here, because nobody can declare without them; no answer, document or
name of a person does.
"""

import uuid
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from applications.acting.pages import ActPage
from applications.evaluation.desk import BOTH
from applications.evaluation.people import assignment_or_404, named
from applications.models import Assignment, AssignmentState, ConflictKind
from applications.panel.asking import ask_about_conflict
from applications.panel.declaring import declare_conflict, declare_no_conflict
from applications.workflow import Refusal
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
def declaration(request: HttpRequest, number: uuid.UUID) -> HttpResponseBase:
    """Ask (GET), and take the answer (POST). Whoever has declared is led on."""
    own = assignment_or_404(request, number, BOTH)
    if own.state == AssignmentState.OPEN:
        return redirect("applications:evaluation:scores", own.number)
    return DeclarationPage(request, own).answer()


class DeclarationPage(ActPage):
    template = "evaluation/declaration.html"

    def __init__(self, request: HttpRequest, own: Assignment) -> None:
        super().__init__(request)
        self.own = own

    def form(self, given: Any = None) -> DeclarationForm:
        return DeclarationForm(given, initial={"key": uuid.uuid4()})

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        own, who = self.own, {"by": self.person, "at": self.at}
        if given["answer"] == "unsure":
            ask_about_conflict(own, note=given["note"], key=str(given["key"]), **who)
            return self.done(
                _("Your question is with the Secretariat. The file stays sealed meanwhile."),
                "applications:evaluation:desk",
            )
        if given["answer"] == "conflict":
            declare_conflict(own, kind=given["kind"], note=given["note"], **who)
            return self.done(
                _("Thank you. The file is not yours any more, and nobody is told why."),
                "applications:evaluation:desk",
            )
        declare_no_conflict(own, **who)
        return self.done(
            _("Thank you. The file is open to you now."),
            "applications:evaluation:scores",
            own.number,
        )

    def context(self, form: forms.Form, refusal: Refusal | None) -> dict[str, Any]:
        return named(self.own) | {"country": self.own.application.city.country.local_name}
