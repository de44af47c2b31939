"""The door through which a question's page saves while somebody types: JSON in, JSON out.

It decides nothing: `applications.answers.saving` saves, merges and refuses, as for the form.
"""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.answers.keeping import knows
from applications.answers.saving import NotSaved, Saved, save
from applications.candidature.people import TEAM
from applications.instants import received_at
from applications.models import Answer, Application
from applications.permissions import name_of, parts_of
from applications.workflow.refusals import Refusal

MOST_BYTES = 1_500_000
# The largest number that either database keeps as a revision.
MOST_REVISIONS = 2**31 - 1


class Unreadable(Exception):
    """A body that no browser of ours sends; the message says how to mend it."""


@dataclass(frozen=True)
class Attempt:
    """One save as its body tells it."""

    value: Any
    no_relevant_information: bool
    base_revision: int
    client_key: uuid.UUID
    adopted: bool
    person: int | None


@never_cache
@require_http_methods(["GET", "PUT"])
def saving(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """The answer as it stands, with a token to save with (GET); save an answer (PUT).

    Whoever is signed out is told so with 401, and nothing is kept: the browser still has the text.
    """
    if not request.user.is_authenticated:
        return signed_out()
    files = Application.objects.select_related("call", "city__country", "field", "form")
    file = files.filter(pk=number).first()
    if file is None or not knows(file, request.user):
        return refused(404, "not-found", _("There is no file here that this account works on."))
    return put(request, file, code) if request.method == "PUT" else standing(request, file, code)


def form_refused(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """The token is older than the last signing in: GET gives a new one."""
    if not request.user.is_authenticated:
        return signed_out()
    return refused(403, "old-token", _("The page was open since before you signed in."))


saving.form_refused = form_refused  # type: ignore[attr-defined]


def standing(request: HttpRequest, file: Application, code: str) -> HttpResponse:
    """The answer as it stands, for the team; whoever else may ask gets nothing but the token."""
    is_of_the_team = bool(parts_of(request.user, file) & TEAM)
    answers = file.answers.select_related("saved_by") if is_of_the_team else Answer.objects.none()
    answer = answers.filter(question=code).first() or Answer(application=file, question=code)
    return JsonResponse(
        {
            "revision": answer.revision,
            "value": answer.value,
            "no_relevant_information": answer.no_relevant_information,
            "saved_at": answer.saved_at,
            "by": name_of(answer.saved_by) if answer.saved_by else "",
            "person": request.user.pk,
            "token": get_token(request),
        }
    )


def put(request: HttpRequest, file: Application, code: str) -> HttpResponse:
    try:
        attempt = read(request)
    except RequestDataTooBig:
        return refused(413, "too-large", _("This request is too large. Send less at once."))
    except Unreadable as fault:
        return refused(400, "unreadable", str(fault))
    if attempt.person not in (None, request.user.pk):
        # Somebody else has signed in since, in this browser: the text is not theirs.
        return refused(
            409, "other-person", _("Another person is signed in now: this text is not theirs.")
        )
    try:
        saved = save(
            file,
            code,
            attempt.value,
            base_revision=attempt.base_revision,
            client_key=attempt.client_key,
            by=request.user,
            no_relevant_information=attempt.no_relevant_information,
            adopted=attempt.adopted,
            at=received_at(request),
        )
    except NotSaved as fault:
        return not_saved(fault)
    return JsonResponse(told(saved))


def told(saved: Saved) -> dict[str, Any]:
    return {
        "revision": saved.revision,
        "value": saved.value,
        "other_value": saved.other_value,
        "merged": saved.merged,
        "no_relevant_information": saved.no_relevant_information,
        "saved_at": saved.at,
        "by": name_of(saved.by),
    }


def read(request: HttpRequest) -> Attempt:
    """The attempt that a body tells. Raises `Unreadable`, and `RequestDataTooBig`."""
    body = request.body
    if len(body) > MOST_BYTES:
        raise RequestDataTooBig
    try:
        sent = json.loads(body, parse_constant=no_number)
    except (ValueError, RecursionError) as fault:
        raise Unreadable(_("The body is no JSON: send one object in UTF-8.")) from fault
    if not isinstance(sent, dict) or "value" not in sent:
        raise Unreadable(_("Send one object with “value”, “base_revision” and “client_key”."))
    return Attempt(
        value=sent["value"],
        no_relevant_information=flag(sent, "no_relevant_information", default=False),
        base_revision=whole(sent, "base_revision"),
        client_key=key_in(sent),
        adopted=flag(sent, "adopted", default=True),
        person=whole(sent, "person") if "person" in sent else None,
    )


def no_number(written: str) -> None:
    """Raise `ValueError` for what looks like a number and is none, such as NaN."""
    raise ValueError(written)


def whole(sent: dict[str, Any], name: str) -> int:
    number = sent.get(name)
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= MOST_REVISIONS:
        raise Unreadable(
            _("“%(name)s” is a whole number, such as the revision that the text grew from, or 0.")
            % {"name": name}
        )
    return number


def flag(sent: dict[str, Any], name: str, *, default: bool) -> bool:
    said = sent.get(name, default)
    if not isinstance(said, bool):
        raise Unreadable(_("“%(name)s” is true or false.") % {"name": name})
    return said


def key_in(sent: dict[str, Any]) -> uuid.UUID:
    written = sent.get("client_key")
    try:
        return uuid.UUID(written if isinstance(written, str) else "")
    except ValueError as fault:
        raise Unreadable(
            _("“client_key” is a UUID that names the attempt: a new one for every new text.")
        ) from fault


def not_saved(fault: NotSaved) -> HttpResponse:
    refusal: Refusal = fault.refusal
    return refused(refusal.status, refusal.code, str(refusal.message), kept=fault.kept)


def signed_out() -> HttpResponse:
    message = _("You are signed out. The text is not saved: sign in, then send it again.")
    return refused(401, "signed-out", message)


def refused(status: int, code: str, message: str, kept: Any = None) -> HttpResponse:
    """A refusal for the page's script: `kept` is where the text is found again, or null."""
    where = (
        {"address": reverse("applications:candidature:kept-text", args=[kept.number])}
        if kept
        else None
    )
    return JsonResponse({"code": code, "message": message, "kept": where}, status=status)
