"""What /changes/ tells whoever keeps a copy: everything, from any place, and on its day."""

import datetime
from urllib.parse import urlencode

import pytest
from django.core.signing import dumps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from applications.models import Call
from cities.models import City, Country, Designation, Revision, Source, Statement
from cities.record.revision import current, new_epoch
from tests.factories import (
    CallFactory,
    CityFactory,
    CityNameFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
    FocalPointFactory,
    OrganisationFactory,
    SourceFactory,
    StatementFactory,
)
from uccn.doors.keeping import during

# Changes commit: on PostgreSQL the number rises once in a transaction, however much it writes.
pytestmark = pytest.mark.django_db(transaction=True)

CHANGES = "/api/v1/changes/"
NOVEMBER = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _in_november_2026(time_machine):
    time_machine.move_to(NOVEMBER)


@pytest.fixture
def record():
    """A member, a source and what it says, a call; all of it is new in a new epoch."""
    cork = CityFactory(number=7, slug="cork", country=CountryFactory(code="IE"))
    source = SourceFactory(key="page")
    DesignationFactory(city=cork, field=CreativeFieldFactory(slug="music")).sources.add(source)
    StatementFactory(id=51, source=source)
    CallFactory(year=2025)
    new_epoch()


def ask(client, address=CHANGES, **parameters):
    question = urlencode(parameters, doseq=True)
    answer = client.get(f"{address}{'&' if '?' in address else '?'}{question}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def names(answer):
    return [(row["kind"], row["key"]) for row in answer["results"]]


def everything(client, address=CHANGES, **parameters):
    """All rows from an address on, and the last `next`."""
    answer = ask(client, address, **parameters)
    rows = answer["results"]
    while not answer["up_to_date"]:
        answer = ask(client, answer["next"])
        rows += answer["results"]
    return rows, answer["next"]


def now(client, **parameters):
    return ask(client, cursor="now", **parameters)["next"]


# From the beginning ------------------------------------------------------------------------------


def test_without_a_cursor_it_tells_of_every_object(client, record):
    answer = ask(client)

    assert sorted(names(answer)) == [
        ("call", "2025"),
        ("city", "7"),
        ("country", "IE"),
        ("field", "music"),
        ("source", "page"),
        ("statement", "51"),
    ]
    assert answer["up_to_date"] is True
    assert (answer["epoch"], answer["revision"]) == current()[:2]
    assert answer["date"] == "2026-11-25"
    assert answer["changed_at"] == "2026-11-25T12:00:00Z"


def test_a_row_says_what_changed_when_and_where_it_is(client, record):
    row = next(row for row in ask(client)["results"] if row["kind"] == "city")

    assert row == {
        "kind": "city",
        "key": "7",
        "url": "http://testserver/api/v1/cities/7/",
        "revision": current().number,
        "deleted": False,
    }
    assert client.get(row["url"]).json()["slug"] == "cork"


def test_with_its_object_a_row_tells_what_the_address_tells(client, record):
    CityNameFactory(city=City.objects.get(number=7), kind="translation", language="en")
    FocalPointFactory(city=City.objects.get(number=7), public=True)

    rows, _next = everything(client, expand="object")

    for row in rows:
        told = client.get(row["url"]).json()
        told.pop("says", None)
        assert row["object"] == told


def test_pages_of_any_size_tell_the_same(client, record):
    StatementFactory.create_batch(5, source=Source.objects.get())
    whole, _next = everything(client)

    assert everything(client, page_size=1)[0] == whole
    assert everything(client, page_size=3)[0] == whole


# What has changed since --------------------------------------------------------------------------


def test_there_is_always_a_place_to_go_on_from(client, record):
    following = ask(client)["next"]
    assert ask(client, following)["results"] == []

    City.objects.filter(number=7).update(website="https://x.org/")
    Call.objects.get().delete()
    answer = ask(client, following, expand="object")

    assert names(answer) == [("city", "7"), ("call", "2025")]
    changed, gone = answer["results"]
    assert changed["object"]["website"] == "https://x.org/"
    assert (gone["deleted"], gone["object"]) == (True, None)
    assert gone["url"] == "http://testserver/api/v1/calls/2025/"


def test_now_is_where_to_begin_before_the_lists_are_copied(client, record):
    answer = ask(client, cursor="now")
    assert (answer["results"], answer["up_to_date"]) == ([], True)

    SourceFactory(key="new")

    assert names(ask(client, answer["next"])) == [("source", "new")]


def test_what_changes_twice_is_told_once(client, record):
    following = now(client)

    for website in ("https://x.org/", "https://y.org/"):
        City.objects.filter(number=7).update(website=website)

    assert names(ask(client, following)) == [("city", "7")]


def test_what_moves_on_between_two_pages_is_told_again(client, record):
    following = now(client)
    Source.objects.filter(key="page").update(note="One.")
    Call.objects.update(note="One.")
    first = ask(client, following, page_size=1)

    Source.objects.filter(key="page").update(note="Two.")
    rows, _next = everything(client, first["next"])

    assert names(first) == [("source", "page")]
    assert [row["key"] for row in rows] == ["2025", "page"]


def test_changes_of_one_transaction_are_told_across_pages(client, record):
    following = now(client)
    with transaction.atomic():
        for number in range(5):
            SourceFactory(key=f"new-{number}")

    rows, _next = everything(client, following, page_size=2)

    assert [row["key"] for row in rows] == [f"new-{number}" for number in range(5)]


def test_what_is_rolled_back_is_not_told(client, record):
    following = now(client)
    with transaction.atomic():
        SourceFactory(key="never")
        transaction.set_rollback(True)

    assert ask(client, following)["results"] == []


def test_a_designation_makes_every_statement_be_told_as_each_counts_it(client, record):
    StatementFactory.create_batch(3, source=Source.objects.get())
    following = now(client)

    DesignationFactory(city__number=8, field__slug="music", city__country__code="CZ")
    rows, last = everything(client, following, page_size=2)

    told = [row["key"] for row in rows if row["kind"] == "statement"]
    assert told == [
        str(key) for key in Statement.objects.order_by("pk").values_list("pk", flat=True)
    ]
    assert {("city", "8"), ("country", "CZ"), ("field", "music")} <= {
        (row["kind"], row["key"]) for row in rows
    }
    assert ask(client, last)["results"] == []


def test_only_objects_of_some_kinds_can_be_followed(client, record):
    following = now(client, kind=["city", "call"])
    SourceFactory()
    assert ask(client, following)["results"] == []

    Call.objects.update(note="Late.")

    assert names(ask(client, following)) == [("call", "2025")]
    assert names(ask(client, kind="field")) == [("field", "music")]


def test_an_object_is_never_older_than_the_change_that_names_it(client, record):
    """What the process keeps of a moment may be older than what the outbox says by then."""
    following = now(client, expand="object")
    with during("a moment"):
        assert client.get("/api/v1/cities/").json()["results"][0]["slug"] == "cork"
        City.objects.filter(number=7).update(slug="corcaigh")
        Country.objects.update(name="Eire")

        (city,) = [row for row in ask(client, following)["results"] if row["kind"] == "city"]

    assert city["object"]["slug"] == "corcaigh"
    assert city["object"]["country"]["name"] == "Eire"


# Who must not be told of -------------------------------------------------------------------------


def test_candidates_are_not_told_of(client, record):
    following = now(client)

    candidate = CityFactory(number=9)
    CityNameFactory(city=candidate)
    candidate.delete()

    assert "city" not in {row["kind"] for row in everything(client, following)[0]}


def test_a_city_that_loses_its_only_designation_is_gone(client, record):
    following = now(client)

    Designation.objects.get().delete()

    (city,) = [row for row in ask(client, following)["results"] if row["kind"] == "city"]
    assert (city["key"], city["deleted"]) == ("7", True)


def test_a_person_who_is_hidden_is_in_no_object(client, record):
    person = FocalPointFactory(city=City.objects.get(number=7), public=True, name="Ann Private")
    following = now(client, expand="object")
    person.is_public = False
    person.save()

    answer = ask(client, following)

    assert names(answer) == [("city", "7")]
    assert answer["results"][0]["object"]["focal_points"] == []
    assert "Ann Private" not in str(answer)


# What the clock changes --------------------------------------------------------------------------


def told_on_the_next_day(client, time_machine, day, **parameters):
    following = now(client)
    time_machine.move_to(f"{day}T00:00:01Z")
    rows, last = everything(client, following, **parameters)
    assert ask(client, last)["results"] == []
    assert {row["revision"] for row in rows} <= {None}
    return {(row["kind"], row["key"]) for row in rows} - {("statement", "51")}


def test_a_designation_is_told_on_the_day_on_which_it_begins(client, record, time_machine):
    DesignationFactory(
        city__number=8, field__slug="film", city__country__code="CZ", announced_on="2026-11-26"
    ).sources.add(Source.objects.get(key="page"))

    told = told_on_the_next_day(client, time_machine, "2026-11-26")

    assert told == {("city", "8"), ("country", "CZ"), ("field", "film"), ("source", "page")}


def test_until_that_day_the_city_is_not_there(client, record, time_machine):
    DesignationFactory(city__number=8, announced_on="2026-11-26")

    (before,) = [row for row in ask(client)["results"] if row["key"] == "8"]
    time_machine.move_to("2026-11-26T00:00:01Z")
    (after,) = [row for row in ask(client)["results"] if row["key"] == "8"]

    assert (before["deleted"], after["deleted"]) == (True, False)


def test_an_end_that_was_announced_is_told_on_its_day(client, record, time_machine):
    Designation.objects.update(
        ended_on="2026-11-26", lapsed_from="2026-11-26", end_reason="withdrawal"
    )

    told = told_on_the_next_day(client, time_machine, "2026-11-26")

    assert told == {("city", "7"), ("country", "IE"), ("field", "music"), ("source", "page")}


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        ({"since": "2026-11-26"}, "2026-11-26"),
        ({"until": "2026-11-25"}, "2026-11-26"),
    ],
)
def test_whoever_begins_or_ends_to_speak_for_a_city_is_told_on_that_day(
    client, record, time_machine, dates, day
):
    FocalPointFactory(city=City.objects.get(number=7), public=True, **dates)
    before = client.get("/api/v1/cities/7/").json()["focal_points"]

    told = told_on_the_next_day(client, time_machine, day)

    assert told == {("city", "7")}
    assert bool(before) != bool(client.get("/api/v1/cities/7/").json()["focal_points"])


def test_a_new_year_brings_the_fields_and_organisations_of_that_year(client, record, time_machine):
    CreativeFieldFactory(slug="dance", first_year=2027)
    OrganisationFactory(city=City.objects.get(number=7), founded_year=2027)

    told = told_on_the_next_day(client, time_machine, "2027-01-01")

    assert told == {("field", "dance"), ("city", "7")}


def test_each_day_tells_every_statement_as_their_answers_speak_of_today(
    client, record, time_machine
):
    following = now(client, expand="object")

    time_machine.move_to("2026-11-26T00:00:01Z")
    rows, _next = everything(client, following)

    assert [(row["kind"], row["key"]) for row in rows] == [("statement", "51")]
    assert rows[0]["object"] == client.get("/api/v1/statements/51/").json()


def test_what_came_due_is_told_across_pages_and_before_what_changed_since(
    client, record, time_machine
):
    StatementFactory.create_batch(4, source=Source.objects.get())
    following = now(client)
    time_machine.move_to("2026-11-26T00:00:01Z")
    Call.objects.update(note="Late.")

    rows, last = everything(client, following, page_size=2)

    assert [row["kind"] for row in rows] == [*["statement"] * 5, "call"]
    assert len({row["key"] for row in rows}) == 6
    assert ask(client, last)["results"] == []


# Cursors, errors, costs --------------------------------------------------------------------------


def problem(client, status, **parameters):
    answer = client.get(CHANGES, parameters)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    return answer.json()


def test_a_cursor_of_another_epoch_is_gone_and_the_answer_says_how_to_begin_again(client, record):
    following = ask(client)["next"]
    new_epoch()

    answer = client.get(following)

    assert answer.status_code == 410
    assert answer.json()["type"] == "/api/problems/gone/"
    assert "without a cursor" in answer.json()["detail"]


@pytest.mark.parametrize(
    "forged",
    ["x", "now!", dumps(["a", 0, []], salt="cursor"), "é" * 50],
    ids=["a letter", "nearly a word", "signed for a list", "no letters of ours"],
)
def test_a_forged_cursor_is_refused(client, record, forged):
    (error,) = problem(client, 400, cursor=forged)["errors"]

    assert error["parameter"] == "cursor"


def test_a_cursor_is_good_for_its_kinds_only(client, record):
    cursor = now(client, kind="city").partition("cursor=")[2]

    assert client.get(f"{CHANGES}?cursor={cursor}").status_code == 400


def test_a_slip_is_named_with_what_was_meant(client, record):
    errors = problem(client, 400, kind="citty", expand="objct", cursr="now", as_of="2020")["errors"]

    suggestions = {error["parameter"]: error.get("suggestion") for error in errors}
    assert suggestions == {"kind": "city", "expand": "object", "cursr": "cursor", "as_of": None}


@pytest.mark.parametrize("size", ["0", "201", "ten"])
def test_a_page_has_1_to_200_rows(client, record, size):
    assert problem(client, 400, page_size=size)["errors"][0]["parameter"] == "page_size"


def test_while_the_record_is_set_up_it_says_when_to_ask_again(client, record):
    Revision.objects.update(epoch="")

    answer = client.get(CHANGES)

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")


def test_nothing_is_sent_again_while_nothing_has_changed(client, record):
    following = ask(client)["next"]
    tag = client.get(following)["ETag"]

    assert client.get(following, headers={"If-None-Match": tag}).status_code == 304
    Call.objects.update(note="Late.")
    assert client.get(following, headers={"If-None-Match": tag}).status_code == 200


def test_the_next_and_the_first_address_stand_in_the_link_header(client, record):
    answer = client.get(f"{CHANGES}?page_size=2")

    assert f'<{answer.json()["next"]}>; rel="next"' in answer["Link"]
    assert f'<http://testserver{CHANGES}?page_size=2>; rel="first"' in answer["Link"]


def test_a_page_costs_the_same_whatever_its_size(client, record):
    for _ in range(6):
        city = CityFactory(member=True)
        CityNameFactory(city=city)
        StatementFactory(source=SourceFactory(), city=city)

    def queries(size):
        with CaptureQueriesContext(connection) as made:
            answer = ask(client, expand="object", page_size=size, kind=["city", "statement"])
        assert {row["kind"] for row in answer["results"]} == {"city", "statement"}
        return len(made)

    assert queries(8) == queries(200)


def test_every_kind_is_one_that_the_record_notes():
    from cities.record.public_tables import objects_by_kind
    from uccn.api import RecordChangesResource

    assert {kind.name for kind in RecordChangesResource.kinds} == set(objects_by_kind())
    for kind in RecordChangesResource.kinds:
        declared = objects_by_kind()[kind.name]
        assert kind.public().model is declared
        assert kind.key == declared.public_object.key
