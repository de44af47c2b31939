"""What a city's page tells of it, for staff: organisations, events, offers, wishes and texts."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cities.admin.searching import OfACityAdmin
from cities.models import Asset, CityText, Organisation
from uccn.doors.admin import StackedRow, TabularRow


class OrganisationRows(TabularRow):
    model = Organisation
    fields = ("name", "kind", "founded_year", "runs_membership", "website", "source")
    autocomplete_fields = ("source",)
    show_change_link = True


class AssetRows(TabularRow):
    model = Asset
    fields = ("kind", "title", "description", "every_years", "position", "source")
    autocomplete_fields = ("source",)
    show_change_link = True


class TextRows(StackedRow):
    model = CityText
    fields = ("language", "text")


@admin.register(Organisation)
class OrganisationAdmin(OfACityAdmin):
    list_display = ("name", "city", "kind", "runs_membership", "founded_year", "source")
    list_select_related = ("city", "source")
    list_filter = ("kind", "runs_membership", "city__country__region")
    autocomplete_fields = ("city", "source")
    read_columns = ("name", "description")


@admin.register(Asset)
class AssetAdmin(OfACityAdmin):
    list_display = ("title", "city", "kind", "every_years", "source")
    list_select_related = ("city", "source")
    list_filter = ("kind", "city__country__region")
    autocomplete_fields = ("city", "source")
    read_columns = ("title", "description")


@admin.register(CityText)
class CityTextAdmin(OfACityAdmin):
    list_display = ("city", "language", "beginning")
    list_display_links = ("city", "language")
    list_select_related = ("city",)
    list_filter = ("language",)
    autocomplete_fields = ("city",)

    @admin.display(description=_("text"))
    def beginning(self, text: CityText) -> str:
        return text.text[:80]
