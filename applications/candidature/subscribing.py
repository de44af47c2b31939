"""A plan in other calendar programs, which cannot sign in: an address that holds a secret."""

import datetime
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import parse_etags
from django.utils.translation import override
from django.views.decorators.http import require_safe

from applications.documents.naming import attachment_headers
from applications.instants import received_at
from applications.models import Application, TeamMember
from applications.planning.steps import Step, plan_of

SALT = "applications.calendar"
EPOCH = datetime.datetime.fromtimestamp(0, datetime.UTC)


def secret_of(member: TeamMember, key: str | None = None) -> str:
    """The secret of one member's address.

    It is kept nowhere. Whoever leaves the team, or changes the password, has another one, and the
    old address ends.
    """
    text = f"{member.pk} {member.user.password}"
    return salted_hmac(SALT, text, secret=key, algorithm="sha256").hexdigest()


def address_of(member: TeamMember) -> str:
    """The path of one member's calendar; the same whatever language the page is read in."""
    with override(settings.LANGUAGE_CODE):
        path = reverse(
            "applications:candidature:calendar", args=[member.application_id, secret_of(member)]
        )
    return str(path)


@require_safe
def calendar(request: HttpRequest, number: int, secret: str) -> HttpResponse:
    """The plan as a calendar, in the member's language and zone; 404 for any other secret."""
    member = member_of(number, secret)
    person = member.user
    with override(person.own_language):
        steps = plan_of(member.application, person.time_zone)
        tag = tag_of(request, member.application, steps, person)
        if {tag, "*"} & set(parse_etags(request.headers.get("If-None-Match", ""))):
            response: HttpResponse = HttpResponseNotModified()
        else:
            response = answer(request, member.application, steps, person)
    response["ETag"] = tag
    return response


def member_of(number: int, secret: str) -> TeamMember:
    """The member whose secret it is. Raises `Http404`, also while the account is not active."""
    members = TeamMember.objects.filter(application=number, user__is_active=True)
    keys = [None, *settings.SECRET_KEY_FALLBACKS]
    for member in members.select_related("application__call", "application__city__country", "user"):
        if any(constant_time_compare(secret_of(member, key), secret) for key in keys):
            return member
    raise Http404


def answer(request: HttpRequest, file: Application, steps: list[Step], person: Any) -> HttpResponse:
    contents = written(request, file, steps, person, received_at(request))
    response = HttpResponse(contents)
    headers = attachment_headers(f"{file.city.name} {file.call.year}.ics", "text/calendar")
    for name, text in headers.items():
        response[name] = text
    response["Content-Type"] = "text/calendar; charset=utf-8"
    return response


def tag_of(request: HttpRequest, file: Application, steps: list[Step], person: Any) -> str:
    """A weak tag of what the plan says: when it was read stands in every calendar, and differs."""
    contents = written(request, file, steps, person, EPOCH)
    return f'W/"{blake2b(contents, digest_size=16).hexdigest()}"'


def written(
    request: HttpRequest, file: Application, steps: list[Step], person: Any, at: datetime.datetime
) -> bytes:
    """The calendar as it would be read at an instant."""
    # Imported where a calendar is read: no other page needs what writes one.
    from applications.planning.calendar import as_calendar  # noqa: PLC0415

    return as_calendar(file, steps, host=request.get_host(), at=at, zone=person.time_zone)
