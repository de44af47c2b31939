"""Clocks that are wrong or jump: before an announcement, in the middle of one, and after it."""

import datetime
import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models.signals import post_save
from django.utils import timezone

from applications.log import verifying
from applications.models import Announcement, LogEntry, Notice, Status
from applications.notices import send_waiting
from applications.outcome import announce_due
from applications.outcome.announcing import announce
from cities.models import City, Designation
from cities.models.places import today
from tests.applications.outcome.decided import (
    closed_call,
    judged_file,
    let_the_instant_come,
    office,
    released,
    scene,
)

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def at(time_machine):
    """Sets the clock of this process; that of a PostgreSQL server goes on as it is."""
    return lambda instant: time_machine.move_to(instant, tick=False)


@pytest.fixture
def announcement():
    """Two files in an announcement that is released for tomorrow."""
    call, by, _commission, yes, no = scene()
    return released(call, by, {yes: "designated", no: "not-designated"})


@pytest.mark.postgresql
def test_a_clock_that_the_database_does_not_share_announces_nothing_until_it_is_set(
    announcement, at, caplog
):
    now = timezone.now()
    call = announcement.call
    entries = LogEntry.objects.count()

    # Ahead: what is due by this clock alone is not announced, however often it is tried.
    at(announcement.at + HOUR)
    for _time in "ab":
        with pytest.raises(CommandError) as refused:
            call_command("announce")
        assert refused.value.returncode == 1
    assert str(refused.value) == (
        "The clock of the machine that announces is 1 day, 1:00:00 ahead of the clock of the"
        " database. Nothing is announced until they agree within a minute: set the one that is"
        " wrong, and keep both by a time server. What is due is then announced by the next run."
    )
    # The office sees it beside the announcement, and the log of the process has it once.
    announcement.refresh_from_db()
    assert announcement.error == str(refused.value)
    told = [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR]
    assert told == [announcement.error]

    # Behind: due by the database's clock alone.
    at(now)
    let_the_instant_come(call)
    at(now - 2 * HOUR)
    with pytest.raises(CommandError, match="is 2:00:00 behind the clock of the database"):
        call_command("announce")
    announcement.refresh_from_db()
    assert "2:00:00 behind" in announcement.error
    assert LogEntry.objects.count() == entries
    assert not Designation.objects.exists()

    # Within the minute.
    at(timezone.now() + 2 * HOUR + timedelta(seconds=50))
    call_command("announce")
    announcement.refresh_from_db()
    assert (announcement.done_at, announcement.error) == (timezone.now(), "")


@pytest.mark.postgresql
def test_clocks_that_differ_are_told_before_anything_is_due(at):
    at(timezone.now() + HOUR)

    with pytest.raises(CommandError, match="is 1:00:00 ahead of the clock of the database"):
        call_command("announce")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has a clock of its own")
def test_sqlite_has_no_other_clock_that_would_find_a_wrong_one_out(announcement, at):
    at(announcement.at - timedelta(seconds=1))
    assert announce_due() == []

    at(announcement.at)
    (done,) = announce_due()

    assert (done.announcement.done_at, len(done.changes)) == (announcement.at, 2)


def test_a_clock_that_jumps_ahead_on_the_way_changes_nothing_of_what_is_announced(announcement, at):
    later = closed_call()
    to_come = released(later, announcement.released_by, {judged_file(later): "not-designated"})
    let_the_instant_come(announcement.call)
    now = timezone.now()

    def jump(**_details):
        at(now + 3 * DAY)

    at(now)
    post_save.connect(jump, sender=Designation)
    try:
        (done,) = announce_due()
    finally:
        post_save.disconnect(jump, sender=Designation)

    # It is three days later by now, and yet all of it has the one instant when it began.
    assert timezone.now() == now + 3 * DAY
    day = now.astimezone(datetime.UTC).date()
    assert Designation.objects.get().announced_on == day.isoformat()
    assert {change.at for change in done.changes} == {now}
    assert set(Notice.objects.values_list("written_at", flat=True)) == {now}
    assert set(Announcement.objects.values_list("pk", "done_at")) == {
        (announcement.pk, now),
        # What came due by the jump waits for the next run, which looks at the clocks first.
        (to_come.pk, None),
    }
    assert list(verifying.verify()) == []


def test_a_clock_that_is_put_back_afterwards_announces_nothing_again(announcement, at):
    let_the_instant_come(announcement.call)
    now = timezone.now()
    at(now)
    announce(announcement.pk, now)
    file = announcement.call.applications.get(status=Status.DESIGNATED)
    before = (LogEntry.objects.count(), Notice.objects.count(), Designation.objects.count())

    at(now - DAY)
    assert announce(announcement.pk, timezone.now()) is None

    assert (
        LogEntry.objects.count(),
        Notice.objects.count(),
        Designation.objects.count(),
    ) == before
    # What is announced stays, and its letters go out; but the record counts by days, and the day of
    # the announcement is not there yet.
    file.refresh_from_db()
    assert file.status == Status.DESIGNATED
    assert send_waiting() == {"sent": 4}
    assert len(mail.outbox) == 4
    assert not City.objects.members_on(today()).exists()
    # Acts go on, with instants before those of the entries above them: the log keeps the order in
    # which they were written.
    other = closed_call()
    released(other, office(), {judged_file(other): "not-designated"})
    assert list(verifying.verify()) == []

    at(now)
    assert list(City.objects.members_on(today())) == [file.city]
