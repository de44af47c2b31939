"""The staff's page on which somebody is invited to act for a National Commission."""

import uuid
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _now

from applications.admin.acting import fieldset_of
from applications.invitation_forms import ByLetterForm
from applications.models import NationalCommission
from applications.workflow import Refusal
from applications.workflow.commissions import invite, revoke


class InvitingAdmin(admin.ModelAdmin):
    """A Commission to which the staff invite by the verbs of the workflow."""

    def get_urls(self) -> Any:
        own = path(
            "<int:number>/invite/",
            self.admin_site.admin_view(self.invite_page),
            name="applications_nationalcommission_invite",
        )
        return [own, *super().get_urls()]

    def invite_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """Ask for the address, or take an open invitation back; lead back to this page."""
        commission = get_object_or_404(NationalCommission, pk=number)
        if not self.has_change_permission(request, commission):
            raise PermissionDenied
        if "take_back" in request.POST:
            return self.taken_back(request, commission)
        form = ByLetterForm(
            request.POST if request.method == "POST" else None, initial={"key": uuid.uuid4()}
        )
        status = 200
        if form.is_bound and form.is_valid():
            status = self.invited(request, commission, form)
            if status == 302:
                return redirect(self.own_address(commission))
        context = {
            **self.admin_site.each_context(request),
            "title": _now("Invite a member"),
            "form": form,
            "fieldset": fieldset_of(form),
            "opts": self.opts,
            "original": commission,
            "invitations": commission.invitations.open_at(timezone.now()),
        }
        page = "admin/applications/nationalcommission/invite.html"
        return TemplateResponse(request, page, context, status=status)

    def invited(
        self, request: HttpRequest, commission: NationalCommission, form: ByLetterForm
    ) -> int:
        """Invite, and return the status of the answer; what is wrong stands in the form."""
        given = form.cleaned_data
        try:
            invite(commission, given["email"], by=request.user, number=given["key"])
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return refusal.status
        except ValidationError as error:
            form.refuse(error)
            return 200
        text = _now("The invitation to %(address)s is on its way.")
        messages.success(request, text % {"address": given["email"]})
        return 302

    def taken_back(self, request: HttpRequest, commission: NationalCommission) -> HttpResponse:
        waiting = {str(one.number): one for one in commission.invitations.waiting()}
        found = waiting.get(request.POST["take_back"])
        if found is not None:
            revoke(found, by=request.user)
            text = _now("The invitation to %(address)s is taken back.")
            messages.success(request, text % {"address": found.email})
        return redirect(self.own_address(commission))

    def own_address(self, commission: NationalCommission) -> str:
        return reverse("admin:applications_nationalcommission_invite", args=[commission.pk])
