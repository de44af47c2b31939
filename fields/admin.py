"""The creative fields, for staff."""

import unicodedata
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from fields.models import CreativeField, FieldName
from uccn.doors.admin import RecordAdmin, TabularRow

NAMES = ("name_en", "name_fr", "name_es", "name_ru", "name_ar", "name_zh")
DEFINITIONS = tuple(name.replace("name", "definition") for name in NAMES)


def plain(text: str) -> str:
    """The text without case and accents."""
    marked = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in marked if not unicodedata.combining(character))


class OtherNames(TabularRow):
    model = FieldName
    fields = ("name", "language")


@admin.register(CreativeField)
class CreativeFieldAdmin(RecordAdmin):
    list_display = ("position", "name_en", "slug", "first_year", "colours", "glyph")
    list_display_links = ("name_en",)
    ordering = ("position",)
    prepopulated_fields = {"slug": ("name_en",)}
    fieldsets = (
        (None, {"fields": ("slug", "position", "first_year", "glyph")}),
        (_("Names"), {"fields": NAMES}),
        (_("Definitions"), {"fields": DEFINITIONS}),
        (_("Colours"), {"fields": ("colour_light", "colour_dark")}),
    )
    inlines = (OtherNames,)

    def words(self, question: str) -> list[str]:
        return plain(question).split()

    def matching(self, word: str) -> Q:
        """Fields with the word in any of their names: there are few, so all of them are read."""
        found = [
            row["pk"]
            for row in CreativeField.objects.values("pk", "slug", *NAMES, "other_names__name")
            if any(word in plain(str(value)) for column, value in row.items() if column != "pk")
        ]
        return Q(pk__in=found)

    @admin.display(description=_("colours"))
    def colours(self, field: CreativeField) -> Any:
        """Both colours; as attributes of a drawing, since pages here hold no inline style."""
        return format_html(
            '<svg width="34" height="16" aria-hidden="true">'
            '<rect width="16" height="16" fill="{0}"/>'
            '<rect x="18" width="16" height="16" fill="{1}"/>'
            "</svg> {0} {1}",
            field.colour_light,
            field.colour_dark,
        )
