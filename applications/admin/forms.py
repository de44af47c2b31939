"""The forms of calls, for staff. A published version is read; a correction is a new one."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from applications.models import DocumentKind, FormSection, FormVersion, Question
from applications.workflow import Refusal
from applications.workflow.forms import draft_next_version, publish
from uccn.doors.admin import AskingOnce, StackedRow


class UntilPublished(AskingOnce):
    """Whatever belongs to a published version is only read."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_published(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_published(obj) and super().has_delete_permission(request, obj)


class RowsUntilPublished(UntilPublished, StackedRow):
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_published(obj) and super().has_add_permission(request, obj)


def is_published(part: Any) -> bool:
    """Whether a version, or the version of a section, is published."""
    version = part.version if isinstance(part, FormSection) else part
    return bool(version and version.published_at)


class SectionRows(RowsUntilPublished):
    model = FormSection
    show_change_link = True


class DocumentKindRows(RowsUntilPublished):
    model = DocumentKind


class QuestionRows(RowsUntilPublished):
    model = Question


@admin.register(FormVersion)
class FormVersionAdmin(UntilPublished, admin.ModelAdmin):
    """The versions of a call's form; its actions begin the next version and publish one."""

    list_display = ("call", "number", "published_at")
    list_select_related = ("call",)
    list_filter = ("call",)
    readonly_fields = ("published_at",)
    actions = ("begin_next", "publish_chosen")
    inlines = (SectionRows, DocumentKindRows)

    @admin.action(description=_("Begin the next version as a copy"), permissions=("change",))
    def begin_next(self, request: HttpRequest, queryset: Any) -> None:
        for version in queryset.select_related("call"):
            draft = draft_next_version(version.call, by=request.user)
            told = _now("Version %(number)s is begun.") % {"number": draft.number}
            messages.success(request, told)

    @admin.action(description=_("Publish"), permissions=("change",))
    def publish_chosen(self, request: HttpRequest, queryset: Any) -> None:
        for version in queryset.order_by("call__year", "number"):
            try:
                publish(version, by=request.user)
            except Refusal as refusal:
                messages.error(request, f"{version}: {refusal}")
            else:
                messages.success(request, _now("%(version)s is published.") % {"version": version})


@admin.register(FormSection)
class FormSectionAdmin(UntilPublished, admin.ModelAdmin):
    """A section with its questions."""

    list_display = ("title_en", "version", "kind", "position")
    list_select_related = ("version__call",)
    list_filter = ("version__call", "kind")
    inlines = (QuestionRows,)
