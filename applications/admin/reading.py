"""Rows that staff read and that only the acts of the procedure write."""

from typing import Any

from django.http import HttpRequest

from uccn.doors.admin import OnlyRead, TabularRow


class ReadRows(OnlyRead, TabularRow):
    """Rows without a way to add, change or delete one."""

    can_delete = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields
