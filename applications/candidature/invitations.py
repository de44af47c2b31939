"""The page that the letter of an invitation leads to, for teams and for National Commissions."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.instants import received_at, told
from applications.models import CommissionInvitation, Invitation, TeamPart
from applications.permissions import acts_for, name_of
from applications.workflow import Refusal, commissions, inviting, team

AnyInvitation = Invitation | CommissionInvitation


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_page(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites, to what and until when (GET); accept (POST), once one is signed in.

    Whoever holds the secret of an invitation that is not open is told nothing of what it was for;
    whoever accepted it is led on to where it led.
    """
    invitation = inviting.find(token)
    if invitation is None:
        return not_open(request, 404)
    if is_in(request.user, invitation):
        return redirect(place_of(invitation))
    if not inviting.is_open(invitation, received_at(request)):
        return not_open(request, 409)
    if request.method == "POST":
        return accepted(request, invitation, token)
    context = words_of(invitation) | {
        "inviter": name_of(invitation.invited_by),
        "until": told(invitation.expires_at, request.user),
    }
    return render(request, "candidature/invitation.html", context)


def accepted(request: HttpRequest, invitation: AnyInvitation, token: str) -> HttpResponse:
    """Accept for whoever is signed in; the others sign in first and come back."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    rules: Any = commissions if isinstance(invitation, CommissionInvitation) else team
    try:
        rules.accept(token, by=request.user, at=received_at(request))
    except Refusal as refusal:
        return not_open(request, refusal.status)
    if isinstance(invitation, CommissionInvitation):
        text = _("You act for %(commission)s now.") % {"commission": invitation.commission.name}
    else:
        text = _("You are in the team of %(city)s now.") % {
            "city": invitation.application.city.name
        }
    messages.success(request, text)
    return redirect(place_of(invitation))


def is_in(person: Any, invitation: AnyInvitation) -> bool:
    """Whether the person accepted this invitation, and still is where it led."""
    if not person.is_authenticated or invitation.accepted_by_id != person.pk:
        return False
    if isinstance(invitation, CommissionInvitation):
        return acts_for(person, invitation.commission.country_id)
    return invitation.application.team.filter(user=person).exists()


def place_of(invitation: AnyInvitation) -> str:
    if isinstance(invitation, CommissionInvitation):
        return reverse("applications:commission:desks")
    return reverse("applications:candidature:file", args=[invitation.application_id])


def words_of(invitation: AnyInvitation) -> dict[str, Any]:
    """To what somebody is invited; `city` is empty for a Commission, `commission` for a team."""
    if isinstance(invitation, CommissionInvitation):
        return {"commission": invitation.commission.name, "city": ""}
    file = invitation.application
    return {
        "commission": "",
        "city": file.city.name,
        "field": file.field.name,
        "year": file.call.year,
        "part": TeamPart(invitation.part).label,
    }


def not_open(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, "candidature/invitation_not_open.html", {}, status=status)
