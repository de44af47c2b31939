"""Programs in the pages of other sites may read what is for programs (CORS).

django-cors-headers answers them, too. It names `Origin` in the `Vary` of each answer even where
every origin is allowed, so that a cache would keep one copy for each site that asks, and an answer
that varies on a header of its reader gets no `ETag` here. These headers are the same for everybody.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

# The API, lists and the record as files, and what is looked up by programs; a language may stand
# before each but the first. No cookie ever goes along, so that no address has to be kept out.
OPEN = re.compile(
    r"/api/|.*\.(csv|geojson|json|jsonld|ndjson|xlsx|zip)$|(/[a-z-]+)?/(oembed$|feeds/)"
)
METHODS = "GET, HEAD, OPTIONS"
# What a program may ask with, beside what every page may send.
ASKED = ("Authorization", "Cache-Control", "If-Modified-Since", "If-None-Match", "X-Request-ID")
# What a program may read of an answer, beside what every page may see.
SHOWN = (
    *("Link", "ETag", "Content-Disposition", "RateLimit", "RateLimit-Policy", "Retry-After"),
    *("WWW-Authenticate", "X-Request-ID", "Deprecation", "Sunset"),
)
# Seconds for which a browser need not ask again what it may ask.
KEPT = 86_400


class OpenToOtherSitesMiddleware:
    """Allows every origin, without credentials, and answers what browsers ask beforehand.

    It stands before what redirects: a browser follows no redirect of that question.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not OPEN.match(request.path_info):
            return self.get_response(request)
        response = allowance() if is_preflight(request) else self.get_response(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = ", ".join(SHOWN)
        return response


def is_preflight(request: HttpRequest) -> bool:
    """Whether a browser asks what a page may ask, and nothing for the page itself."""
    return request.method == "OPTIONS" and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in request.META


def allowance() -> HttpResponse:
    """What every page may ask."""
    return HttpResponse(
        status=204,
        headers={
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": ", ".join(ASKED),
            "Access-Control-Max-Age": str(KEPT),
        },
    )
