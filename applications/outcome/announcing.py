"""Carrying out what was released: every file of a call at once, exactly once."""

import datetime
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet
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

    def __init__(self, ahead: datetime.timedelta) -> None:
        # Without the fractions of a second, in which no two looks would agree.
        apart = datetime.timedelta(seconds=round(abs(ahead).total_seconds()))
        where = "ahead of" if ahead > datetime.timedelta() else "behind"
        super().__init__(
            f"The clock of the machine that announces is {apart} {where} the clock of the database."
            " Nothing is announced until they agree within a minute: set the one that is wrong, and"
            " keep both by a time server. What is due is then announced by the next run."
        )


@dataclass(frozen=True)
class Announced:
    """What became of an announcement: the acts that were done, or what was in the way."""

    announcement: Announcement
    changes: list[StatusChange]
    error: str = ""


def announce_due() -> list[Announced]:
    """Carry out every released announcement whose instant has come; say what became of it.

    Each is one transaction: designations, acts, letters, the log and `done_at` are there together,
    or none of them, whatever dies on the way; doing it again, or from several processes at once,
    changes nothing. What is in the way is written into the announcement, which is tried again the
    next time. The clock is read once: one that jumps on the way changes nothing of the rest.

    Raises `ClocksDiffer` where the clock of this process is not the database's, whether something
    is due or not, so that it is seen before the instant comes.
    """
    now = timezone.now()
    check_clocks(now)
    numbers = list(due_by(now).order_by("at", "pk").values_list("pk", flat=True))
    return [told for number in numbers if (told := try_to_announce(number, now))]


def due_by(now: datetime.datetime) -> QuerySet[Announcement]:
    return Announcement.objects.filter(released_at__isnull=False, done_at__isnull=True, at__lte=now)


def check_clocks(now: datetime.datetime) -> None:
    """Raise `ClocksDiffer` where it is not `now` by the database.

    What is due by either clock is then marked with the reason, for the office to see.
    """
    database = database_time()
    if database is None or abs(now - database) <= CLOCKS_DIFFER_AT_MOST:
        return
    differ = ClocksDiffer(ahead=now - database)
    due = due_by(max(now, database))
    if due.exclude(error=str(differ)).update(error=str(differ)):
        logger.error("%s", differ)
    raise differ


def database_time() -> datetime.datetime | None:
    """What time it is by the database, also in the middle of a transaction.

    None for SQLite, which has no clock of its own: it runs in this process, by this machine's
    clock, and would only say again what is asked. There a wrong clock is not found out.
    """
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]  # type: ignore[no-any-return]


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
        announcement = due_by(now).filter(pk=number).select_related("released_by").first()
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
