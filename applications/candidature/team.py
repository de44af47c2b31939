"""The team of a file: who is in it, who is invited, and giving parts. Owners keep it."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from applications.candidature.people import file_or_404
from applications.instants import received_at, told
from applications.invitation_forms import PartForm, TeamInvitationForm
from applications.models import Application, TeamMember, TeamPart
from applications.permissions import name_of
from applications.workflow import Refusal
from applications.workflow.team import change_part, invite, keeps_team, remove, revoke

Row = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def team(request: HttpRequest, number: int) -> HttpResponse:
    """Members and open invitations (GET); invite somebody (POST)."""
    file = file_or_404(request, number)
    form = TeamInvitationForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid.uuid4(), "part": TeamPart.EDITOR},
    )
    refusal = None
    if form.is_bound and form.is_valid():
        refusal = sent(request, file, form)
        if refusal is None and not form.errors:
            text = _("The invitation to %(address)s is on its way.")
            messages.success(request, text % {"address": form.cleaned_data["email"]})
            return redirect("applications:candidature:team", number)
    context = page_of(request, file) | {"form": form, "refusal": refusal}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "candidature/team.html", context, status=status)


def sent(request: HttpRequest, file: Application, form: TeamInvitationForm) -> Refusal | None:
    """Invite whom the form names; why not, or None."""
    given = form.cleaned_data
    try:
        invite(
            file,
            given["email"],
            given["part"],
            by=request.user,
            at=received_at(request),
            number=given["key"],
        )
    except Refusal as refusal:
        return refusal
    except ValidationError as error:
        form.refuse(error)
    return None


def page_of(request: HttpRequest, file: Application) -> Row:
    """What every page of the team shows."""
    person: Any = request.user
    return {
        "file": file,
        "keeps_team": keeps_team(person, file),
        "members": [member_row(one, person) for one in file.team.select_related("user")],
        "invitations": [
            {
                "number": one.number,
                "email": one.email,
                "part": TeamPart(one.part).label,
                "by": name_of(one.invited_by),
                "until": told(one.expires_at, person),
            }
            for one in file.invitations.open_at(received_at(request)).select_related("invited_by")
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
def member_page(request: HttpRequest, number: int, member: int) -> HttpResponse:
    """Give a member another part, take them out, or leave."""
    file = file_or_404(request, number)
    found = file.team.select_related("user", "application").filter(pk=member).first()
    if found is None:
        return gone(request, number)
    if not keeps_team(request.user, file) and found.user_id != request.user.pk:
        raise PermissionDenied
    is_leaving = "leave" in request.POST
    form = PartForm(
        request.POST if request.method == "POST" and not is_leaving else None,
        initial={"part": found.part},
    )
    refusal = None
    if is_leaving or form.is_valid():
        try:
            return left(request, found) if is_leaving else changed(request, found, form)
        except Refusal as caught:
            refusal = caught
    context = {
        "file": file,
        "member": member_row(found, request.user),
        "keeps_team": keeps_team(request.user, file),
        "form": form,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "candidature/team_member.html", context, status=status)


def gone(request: HttpRequest, number: int) -> HttpResponse:
    """Whoever takes somebody out twice is led back; nobody else is told who was here."""
    if request.method != "POST":
        raise Http404
    messages.info(request, _("This person is not in the team any more."))
    return redirect("applications:candidature:team", number)


def changed(request: HttpRequest, member: TeamMember, form: PartForm) -> HttpResponse:
    change_part(member, form.cleaned_data["part"], by=request.user)
    messages.success(
        request,
        _("%(name)s has the part: %(part)s.")
        % {"name": name_of(member.user), "part": TeamPart(member.part).label},
    )
    return redirect("applications:candidature:team", member.application_id)


def left(request: HttpRequest, member: TeamMember) -> HttpResponse:
    remove(member, by=request.user)
    if member.user_id == request.user.pk:
        text = _("You left the team of %(city)s.") % {"city": member.application.city.name}
        messages.success(request, text)
        return redirect("applications:candidature:files")
    messages.success(
        request, _("%(name)s is not in the team any more.") % {"name": name_of(member.user)}
    )
    return redirect("applications:candidature:team", member.application_id)


@require_POST
@login_required
def take_back(request: HttpRequest, number: int, invitation: uuid.UUID) -> HttpResponse:
    """Take an open invitation back; one that is taken back already stays so."""
    file = file_or_404(request, number)
    found = get_object_or_404(file.invitations.all(), number=invitation)
    revoke(found, by=request.user, at=received_at(request))
    found.refresh_from_db()
    if found.revoked_at is None:
        messages.info(request, _("This invitation was accepted already."))
    else:
        text = _("The invitation to %(address)s is taken back.")
        messages.success(request, text % {"address": found.email})
    return redirect("applications:candidature:team", number)
