"""Who acts for the Commission: inviting a colleague, taking one out, leaving."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from applications.acting.inviting import InvitingPage, invitation_row, taken_back
from applications.acting.pages import ActPage
from applications.commission.people import commission_or_404
from applications.invitation_forms import ByLetterForm
from applications.models import NationalCommission
from applications.permissions import name_of
from applications.workflow import Refusal, commissions


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def people(request: HttpRequest, code: str) -> HttpResponseBase:
    """Members and open invitations (GET); invite somebody (POST)."""
    return PeoplePage(request, commission_or_404(request, code)).answer()


class PeoplePage(InvitingPage):
    template = "commission/people.html"

    def __init__(self, request: HttpRequest, commission: NationalCommission) -> None:
        super().__init__(request)
        self.commission = commission

    def form(self, given: Any = None) -> ByLetterForm:
        return ByLetterForm(given, initial={"key": uuid.uuid4()})

    def invite(self, given: dict[str, Any]) -> None:
        commissions.invite(
            self.commission, given["email"], by=self.person, at=self.at, number=given["key"]
        )

    def place(self) -> tuple[Any, ...]:
        return "applications:commission:people", self.commission.country.code.lower()

    def context(self, form: Form, refusal: Refusal | None) -> dict[str, Any]:
        invited = self.commission.invitations.open_at(self.at).select_related("invited_by")
        return {
            "code": self.commission.country.code.lower(),
            "commission": self.commission,
            "members": [
                {
                    "key": member.pk,
                    "name": name_of(member),
                    "email": member.email,
                    "is_self": member == self.person,
                }
                for member in self.commission.members.filter(is_active=True).order_by("email")
            ],
            "invitations": [invitation_row(one, self.person) for one in invited],
        }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def member(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    """Ask whether somebody is to act no longer (GET), and see to it (POST)."""
    commission = commission_or_404(request, code)
    found = commission.members.filter(pk=number).first()
    if found is None:
        if request.method != "POST":
            raise Http404
        messages.info(request, _("This person does not act for the Commission any more."))
        return redirect("applications:commission:people", code)
    return MemberPage(request, commission, found).answer()


class MemberPage(ActPage):
    """Somebody is to act for the Commission no longer: nothing is filled in."""

    template = "commission/member.html"
    shows_not_allowed = True

    def __init__(self, request: HttpRequest, commission: NationalCommission, found: Any) -> None:
        super().__init__(request)
        self.commission, self.found = commission, found

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        commissions.remove(self.commission, self.found, by=self.person, at=self.at)
        return left(self.request, self.commission, self.found)

    def context(self, form: Form, refusal: Refusal | None) -> dict[str, Any]:
        return {
            "code": self.commission.country.code.lower(),
            "commission": self.commission,
            "name": name_of(self.found),
            "is_self": self.found == self.person,
        }


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
    return taken_back(request, found, commissions.revoke, "applications:commission:people", code)
