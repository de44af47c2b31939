"""The pages of the calls."""

import datetime

import pytest

from applications.models import DeadlineChange
from tests.factories import CallFactory, CreativeFieldFactory, SourceFactory

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2019, 6, 30, 21, 59, tzinfo=datetime.UTC)


@pytest.fixture
def call():
    call = CallFactory(
        year=2019, deadline=NOON, deadline_printed="30 June 2019 midnight CET",
        deadline_reading="Read as the end of the day in Paris.", announced_on="2019-10-30",
        members_announced=66, max_submitted_per_country=4, min_distinct_fields=2,
        languages=["en", "fr"], channel="email", max_file_megabytes=20,
    )  # fmt: skip
    call.fields.add(CreativeFieldFactory(slug="music", name_en="Music"))
    call.sources.add(SourceFactory(key="call-2019", title="The 2019 call"))
    return call


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_says_that_none_is_open(client, call):
    page = read(client, "/calls/")

    assert "<h1>1 call so far; none is open</h1>" in page
    assert "30 June 2019" in page


def test_the_list_says_which_is_open(client, db):
    now = datetime.datetime.now(datetime.UTC)
    day = datetime.timedelta(days=1)
    CallFactory(year=2027, opens_at=now - day, deadline=now + day)

    assert "<h1>The call of 2027 is open</h1>" in read(client, "/calls/")


def test_a_call_gives_its_deadline_in_two_zones_beside_the_printed_words(client, call):
    page = read(client, "/calls/2019/")

    assert "<h1>The call of 2019 brought 66 new cities</h1>" in page
    assert '<time datetime="2019-06-30T21:59:00Z"' in page
    assert "30 June 2019, 21:59 UTC" in page
    assert "30 June 2019, 23:59 in Paris" in page
    assert "30 June 2019 midnight CET" in page
    assert "Read as the end of the day in Paris." in page


def test_a_call_shows_its_rules(client, call):
    page = read(client, "/calls/2019/")

    for rule in (
        "at most 4", "at least 2 different fields", "English and French", "one e-mail",
        "at most 20 MB", "Music", "The 2019 call",
    ):  # fmt: skip
        assert rule in page


def test_a_call_shows_how_its_deadline_was_moved(client, call):
    DeadlineChange.objects.create(
        call=call,
        old_deadline=NOON - datetime.timedelta(days=15),
        new_deadline=NOON,
        changed_on="2019-06",
        reason="Asked for by cities.",
    )

    page = read(client, "/calls/2019/")

    assert "15 June 2019, 21:59 UTC" in page
    assert "changed June 2019" in page
    assert "Asked for by cities." in page


def test_what_is_not_known_is_said(client, db):
    CallFactory(year=2006)

    page = read(client, "/calls/2006/")

    assert "<h1>The call of 2006</h1>" in page
    assert "not known" in page
