"""The staff's page on which a call is extended, for every country or for one."""

import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from applications.admin.acting import fieldset_of
from applications.models import Call, CountryExtension
from applications.workflow import Refusal
from applications.workflow.deadlines import extend
from cities.models import Country


class ExtensionForm(forms.Form):
    """The new deadline, for whom and why."""

    until = forms.DateTimeField(
        label=_("new deadline"), help_text=_("In UTC, such as 2026-06-30 21:59:00.")
    )
    country = forms.ModelChoiceField(
        Country.objects.order_by("sort_key", "code"),
        label=_("country"),
        required=False,
        empty_label=_("every country"),
    )
    reason = forms.CharField(
        label=_("reason"),
        max_length=300,
        help_text=_("Teams and National Commissions read it."),
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
    )
    printed = forms.CharField(label=_("deadline as printed"), max_length=200, required=False)
    reading = forms.CharField(label=_("why this reading"), max_length=500, required=False)


class ExtendingAdmin(admin.ModelAdmin):
    """A call whose deadline is extended by the verb of the workflow, which tells everybody."""

    def get_urls(self) -> Any:
        own = path(
            "<int:number>/extend/",
            self.admin_site.admin_view(self.extend_page),
            name="applications_call_extend",
        )
        return [own, *super().get_urls()]

    def extend_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """Ask until when, for whom and why; extend, and lead back to the call."""
        call = get_object_or_404(Call, pk=number)
        if not self.has_change_permission(request, call):
            raise PermissionDenied
        form = ExtensionForm(request.POST or None)
        status = 200
        if form.is_bound and form.is_valid():
            given = form.cleaned_data
            until: datetime.datetime = given.pop("until")
            try:
                extend(call, until, by=request.user, **given)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, _now("The deadline is extended."))
                return redirect(reverse("admin:applications_call_change", args=[number]))
        context = {
            **self.admin_site.each_context(request),
            "title": _now("Extend the deadline"),
            "form": form,
            "fieldset": fieldset_of(form),
            "opts": self.opts,
            "original": call,
            "changes": call.deadline_changes.all(),
            "extensions": CountryExtension.objects.filter(call=call).select_related("country"),
        }
        page = "admin/applications/call/extend.html"
        return TemplateResponse(request, page, context, status=status)
