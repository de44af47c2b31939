"""The letters to a member that leaves: to whoever speaks for the city, and its Commission."""

import datetime
from collections.abc import Iterator

from django.db.models import Q
from django.utils import translation

from applications import notices
from applications.models import LetterKind, Notice, Status, TeamMember, Why
from applications.notices import Recipient
from applications.outcome.letters import kept, language_of, latest_letters
from applications.permissions import name_of
from cities.models import City, Designation, FocalPoint
from cities.models.designations import EndReason
from cities.models.places import today

TEMPLATE = "membership-ended"
KINDS = {
    EndReason.WITHDRAWAL: LetterKind.WITHDRAWAL,
    EndReason.INVITED_TO_LEAVE: LetterKind.INVITED_TO_LEAVE,
}


def recipients(city: City) -> list[tuple[Recipient, str]]:
    """Everybody who gets a letter, once, each with the name that the letter calls them by.

    They are the city's focal points of today whose address somebody has verified, the teams of its
    files that were designated, and its National Commission.
    """
    found: dict[str, tuple[Recipient, str]] = {}
    for person, name in (*focal_points(city), *teams(city), *commission(city)):
        found.setdefault(person.email.casefold(), (person, name))
    return list(found.values())


def focal_points(city: City) -> Iterator[tuple[Recipient, str]]:
    """An address that a source printed is no address to write to before somebody verified it."""
    now = today()
    speaking = FocalPoint.objects.filter(
        Q(since__isnull=True) | Q(since__lte=now),
        Q(until__isnull=True) | Q(until__gte=now),
        city=city,
        verified_on__isnull=False,
    )
    for person in speaking.exclude(email="").order_by("pk"):
        yield Recipient(person.email, "en", Why.FOCAL_POINT), person.name


def teams(city: City) -> Iterator[tuple[Recipient, str]]:
    members = TeamMember.objects.filter(
        application__city=city, application__status=Status.DESIGNATED, user__is_active=True
    )
    for member in members.select_related("user").order_by("pk"):
        user = member.user
        yield Recipient(user.email, user.language, Why.TEAM, user), name_of(user)


def commission(city: City) -> Iterator[tuple[Recipient, str]]:
    for person in notices.commission_of(city.country):
        yield person, name_of(person.user)


def letters_of(
    ended: Designation, reason: str, on: datetime.date, at: datetime.datetime
) -> list[Notice]:
    """The letters on a membership that ended, not saved; the office's latest versions.

    Raises `KeyError` for a letter that nobody has written.
    """
    templates, kind = latest_letters(None), KINDS[EndReason(reason)]
    return [
        Notice(
            key=f"member-{ended.pk}:{TEMPLATE}:{person.email.casefold()}",
            user=person.user,
            email=person.email,
            language=person.language,
            template=TEMPLATE,
            context=kept(
                templates[kind, language_of(person)],
                values_of(ended, on, language_of(person), name),
            )
            | {"slug": ended.city.slug},
            why=person.why,
            written_at=at,
        )
        for person, name in recipients(ended.city)
    ]


def values_of(ended: Designation, on: datetime.date, language: str, name: str) -> dict[str, str]:
    with translation.override(language):
        return {
            "name": name,
            "city": ended.city.name,
            "field": ended.field.name,
            "country": ended.city.country.local_name,
            "day": on.isoformat(),
        }
