"""The one address that looks at a reader's language: `/`, for whoever comes from elsewhere.

Whoever came from a page of the portal, such as by the link to English, chose the language there.
Browsers say where a visit begins (`Sec-Fetch-Site`); whatever does not say so is not led on.
"""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override
from django.utils.translation.trans_real import (
    get_supported_language_variant,
    parse_accept_lang_header,
)

# What the answer varies on, for `Vary`.
LOOKED_AT = ("Accept-Language", "Sec-Fetch-Site")
FROM_ELSEWHERE = frozenset({"none", "cross-site", "same-site"})


def preferred_language(header: str) -> str:
    """The portal's language that an `Accept-Language` likes best, or its default language."""
    for code, _weight in parse_accept_lang_header(header.lower()):
        if code == "*":
            break
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def home_in_preferred_language(request: HttpRequest) -> str | None:
    """Where a first visit to `/` should rather go, with its question; None to stay."""
    if request.headers.get("Sec-Fetch-Site") not in FROM_ELSEWHERE:
        return None
    language = preferred_language(request.headers.get("Accept-Language", ""))
    if language == settings.LANGUAGE_CODE:
        return None
    with override(language):
        address = reverse("home")
    question = request.META.get("QUERY_STRING", "")
    return f"{address}?{question}" if question else address
