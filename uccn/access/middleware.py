"""Recognising, counting and letting in: before every answer under /api/ that is made anew.

Files of the pages (`/cities.csv`, `/record.zip`) are counted with them, by address, since to make
one costs as much; a key is for the API only. What a file says is the same for everybody, so it says
nothing of limits, until there is too much of it.

What was answered from memory, and the 304 to an anonymous reader, cost next to nothing. They do not
come here, are not counted, and say nothing of limits. Everything else does, errors and addresses
that lead nowhere included. A request with a key is always made anew: whether the key is still valid
has to be asked each time.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from uccn.access.addresses import client_address
from uccn.access.counting import Count, count
from uccn.access.keys import CHALLENGE, KeyRefused, key_of_header, note_use
from uccn.access.quotas import Quota, quota
from uccn.access.weights import API, weight
from uccn.doors.problems import problem_response
from uccn.models import PartnerKey


class AccessMiddleware:
    """Gives the request its `partner_key`, or answers 401 or 429; says each time what is left.

    Nobody whose key is refused reads on as an anonymous reader: they would not notice that their
    key no longer works until the smaller limit stops them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        weighs = weight(request)
        if not request.path_info.startswith(API):
            return self.answer_page(request, weighs)
        key, refusal = None, None
        try:
            key = key_of_request(request)
        except KeyRefused as refused:
            refusal = refused
        allowed, who = limit_of(request, key)
        counted = count(allowed, *who, weight=weighs)
        if counted and not counted.admitted:
            response: HttpResponseBase = too_many(request, counted)
        elif refusal:
            response = refuse(request, refusal)
        else:
            request.partner_key = key  # type: ignore[attr-defined]
            response = self.get_response(request)
        if counted:
            say(response, who[0], allowed, counted)
        if key:
            note_use(key)
        return response

    def answer_page(self, request: HttpRequest, weighs: int) -> HttpResponseBase:
        """The answer outside of the API, where only files weigh something."""
        if weighs:
            allowed, who = limit_of(request, None)
            counted = count(allowed, *who, weight=weighs)
            if counted and not counted.admitted:
                return too_many(request, counted)
        return self.get_response(request)


def key_of_request(request: HttpRequest) -> PartnerKey | None:
    """The valid key of a request, or None for an anonymous one. Raises `KeyRefused`."""
    header = request.META.get("HTTP_AUTHORIZATION")
    return None if header is None else key_of_header(header)


def limit_of(request: HttpRequest, key: PartnerKey | None) -> tuple[Quota, tuple[str, str]]:
    """How much somebody may ask, and who they are: the kind of reader, and one of the kind."""
    if key:
        return quota(key.limit or settings.API_LIMIT_PARTNER), ("partner", key.prefix)
    return quota(settings.API_LIMIT_ANONYMOUS), ("anonymous", client_address(request))


def refuse(request: HttpRequest, refusal: KeyRefused) -> HttpResponseBase:
    """401, and how to mend it."""
    headers = {"WWW-Authenticate": f'{CHALLENGE}, error="invalid_token"'}
    return problem_response(request, 401, refusal.detail, kind="key-refused", headers=headers)


def too_many(request: HttpRequest, counted: Count) -> HttpResponseBase:
    """429, and when to come back: a problem of the API, a page in the place of a file."""
    detail = _("This is more than your limit. Ask again in %(seconds)s seconds.")
    detail %= {"seconds": counted.wait}
    if request.path_info.startswith(API):
        headers = {"Retry-After": str(counted.wait)}
        return problem_response(request, 429, detail, headers=headers)
    page = render(request, "error.html", {"status": 429, "detail": detail}, status=429)
    page["Retry-After"] = str(counted.wait)
    return page


def say(response: HttpResponseBase, kind: str, allowed: Quota, counted: Count) -> None:
    """Tell the limit and what is left of it, as draft-ietf-httpapi-ratelimit-headers writes it."""
    policy = f'"{kind}";q={allowed.amount};w={allowed.get_expiry()}'
    response["RateLimit-Policy"] = policy
    response["RateLimit"] = f'"{kind}";r={counted.remaining};t={counted.wait}'
