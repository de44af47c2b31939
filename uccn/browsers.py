"""What browsers ask of a site: how to install it on a phone, and how to search it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

# The paper of the atlas: what surrounds a page while it loads.
PAPER = "#fbfbf8"


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest, in the language of its address."""
    return JsonResponse(
        {
            "name": _("UNESCO Creative Cities Network"),
            "short_name": _("Creative Cities"),
            "description": _(
                "The record of the UNESCO Creative Cities Network: who belongs to it, in which "
                "field, since when."
            ),
            "id": reverse("home"),
            "start_url": reverse("home"),
            "scope": reverse("home"),
            "display": "browser",
            "lang": get_language(),
            "dir": "rtl" if get_language_bidi() else "ltr",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": [
                {"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"},
                *(
                    {
                        "src": static(f"icons/{name}.png"),
                        "sizes": f"{side}x{side}",
                        "type": "image/png",
                        "purpose": purpose,
                    }
                    for name, side, purpose in (
                        ("icon-192", 192, "any"),
                        ("icon-512", 512, "any"),
                        ("maskable-512", 512, "maskable"),
                    )
                ),
            ],
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


@require_safe
def search_description(request: HttpRequest) -> HttpResponse:
    """The OpenSearch description of the portal's search, in the language of its address."""
    return render(
        request,
        "opensearch.xml",
        {"language": get_language()},
        content_type="application/opensearchdescription+xml",
    )
