"""What everybody may know of the log, and keep."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from applications.log import publish_head
from applications.models import LogEntry, PublishedHead
from tests.applications.log.courses import course
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PAGE, JSON = "/applications/log/", "/applications/log/heads.json"


def published(days):
    return [
        PublishedHead.objects.create(
            date=datetime.date(2026, 1, 1) + datetime.timedelta(days=number),
            sequence=number,
            digest=f"{number:064}",
            published_at=timezone.now(),
        )
        for number in range(days)
    ]


def test_the_head_is_published_once_for_each_day_in_utc():
    course()
    noon = datetime.datetime(2026, 5, 20, 12, tzinfo=datetime.UTC)
    # Already the next day in Kiritimati, and still the same in UTC.
    kiritimati = datetime.timezone(datetime.timedelta(hours=14))

    first = publish_head(noon)
    again = publish_head(datetime.datetime(2026, 5, 21, 1, tzinfo=kiritimati))
    next_day = publish_head(noon + datetime.timedelta(days=1))

    last = LogEntry.objects.last()
    assert first == again
    assert (first.date, first.sequence, first.digest) == (noon.date(), 20, last.digest)
    assert next_day.date == datetime.date(2026, 5, 21)
    assert (next_day.sequence, next_day.digest) == (first.sequence, first.digest)


def test_a_log_without_an_entry_has_a_head_too():
    call_command("publish_head")

    head = PublishedHead.objects.get()
    assert (head.sequence, head.digest) == (0, "0" * 64)


@pytest.mark.parametrize("language", ["", "/fr"])
def test_anybody_reads_the_heads_newest_first(client, language):
    published(3)

    answer = client.get(f"{language}{PAGE}")

    text = answer.content.decode()
    digests = [f"{number:064}" for number in (2, 1, 0)]
    assert answer.status_code == 200
    assert sorted(digests, key=text.index) == digests
    assert JSON in text


def test_the_page_stands_before_anything_is_published(client):
    assert "Nothing is published yet" in client.get(PAGE).content.decode()
    assert client.get(JSON).json() == {"count": 0, "next": None, "previous": None, "results": []}


def test_programs_get_the_same_in_pages(client):
    heads = published(51)

    first = client.get(JSON).json()
    second = client.get(first["next"]).json()

    assert first["count"] == second["count"] == 51
    assert first["results"][0] == {
        "date": "2026-02-20",
        "sequence": 50,
        "digest": f"{50:064}",
        "published_at": heads[50].published_at.isoformat(),
    }
    assert [head["sequence"] for head in (*first["results"], *second["results"])] == list(
        range(50, -1, -1)
    )
    assert (first["previous"], second["next"]) == (None, None)
    assert client.get(second["previous"]).json() == first


@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "9" * 40])
def test_a_page_that_is_not_there_is_not_found(client, page):
    published(3)

    answer = client.get(JSON, {"page": page})

    assert (answer.status_code, answer.json()["code"]) == (404, "no-such-page")
    assert client.get(PAGE, {"page": page}).status_code == 404


@pytest.mark.parametrize("path", [PAGE, JSON])
def test_the_heads_cost_the_same_however_many_there_are(
    client, path, django_assert_max_num_queries
):
    published(40)

    with django_assert_max_num_queries(2):
        client.get(path)


def test_nothing_of_an_entry_but_its_digest_is_public(client):
    course()
    publish_head()
    entry = LogEntry.objects.last()

    for text in (client.get(PAGE).content.decode(), client.get(JSON).content.decode()):
        assert entry.digest in text
        assert entry.kind not in text
        assert entry.previous not in text


def test_staff_read_the_entries_and_change_none(client):
    course()
    client.force_login(UserFactory(superuser=True))

    listed = client.get("/admin/applications/logentry/?q=submit")
    one = client.get("/admin/applications/logentry/2/change/")

    assert listed.content.decode().count("act:submit") >= 3
    assert LogEntry.objects.get(sequence=2).digest in one.content.decode()
    assert client.post("/admin/applications/logentry/2/change/", {}).status_code == 403
    assert client.post("/admin/applications/logentry/2/delete/", {"post": "yes"}).status_code == 403
