"""Calls as partners' programs read them."""

import pytest

from tests.factories import CallFactory, CreativeFieldFactory, SourceFactory

pytestmark = pytest.mark.django_db

CALLS = "/api/v1/calls/"


@pytest.fixture(autouse=True)
def _in_2026(time_machine):
    time_machine.move_to("2026-11-25T12:00:00Z", tick=False)


def years(client, query=""):
    return [row["year"] for row in client.get(f"{CALLS}?{query}").json()["results"]]


def test_fields_and_sources_stand_in_their_order(client):
    call = CallFactory(year=2025)
    call.fields.add(
        CreativeFieldFactory(slug="music", position=3),
        CreativeFieldFactory(slug="architecture", position=1),
    )
    call.sources.add(SourceFactory(key="b", title="Zagreb"), SourceFactory(key="c", title="Aarhus"))

    row = client.get(f"{CALLS}2025/").json()

    assert row["fields"] == ["architecture", "music"]
    assert row["sources"] == ["c", "b"]
    assert row["links"] == {
        "self": "http://testserver/api/v1/calls/2025/",
        "page": "http://testserver/calls/2025/",
    }


@pytest.mark.parametrize(
    ("known", "day_before", "first_day"),
    [
        ({"opens_at": "2017-03-01T09:00:00Z"}, "2017-02-28", "2017-03-01"),
        (
            {"opens_at": "2017-03-01T09:00:00Z", "announced_on": "2017-10-31"},
            "2017-02-28",
            "2017-03-01",
        ),
        ({"deadline": "2017-06-16T23:59:59Z"}, "2017-06-15", "2017-06-16"),
        ({"announced_on": "2017-10-31"}, "2017-10-30", "2017-10-31"),
        ({"announced_on": "2017-10"}, "2017-10-30", "2017-10-31"),
        ({}, "2017-12-30", "2017-12-31"),
    ],
)
def test_a_call_is_there_from_the_first_that_is_known_of_it(client, known, day_before, first_day):
    CallFactory(year=2017, **known)

    assert years(client, f"as_of={day_before}") == []
    assert client.get(f"{CALLS}2017/?as_of={day_before}").status_code == 404
    assert years(client, f"as_of={first_day}") == [2017]


def test_a_call_that_has_not_opened_yet_is_there_today(client):
    CallFactory(year=2027, opens_at="2027-03-01T00:00:00Z")

    assert years(client) == [2027]
    assert years(client, "as_of=2026-11-24") == []


def test_what_came_later_is_not_known_of_a_call(client):
    call = CallFactory(
        year=2017,
        opens_at="2017-01-01T00:00:00Z",
        deadline="2017-07-15T00:00:00Z",
        announced_on="2017-10-31",
        members_announced=64,
    )
    call.deadline_changes.create(
        old_deadline="2017-06-01T00:00:00Z",
        new_deadline="2017-06-16T00:00:00Z",
        changed_on="2017-05-02",
    )
    call.deadline_changes.create(
        old_deadline="2017-06-16T00:00:00Z",
        new_deadline="2017-07-15T00:00:00Z",
        changed_on="2017-06",
    )

    def on(day):
        row = client.get(f"{CALLS}2017/?as_of={day}").json()
        changes = [change["new_deadline"] for change in row["deadline_changes"]]
        return row["deadline"], changes, row["announced_on"], row["members_announced"]

    first, second, third = "2017-06-01T00:00:00Z", "2017-06-16T00:00:00Z", "2017-07-15T00:00:00Z"
    assert on("2017-05-01") == (first, [], None, None)
    assert on("2017-05-02") == (second, [second], None, None)
    assert on("2017-06-29") == (second, [second], None, None)
    assert on("2017-06-30") == (third, [second, third], None, None)
    assert on("2017-10-31") == (third, [second, third], "2017-10-31", 64)
