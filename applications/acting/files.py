"""The page of an act on a file: one attempt, on the file as the page showed it."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from applications.acting.pages import ActPage
from applications.models import Action, Application, StatusChange
from applications.workflow import Conflict, Refusal, available_actions
from applications.workflow.acts import Act
from applications.workflow.performing import allowed
from applications.workflow.seeing import last_act, perform_as_seen
from uccn.doors.plain_forms import Plainly


class AttemptForm(Plainly, forms.Form):
    """`key` names the attempt, and `seen` the last act on the file that the page showed."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)


class FileActPage(ActPage):
    """The page of one act of the workflow's table on one file; its form is an `AttemptForm`.

    A subclass has the words of its acts, and says what is given with one (`details`), what follows
    from it (`consequences`), which `form` is filled in, and which page leads `back` to the file.
    The template takes the page `around` it from the part of the portal that the act belongs to.
    """

    template = "applications/act.html"
    around: ClassVar[str]
    questions: ClassVar[Mapping[Action, Any]]
    buttons: ClassVar[Mapping[Action, Any]]
    reports: ClassVar[Mapping[Action, Any]]

    def __init__(self, request: HttpRequest, file: Application, action: Action) -> None:
        super().__init__(request)
        self.file, self.action = file, action

    def ask(self) -> HttpResponseBase:
        """What would follow now; an act that the status does not admit is a conflict already."""
        return self.show(self.form(), self.of_the_status())

    def do(self) -> HttpResponseBase:
        """Do it once, however often the attempt comes."""
        change = self.made()
        return self.after(change) if change else super().do()

    def hindrance(self, form: forms.Form) -> Refusal | None:
        return not_whole() if {"key", "seen"} & set(form.errors) else None

    def refused(self, form: forms.Form, refusal: Refusal | None) -> HttpResponseBase:
        # The other half of a double click may have been quicker.
        change = self.made()
        if change:
            return self.after(change)
        self.file.refresh_from_db()
        return super().refused(form, refusal or self.of_the_status())

    def made(self) -> StatusChange | None:
        """The act of this very attempt, if it was done already."""
        key = key_of(self.given.get("key"))
        acts = self.file.status_changes.filter(action=self.action, by=self.person)
        return acts.filter(key=key).first() if key else None

    def of_the_status(self) -> Refusal | None:
        """Why the file's status, or the person's part, does not admit the act; or None."""
        try:
            allowed(Act(self.file, self.action, self.person, self.at))
        except Refusal as refusal:
            return self.shown(refusal)
        return None

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        change = perform_as_seen(
            self.file,
            self.action,
            by=self.person,
            at=self.at,
            seen=given["seen"],
            key=str(given["key"]),
            reason=given.get("reason", ""),
            **self.details(given),
        )
        return self.after(change)

    def after(self, change: StatusChange) -> HttpResponseBase:
        messages.success(self.request, self.say(self.reports))
        return redirect(*self.leads(change))

    def say(self, texts: Mapping[Action, Any]) -> str:
        return str(texts[self.action] % {"city": self.file.city.name})

    def context(self, form: forms.Form, refusal: Refusal | None) -> dict[str, Any]:
        offers = available_actions(self.file, self.person, self.at)
        offer = next((one for one in offers if one.action == self.action), None)
        hindrance = refusal or (offer.refusal if offer else None)
        return {
            "around": self.around,
            "file": self.file,
            "back": self.back(),
            "action": str(self.action),
            "heading": self.say(self.questions),
            "button": self.say(self.buttons),
            "key": key_of(form.data.get("key")) or uuid.uuid4(),
            "seen": last_act(self.file),
            "hindrance": hindrance,
            "findings": getattr(hindrance, "findings", []),
            "holders": getattr(hindrance, "holders", []),
            "consequences": self.consequences(),
            "can_try": bool(offer and offer.is_possible),
            "offers": offers,
            "written": form.data.get("reason", ""),
        }

    # What a subclass says --------------------------------------------------------------------

    def details(self, given: dict[str, Any]) -> dict[str, Any]:
        """What the act takes besides a reason."""
        raise NotImplementedError

    def consequences(self) -> list[str]:
        """What would follow from the act, in sentences."""
        raise NotImplementedError

    def back(self) -> str:
        """The address of the file's own page."""
        raise NotImplementedError

    def leads(self, change: StatusChange) -> tuple[Any, ...]:
        """The page that comes next, as `redirect` takes it."""
        return (self.back(),)


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
