"""The outbox, for staff to read: what was sent to whom, and what perhaps was not."""

from django.contrib import admin

from applications.models import Notice
from uccn.doors.admin import OnlyRead


@admin.register(Notice)
class NoticeAdmin(OnlyRead, admin.ModelAdmin):
    """Letters. An unknown one is for people to look into: nothing here sends it again."""

    list_display = ("template", "email", "state", "written_at", "sent_at", "attempts", "error")
    list_filter = ("state", "template")
    search_fields = ("email",)
    fields = (
        *("template", "email", "language", "why", "context", "application", "call"),
        *("state", "written_at", "claimed_at", "sent_at", "attempts", "error"),
    )
