"""Inviting by letter, to a team or to a National Commission, and taking an invitation back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from applications.acting.pages import ActPage
from applications.instants import received_at, told
from applications.models import CommissionInvitation, Invitation
from applications.permissions import name_of

AnyInvitation = Invitation | CommissionInvitation


class InvitingPage(ActPage):
    """Who is in and who is invited, and a `ByLetterForm`; whoever may not invite reads so there."""

    shows_not_allowed = True

    def mark(self, form: Any, mistakes: ValidationError) -> None:
        form.refuse(mistakes)

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        self.invite(given)
        text = _("The invitation to %(address)s is on its way.")
        return self.done(text % {"address": given["email"]}, *self.place())

    def invite(self, given: dict[str, Any]) -> None:
        """Invite whom the form names. Raises a `Refusal`, and `ValidationError`."""
        raise NotImplementedError

    def place(self) -> tuple[Any, ...]:
        """The same page, as `redirect` takes it."""
        raise NotImplementedError


def invitation_row(invitation: AnyInvitation, person: Any) -> dict[str, Any]:
    """An open invitation as pages show it."""
    return {
        "number": invitation.number,
        "email": invitation.email,
        "by": name_of(invitation.invited_by),
        "until": told(invitation.expires_at, person),
    }


def taken_back(
    request: HttpRequest, invitation: AnyInvitation, revoke: Callable[..., object], *place: Any
) -> HttpResponse:
    """Take an open invitation back; one that is taken back already stays so."""
    revoke(invitation, by=request.user, at=received_at(request))
    invitation.refresh_from_db()
    if invitation.revoked_at is None:
        messages.info(request, _("This invitation was accepted already."))
    else:
        text = _("The invitation to %(address)s is taken back.")
        messages.success(request, text % {"address": invitation.email})
    return redirect(*place)
