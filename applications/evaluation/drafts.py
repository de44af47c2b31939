"""The door through which the sheet saves while somebody scores: JSON in, JSON out.

It decides nothing: `applications.panel.scoring` saves and refuses, as for the form.
"""

import json
import uuid
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.evaluation.people import assignment_or_404
from applications.evaluation.sheet import Sheet, number_in, sheet_of, stored_sheet
from applications.instants import received_at
from applications.models import Assignment
from applications.panel.missing import Given, figure
from applications.panel.scoring import Stale, save
from applications.workflow import Refusal

MOST_BYTES = 1_000_000
MOST_REVISIONS = 2**31 - 1


class Unreadable(Exception):
    """A body that no browser of ours sends; the message says how to mend it."""


@never_cache
@require_http_methods(["GET", "PUT"])
def draft(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """The draft as it stands, with a token to save with (GET); save a draft (PUT)."""
    if not request.user.is_authenticated:
        return signed_out()
    try:
        own = assignment_or_404(request, number)
    except Http404:
        return refused(404, "not-found", _("There is no file here that this account evaluates."))
    if request.method == "GET":
        return JsonResponse(
            told(stored_sheet(own)) | {"person": request.user.pk, "token": get_token(request)}
        )
    return put(request, own)


def form_refused(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """The token is older than the last signing in: GET gives a new one."""
    if not request.user.is_authenticated:
        return signed_out()
    return refused(403, "old-token", _("The page was open since before you signed in."))


draft.form_refused = form_refused  # type: ignore[attr-defined]


def put(request: HttpRequest, own: Assignment) -> HttpResponse:
    try:
        sheet, person = read(request)
    except RequestDataTooBig:
        return refused(413, "too-large", _("This request is too large. Send less at once."))
    except Unreadable as fault:
        return refused(400, "unreadable", str(fault))
    if person not in (None, request.user.pk):
        return refused(
            409, "other-person", _("Another person is signed in now: this text is not theirs.")
        )
    at = received_at(request)
    try:
        saved = save(
            own,
            by=request.user,
            at=at,
            revision=sheet.revision,
            scores=sheet.scores,
            comment=sheet.comment,
        )
    except Stale as refusal:
        stored = told(sheet_of(refusal.stored))
        return refused(refusal.status, refusal.code, str(refusal.message), stored=stored)
    except Refusal as refusal:
        found = [finding.as_row() for finding in getattr(refusal, "findings", ())]
        return refused(refusal.status, refusal.code, str(refusal.message), findings=found)
    return JsonResponse(told(sheet_of(saved)) | {"saved_at": saved.saved_at or at})


def told(sheet: Sheet) -> dict[str, Any]:
    return {
        "revision": sheet.revision,
        "comment": sheet.comment,
        "scores": {
            code: {"value": None if value is None else figure(value), "reason": reason}
            for code, (value, reason) in sheet.scores.items()
        },
    }


def read(request: HttpRequest) -> tuple[Sheet, int | None]:
    """The draft that a body tells, and whose it is. Raises `Unreadable`, `RequestDataTooBig`."""
    body = request.body
    if len(body) > MOST_BYTES:
        raise RequestDataTooBig
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise Unreadable(_("The body is no JSON: send one object in UTF-8.")) from fault
    if not isinstance(sent, dict) or not isinstance(sent.get("scores"), dict):
        raise Unreadable(_("Send one object with “revision”, “scores” and “comment”."))
    person = sent.get("person")
    return (
        Sheet(
            {code: given_in(code, one) for code, one in sent["scores"].items()},
            text(sent, "comment"),
            whole(sent, "revision"),
        ),
        None if person is None else whole(sent, "person"),
    )


def given_in(code: str, sent: Any) -> Given:
    """One score with its reason: {"value": "4.5", "reason": "…"}; null as long as there is none."""
    if not isinstance(sent, dict):
        raise Unreadable(_("“%(name)s” is an object with “value” and “reason”.") % {"name": code})
    value = sent.get("value")
    if value is not None and not isinstance(value, str):
        raise Unreadable(_("A score is a text such as “4.5”, or null."))
    try:
        return number_in(value or ""), text(sent, "reason")
    except ValueError as fault:
        raise Unreadable(_("A score is a text such as “4.5”, or null.")) from fault


def text(sent: dict[str, Any], name: str) -> str:
    found = sent.get(name, "")
    # Neither database keeps a NUL, nor half of a pair of surrogates.
    if not isinstance(found, str) or "\0" in found or not is_whole(found):
        raise Unreadable(_("“%(name)s” is a text.") % {"name": name})
    return found


def is_whole(found: str) -> bool:
    try:
        found.encode()
    except UnicodeEncodeError:
        return False
    return True


def whole(sent: dict[str, Any], name: str) -> int:
    number = sent.get(name)
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= MOST_REVISIONS:
        raise Unreadable(_("“%(name)s” is a whole number.") % {"name": name})
    return number


def signed_out() -> HttpResponse:
    message = _("You are signed out. The text is not saved: sign in, then send it again.")
    return refused(401, "signed-out", message)


def refused(status: int, code: str, message: str, **more: Any) -> HttpResponse:
    return JsonResponse({"code": code, "message": message, **more}, status=status)
