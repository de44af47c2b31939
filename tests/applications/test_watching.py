"""Announcements and letters that went astray are told to those who run the portal."""

import datetime
import uuid

import pytest
from django.core.checks import run_checks
from django.utils import timezone

from applications.models import Announcement, Notice
from applications.watching import to_look_into
from tests.factories import CallFactory, UserFactory

pytestmark = pytest.mark.django_db

NOTHING = {
    "announcements_overdue": 0,
    "announcements_failed": 0,
    "letters_failed": 0,
    "letters_unknown": 0,
    "letters_stuck": 0,
}


def ago(**time):
    return timezone.now() - datetime.timedelta(**time)


def announcement(at, error="", **details):
    by = UserFactory()
    return Announcement.objects.create(
        call=CallFactory(), at=at, error=error, released_by=by, released_at=ago(days=2), **details
    )


def letter(state, written_at, **details):
    return Notice.objects.create(
        key=str(uuid.uuid4()),
        email="ida@example.org",
        language="en",
        template="endorsed",
        why="team",
        state=state,
        written_at=written_at,
        **details,
    )


def warned():
    return [one.id for one in run_checks(databases=["default"], tags=["database"])]


def test_what_goes_its_way_is_nothing_to_look_into(django_assert_num_queries):
    announcement(ago(minutes=14))
    announcement(ago(days=1), done_at=ago(days=1))
    announcement(timezone.now() + datetime.timedelta(days=1))
    Announcement.objects.create(call=CallFactory(), at=ago(days=1))
    letter("waiting", ago(hours=1))
    letter("sent", ago(days=1), sent_at=ago(days=1))
    letter("failed", ago(days=8))

    with django_assert_num_queries(2):
        assert to_look_into() == NOTHING
    assert warned() == []


def test_each_trouble_is_counted_and_warned_of():
    announcement(ago(minutes=16))
    announcement(ago(minutes=1), error="Conflict: it is in the way")
    letter("failed", ago(days=6))
    letter("unknown", ago(days=6))
    letter("waiting", ago(hours=3))

    assert to_look_into() == dict.fromkeys(NOTHING, 1)
    assert warned() == [f"applications.W00{number}" for number in (1, 2, 3, 4, 5)]
