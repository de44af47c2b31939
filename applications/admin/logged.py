"""What staff change by hand of a call, of how it is judged or of a file is in the log, too."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from applications.log import record
from applications.models import Application, Call
from applications.workflow.row_digests import digest_of_row


class InTheLog(admin.ModelAdmin):
    """Rows of which each addition, change and deletion writes an entry, with a digest of the row.

    Whoever saves without changing anything does nothing.
    """

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        added = super().log_addition(request, obj, message)
        self.enter(request, obj, "add")
        return added

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        changed = super().log_change(request, obj, message)
        if message:
            self.enter(request, obj, "change")
        return changed

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        deleted = super().log_deletions(request, queryset)
        for row in queryset:
            self.enter(request, row, "delete")
        return deleted

    def enter(self, request: HttpRequest, row: Any, act: str) -> None:
        """Write the entry, such as `criterion:change`."""
        is_gone = act == "delete"
        call = row if isinstance(row, Call) else row.call
        record(
            f"{self.opts.model_name}:{act}",
            by=request.user,
            at=timezone.now(),
            call=None if is_gone and call is row else call,
            application=row if isinstance(row, Application) and not is_gone else None,
            row=row.pk,
            values=digest_of_row(row if is_gone else type(row)._default_manager.get(pk=row.pk)),
        )
