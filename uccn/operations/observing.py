"""Each request gets a number, a line in the log and its place in the figures."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.encoding import escape_uri_path

from uccn.delivery.addresses import is_private
from uccn.operations import metrics
from uccn.operations.logs import request_number

logger = logging.getLogger("uccn.requests")

# What a proxy may send as a number: nothing that could break a line or fill the log.
NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")


STATIC = "/static/"


class ObservationMiddleware:
    """Numbers requests, times them, and tells what became of them.

    The number goes into the answer, too, outside of what is kept of it. `received_at` of the
    request is the instant at which it got here, before anything of its body was read: by that, and
    not by when its turn came, it is in time or late.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.received_at = timezone.now()  # type: ignore[attr-defined]
        began = time.perf_counter()
        sent = request.META.get("HTTP_X_REQUEST_ID", "")
        number = sent if NUMBER.fullmatch(sent) else secrets.token_hex(8)
        token = request_number.set(number)
        queries = Queries()
        try:
            with connection.execute_wrapper(queries):
                response = self.get_response(request)
            response["X-Request-ID"] = number
            tell(request, response.status_code, time.perf_counter() - began, queries.number)
        finally:
            request_number.reset(token)
        return response


class Queries:
    """Counts the queries of one request."""

    number = 0

    def __call__(self, execute: Callable[..., Any], *query: Any) -> Any:
        self.number += 1
        return execute(*query)


def tell(request: HttpRequest, status: int, seconds: float, queries: int) -> None:
    """Write the line of a request, and count it."""
    outcome = getattr(request, "outcome", "")
    metrics.observe(view_of(request), request.method, status, outcome, seconds, queries)
    if not logger.isEnabledFor(logging.INFO):
        return
    path, milliseconds = shown_path(request), round(seconds * 1000, 1)
    details = {
        "method": request.method,
        "path": path,
        "status": status,
        "milliseconds": milliseconds,
        "queries": queries,
    }
    if outcome:
        details["cache"] = outcome
    if account := account_of(request):
        details["account"] = account
    logger.info(
        "%s %s %s, %s ms%s",
        *(request.method, path, status, milliseconds, f", {outcome}" if outcome else ""),
        extra={"details": details},
    )


def view_of(request: HttpRequest) -> str:
    """The name of the view, whatever its language; `none` where no view was found."""
    if kept := getattr(request, "kept_view", ""):
        return str(kept)
    if request.resolver_match is None:
        return "static" if request.path_info.startswith(STATIC) else "none"
    return request.resolver_match.view_name or "unnamed"


def shown_path(request: HttpRequest) -> str:
    """The path without its question; of private pages its pattern, as a path may hold a token."""
    if not is_private(request.path_info) or request.path_info.startswith(STATIC):
        return escape_uri_path(request.path)
    match = request.resolver_match
    first = request.path_info.split("/")[1]
    return f"/{match.route}" if match else f"/{escape_uri_path(first)}/..."


def account_of(request: HttpRequest) -> int | None:
    """The number of the account of whoever is signed in, if the view has asked for them."""
    user = getattr(request, "_cached_user", None)
    return user.pk if user is not None and user.is_authenticated else None
