"""Public answers carry an ETag that is good exactly as long as the answer is."""

import datetime

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from cities.models import City, Revision
from cities.record.revision import current, new_epoch
from tests.factories import CallFactory, CityFactory, UserFactory
from tests.uccn.delivery.site import runs
from uccn.delivery.etags import SHARED
from uccn.delivery.release import release

# ETags are made outside of transactions only.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.uccn.delivery.site")]


@pytest.fixture(autouse=True)
def _no_runs_yet():
    runs.clear()


@pytest.fixture(autouse=True, params=[0, 1_000_000], ids=["nothing kept", "answers kept"])
def _with_and_without_memory(request, settings):
    """A 304 is the same whether the answer is kept here or was given by another process."""
    settings.RESPONSE_CACHE_BYTES = request.param


def again(client, answer, path="/cities/", **headers):
    """The same request from somebody who holds the answer."""
    return client.get(path, headers={"If-None-Match": answer["ETag"], **headers})


def test_whoever_has_the_answer_gets_a_304_without_the_view(client):
    first = client.get("/cities/")
    second = again(client, first)

    assert (first.status_code, second.status_code) == (200, 304)
    assert second.content == b""
    assert runs == ["/cities/"]


def test_a_304_carries_what_the_answer_carried(client):
    first = client.get("/negotiated/")
    second = again(client, first, "/negotiated/")

    assert second.status_code == 304
    for name in ("ETag", "Cache-Control"):
        assert second[name] == first[name]
    for response in (first, second):
        assert {name.strip().lower() for name in response["Vary"].split(",")} == {
            "accept",
            "accept-encoding",
            "accept-language",
        }
    for name in (
        "Content-Security-Policy",
        "Cross-Origin-Opener-Policy",
        "Referrer-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
    ):
        assert second[name] == first[name]


def test_an_answer_may_be_stored_and_is_asked_after_each_time(client):
    answer = client.get("/cities/")

    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert answer["ETag"].startswith('W/"')
    assert not answer.cookies
    assert answer["Vary"] == "Accept-Encoding"


def test_a_head_request_has_the_etag_of_a_get_request(client):
    assert client.head("/cities/")["ETag"] == client.get("/cities/")["ETag"]
    assert (
        client.head(
            "/cities/", headers={"If-None-Match": client.get("/cities/")["ETag"]}
        ).status_code
        == 304
    )


def test_one_of_several_etags_suffices_and_a_strong_spelling_too(client):
    tag = client.get("/cities/")["ETag"]

    # A star is whichever there is (RFC 9110).
    for text in (f'"other", {tag}', tag.removeprefix("W/"), "*"):
        assert client.get("/cities/", headers={"If-None-Match": text}).status_code == 304
    for text in ("", '"*"', '"other"', "nonsense", 'W/"al."', "W/" * 5000):
        assert client.get("/cities/", headers={"If-None-Match": text}).status_code == 200


def test_a_committed_change_ends_an_answer(client):
    first = client.get("/cities/")
    CityFactory(name="Cork")

    second = again(client, first)

    assert second.status_code == 200
    assert b"Cork" in second.content
    assert again(client, second).status_code == 304


def test_a_change_taken_back_does_not_end_an_answer(client):
    first = client.get("/cities/")
    with transaction.atomic():
        CityFactory()
        transaction.set_rollback(True)

    assert again(client, first).status_code == 304


def test_a_new_epoch_ends_every_answer(client):
    first = client.get("/cities/")
    new_epoch()

    assert again(client, first).status_code == 200


def test_what_is_private_does_not_end_an_answer(client):
    first = client.get("/cities/")
    client.force_login(UserFactory())

    assert again(client, first).status_code == 304


def test_an_answer_ends_with_the_day(client, time_machine):
    time_machine.move_to("2026-11-21T23:59:58Z", tick=False)
    first = client.get("/cities/")
    time_machine.move_to("2026-11-21T23:59:59Z", tick=False)
    assert again(client, first).status_code == 304

    time_machine.move_to("2026-11-22T00:00:00Z", tick=False)

    assert again(client, first).status_code == 200


def test_an_answer_ends_when_a_call_opens_and_when_it_closes(client, time_machine):
    CallFactory(
        year=2027,
        opens_at=datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC),
        deadline=datetime.datetime(2026, 11, 21, 15, tzinfo=datetime.UTC),
    )
    answers = {}
    for hour in (11, 12, 14, 15):
        time_machine.move_to(f"2026-11-21T{hour}:00:00Z", tick=False)
        answers[hour] = client.get("/cities/")

    assert [b"2027" in answer.content for answer in answers.values()] == [False, True, True, False]
    assert answers[12]["ETag"] == answers[14]["ETag"]
    assert len({answers[hour]["ETag"] for hour in (11, 12, 15)}) == 3


def test_a_deadline_that_is_moved_counts_from_then_on(client, time_machine):
    time_machine.move_to("2026-11-21T12:00:00Z", tick=False)
    call = CallFactory(
        year=2027,
        opens_at=timezone.now() - datetime.timedelta(days=1),
        deadline=timezone.now() + datetime.timedelta(hours=1),
    )
    client.get("/cities/")
    call.deadline += datetime.timedelta(hours=1)
    call.save()
    open_still = client.get("/cities/")
    time_machine.shift(datetime.timedelta(hours=1, minutes=30))
    assert again(client, open_still).status_code == 304
    time_machine.shift(datetime.timedelta(hours=1))

    assert again(client, open_still).status_code == 200


def test_an_answer_ends_with_the_release(client, settings):
    release.cache_clear()
    settings.RELEASE = "1.0"
    first = client.get("/cities/")
    assert again(client, first).status_code == 304
    settings.RELEASE = "1.1"
    release.cache_clear()

    assert again(client, first).status_code == 200
    release.cache_clear()


def test_each_address_has_its_own_etag(client):
    addresses = ["/", "/cities/", "/cities/?q=a", "/cities/?q=b", "/fr/cities/", "/ar/cities/"]
    answers = [client.get(address) for address in addresses]
    other_host = client.get("/cities/", headers={"host": "127.0.0.1"})

    assert len({answer["ETag"] for answer in [*answers, other_host]}) == 7
    assert again(client, answers[0], "/cities/").status_code == 200
    assert answers[4].content == b"fr "


def test_what_a_page_does_not_vary_on_does_not_matter(client):
    first = client.get("/cities/", headers={"Accept-Language": "fr", "Accept": "text/html"})

    assert first.content == b"en "
    assert again(client, first, **{"Accept-Language": "ar", "Cookie": "a=b"}).status_code == 304


def test_what_an_answer_varies_on_matters(client):
    address = "/negotiated/"
    first = client.get(address, headers={"Accept-Language": "fr"})

    assert again(client, first, address, **{"Accept-Language": "fr"}).status_code == 304
    assert again(client, first, address, **{"Accept-Language": "es"}).content == b"es"
    assert again(client, first, address, Accept="text/csv").status_code == 200


def test_headers_that_say_the_same_are_the_same(client):
    address = "/negotiated/"
    first = client.get(address, headers={"Accept": "text/csv, */*", "Accept-Language": "fr"})

    answer = again(
        client, first, address, **{"Accept": "text/csv,*/*", "Accept-Language": "fr-CA, fr;q=0.9"}
    )

    assert answer.status_code == 304


def test_whoever_says_who_they_are_is_let_in_before_they_get_a_304(client):
    key = {"Authorization": "Bearer of-a-partner"}
    first = client.get("/counted/", headers=key)
    second = again(client, first, "/counted/", **key)

    assert (first.status_code, second.status_code) == (200, 304)
    assert len(runs) == 2
    assert second.content == b""
    assert (first["RateLimit"], second["RateLimit"]) == (
        "limit=60, remaining=59",
        "limit=60, remaining=58",
    )
    for answer in (first, second):
        assert answer["Cache-Control"] == "private, max-age=0, must-revalidate"
    assert not second.has_header("Content-Type")


@pytest.mark.parametrize("address", ["/embed/cities/", "/ar/embed/cities/"])
def test_a_card_may_be_framed_by_whoever_has_it_already(client, address):
    first = client.get(address)
    second = again(client, first, address)

    assert (first.status_code, second.status_code) == (200, 304)
    for answer in (first, second):
        assert not answer.has_header("X-Frame-Options")
        assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/embed/", "/fr/embed/", "/cities/", "/embed/lost/"])
def test_nothing_but_a_card_may_be_framed(client, address):
    first = client.get(address)

    for answer in (first, again(client, first, address)) if first.status_code == 200 else (first,):
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_what_is_streamed_has_an_etag_too(client):
    assert again(client, client.get("/exported/"), "/exported/").status_code == 304


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/personal/", 200),
        ("/counting/", 200),
        ("/fleeting/", 200),
        ("/embedded/", 200),
        ("/moved/", 302),
        ("/lost/", 404),
        ("/nowhere/", 404),
        ("/account/", 200),
        ("/fr/account/", 200),
        ("/applications/", 200),
        ("/fr/applications/", 200),
        ("/admin/login/", 200),
        ("/admin/", 302),
    ],
)
def test_what_is_not_the_same_for_everyone_has_no_etag(client, address, status):
    client.force_login(UserFactory())
    if address == "/admin/login/":
        client.logout()

    answer = client.get(address)

    assert answer.status_code == status
    assert not answer.has_header("ETag")
    assert answer.get("Cache-Control", "") != SHARED


def test_a_form_that_is_sent_gets_no_etag(client):
    answer = client.post("/cities/", headers={"If-None-Match": client.get("/cities/")["ETag"]})

    assert answer.status_code == 200
    assert not answer.has_header("ETag")


def test_a_host_that_is_not_ours_gets_no_304(client):
    first = client.get("/cities/")

    answer = again(client, first, Host="elsewhere.example")

    assert answer.status_code == 400
    assert len(runs) == 1


def test_inside_a_transaction_there_is_no_etag(client):
    with transaction.atomic():
        CityFactory(name="Perhaps")
        answer = client.get("/cities/")
        transaction.set_rollback(True)

    assert answer.status_code == 200
    assert not answer.has_header("ETag")


def test_a_revision_that_is_unknown_gives_no_etag(client):
    first = client.get("/cities/")
    Revision.objects.update(epoch="")

    second = again(client, first)
    new_epoch()

    assert second.status_code == 200
    assert not second.has_header("ETag")


def test_a_database_that_cannot_tell_the_revision_gives_no_etag_and_no_error(client):
    def refuse(execute, sql, params, many, context):
        if "FROM revision" in sql:
            raise OperationalError("The server closed the connection.")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        answer = client.get("/cities/")

    assert answer.status_code == 200
    assert not answer.has_header("ETag")


def test_the_revision_costs_one_query(client, django_assert_num_queries):
    answer = client.get("/cities/")

    with django_assert_num_queries(1):
        again(client, answer)


def test_an_answer_made_while_the_record_changes_is_asked_after_again(client):
    """What the view reads may be newer than the revision in the ETag, never older."""
    before = current()

    def change_first(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if "FROM revision" in sql and not City.objects.exists():
            CityFactory(name="Cork")
        return result

    with connection.execute_wrapper(change_first):
        first = client.get("/cities/")

    assert b"Cork" in first.content
    assert current() != before
    assert again(client, first).status_code == 200


@pytest.mark.urls(settings.ROOT_URLCONF)
@pytest.mark.parametrize(
    "address", ["/", "/fr/", "/about/", "/cities/", "/countries/", "/api/v1/cities/"]
)
def test_the_portals_own_pages_are_the_same_for_everyone(client, address):
    anonymous = client.get(address)
    client.force_login(UserFactory(superuser=True))
    known = client.get(address)

    assert anonymous["ETag"] == known["ETag"]
    assert anonymous.content == known.content
    assert not known.cookies
    impersonal = {"Accept", "Accept-Encoding", "Accept-Language", "Sec-Fetch-Site"}
    assert set(known.get("Vary", "Accept-Encoding").split(", ")) <= impersonal
