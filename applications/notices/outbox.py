"""Writing letters into the outbox, in the transaction of the act that they tell of."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model

from applications.models import Application, Call, Notice, StatusChange, TeamMember, Why
from cities.models import Country


@dataclass(frozen=True)
class Recipient:
    """Who gets a letter, in which language, and why; `user` is None for somebody invited."""

    email: str
    language: str
    why: Why
    user: Any = None


def team_of(application: Application) -> Iterator[Recipient]:
    """Everybody in the file's team who can still sign in."""
    members = TeamMember.objects.filter(application=application, user__is_active=True)
    for member in members.select_related("user"):
        yield Recipient(member.user.email, member.user.language, Why.TEAM, member.user)


def commission_of(country: Country) -> Iterator[Recipient]:
    """Everybody who acts for the country's National Commission."""
    people = get_user_model().objects.filter(national_commissions__country=country, is_active=True)
    for user in people.order_by("pk"):
        yield Recipient(user.email, user.language, Why.COMMISSION, user)


def write(
    template: str,
    recipients: Iterable[Recipient],
    *,
    act: str,
    at: datetime.datetime,
    context: dict[str, Any],
    application: Application | None = None,
    call: Call | None = None,
    change: StatusChange | None = None,
) -> int:
    """Write one letter to each recipient and return how many were new.

    Call it inside the transaction of the act. `act` names the act: for the same act nobody gets
    the same letter twice, however often it is written, and for whatever reasons they would get it.
    """
    people: dict[str, Recipient] = {}
    for recipient in recipients:
        people.setdefault(recipient.email.casefold(), recipient)
    keys = {f"{act}:{template}:{email}": recipient for email, recipient in people.items()}
    known = set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))
    letters = [
        Notice(
            key=key,
            change=change,
            application=application,
            call=call,
            user=recipient.user,
            email=recipient.email,
            language=recipient.language,
            template=template,
            context=context,
            why=recipient.why,
            written_at=at,
        )
        for key, recipient in keys.items()
        if key not in known
    ]
    Notice.objects.bulk_create(letters, ignore_conflicts=True)
    return len(letters)
