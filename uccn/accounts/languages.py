"""The languages of people's own pages: fewer than those of the public ones."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, translate_url
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

from uccn.delivery.addresses import is_own


def spoken(header: str) -> str:
    """The language of people's own pages that an `Accept-Language` likes best, or English."""
    for code, _weight in parse_accept_lang_header(header.lower()):
        if code.split("-")[0] in settings.OWN_LANGUAGES:
            return code.split("-")[0]
    return settings.LANGUAGE_CODE


class OwnLanguagesMiddleware:
    """Leads from `/ar/account/` to the same page in English or French, whichever is preferred.

    The pages of the other languages link to their own addresses like everything in their frame, and
    need not know what is translated; whatever is posted is led on with what was posted.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_own(request.path_info) or get_language() in settings.OWN_LANGUAGES:
            return self.get_response(request)
        try:
            resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        language = spoken(request.headers.get("Accept-Language", ""))
        address = translate_url(request.get_full_path(), language)
        response = HttpResponseRedirect(address, preserve_request=True)
        response["Cache-Control"] = "private, no-store"
        return response
