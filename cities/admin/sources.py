"""Sources and statements, for staff."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cities.admin.filters import MissingOfSource
from cities.admin.searching import FoldedSearchAdmin, cities_named, fields_named, keys_reading
from cities.models import Source, Statement
from cities.statements.verdicts import Answer, answers
from uccn.doors.admin import StackedRow

ABOUT = ("metric", "value", "value_date", "city", "without_city", "field")
SCOPE = ("scope", "region", "continent", "countries", "scope_name")


class StatementRows(StackedRow):
    """What the source says. The record answers it; nothing is corrected here."""

    model = Statement
    fieldsets = (
        (None, {"fields": ("key", "printed", "language", "said_on")}),
        (None, {"fields": (ABOUT[:3], ABOUT[3:], SCOPE[:3], SCOPE[3:], "note")}),
    )
    autocomplete_fields = ("city", "countries")
    show_change_link = True


@admin.register(Source)
class SourceAdmin(FoldedSearchAdmin):
    list_display = (
        "key",
        "title",
        "publisher",
        "language",
        "dated_on",
        "earliest",
        "latest",
        "dates_inferred",
        "statement_count",
    )
    list_filter = ("dates_inferred", "language", MissingOfSource)
    ordering = ("sort_key", "pk")
    prepopulated_fields = {"key": ("title",)}
    fieldsets = (
        (None, {"fields": ("key", "title", "publisher", "language", "url")}),
        (
            _("Of which days it speaks"),
            {"fields": ("dated_on", "earliest", "latest", "dates_inferred")},
        ),
        (None, {"fields": ("note",)}),
    )
    inlines = (StatementRows,)

    def get_queryset(self, request: HttpRequest):  # type: ignore[no-untyped-def]
        return super().get_queryset(request).annotate(statement_count=Count("statements"))

    def matching(self, word: str) -> Q:
        columns = ("key", "title", "publisher", "url")
        return Q(pk__in=keys_reading(Source.objects.all(), word, *columns))

    @admin.display(description=_("statements"), ordering="statement_count")
    def statement_count(self, source: Source) -> int:
        return source.statement_count  # type: ignore[attr-defined, no-any-return]


@admin.register(Statement)
class StatementAdmin(FoldedSearchAdmin):
    list_display = (
        "printed",
        "source",
        "metric",
        "value",
        "city",
        "field",
        "scope",
        "said_on",
        "verdict",
    )
    list_select_related = ("source", "city", "field")
    list_filter = (
        "metric",
        "scope",
        "region",
        "continent",
        "field",
        ("source", admin.RelatedOnlyFieldListFilter),
    )
    autocomplete_fields = ("source", "city", "countries")
    fieldsets = (
        (None, {"fields": ("source", "key", "printed", "language", "said_on")}),
        (_("About"), {"fields": ABOUT}),
        (_("Of which cities"), {"fields": SCOPE}),
        (_("What the record answers"), {"fields": ("verdict", "explanation")}),
        (None, {"fields": ("note",)}),
    )
    readonly_fields = ("verdict", "explanation")

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list, with all its answers taken from the record at once."""
        changelist = super().get_changelist_instance(request)
        for answer in answers(changelist.result_list):
            answer.statement.answer = answer  # type: ignore[attr-defined]
        return changelist

    @admin.display(description=_("verdict"))
    def verdict(self, statement: Statement) -> str:
        answer = self._answer(statement)
        return str(answer.verdict.label) if answer else ""

    @admin.display(description=_("in words"))
    def explanation(self, statement: Statement) -> str:
        answer = self._answer(statement)
        return answer.explanation if answer else ""

    @staticmethod
    def _answer(statement: Statement) -> Answer | None:
        """The record's answer, computed once for a page; none before the statement is saved."""
        if statement.pk is None:
            return None
        if not hasattr(statement, "answer"):
            (statement.answer,) = answers([statement])  # type: ignore[attr-defined]
        return statement.answer  # type: ignore[attr-defined, no-any-return]

    def matching(self, word: str) -> Q:
        columns = ("key", "printed", "scope_name", "source__title", "source__publisher")
        return (
            Q(pk__in=keys_reading(Statement.objects.all(), word, *columns))
            | Q(city__in=cities_named(word))
            | Q(field__in=fields_named(word))
        )
