"""Who acts for the Commission: inviting a colleague, taking one out, leaving."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from applications.commission.people import commission_or_404
from applications.instants import received_at, told
from applications.invitation_forms import ByLetterForm
from applications.models import NationalCommission
from applications.permissions import name_of
from applications.workflow import Refusal, commissions


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Members and open invitations (GET); invite somebody (POST)."""
    commission = commission_or_404(request, code)
    form = ByLetterForm(
        request.POST if request.method == "POST" else None, initial={"key": uuid.uuid4()}
    )
    refusal = None
    if form.is_bound and form.is_valid():
        refusal = sent(request, commission, form)
        if refusal is None and not form.errors:
            text = _("The invitation to %(address)s is on its way.")
            messages.success(request, text % {"address": form.cleaned_data["email"]})
            return redirect("applications:commission:people", code)
    return show(request, commission, form, refusal)


def sent(
    request: HttpRequest, commission: NationalCommission, form: ByLetterForm
) -> Refusal | None:
    """Invite whom the form names; why not, or None."""
    given = form.cleaned_data
    try:
        commissions.invite(
            commission,
            given["email"],
            by=request.user,
            at=received_at(request),
            number=given["key"],
        )
    except Refusal as refusal:
        return refusal
    except ValidationError as error:
        form.refuse(error)
    return None


def show(
    request: HttpRequest,
    commission: NationalCommission,
    form: ByLetterForm,
    refusal: Refusal | None,
) -> HttpResponse:
    person: Any = request.user
    waiting = commission.invitations.open_at(received_at(request)).select_related("invited_by")
    context = {
        "code": commission.country.code.lower(),
        "commission": commission,
        "members": [
            {
                "key": member.pk,
                "name": name_of(member),
                "email": member.email,
                "is_self": member == person,
            }
            for member in commission.members.filter(is_active=True).order_by("email")
        ],
        "invitations": [
            {
                "number": one.number,
                "email": one.email,
                "by": name_of(one.invited_by),
                "until": told(one.expires_at, person),
            }
            for one in waiting
        ],
        "form": form,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "commission/people.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def member(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Ask whether somebody is to act no longer (GET), and see to it (POST)."""
    commission = commission_or_404(request, code)
    found = commission.members.filter(pk=number).first()
    if found is None:
        if request.method != "POST":
            raise Http404
        messages.info(request, _("This person does not act for the Commission any more."))
        return redirect("applications:commission:people", code)
    refusal = None
    if request.method == "POST":
        try:
            commissions.remove(commission, found, by=request.user)
        except Refusal as caught:
            refusal = caught
        else:
            return left(request, commission, found)
    context = {
        "code": code,
        "commission": commission,
        "name": name_of(found),
        "is_self": found == request.user,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "commission/member.html", context, status=status)


def left(request: HttpRequest, commission: NationalCommission, person: Any) -> HttpResponse:
    if person == request.user:
        text = _("You do not act for %(commission)s any more.")
        messages.success(request, text % {"commission": commission.name})
        return redirect("account")
    text = _("%(name)s does not act for %(commission)s any more.")
    messages.success(request, text % {"name": name_of(person), "commission": commission.name})
    return redirect("applications:commission:people", commission.country.code.lower())


@require_POST
@login_required
def take_back(request: HttpRequest, code: str, invitation: uuid.UUID) -> HttpResponse:
    """Take an open invitation back; one that is taken back already stays so."""
    commission = commission_or_404(request, code)
    found = get_object_or_404(commission.invitations.all(), number=invitation)
    commissions.revoke(found, by=request.user, at=received_at(request))
    found.refresh_from_db()
    if found.revoked_at is None:
        messages.info(request, _("This invitation was accepted already."))
    else:
        text = _("The invitation to %(address)s is taken back.")
        messages.success(request, text % {"address": found.email})
    return redirect("applications:commission:people", code)
