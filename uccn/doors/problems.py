"""Errors of the API as problem details (RFC 9457), complete and with what was probably meant."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import set_rollback

from uccn.doors.filtering import Problem

CONTENT_TYPE = "application/problem+json"


class BadParameters(exceptions.APIException):
    """400: names every parameter that was not understood."""

    status_code = status.HTTP_400_BAD_REQUEST
    default_detail = gettext_lazy("Some parameters were not understood.")
    default_code = "bad-parameters"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = problems


def details(
    code: int, detail: str, instance: str, problems: Sequence[Problem] = ()
) -> dict[str, Any]:
    """The body of a problem answer, with an error for each parameter that was not understood."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(code).phrase,
        "status": code,
        "detail": detail,
        "instance": instance,
    }
    if problems:
        body["errors"] = [
            {
                "parameter": problem.parameter,
                "value": problem.value,
                "detail": force_str(problem.detail),
                **({"suggestion": problem.suggestion} if problem.suggestion else {}),
            }
            for problem in problems
        ]
    return body


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn what a view raised into problem details; unknown errors stay errors of the server."""
    if isinstance(error, Http404):
        error = exceptions.NotFound(detail=_("There is nothing at this address."))
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    set_rollback()
    body = details(
        error.status_code,
        force_str(error.detail) if not isinstance(error.detail, dict | list) else _("Bad request."),
        context["request"].get_full_path(),
        getattr(error, "problems", ()),
    )
    return Response(body, error.status_code, headers=headers, content_type=CONTENT_TYPE)


def problem_response(request: HttpRequest, code: int, detail: str) -> JsonResponse:
    """A problem answer outside REST framework, for addresses under /api/ that lead nowhere."""
    return JsonResponse(
        details(code, detail, request.get_full_path()), status=code, content_type=CONTENT_TYPE
    )
