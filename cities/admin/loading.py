"""What the fixtures loaded, for staff to read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from cities.models import LoadedRow


@admin.register(LoadedRow)
class LoadedRowAdmin(admin.ModelAdmin):
    """The loader's memory: changed by loading and by nobody here."""

    list_display = ("kind", "key")
    list_filter = ("kind",)
    search_fields = ("key",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
