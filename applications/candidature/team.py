"""The team of a file: who is in it, who is invited, and giving parts. Owners keep it."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from applications.acting.inviting import InvitingPage, invitation_row, taken_back
from applications.acting.pages import ActPage
from applications.candidature.people import file_or_404
from applications.instants import told
from applications.invitation_forms import PartForm, TeamInvitationForm
from applications.models import Application, TeamMember, TeamPart
from applications.permissions import name_of
from applications.workflow import Refusal
from applications.workflow.team import change_part, invite, keeps_team, remove, revoke

Row = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def team(request: HttpRequest, number: int) -> HttpResponseBase:
    """Members and open invitations (GET); invite somebody (POST)."""
    return TeamPage(request, file_or_404(request, number)).answer()


class TeamPage(InvitingPage):
    template = "candidature/team.html"

    def __init__(self, request: HttpRequest, file: Application) -> None:
        super().__init__(request)
        self.file = file

    def form(self, given: Any = None) -> TeamInvitationForm:
        initial = {"key": uuid.uuid4(), "part": TeamPart.EDITOR}
        return TeamInvitationForm(given, initial=initial)

    def invite(self, given: Row) -> None:
        invite(
            self.file,
            given["email"],
            given["part"],
            by=self.person,
            at=self.at,
            number=given["key"],
        )

    def place(self) -> tuple[Any, ...]:
        return "applications:candidature:team", self.file.pk

    def context(self, form: Form, refusal: Refusal | None) -> Row:
        file, person = self.file, self.person
        invited = file.invitations.open_at(self.at).select_related("invited_by")
        return {
            "file": file,
            "keeps_team": keeps_team(person, file),
            "members": [member_row(one, person) for one in file.team.select_related("user")],
            "invitations": [
                invitation_row(one, person) | {"part": TeamPart(one.part).label} for one in invited
            ],
        }


def member_row(member: TeamMember, person: Any) -> Row:
    return {
        "key": member.pk,
        "name": name_of(member.user),
        "email": member.user.email,
        "part": TeamPart(member.part).label,
        "since": told(member.joined_at, person),
        "is_self": member.user_id == person.pk,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def member_page(request: HttpRequest, number: int, member: int) -> HttpResponseBase:
    """Give a member another part, take them out, or leave."""
    file = file_or_404(request, number)
    found = file.team.select_related("user", "application").filter(pk=member).first()
    if found is None:
        return gone(request, number)
    if not keeps_team(request.user, file) and found.user_id != request.user.pk:
        raise PermissionDenied
    page = LeavingPage if "leave" in request.POST else PartPage
    return page(request, file, found).answer()


class PartPage(ActPage):
    """Giving a member another part."""

    template = "candidature/team_member.html"
    shows_not_allowed = True

    def __init__(self, request: HttpRequest, file: Application, member: TeamMember) -> None:
        super().__init__(request)
        self.file, self.member = file, member

    def form(self, given: Any = None) -> Form:
        return PartForm(given, initial={"part": self.member.part})

    def perform(self, given: Row) -> HttpResponseBase:
        change_part(self.member, given["part"], by=self.person, at=self.at)
        text = _("%(name)s has the part: %(part)s.") % {
            "name": name_of(self.member.user),
            "part": TeamPart(self.member.part).label,
        }
        return self.done(text, "applications:candidature:team", self.file.pk)

    def context(self, form: Form, refusal: Refusal | None) -> Row:
        return {
            "file": self.file,
            "member": member_row(self.member, self.person),
            "keeps_team": keeps_team(self.person, self.file),
        }


class LeavingPage(PartPage):
    """Taking a member out, or leaving, on the same page: nothing is filled in."""

    def form(self, given: Any = None) -> Form:
        return Form(given)

    def perform(self, given: Row) -> HttpResponseBase:
        remove(self.member, by=self.person, at=self.at)
        if self.member.user_id == self.person.pk:
            text = _("You left the team of %(city)s.") % {"city": self.file.city.name}
            return self.done(text, "applications:candidature:files")
        text = _("%(name)s is not in the team any more.") % {"name": name_of(self.member.user)}
        return self.done(text, "applications:candidature:team", self.file.pk)

    def refused(self, form: Form, refusal: Refusal | None) -> HttpResponseBase:
        return super().refused(super().form(), refusal)


def gone(request: HttpRequest, number: int) -> HttpResponse:
    """Whoever takes somebody out twice is led back; nobody else is told who was here."""
    if request.method != "POST":
        raise Http404
    messages.info(request, _("This person is not in the team any more."))
    return redirect("applications:candidature:team", number)


@require_POST
@login_required
def take_back(request: HttpRequest, number: int, invitation: uuid.UUID) -> HttpResponse:
    """Take an open invitation back; one that is taken back already stays so."""
    file = file_or_404(request, number)
    found = get_object_or_404(file.invitations.all(), number=invitation)
    return taken_back(request, found, revoke, "applications:candidature:team", number)
