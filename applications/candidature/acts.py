"""Acts of a team: submitting, completing, withdrawing, reopening; each asks first, then does."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.candidature import words
from applications.candidature.acting_forms import HANDING_IN, ActForm
from applications.candidature.people import file_or_404
from applications.candidature.places import rows_of, titles_of
from applications.dates import dates_of
from applications.instants import received_at, told
from applications.models import Action, Application, Status, StatusChange, TeamPart
from applications.permissions import Part, name_of, parts_of
from applications.preflight.clauses import COMPLETION, NATIONAL_DEADLINE, REVIEW
from applications.workflow import Conflict, Late, NotAllowed, Refusal, available_actions
from applications.workflow.acts import Act
from applications.workflow.performing import allowed
from applications.workflow.seeing import last_act, perform_as_seen
from applications.writing import to_be_completed


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def act(request: HttpRequest, number: int, action: str) -> HttpResponse:
    """Say what would follow (GET), and do it (POST).

    A refusal is a page of its own status, with what can be done, and with all that was typed.
    """
    page = ActPage(request, file_or_404(request, number), Action(action))
    return page.do() if request.method == "POST" else page.ask()


@dataclass
class ActPage:
    """The page of one act on one file."""

    request: HttpRequest
    file: Application
    action: Action

    def ask(self) -> HttpResponse:
        """What would follow now; an act that the status does not admit is a conflict already.

        Whoever has no part in it reads who has.
        """
        refusal = self.of_the_status()
        if isinstance(refusal, NotAllowed):
            refusal = None
        return self.show(self.form(), refusal)

    def do(self) -> HttpResponse:
        """Do it once, however often the attempt comes."""
        data = self.request.POST
        change = self.made(data)
        if change is not None:
            return self.after_it(change)
        form, refusal = self.form(data), self.of_the_status()
        if refusal is None and {"key", "seen"} & set(form.errors):
            refusal = not_whole()
        if refusal is None and form.is_valid():
            try:
                return self.after_it(self.perform(form.cleaned_data))
            except Refusal as caught:
                refusal = caught
        # The other half of a double click may have been quicker.
        change = self.made(data)
        if change is not None:
            return self.after_it(change)
        self.file.refresh_from_db()
        return self.show(form, refusal, 422)

    def made(self, data: Any) -> StatusChange | None:
        """The act of this very attempt, if it was done already."""
        key = key_of(data.get("key"))
        acts = self.file.status_changes.filter(action=self.action, by=self.person)
        return acts.filter(key=key).first() if key else None

    def after_it(self, change: StatusChange) -> HttpResponse:
        messages.success(self.request, words.done(self.action, self.file.city.name))
        if self.action in HANDING_IN:
            return redirect("applications:candidature:receipt", self.file.pk, change.number)
        return redirect("applications:candidature:file", self.file.pk)

    def of_the_status(self) -> Refusal | None:
        """Why neither the person's part nor the file's status admits the act, or None."""
        instant = received_at(self.request)
        try:
            allowed(Act(self.file, self.action, self.person, instant))
        except Refusal as refusal:
            return refusal
        return None

    def perform(self, given: dict[str, Any]) -> StatusChange:
        details = {"declared": given["declared"]} if "declared" in given else {}
        return perform_as_seen(
            self.file,
            self.action,
            by=self.person,
            at=received_at(self.request),
            seen=given["seen"],
            key=str(given["key"]),
            reason=given.get("reason", ""),
            **details,
        )

    def complete_by(self) -> dict[str, Any] | None:
        """Until when a returned file is completed: the call's own deadline is over by then."""
        if self.file.status != Status.RETURNED:
            return None
        return told(to_be_completed(self.file).complete_by, self.person)

    @property
    def person(self) -> Any:
        return self.request.user

    def form(self, given: Any = None) -> ActForm:
        return ActForm(given, action=self.action)

    def show(
        self, form: ActForm, refusal: Refusal | None = None, status: int = 200
    ) -> HttpResponse:
        at, file = received_at(self.request), self.file
        offers = available_actions(file, self.person, at)
        offer = next((one for one in offers if one.action == self.action), None)
        hindrance = refusal or (offer.refusal if offer else None)
        found = list(getattr(hindrance, "findings", []))
        quoted = [one.clause for one in (*found, *([hindrance] if hindrance else []))]
        given = form.data if form.is_bound else {}
        context = {
            "file": file,
            "action": str(self.action),
            "heading": words.question(self.action, file.city.name),
            "button": words.BUTTONS[self.action],
            "form": form,
            "key": key_of(given.get("key")) or uuid.uuid4(),
            "seen": last_act(file),
            "hindrance": hindrance,
            "findings": rows_of(found, file),
            "late": late_row(hindrance, self.person),
            "sources": titles_of(quoted),
            "is_owner": Part.OWNER in parts_of(self.person, file),
            "owners": owners_of(file),
            "can_try": bool(offer and offer.is_possible),
            "consequences": words.consequences(self.action, file, self.person, at),
            "hands_in": self.action in HANDING_IN,
            "complete_by": self.complete_by(),
            "declaration": file.form.declaration if file.form else "",
            "dates": dates_of(file.call, file.city.country, self.person, at),
            "written": given.get("reason", ""),
        }
        code = refusal.status if refusal else status
        return render(self.request, "candidature/act.html", context, status=code)


def key_of(text: Any) -> str:
    """The key of an attempt as a page sent it; empty if it is none."""
    try:
        return str(uuid.UUID(str(text)))
    except ValueError:
        return ""


def not_whole() -> Refusal:
    return Conflict(
        _("The page did not send what it should. Look at what it says now, and try again."),
        code="stale",
    )


def late_row(hindrance: Refusal | None, person: Any) -> dict[str, Any] | None:
    """Both instants of what came too late, and whose the date is."""
    if not isinstance(hindrance, Late):
        return None
    return {
        "deadline": told(hindrance.deadline, person),
        "received": told(hindrance.received_at, person),
        "is_completion": hindrance.clause.code == COMPLETION.code,
        "is_review": hindrance.clause.code == REVIEW.code,
        "is_national": hindrance.clause.code == NATIONAL_DEADLINE.code,
    }


def owners_of(file: Application) -> list[str]:
    """Who acts for the team: submits, completes, withdraws and reopens the file."""
    owners = file.team.filter(part=TeamPart.OWNER).select_related("user").order_by("pk")
    return [name_of(owner.user) for owner in owners]
