"""The outbox, for staff to read: what was sent to whom, and what perhaps was not."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from applications.models import Notice


@admin.register(Notice)
class NoticeAdmin(admin.ModelAdmin):
    """Letters. An unknown one is for people to look into: nothing here sends it again."""

    list_display = ("template", "email", "state", "written_at", "sent_at", "attempts", "error")
    list_filter = ("state", "template")
    search_fields = ("email",)
    fields = (
        *("template", "email", "language", "why", "context", "application", "call"),
        *("state", "written_at", "claimed_at", "sent_at", "attempts", "error"),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
