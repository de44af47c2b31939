"""How the application server calls the portal: what is kept in memory is handed over as it is."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler, get_script_name
from django.core.signals import request_started
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

from uccn.delivery.kept_answers import KeptAnswer

# In the environment of a request: that its beginning is still to be announced.
LATE = "portal.begins_late"


class PortalHandler(WSGIHandler):
    """Django's handler, which announces the beginning of a request only when Django has to work.

    What the signals of Django's requests do (look after connections, close caches and uploads)
    costs as much as to find an answer in memory, and there is nothing of it to do then:
    `uccn.delivery.moment` looks after the one connection that is used.
    """

    def __call__(  # type: ignore[override]
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        set_script_prefix(get_script_name(environ))
        environ[LATE] = True
        response: Any = self.get_response(self.request_class(environ))
        headers = [
            *response.items(),
            *(("Set-Cookie", cookie.output(header="")) for cookie in response.cookies.values()),
        ]
        start_response(f"{response.status_code} {response.reason_phrase}", headers)
        if isinstance(response, KeptAnswer):
            # In one piece, and without `close`, which would announce the end of the request.
            return [response.content]
        response._handler_class = self.__class__  # noqa: SLF001, as Django's handler does
        parts: Iterable[bytes] = response
        return parts


class BeginningMiddleware:
    """Announces the beginning of a request behind the memory, if that was left out before it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.META.pop(LATE, False):
            request_started.send(sender=PortalHandler, environ=request.META)
        return self.get_response(request)
