"""The acts of screening: what would follow, and then the doing, each a request of its own."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from applications.instants import received_at
from applications.models import Action, Application
from applications.preflight import check
from applications.screening import words
from applications.screening.files import OURS
from applications.screening.forms import ScreeningForm
from applications.screening.people import file_or_404, for_the_secretariat
from applications.workflow import Conflict, NotAllowed, Refusal, available_actions
from applications.workflow.acts import Act
from applications.workflow.performing import allowed
from applications.workflow.screening import probable_ground, read_at_of
from applications.workflow.seeing import last_act, perform_as_seen
from cities.models import Source


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_secretariat
def act(request: HttpRequest, number: int, action: str) -> HttpResponseBase:
    """Ask what would follow (GET), and do it (POST). A refusal is a page of its own status."""
    if action not in OURS:
        raise Http404
    page = ScreeningPage(request, file_or_404(number), Action(action))
    return page.do() if request.method == "POST" else page.show(page.form(), page.of_the_status())


@dataclass
class ScreeningPage:
    """The page of one act on one file."""

    request: HttpRequest
    file: Application
    action: Action

    def do(self) -> HttpResponse:
        form, refusal = self.form(self.request.POST), None
        if form.is_valid():
            try:
                self.perform(form.cleaned_data)
            except NotAllowed:
                raise
            except Refusal as caught:
                refusal = caught
            else:
                messages.success(self.request, words.done(self.action, self.file.city.name))
                return redirect("applications:screening:file", self.file.pk)
        self.file.refresh_from_db()
        return self.show(form, refusal or self.of_the_status(), 422)

    def perform(self, given: dict[str, Any]) -> None:
        details = {name: given[name] for name in ("subjects", "ground") if given.get(name)}
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

    def of_the_status(self) -> Refusal | None:
        """Why the file's status does not admit the act, or None."""
        try:
            allowed(Act(self.file, self.action, self.request.user, received_at(self.request)))
        except Conflict as refusal:
            return refusal
        return None

    def found(self) -> Any:
        return check(self.file, read_at_of(self.file, received_at(self.request)))

    def form(self, given: Any = None) -> ScreeningForm:
        found = self.found()
        parts = words.parts(self.file)
        broken = {finding.subject for finding in found}
        return ScreeningForm(
            given,
            action=self.action,
            parts=parts,
            asks_why=self.action != Action.ADMIT or bool(found),
            initial={
                "subjects": [code for code, _title in parts if code in broken],
                "ground": probable_ground(self.file, found),
                "reason": "\n".join(str(finding.message) for finding in found)
                if self.action in (Action.RETURN, Action.REFUSE)
                else "",
            },
        )

    def show(
        self, form: ScreeningForm, refusal: Refusal | None = None, status: int = 200
    ) -> HttpResponse:
        offers = available_actions(self.file, self.request.user, received_at(self.request))
        offer = next((one for one in offers if one.action == self.action), None)
        hindrance = refusal or (offer.refusal if offer else None)
        source = hindrance.clause.source if hindrance else ""
        given = form.data if form.is_bound else {}
        context = {
            "file": self.file,
            "heading": words.question(self.action, self.file.city.name),
            "button": words.button(self.action, self.file.city.name),
            "form": form,
            "key": given.get("key") or uuid.uuid4(),
            "seen": last_act(self.file),
            "hindrance": hindrance,
            "findings": getattr(hindrance, "findings", []),
            "found": self.found(),
            "consequences": words.consequences(self.action, self.file),
            "can_try": bool(offer and offer.is_possible),
            "sources": dict(Source.objects.filter(key=source).values_list("key", "title")),
        }
        code = refusal.status if refusal else status
        return render(self.request, "screening/act.html", context, status=code)
