"""The files of candidate cities, for staff: what the record tells of them, and to be read."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from applications.admin.logged import InTheLog
from applications.admin.reading import ReadRows
from applications.models import (
    Answer,
    Application,
    BudgetLine,
    Commitment,
    Decline,
    Document,
    Endorsement,
    Invitation,
    Link,
    Milestone,
    ProcessStep,
    ReferenceCity,
    StatusChange,
    TeamMember,
)
from applications.triggers import REFUSALS
from cities.admin.searching import OfACityAdmin, countries_named, fields_named
from uccn.doors.admin import TabularRow


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


class TeamRows(ReadRows):
    model = TeamMember
    fields = ("user", "part", "joined_at")
    row_needs = ("user",)


class InvitationRows(ReadRows):
    model = Invitation
    fields = ("email", "part", "invited_at", "expires_at", "accepted_at", "revoked_at")


class StatusChangeRows(ReadRows):
    model = StatusChange
    fields = ("action", "from_status", "to_status", "by", "at", "reason")
    row_needs = ("by",)


class EndorsementRows(ReadRows):
    model = Endorsement
    fields = ("slot", "rank", "by", "at", "reason", "withdrawn_at", "withdrawn_reason")
    row_needs = ("by", "application__city", "application__call")


class DeclineRows(ReadRows):
    model = Decline
    fields = ("reason", "by", "at", "reconsidered_at")
    row_needs = ("by", "application__city", "application__call")


class AnswerRows(ReadRows):
    model = Answer
    fields = ("question", "value", "no_relevant_information", "revision", "saved_at", "saved_by")
    row_needs = ("saved_by",)


class DocumentRows(ReadRows):
    model = Document
    fields = ("kind", "original_name", "size", "recognised_type", "sha256", "uploaded_at")


class LinkRows(ReadRows):
    model = Link
    fields = ("url", "title")


@admin.register(Application)
class ApplicationAdmin(InTheLog, OfACityAdmin):
    """A candidate's file. Its status is moved by the steps of the procedure, never by hand."""

    list_display = ("city", "country", "call", "field", "status", "initiator")
    list_select_related = ("city__country", "call", "field")
    list_filter = ("status", "call", "field", "city__country__region")
    autocomplete_fields = ("call", "city", "source")
    readonly_fields = ("status", "submitted_at", "form", "previous")
    refusals = REFUSALS
    fieldsets = (
        (None, {"fields": ("call", "city", "field", "status", "submitted_at")}),
        (_("Form"), {"fields": ("form", "previous")}),
        (_("Origin"), {"fields": ("initiator", "source", "note")}),
    )
    inlines = (
        MilestoneRows,
        ProcessStepRows,
        CommitmentRows,
        BudgetLineRows,
        ReferenceCityRows,
        TeamRows,
        InvitationRows,
        StatusChangeRows,
        EndorsementRows,
        DeclineRows,
        AnswerRows,
        DocumentRows,
        LinkRows,
    )
    read_columns = ("initiator", "call__year")

    def get_queryset(self, request: HttpRequest) -> Any:
        """The files that the person may know of: the rule of every other door."""
        files: Any = super().get_queryset(request)
        return files.visible_to(request.user)

    def matching(self, word: str) -> Q:
        return (
            super().matching(word)
            | Q(field__in=fields_named(word))
            | Q(city__country__in=countries_named(word))
        )

    @admin.display(description=_("country"), ordering="city__country__sort_key")
    def country(self, application: Application) -> str:
        return application.city.country.name
