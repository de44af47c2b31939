"""Acts of a Commission: what would happen, and then the doing, each a request of its own."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from applications.acting.files import FileActPage
from applications.commission import words
from applications.commission.files import offered
from applications.commission.forms import ActForm
from applications.commission.people import file_or_404
from applications.documents.receiving import receive
from applications.instants import told
from applications.models import Action, Application, Document, DocumentKind, Provider
from applications.permissions import Part
from applications.stages import titles_of
from applications.workflow import Foreseen, Refusal, what_if
from applications.workflow.places import Places
from applications.workflow.rules import RULES

OURS = {action for action, rule in RULES.items() if Part.COMMISSION in rule.who}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def act(request: HttpRequest, number: int, action: str) -> HttpResponseBase:
    """Ask what would happen (GET), and do it (POST).

    A refusal is a page of its own status with all that was typed in it, and with what can be done.
    """
    if action not in OURS:
        raise Http404
    return CommissionActPage(request, file_or_404(request, number), Action(action)).answer()


class CommissionActPage(FileActPage):
    """An act of a Commission, with the letter that it brings along."""

    template, around = "commission/act.html", "commission/page.html"
    questions, buttons, reports = words.QUESTIONS, words.BUTTONS, words.DONE
    not_brought: Refusal | None = None

    def do(self) -> HttpResponseBase:
        """Do it. A letter that was brought along stays with the file whatever becomes of the act.

        So it need not be brought again when the act is refused.
        """
        if not self.made():
            self.bring()
        return super().do()

    def bring(self) -> None:
        """Take the letter that came with the request into the file, and choose it."""
        kind, upload = self.kind(), self.request.FILES.get("upload")
        if kind is None or upload is None:
            return
        try:
            letter = receive(
                self.file,
                kind.code,
                upload,
                name=upload.name or "",
                by=self.person,
                at=self.at,
            )
        except Refusal as refusal:
            self.not_brought = self.shown(refusal)
        else:
            self.given = self.given.copy()
            self.given["letter"] = str(letter.number)

    def hindrance(self, form: Form) -> Refusal | None:
        return self.not_brought or super().hindrance(form)

    def details(self, given: dict[str, Any]) -> dict[str, Any]:
        details: dict[str, Any] = {}
        if "rank" in given:
            details["rank"] = given["rank"]
        if "instead_of" in given:
            details["instead_of"] = self.visible(given["instead_of"])
        if given.get("letter"):
            details["letter"] = self.file.documents.filter(number=given["letter"]).first()
        return details

    def back(self) -> str:
        return reverse("applications:commission:file", args=[self.file.pk])

    def consequences(self) -> list[str]:
        return words.consequences(RULES[self.action], self.file)

    def visible(self, number: int) -> Application:
        other: Application | None = (
            Application.objects.visible_to(self.person).filter(pk=number).first()
        )
        if other is None:
            raise Http404
        return other

    def kind(self) -> DocumentKind | None:
        """The kind of letter that the call's form takes from Commissions."""
        return DocumentKind.objects.filter(
            version=self.file.form_id, provider=Provider.COMMISSION
        ).first()

    def letters(self) -> list[Document]:
        kind = self.kind()
        return list(self.file.documents.filter(kind=kind.code)) if kind else []

    def form(self, given: Any = None) -> ActForm:
        places = Places.of(self.file.call, self.file.city.country)
        foreseen = self.foreseen()
        return ActForm(
            given,
            action=self.action,
            needs_reason=RULES[self.action].needs_reason,
            kind=self.kind(),
            letters=self.letters(),
            exchanges=foreseen.exchanges if foreseen else (),
            ranks=len(places.held),
            initial=self.first_chosen(foreseen),
        )

    def first_chosen(self, foreseen: Foreseen | None) -> dict[str, Any]:
        """What is chosen before anybody chooses: what there is only one of."""
        letters = self.letters()
        chosen: dict[str, Any] = {"letter": str(letters[-1].number)} if letters else {}
        if foreseen and len(foreseen.exchanges) == 1:
            chosen["instead_of"] = foreseen.exchanges[0].application
        return chosen

    def foreseen(self) -> Foreseen | None:
        if self.action not in (Action.ENDORSE, Action.SWAP):
            return None
        return what_if(self.file, self.person, self.at)

    def context(self, form: Form, refusal: Refusal | None) -> dict[str, Any]:
        context, foreseen = super().context(form, refusal), self.foreseen()
        hindrance = context["hindrance"]
        quoted = [hindrance] if hindrance else []
        others = offered(self.file, context["offers"])
        return context | {
            "foreseen": foreseen if self.action == Action.ENDORSE else None,
            "others": [one for one in others if one["action"] != self.action],
            "until": told(self.file.call.deadline_for(self.file.city.country), self.person),
            "sources": titles_of(
                one.clause for one in (*quoted, *(foreseen.consequences if foreseen else ()))
            ),
        }
