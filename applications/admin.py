"""Calls, National Commissions and the files of candidate cities, for staff."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from applications.models import (
    Application,
    BudgetLine,
    Call,
    Commitment,
    DeadlineChange,
    Milestone,
    NationalCommission,
    ProcessStep,
    ReferenceCity,
)
from cities.admin.filters import Missing
from cities.admin.searching import (
    FoldedSearchAdmin,
    OfACityAdmin,
    countries_named,
    fields_named,
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


@admin.register(Call)
class CallAdmin(FoldedSearchAdmin):
    """A round and its rules. All times are UTC."""

    form = CallForm
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
                "description": _("Instants are in UTC."),
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
        (None, {"fields": ("note", "sources")}),
    )
    inlines = (DeadlineChangeRows,)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(application_count=Count("applications"))

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


@admin.register(NationalCommission)
class NationalCommissionAdmin(FoldedSearchAdmin):
    list_display = ("name", "country", "website", "member_count")
    list_select_related = ("country",)
    list_filter = ("country__region", MissingOfCommission)
    autocomplete_fields = ("country", "members")
    fields = ("country", "name", "website", "members")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(member_count=Count("members"))

    def matching(self, word: str) -> Q:
        named = keys_reading(NationalCommission.objects.all(), word, "name")
        return Q(pk__in=named) | Q(country__in=countries_named(word))

    @admin.display(description=_("members"), ordering="member_count")
    def member_count(self, commission: NationalCommission) -> int:
        return commission.member_count  # type: ignore[attr-defined, no-any-return]


class MilestoneRows(TabularRow):
    model = Milestone
    fields = ("on", "title", "description")


class ProcessStepRows(TabularRow):
    model = ProcessStep
    fields = ("on", "year_is_inferred", "title", "body")


class CommitmentRows(TabularRow):
    model = Commitment
    fields = ("position", "title", "description", "times_per_year")


class BudgetLineRows(TabularRow):
    model = BudgetLine
    fields = (
        "position",
        "title",
        "people_at_least",
        "people_at_most",
        "is_optional",
        "amount",
        "currency",
    )


class ReferenceCityRows(TabularRow):
    model = ReferenceCity
    fields = ("city", "reason")
    autocomplete_fields = ("city",)


@admin.register(Application)
class ApplicationAdmin(OfACityAdmin):
    """A candidate's file. Its status is moved by the steps of the procedure, never by hand."""

    list_display = ("city", "country", "call", "field", "status", "initiator")
    list_select_related = ("city__country", "call", "field")
    list_filter = ("status", "call", "field", "city__country__region")
    autocomplete_fields = ("call", "city", "source")
    readonly_fields = ("status",)
    fieldsets = (
        (None, {"fields": ("call", "city", "field", "status")}),
        (_("Origin"), {"fields": ("initiator", "source", "note")}),
    )
    inlines = (
        MilestoneRows,
        ProcessStepRows,
        CommitmentRows,
        BudgetLineRows,
        ReferenceCityRows,
    )
    read_columns = ("initiator", "call__year")

    def matching(self, word: str) -> Q:
        return (
            super().matching(word)
            | Q(field__in=fields_named(word))
            | Q(city__country__in=countries_named(word))
        )

    @admin.display(description=_("country"), ordering="city__country__sort_key")
    def country(self, application: Application) -> str:
        return application.city.country.name
