"""The other names of cities, for staff."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from cities.admin.searching import OfACityAdmin
from cities.models import CityName, FormerSlug, NameKind
from uccn.doors.admin import TabularRow


class NameRows(TabularRow):
    """The names that people gave. Those of the gazetteer are too many here: they have a list."""

    model = CityName
    fields = ("name", "kind", "language", "script", "source")
    autocomplete_fields = ("source",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).exclude(kind=NameKind.GAZETTEER)

    def formfield_for_choice_field(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "kind":
            kwargs["choices"] = [
                choice for choice in NameKind.choices if choice[0] != NameKind.GAZETTEER
            ]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class FormerSlugRows(TabularRow):
    """Addresses that the city gave up; they are kept by changing its slug, and only shown here."""

    model = FormerSlug
    fields = readonly_fields = ("slug",)
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(CityName)
class CityNameAdmin(OfACityAdmin):
    """All names of all cities; a wrong one may be deleted, also several at once."""

    list_display = ("name", "city", "kind", "language", "script", "source")
    list_select_related = ("city", "source")
    list_filter = ("kind", "script", "language")
    autocomplete_fields = ("city", "source")
    actions = ("delete_selected",)

    def matching(self, word: str) -> Q:
        return Q(folded__contains=word) | Q(city__folded__contains=word)
