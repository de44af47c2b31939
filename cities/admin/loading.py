"""What the fixtures loaded, for staff to read."""

from django.contrib import admin

from cities.models import LoadedRow
from uccn.doors.admin import OnlyRead


@admin.register(LoadedRow)
class LoadedRowAdmin(OnlyRead, admin.ModelAdmin):
    """The loader's memory: changed by loading and by nobody here."""

    list_display = ("kind", "key")
    list_filter = ("kind",)
    search_fields = ("key",)
