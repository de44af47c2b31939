"""The pages of an account that are the portal's own; django-allauth has the others."""

from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.messages.views import SuccessMessageMixin
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic.edit import UpdateView

from applications.models import Application
from applications.models.invitations import invitation_token
from applications.permissions import decides
from applications.workflow.inviting import addressed_to
from uccn.accounts.forms import DataForm
from uccn.accounts.leaving import request_deletion, take_back_deletion
from uccn.models import User


def fresh(request: HttpRequest) -> User:
    """Who is signed in, as the database knows them: what a form changes is not yet true."""
    return User.objects.get(pk=cast(User, request.user).pk)


@require_safe
@login_required
def start(request: HttpRequest) -> HttpResponseBase:
    """Where a person begins: what they can do here."""
    person = cast(User, request.user)
    context = {
        "person": person,
        "has_second_factor": is_mfa_enabled(person),
        "files": Application.objects.filter(team__user=person).select_related(
            "call", "city", "field"
        ),
        "invitations": invitations_of(person),
        "commissions": person.national_commissions.order_by("country__code"),
        "decides": decides(person),
    }
    return render(request, "account/start.html", context)


def invitations_of(person: User) -> list[dict[str, str]]:
    """What the person is invited to, at addresses that they have confirmed to be theirs."""
    addresses = EmailAddress.objects.filter(user=person, verified=True)
    found = addressed_to(addresses.values_list("email", flat=True), timezone.now())
    return [
        {
            "to": invitation.to_what,
            "address": reverse(
                "applications:candidature:invitation", args=[invitation_token(invitation)]
            ),
        }
        for invitation in found
    ]


@method_decorator(login_required, name="dispatch")
class Data(SuccessMessageMixin, UpdateView):
    """A person's name, language and time zone."""

    form_class = DataForm
    template_name = "account/data.html"
    success_url = reverse_lazy("account")
    success_message = gettext_lazy("Your data were saved.")

    def get_object(self, queryset: Any = None) -> User:
        return fresh(self.request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
def deletion(request: HttpRequest) -> HttpResponseBase:
    """Ask for the account to be deleted, or take that back."""
    person = fresh(request)
    if request.method != "POST":
        return render(request, "account/deletion.html", {"person": person})
    if "take_back" in request.POST:
        if take_back_deletion(person):
            messages.success(request, _("Your account stays."))
    else:
        request_deletion(person, at=timezone.now())
    return redirect("account")
