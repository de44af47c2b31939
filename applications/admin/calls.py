"""Calls and National Commissions, for staff."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from applications.admin.extending import ExtendingAdmin
from applications.admin.inviting import InvitingAdmin
from applications.admin.logged import InTheLog
from applications.admin.reading import ReadRows
from applications.models import (
    Call,
    CommissionInvitation,
    CountryExtension,
    DeadlineChange,
    NationalCommission,
    NationalDeadline,
)
from applications.triggers import REFUSALS
from applications.workflow.commissions import record_members
from cities.admin.filters import Missing
from cities.admin.searching import (
    FoldedSearchAdmin,
    countries_named,
    keys_reading,
)
from uccn.doors.admin import ReasonForm, TabularRow


class CallForm(ReasonForm):
    languages = forms.MultipleChoiceField(
        label=_("languages of the file"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class DeadlineChangeRows(TabularRow):
    model = DeadlineChange
    fields = ("old_deadline", "new_deadline", "changed_on", "reason")


class CountryExtensionRows(ReadRows):
    model = CountryExtension
    fields = ("country", "old_deadline", "new_deadline", "reason", "by", "at")
    row_needs = ("country", "by")


@admin.register(Call)
class CallAdmin(ExtendingAdmin, InTheLog, FoldedSearchAdmin):
    """A round and its rules. All times are UTC."""

    form = CallForm
    refusals = REFUSALS
    list_display = (
        "year",
        "opens_at",
        "deadline",
        "announced_on",
        "members_announced",
        "max_submitted_per_country",
        "max_designated_per_country",
        "channel",
        "application_count",
    )
    list_filter = ("channel", "fields")
    ordering = ("-year",)
    autocomplete_fields = ("sources",)
    fieldsets = (
        (None, {"fields": ("year", "fields", "channel", "languages", "max_file_megabytes")}),
        (
            _("Time"),
            {
                "fields": (
                    "opens_at",
                    "deadline",
                    "deadline_printed",
                    "deadline_reading",
                    "announced_on",
                    "members_announced",
                ),
                "description": _(
                    "Instants are in UTC. Once a form is published, the deadline changes by"
                    " “Extend the deadline” only, which keeps the reason and tells the teams."
                ),
            },
        ),
        (
            _("Limits"),
            {
                "fields": (
                    "max_submitted_per_country",
                    "max_designated_per_country",
                    "min_distinct_fields",
                    "moratorium_after_calls",
                    "moratorium_years",
                )
            },
        ),
        (_("Files"), {"fields": ("commissions_see_drafts", "retention_months")}),
        (None, {"fields": ("note", "sources")}),
    )
    inlines = (DeadlineChangeRows, CountryExtensionRows)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(application_count=Count("applications"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Cities rely on the deadline of a call that has a form: its own verb changes it."""
        fixed = super().get_readonly_fields(request, obj)
        is_relied_on = obj is not None and obj.form_versions.published().exists()
        return (*fixed, "deadline") if is_relied_on else fixed

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "fields":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def matching(self, word: str) -> Q:
        return Q(pk__in=keys_reading(Call.objects.all(), word, "year", "note", "deadline_printed"))

    @admin.display(description=_("applications"), ordering="application_count")
    def application_count(self, call: Call) -> int:
        return call.application_count  # type: ignore[attr-defined, no-any-return]


class MissingOfCommission(Missing):
    details = {
        "members": (_("members"), Q(members__isnull=True)),
        "website": (_("the web site"), Q(website="")),
    }


class NationalDeadlineRows(ReadRows):
    model = NationalDeadline
    fields = ("call", "deadline", "deadline_printed", "deadline_reading", "is_binding")
    row_needs = ("call",)


class CommissionInvitationRows(ReadRows):
    model = CommissionInvitation
    fields = ("email", "invited_by", "invited_at", "expires_at", "accepted_at", "revoked_at")
    row_needs = ("invited_by", "commission")


@admin.register(NationalCommission)
class NationalCommissionAdmin(InvitingAdmin, FoldedSearchAdmin):
    list_display = ("name", "country", "website", "member_count")
    list_select_related = ("country",)
    list_filter = ("country__region", MissingOfCommission)
    autocomplete_fields = ("country", "members")
    fields = ("country", "name", "website", "members")
    inlines = (NationalDeadlineRows, CommissionInvitationRows)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save who acts for the Commission, and write into the log who came and who went."""
        commission = form.instance
        before = set(commission.members.values_list("pk", flat=True))
        super().save_related(request, form, formsets, change)
        record_members(commission, before, by=request.user)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(member_count=Count("members"))

    def matching(self, word: str) -> Q:
        named = keys_reading(NationalCommission.objects.all(), word, "name")
        return Q(pk__in=named) | Q(country__in=countries_named(word))

    @admin.display(description=_("members"), ordering="member_count")
    def member_count(self, commission: NationalCommission) -> int:
        return commission.member_count  # type: ignore[attr-defined, no-any-return]
