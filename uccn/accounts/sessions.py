"""Sessions last for two weeks after the last visit, and their pages are kept by nobody."""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from uccn.delivery.addresses import is_own

# Under this name a session notes, in seconds, when it was last prolonged.
PROLONGED = "prolonged"
# A visit within the hour costs no write.
AN_HOUR = 3600


class OwnPagesMiddleware:
    """Gives people's own pages in their time zone, to be kept by no cache and found by no search.

    Sessions are prolonged here and not by SESSION_SAVE_EVERY_REQUEST, which would set a cookie with
    public pages too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_own(request.path_info):
            return self.get_response(request)
        if request.user.is_authenticated:
            prolong(request)
            with timezone.override(request.user.time_zone):
                response = self.get_response(request)
        else:
            response = self.get_response(request)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        return response


def prolong(request: HttpRequest) -> None:
    """Let a session begin its two weeks anew, and note where it is used, at most once an hour."""
    now = int(time.time())
    if now - request.session.get(PROLONGED, 0) >= AN_HOUR:
        request.session[PROLONGED] = now
        UserSession.objects.create_from_request(request)


def forget_ended_sessions() -> None:
    """Forget the browsers and network addresses of sessions that are over."""
    lasting = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    UserSession.objects.exclude(session_key__in=lasting).delete()
