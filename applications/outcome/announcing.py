"""Carrying out what was released: every file of a call at once, exactly once."""

import datetime
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from applications.log import record, record_change
from applications.models import (
    Action,
    Announcement,
    Application,
    Decision,
    Notice,
    Status,
    StatusChange,
)
from applications.outcome.letters import letters_for
from applications.outcome.locking import lock_call
from applications.workflow.acts import Act
from applications.workflow.designating import ACTIONS
from applications.workflow.performing import do, locked_together
from cities.record.revision import public_change

logger = logging.getLogger(__name__)

# A process and the database that differ by more do not both know what time it is.
CLOCKS_DIFFER_AT_MOST = datetime.timedelta(minutes=1)


class ClocksDiffer(Exception):
    """The clock of this process and the database's are too far apart to announce by."""


@dataclass(frozen=True)
class Announced:
    """What became of an announcement: the acts that were done, or what was in the way."""

    announcement: Announcement
    changes: list[StatusChange]
    error: str = ""


def announce_due(now: datetime.datetime | None = None) -> list[Announced]:
    """Carry out every released announcement whose instant has come by `now`; say what became of it.

    Each is one transaction: designations, acts, letters, the log and `done_at` are there together,
    or none of them, whatever dies on the way; doing it again, or from several processes at once,
    changes nothing. What is in the way is written into the announcement, which is tried again the
    next time. Raises `ClocksDiffer` where `now` is not the time of the database.
    """
    instant = now or timezone.now()
    check_clocks(instant)
    due = Announcement.objects.filter(
        released_at__isnull=False, done_at__isnull=True, at__lte=instant
    )
    numbers = list(due.order_by("at", "pk").values_list("pk", flat=True))
    return [told for number in numbers if (told := try_to_announce(number, instant))]


def check_clocks(now: datetime.datetime) -> None:
    apart = abs(now - database_time())
    if apart > CLOCKS_DIFFER_AT_MOST:
        raise ClocksDiffer(
            f"The clocks of this machine and of the database are {apart} apart: nothing is"
            " announced until they agree within a minute."
        )


def database_time() -> datetime.datetime:
    """What time it is by the database, also in the middle of a transaction."""
    asked = "clock_timestamp()" if connection.vendor == "postgresql" else "CURRENT_TIMESTAMP"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        (told,) = cursor.fetchone()
    if isinstance(told, str):
        return datetime.datetime.fromisoformat(told).replace(tzinfo=datetime.UTC)
    return told  # type: ignore[no-any-return]


def try_to_announce(number: int, now: datetime.datetime) -> Announced | None:
    """Announce, or write down what was in the way; None where somebody else was quicker."""
    try:
        return announce(number, now)
    except Exception as error:
        # Whatever it is: the people of the office have to see it, and the next attempt comes.
        announcement = Announcement.objects.select_related("call").get(pk=number)
        told = f"{type(error).__name__}: {error}"
        if announcement.error != told:
            logger.exception("The announcement %s was not carried out.", number)
            Announcement.objects.filter(pk=number, done_at__isnull=True).update(error=told)
        return Announced(announcement, [], told)


def announce(number: int, now: datetime.datetime) -> Announced | None:
    """Everything of one announcement in one transaction.

    Locks come in the order of all verbs: the record, the Commissions, the files, the call, and the
    head of the log last.
    """
    call = Announcement.objects.select_related("call").get(pk=number).call
    with public_change():
        files = locked_together(
            Application.objects.filter(call=call, status=Status.UNDER_EVALUATION)
        )
        lock_call(call)
        announcement = (
            Announcement.objects.filter(
                pk=number, done_at__isnull=True, released_at__isnull=False, at__lte=now
            )
            .select_related("released_by")
            .first()
        )
        if announcement is None:
            return None
        acts = list(acts_of(announcement, files, now))
        for act in acts:
            tell(act, do(act))
        announcement.done_at, announcement.error = now, ""
        announcement.save(update_fields=["done_at", "error"])
        changes = [change for act in acts for change in act.written]
        for change in changes:
            record_change(change)
        record(
            "announcement:done",
            by=announcement.released_by,
            at=now,
            call=call,
            row=announcement.pk,
            acts=[change.pk for change in changes],
        )
    return Announced(announcement, changes)


def acts_of(
    announcement: Announcement, files: list[Application], now: datetime.datetime
) -> Iterator[Act]:
    """An act for each file that is decided.

    A file that was taken up again since the release has no decision, and waits for a later
    announcement; one that was withdrawn is not among the files any more.
    """
    drafts: Any = Decision.objects.filter(application__in=files, change__isnull=True)
    outcomes = dict(drafts.values_list("application", "outcome"))
    for file in files:
        if file.pk in outcomes:
            action: Action = ACTIONS[outcomes[file.pk]]
            yield Act(file, action, announcement.released_by, now)


def tell(act: Act, change: StatusChange) -> None:
    """Put the letters on a file into the outbox."""
    Notice.objects.bulk_create(letters_for(act.application, change.to_status, act.at, change))
