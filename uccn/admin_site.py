"""The staff's site: in the reader's language, every change in it one of the public record."""

import functools
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import BadRequest
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cities.record.revision import public_change
from uccn.accounts.languages import spoken
from uccn.accounts.staff import StaffSignInForm
from uccn.doors.admin_refusals import refusal_message
from uccn.doors.admin_widgets import choice_label, choice_needs


def language_of(request: HttpRequest) -> str:
    """The language of the account, where staff's pages speak it; before signing in, the browser's.

    Addresses of the staff's site name no language: a link that a colleague sends opens in the
    reader's own.
    """
    if request.user.is_authenticated:
        return request.user.own_language
    return spoken(request.headers.get("Accept-Language", ""))


def in_own_language(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view, and the page that it renders, in the language of whoever asks."""

    @functools.wraps(view)
    def speaking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = language_of(request)
        with translation.override(language):
            response = view(request, *args, **kwargs)
            render = getattr(response, "render", None)
            if render is not None:
                # Templates are rendered late, when the request's own language would be back.
                response = render()
            response.headers["Content-Language"] = language
        return response

    return speaking


def one_change(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view, whose posts are one change of the public record: all of it or nothing.

    Raises `BadRequest` for an address that no database could look up.
    """

    @functools.wraps(view)
    def changing(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if any("\0" in value for _name, values in request.GET.lists() for value in values):
            raise BadRequest(_("This address holds a character that nothing can be found by."))
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            with public_change():
                return view(request, *args, **kwargs)
        except IntegrityError as error:
            # Forms show refusals themselves; what arrives here was refused at the very end.
            messages.error(request, refusal_message(error))
        except OperationalError:
            messages.error(
                request, _("Another change is being saved. Nothing was changed: please try again.")
            )
        return HttpResponseRedirect(request.get_full_path())

    return changing


class Choices(AutocompleteJsonView):
    """Choices under the names that their own admin gives them: there are two Granadas."""

    def get_queryset(self) -> Any:
        queryset = super().get_queryset()
        return queryset.select_related(*choice_needs(self.admin_site, queryset.model))

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": choice_label(self.admin_site, obj)}


class RecordAdminSite(AdminSite):
    """Where the Secretariat keeps the record.

    Whatever is posted here takes the lock of the public record first and holds it to the end, so
    that two colleagues cannot wait for each other's rows. Deleting the ticked rows of a list is
    offered only where an admin names that action itself.
    """

    site_title = gettext_lazy("Creative Cities Network")
    site_header = gettext_lazy("Creative Cities Network: record")
    index_title = gettext_lazy("The record and its people")
    login_form = StaffSignInForm

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.disable_action("delete_selected")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """With a way to the portal that keeps the reader's language."""
        return super().each_context(request) | {"site_url": reverse("home")}

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return super().admin_view(in_own_language(one_change(view)), cacheable)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        response = in_own_language(super().login)(request, extra_context)
        if request.method == "POST" and request.user.is_authenticated:
            # So that it stands among the person's sessions.
            UserSession.objects.create_from_request(request)
        return response  # type: ignore[return-value]

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return Choices.as_view(admin_site=self)(request)  # type: ignore[return-value]
