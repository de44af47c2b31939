"""The log of acts, for staff to read: who did what when by numbers, and what was published."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from applications.models import LogEntry, PublishedHead
from uccn.doors.admin import OnlyRead


@admin.register(LogEntry)
class LogEntryAdmin(OnlyRead, admin.ModelAdmin):
    """Entries, the latest first. `manage.py verify_log` says whether they are whole."""

    list_display = ("sequence", "at", "kind", "call", "application", "person", "short_digest")
    list_display_links = ("sequence", "kind")
    list_select_related = ("call", "application__city", "application__call")
    list_filter = ("kind", "call")
    search_fields = ("kind", "^digest")
    ordering = ("-sequence",)
    list_per_page = 50
    show_full_result_count = False
    fields = (
        *("sequence", "kind", "call", "application", "person", "act", "at", "recorded_at"),
        *("contents", "previous", "digest"),
    )
    readonly_fields = ("person",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related(*self.list_select_related)

    @admin.display(description=_("number of the account"), ordering="by_id")
    def person(self, entry: LogEntry) -> int | None:
        return entry.by_id

    @admin.display(description=_("digest"))
    def short_digest(self, entry: LogEntry) -> str:
        return f"{entry.digest[:12]}…"


@admin.register(PublishedHead)
class PublishedHeadAdmin(OnlyRead, admin.ModelAdmin):
    """What everybody could see of the log on which day."""

    list_display = ("date", "sequence", "digest", "published_at")
    list_per_page = 50
    search_fields = ("^digest",)
