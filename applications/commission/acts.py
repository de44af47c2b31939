"""Acts of a Commission: what would happen, and then the doing, each a request of its own."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from applications.commission import words
from applications.commission.files import offered
from applications.commission.forms import ActForm
from applications.commission.people import file_or_404
from applications.documents.receiving import receive
from applications.instants import received_at, told
from applications.models import Action, Application, Document, DocumentKind, Provider
from applications.permissions import Part
from applications.workflow import (
    Conflict,
    Foreseen,
    NotAllowed,
    Refusal,
    available_actions,
    what_if,
)
from applications.workflow.acts import Act
from applications.workflow.performing import allowed
from applications.workflow.places import Places
from applications.workflow.rules import RULES
from applications.workflow.seeing import last_act, perform_as_seen
from cities.models import Source

OURS = {action for action, rule in RULES.items() if Part.COMMISSION in rule.who}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def act(request: HttpRequest, number: int, action: str) -> HttpResponse:
    """Ask what would happen (GET), and do it (POST).

    A refusal is a page of its own status with all that was typed in it, and with what can be done.
    """
    if action not in OURS:
        raise Http404
    page = ActPage(request, file_or_404(request, number), Action(action))
    return page.do() if request.method == "POST" else page.ask()


@dataclass
class ActPage:
    """The page of one act on one file."""

    request: HttpRequest
    file: Application
    action: Action

    def ask(self) -> HttpResponse:
        """What would happen now; an act that the status does not admit is a conflict already."""
        return self.show(self.form(), self.of_the_status())

    def do(self) -> HttpResponse:
        """Do it. A letter that was brought along stays with the file whatever becomes of the act.

        So it need not be brought again when the act is refused.
        """
        data = self.request.POST.copy()
        refusal: Refusal | None = None
        if self.was_done(data):
            return self.after_it()
        try:
            letter = self.brought()
            if letter is not None:
                data["letter"] = str(letter.number)
        except NotAllowed:
            raise
        except Refusal as caught:
            refusal = caught
        form = self.form(data)
        if refusal is None and form.is_valid():
            try:
                self.perform(form.cleaned_data)
            except NotAllowed:
                raise
            except Refusal as caught:
                refusal = caught
            else:
                return self.after_it()
        # The other half of a double click may have been quicker.
        if self.was_done(data):
            return self.after_it()
        self.file.refresh_from_db()
        return self.show(form, refusal or self.of_the_status(), 422)

    def was_done(self, data: Any) -> bool:
        """Whether this very attempt was made already."""
        person: Any = self.request.user
        made = self.file.status_changes.filter(by=person, action=self.action)
        key = str(data.get("key", ""))
        return bool(key) and made.filter(key=key).exists()

    def after_it(self) -> HttpResponse:
        messages.success(self.request, words.done(self.action, self.file.city.name))
        return redirect("applications:commission:file", self.file.pk)

    def of_the_status(self) -> Refusal | None:
        """Why the file's status does not admit the act, or None."""
        try:
            allowed(self.as_act())
        except Conflict as refusal:
            return refusal
        return None

    def perform(self, given: dict[str, Any]) -> None:
        details: dict[str, Any] = {}
        if "rank" in given:
            details["rank"] = given["rank"]
        if "instead_of" in given:
            details["instead_of"] = self.visible(given["instead_of"])
        if given.get("letter"):
            details["letter"] = self.file.documents.filter(number=given["letter"]).first()
        perform_as_seen(
            self.file,
            self.action,
            by=self.request.user,
            at=received_at(self.request),
            seen=given["seen"],
            key=str(given["key"]),
            reason=given.get("reason", ""),
            **details,
        )

    def visible(self, number: int) -> Application:
        other: Application | None = (
            Application.objects.visible_to(self.request.user).filter(pk=number).first()
        )
        if other is None:
            raise Http404
        return other

    def brought(self) -> Document | None:
        """The letter that came with the request, taken into the file."""
        kind, upload = self.kind(), self.request.FILES.get("upload")
        if kind is None or upload is None:
            return None
        return receive(
            self.file,
            kind.code,
            upload,
            name=upload.name or "",
            by=self.request.user,
            at=received_at(self.request),
        )

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
        return what_if(self.file, self.request.user, received_at(self.request))

    def as_act(self) -> Act:
        return Act(self.file, self.action, self.request.user, received_at(self.request))

    def offer(self) -> Any:
        offers = available_actions(self.file, self.request.user, received_at(self.request))
        return next((one for one in offers if one.action == self.action), None)

    def show(
        self, form: ActForm, refusal: Refusal | None = None, status: int = 200
    ) -> HttpResponse:
        offer, foreseen = self.offer(), self.foreseen()
        hindrance = refusal or (offer.refusal if offer else None)
        rule = RULES[self.action]
        given = form.data if form.is_bound else {}
        others = available_actions(self.file, self.request.user, received_at(self.request))
        context = {
            "file": self.file,
            "action": str(self.action),
            "heading": words.question(self.action, self.file.city.name),
            "button": words.button(self.action, self.file.city.name),
            "form": form,
            "key": given.get("key") or uuid.uuid4(),
            "seen": last_act(self.file),
            "hindrance": hindrance,
            "holders": getattr(hindrance, "holders", []),
            "findings": getattr(hindrance, "findings", []),
            "foreseen": foreseen if self.action == Action.ENDORSE else None,
            "consequences": words.consequences(rule, self.file),
            "can_try": bool(offer and offer.is_possible),
            "others": [one for one in offered(self.file, others) if one["action"] != self.action],
            "until": told(self.file.call.deadline_for(self.file.city.country), self.request.user),
            "sources": titles_of(hindrance, foreseen),
        }
        code = refusal.status if refusal else status
        return render(self.request, "commission/act.html", context, status=code)


def titles_of(hindrance: Refusal | None, foreseen: Foreseen | None) -> dict[str, str]:
    """The titles of the sources behind the clauses that the page quotes."""
    clauses: Sequence[Any] = [
        *([hindrance.clause] if hindrance else []),
        *([one.clause for one in foreseen.consequences] if foreseen else []),
    ]
    keys = {clause.source for clause in clauses if clause.source}
    return dict(Source.objects.filter(key__in=keys).values_list("key", "title"))
