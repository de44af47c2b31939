"""How the files of a call are judged, and by whom, for staff. Assigning has pages of its own."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from applications.admin.logged import InTheLog
from applications.models import (
    Anchor,
    Criterion,
    EvaluationTerms,
    Evaluator,
    Tie,
)
from uccn.doors.admin import AskingOnce, TabularRow


@admin.register(EvaluationTerms)
class EvaluationTermsAdmin(AskingOnce, InTheLog):
    """The terms of calls. All times are UTC."""

    list_display = (
        "call",
        "evaluators_per_file",
        "experts_at_least",
        "evaluations_due_at",
        "spread_at_most",
        "completion_days",
        "review_days",
    )
    list_select_related = ("call",)
    search_fields = ("=call__year",)


class AnchorRows(TabularRow):
    model = Anchor
    fields = ("value", "text_en", "text_fr")


@admin.register(Criterion)
class CriterionAdmin(AskingOnce, InTheLog):
    """The criteria of calls, with what each score means."""

    list_display = ("title_en", "call", "position", "weight", "least", "greatest", "step")
    list_select_related = ("call",)
    list_filter = ("call",)
    search_fields = ("code", "title_en", "title_fr")
    ordering = ("-call__year", "position", "pk")
    inlines = (AnchorRows,)


class EvaluatorForm(forms.ModelForm):
    languages = forms.MultipleChoiceField(
        label=_("languages that they read"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )


class TieRows(TabularRow):
    model = Tie
    fields = ("city", "kind")
    autocomplete_fields = ("city",)


@admin.register(Evaluator)
class EvaluatorAdmin(AskingOnce, InTheLog):
    """Who evaluates files of a call. What is assigned to them is on the pages of the evaluation."""

    form = EvaluatorForm
    list_display = (
        "user",
        "call",
        "kind",
        "city",
        "country",
        "employer",
        "capacity",
        "load",
        "is_active",
    )
    list_select_related = ("user", "call", "city", "country")
    list_filter = ("call", "kind", "is_active", "fields")
    search_fields = ("user__email", "user__first_name", "user__last_name", "employer")
    ordering = ("-call__year", "pk")
    autocomplete_fields = ("user", "city", "country")
    inlines = (TieRows,)

    def get_queryset(self, request: HttpRequest) -> Any:
        in_force = Q(assignments__state__in=("sealed", "open"))
        return super().get_queryset(request).annotate(load=Count("assignments", filter=in_force))

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "fields":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=_("files assigned"), ordering="load")
    def load(self, evaluator: Evaluator) -> int:
        return evaluator.load  # type: ignore[attr-defined, no-any-return]
