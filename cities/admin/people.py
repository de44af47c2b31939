"""The people who speak for cities, for staff: their contacts, and forgetting them."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cities.admin.filters import MissingOfContact, Speaking, Verified
from cities.admin.searching import OfACityAdmin
from cities.models import FocalPoint, Organisation
from uccn.doors.admin import StackedRow

CONTACT = ("email", "telephone", "telephone_printed")
STANDING = ("since", "until", "verified_on")


class FocalPointRows(StackedRow):
    """The city's people. To forget one of them, open them: erasing also takes the history."""

    model = FocalPoint
    fields = (
        ("name", "role", "is_public"),
        ("title", "organisation"),
        CONTACT,
        STANDING,
        "source",
    )
    autocomplete_fields = ("source",)
    can_delete = False
    show_change_link = True

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Offer only the organisations of the same city."""
        if db_field.name == "organisation":
            city = request.resolver_match.kwargs.get("object_id")
            of_city = city if city and city.isdecimal() else None
            kwargs["queryset"] = Organisation.objects.filter(city=of_city)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(FocalPoint)
class FocalPointAdmin(OfACityAdmin):
    list_display = ("name", "city", "role", "is_public", "missing_details", "verified_on", "until")
    list_select_related = ("city",)
    list_filter = (
        Speaking,
        Verified,
        MissingOfContact,
        "role",
        "is_public",
        "city__country__region",
    )
    autocomplete_fields = ("city", "organisation", "source")
    fieldsets = (
        (None, {"fields": ("city", "name", "role", "title", "organisation", "is_public")}),
        (_("Contact"), {"fields": CONTACT}),
        (_("Standing"), {"fields": (*STANDING, "source")}),
    )
    read_columns = ("name", "title", "email", "telephone", "organisation__name")
    actions = ("erase_selected",)
    change_form_template = "admin/cities/focalpoint/change_form.html"

    @admin.display(description=_("missing"))
    def missing_details(self, person: FocalPoint) -> str:
        return ", ".join(person.missing)

    def get_urls(self) -> Any:
        erase = self.admin_site.admin_view(self.erase_view)
        return [
            path("<path:object_id>/erase/", erase, name="cities_focalpoint_erase"),
            *super().get_urls(),
        ]

    def erase_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask whether to forget one person."""
        person = self.get_object(request, unquote(object_id))
        if person is None:
            raise Http404
        return self._erase(request, FocalPoint.objects.filter(pk=person.pk))

    @admin.action(
        description=_("Erase the selected people with their history"), permissions=("delete",)
    )
    def erase_selected(self, request: HttpRequest, queryset: Any) -> HttpResponse:
        """Ask whether to forget the ticked people."""
        return self._erase(request, queryset)

    def _erase(self, request: HttpRequest, people: Any) -> HttpResponse:
        if not self.has_delete_permission(request):
            raise PermissionDenied
        if request.method == "POST" and "confirmed" in request.POST:
            for person in people:
                self._forget(person)
            self.message_user(
                request, _now("Erased, with every earlier version."), messages.SUCCESS
            )
            return HttpResponseRedirect(reverse("admin:cities_focalpoint_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": _now("Erase for good?"),
            "rows": people.select_related("city"),
            "action": "erase_selected",
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/cities/focalpoint/erase.html", context)

    @staticmethod
    def _forget(person: FocalPoint) -> None:
        """Erase the person, their history, and what the admin's own log says of them by name."""
        about = ContentType.objects.get_for_model(FocalPoint)
        LogEntry.objects.filter(content_type=about, object_id=str(person.pk)).delete()
        person.erase()
