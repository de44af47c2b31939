"""Errors of the API as problem details (RFC 9457), complete and with what was probably meant.

Every error under /api/ is made here, whoever found it: a resource, REST framework, or Django before
or after any view. A kind of problem about which there is more to say than its status has an address
of its own, where it is described; the others are `about:blank`, as the RFC wants it.
"""

import math
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.encoding import force_str
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, status
from rest_framework.views import set_rollback

from uccn.doors.filtering import Problem
from uccn.doors.kinds_of_problems import BLANK, KIND_OF_STATUS, KINDS

CONTENT_TYPE = "application/problem+json"
# An address that asks for more than this is repeated without what it asked.
LONGEST_INSTANCE = 2000
# What is longer repeats something long of the request, such as the name of a method.
LONGEST_DETAIL = 1000
# An address with hundreds of mistakes has one: where they begin is told.
MOST_ERRORS = 60
# Names of RFC 9110 where Python has older ones.
PHRASES = {413: "Content Too Large", 414: "URI Too Long"}


class BadParameters(exceptions.APIException):
    """400: names every parameter that was not understood."""

    status_code = status.HTTP_400_BAD_REQUEST
    default_detail = gettext_lazy("Some parameters were not understood.")
    default_code = "bad-parameters"
    kind: ClassVar[str] = "bad-parameters"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = problems


class Gone(exceptions.APIException):
    """410: was there once and cannot be continued; `detail` says how to begin again."""

    status_code = status.HTTP_410_GONE
    default_detail = gettext_lazy("This is no longer to be had. Begin again.")
    default_code = "gone"


def details(
    code: int,
    detail: str,
    instance: str,
    problems: Sequence[Problem] = (),
    *,
    kind: str = "",
    members: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The body of a problem answer, with an error for each parameter that was not understood.

    `kind` is a key of `KINDS` where it does not follow from the status; `members` are further ones
    of the object, such as the formats that are available.
    """
    known = KINDS.get(kind or KIND_OF_STATUS.get(code, ""))
    if len(problems) > MOST_ERRORS:
        detail += " " + _("There are %(count)s of them; the first %(most)s are named.") % {
            "count": len(problems),
            "most": MOST_ERRORS,
        }
    body: dict[str, Any] = {
        "type": known.type if known else BLANK,
        "title": str(known.title) if known else PHRASES.get(code, HTTPStatus(code).phrase),
        "status": code,
        "detail": Truncator(detail).chars(LONGEST_DETAIL),
        "instance": instance,
        **(members or {}),
    }
    if problems:
        body["errors"] = [
            {
                "parameter": problem.parameter,
                "value": problem.value,
                "detail": force_str(problem.detail),
                **({"suggestion": problem.suggestion} if problem.suggestion else {}),
            }
            for problem in problems[:MOST_ERRORS]
        ]
    return body


def exception_handler(error: Exception, context: dict[str, Any]) -> JsonResponse | None:
    """Turn what a view raised into problem details; unknown errors stay errors of the server.

    An exception may say more of itself: `kind`, `members`, `problems` (see `details`), and
    `headers` for the answer.
    """
    if isinstance(error, Http404):
        error = exceptions.NotFound(detail=_("There is nothing at this address."))
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    # Whatever format was asked for, and even where none can be had, the answer is JSON.
    return problem_response(
        context["request"],
        error.status_code,
        _detail(error),
        _problems(error),
        kind=getattr(error, "kind", "bad-parameters" if _names_parameters(error) else ""),
        members=_members(error, context.get("view")),
        headers=_headers(error),
    )


def problem_response(
    request: HttpRequest,
    code: int,
    detail: str,
    problems: Sequence[Problem] = (),
    *,
    kind: str = "",
    members: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JsonResponse:
    """A problem answer to a request, in REST framework or outside of it."""
    body = details(code, detail, _instance(request), problems, kind=kind, members=members)
    # The next request may be a right one: a reader who mends the record is not told it is wrong.
    headers = {"Cache-Control": "no-store", **(headers or {})}
    return JsonResponse(
        body,
        status=code,
        content_type=CONTENT_TYPE,
        headers=headers,
        json_dumps_params={"ensure_ascii": False},
    )


def _instance(request: HttpRequest) -> str:
    whole = request.get_full_path()
    return whole if len(whole) <= LONGEST_INSTANCE else whole.partition("?")[0][:LONGEST_INSTANCE]


def _detail(error: exceptions.APIException) -> str:
    """What an error says in one sentence; one about several parameters says it in `errors`."""
    if _names_parameters(error):
        return str(BadParameters.default_detail)
    if isinstance(error.detail, list):
        return " ".join(force_str(message) for message in error.detail)
    return force_str(error.detail)


def _names_parameters(error: exceptions.APIException) -> bool:
    """Whether it is one of REST framework's own, whose detail is a message for each parameter."""
    return isinstance(error.detail, Mapping)


def _problems(error: exceptions.APIException) -> Sequence[Problem]:
    if isinstance(error.detail, Mapping):
        return [
            Problem(parameter, "", " ".join(map(force_str, messages)))
            for parameter, messages in error.detail.items()
        ]
    problems: Sequence[Problem] = getattr(error, "problems", ())
    return problems


def _members(error: exceptions.APIException, view: Any) -> dict[str, Any]:
    members = dict(getattr(error, "members", {}))
    if isinstance(error, exceptions.NotAcceptable) and view is not None:
        kinds = (renderer.media_type for renderer in view.get_renderers())
        members["available"] = list(dict.fromkeys(kinds))
    return members


def _headers(error: exceptions.APIException) -> dict[str, str]:
    headers = dict(getattr(error, "headers", {}))
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(math.ceil(wait))
    return headers
