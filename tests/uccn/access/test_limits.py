"""What is counted at the doors of the API, and what readers are told of it."""

import re
import threading

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from uccn.access.counting import forget
from uccn.access.keys import revoke
from uccn.access.middleware import AccessMiddleware

pytestmark = pytest.mark.django_db

LIMIT = re.compile(r'"(?P<kind>anonymous|partner)";r=(?P<left>\d+);t=(?P<wait>\d+)')


def left(response):
    """How much a counted answer says is left."""
    return int(LIMIT.fullmatch(response["RateLimit"])["left"])


@pytest.fixture(autouse=True)
def _small_limits(settings):
    settings.API_LIMIT_ANONYMOUS = "5/minute"
    settings.API_LIMIT_PARTNER = "8/hour"


class TestWhatIsTold:
    def test_an_answer_names_the_limit_and_what_is_left_of_it(self, ask):
        response = ask()

        assert response.status_code == 200
        assert response["RateLimit-Policy"] == '"anonymous";q=5;w=60'
        assert LIMIT.fullmatch(response["RateLimit"])["left"] == "4"
        assert 1 <= int(LIMIT.fullmatch(response["RateLimit"])["wait"]) <= 60
        assert "Retry-After" not in response

    def test_a_partner_has_a_limit_of_their_own(self, ask, issued):
        response = ask(issued())

        assert response["RateLimit-Policy"] == '"partner";q=8;w=3600'
        assert left(response) == 7

    def test_and_a_key_may_have_one_for_itself(self, ask, issued):
        response = ask(issued(limit="120/second"))

        assert response["RateLimit-Policy"] == '"partner";q=120;w=1'

    def test_too_much_is_refused_with_when_to_come_back(self, ask):
        answers = [ask() for _ in range(7)]

        assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
        refused = answers[-1]
        wait = refused["Retry-After"]
        assert refused["Content-Type"] == "application/problem+json"
        assert refused["RateLimit"] == f'"anonymous";r=0;t={wait}'
        assert refused.json()["status"] == 429
        assert refused.json()["type"] == "/api/problems/too-many-requests/"
        assert f"Ask again in {wait} seconds" in refused.json()["detail"]
        assert refused.json()["instance"] == "/api/v1/fields/"
        assert refused["Cache-Control"] == "no-store"

    def test_nobody_asks_the_database_for_whoever_asks_too_much(self, ask):
        for _ in range(5):
            ask()

        with CaptureQueriesContext(connection) as asked:
            assert ask().status_code == 429

        assert [query["sql"] for query in asked if "revision" not in query["sql"]] == []

    def test_the_refusal_speaks_english_whatever_was_read_before(self, ask, client):
        client.get("/fr/")
        answers = [ask() for _ in range(6)]

        assert "Ask again in" in answers[-1].json()["detail"]


class TestWhatIsCounted:
    @pytest.mark.parametrize(
        ("method", "address", "headers", "status"),
        [
            ("get", "/api/v1/", {}, 200),
            ("get", "/api/v1/cities/", {}, 200),
            ("head", "/api/v1/cities/", {}, 200),
            ("get", "/api/v1/cities/?colour=blue", {}, 400),
            ("get", "/api/v1/cities/nowhere/", {}, 404),
            ("get", "/api/v1/nothing/", {}, 404),
            ("get", "/api/nothing", {}, 404),
            ("post", "/api/v1/cities/", {}, 405),
            ("get", "/api/v1/cities/", {"accept": "image/png"}, 406),
            ("options", "/api/v1/cities/", {}, 204),
            ("get", "/api/schema/", {}, 200),
            ("get", "/api/v1/cities", {}, 301),
            ("get", "/api/v1/cities/", {"authorization": "Bearer nothing"}, 401),
        ],
    )
    def test_every_answer_that_is_made_anew_errors_too(
        self, client, method, address, headers, status
    ):
        response = getattr(client, method)(address, headers=headers)

        assert response.status_code == status
        assert left(response) == 4

    def test_a_key_out_of_scope_is_counted_for_the_key(self, ask, issued):
        response = ask(issued(scopes=["changes"]))

        assert response.status_code == 403
        assert left(response) == 7

    @pytest.mark.parametrize("address", ["/", "/cities/", "/catalogue.jsonld", "/feeds/members/"])
    def test_pages_are_not(self, client, address):
        for _ in range(7):
            response = client.get(address)
            assert response.status_code == 200
            assert "RateLimit" not in response
            assert "RateLimit-Policy" not in response

        assert left(client.get("/api/v1/")) == 4

    def test_readers_are_counted_by_their_address(self, client):
        def ask(address):
            return client.get("/api/v1/", REMOTE_ADDR=address).status_code

        assert [ask("192.0.2.1") for _ in range(6)] == [200] * 5 + [429]
        assert ask("192.0.2.2") == 200
        # One household, however many of its addresses it uses.
        assert [ask(f"2001:db8::{place}") for place in range(6)] == [200] * 5 + [429]

    def test_forged_headers_help_nobody(self, client):
        told = [
            client.get("/api/v1/", headers={"X-Forwarded-For": f"198.51.100.{place}",
                                            "X-Real-IP": f"198.51.100.{place}",
                                            "Forwarded": f"for=198.51.100.{place}"}).status_code
            for place in range(6)
        ]  # fmt: skip

        assert told == [200] * 5 + [429]

    def test_behind_a_proxy_they_help_nobody_either(self, client, settings):
        settings.TRUSTED_PROXIES = 1

        def ask(forged, real):
            headers = {"X-Forwarded-For": f"{forged}, {real}"}
            return client.get("/api/v1/", REMOTE_ADDR="10.0.0.2", headers=headers).status_code

        assert [ask(f"198.51.100.{n}", "192.0.2.1") for n in range(6)] == [200] * 5 + [429]
        assert ask("198.51.100.1", "192.0.2.2") == 200

    def test_keys_are_counted_apart_from_their_address_and_from_each_other(self, ask, issued):
        one, other = issued(), issued()

        assert [ask(one).status_code for _ in range(9)] == [200] * 8 + [429]
        assert ask(other).status_code == 200
        assert left(ask()) == 4

    def test_who_tries_out_keys_is_stopped_by_the_limit_of_their_address(self, ask, issued):
        key = issued()
        tried = [ask(f"uccn_{key.prefix}_{'a' * 42}{place}").status_code for place in range(7)]

        assert tried == [401] * 5 + [429] * 2
        assert ask().status_code == 429
        assert ask(key).status_code == 200

    def test_a_revoked_key_counts_for_the_address(self, ask, issued):
        key = issued()
        revoke(key, by=None)

        assert ask(key)["RateLimit-Policy"] == '"anonymous";q=5;w=60'


class TestFiles:
    """A file takes as much of the limit as five requests, the whole record as fifty."""

    @pytest.fixture(autouse=True)
    def _room_for_files(self, settings):
        settings.API_LIMIT_ANONYMOUS = "100/minute"
        settings.API_LIMIT_PARTNER = "90/minute"

    @pytest.mark.parametrize(
        ("address", "accept", "after"),
        [
            ("/api/v1/cities/", "*/*", 99),
            ("/api/v1/cities/?format=json", "text/csv", 99),
            ("/api/v1/cities/?format=", "application/json, text/csv", 99),
            ("/api/v1/cities/", "text/csv;q=0.5, application/json", 99),
            ("/api/schema/?format=yaml", "*/*", 99),
            ("/api/v1/cities/?format=docx", "*/*", 99),
            ("/api/v1/cities/?format=csv", "*/*", 95),
            ("/api/v1/cities/?format=xlsx", "*/*", 95),
            ("/api/v1/cities/?format=geojson", "*/*", 95),
            ("/api/v1/cities/?format=ndjson", "application/json", 95),
            ("/api/v1/cities/", "text/csv", 95),
            ("/api/v1/cities/", "image/png, application/json;q=0.1, text/*", 95),
            ("/api/v1/cities/?format=csv&format=json", "*/*", 99),
            ("/api/v1/statistics/growth/?format=csv", "*/*", 95),
        ],
    )
    def test_a_list_in_another_format_than_json_is_a_file(self, client, address, accept, after):
        assert left(client.get(address, headers={"Accept": accept})) == after

    def test_so_many_parameters_that_nobody_reads_them_are_one_request(self, client):
        response = client.get("/api/v1/cities/?" + "&".join(["format=csv"] * 2_000))

        assert response.status_code == 400
        assert left(response) == 99

    def test_with_a_key_a_file_takes_as_much_of_its_limit(self, ask, issued):
        assert left(ask(issued(), address="/api/v1/cities/?format=csv")) == 85

    @pytest.mark.parametrize(
        ("address", "taken"),
        [
            ("/cities.csv", 5),
            ("/fr/cities.xlsx", 5),
            ("/designations.geojson?as_of=2015", 5),
            ("/fields.json", 5),
            ("/statistics/growth.csv", 5),
            ("/cities.csv?colour=blue", 5),
            ("/record.zip", 50),
            ("/ar/record.zip", 50),
        ],
    )
    def test_files_of_the_pages_are_counted_with_the_api(self, client, address, taken):
        response = client.get(address)

        # It is the same for everybody, and says nothing of who asks.
        assert "RateLimit" not in response
        assert "RateLimit-Policy" not in response
        assert left(client.get("/api/v1/")) == 100 - taken - 1

    def test_too_many_are_refused_with_a_page_that_says_when_to_come_back(self, client):
        answers = [client.get(f"/fr/cities.csv?as_of=2015-12-{day}") for day in range(10, 31)]

        assert [answer.status_code for answer in answers] == [200] * 20 + [429]
        refused = answers[-1]
        assert refused["Content-Type"] == "text/html; charset=utf-8"
        assert f"dans {refused['Retry-After']} secondes" in refused.text
        assert refused["Access-Control-Allow-Origin"] == "*"
        assert client.get("/api/v1/").status_code == 429
        assert client.get("/fr/cities/").status_code == 200

    def test_a_refused_file_asks_the_database_for_no_row(self, client):
        for day in range(10, 30):
            client.get(f"/cities.csv?as_of=2015-12-{day}")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/cities.csv").status_code == 429

        assert [query["sql"] for query in asked if "cities_city" in query["sql"]] == []

    def test_a_small_limit_has_room_for_one_file(self, client, settings):
        settings.API_LIMIT_ANONYMOUS = "3/minute"

        assert client.get("/record.zip").status_code == 200
        assert client.get("/api/v1/").status_code == 429

    @pytest.mark.parametrize("address", ["/admin/nothing.csv", "/static/nothing.json"])
    def test_what_is_private_or_static_is_not_counted(self, client, address):
        client.get(address)

        assert left(client.get("/api/v1/")) == 99


@pytest.mark.django_db(transaction=True)
class TestCopiesOfFiles:
    """Outside of a transaction, where answers carry an `ETag`."""

    @pytest.mark.parametrize("address", ["/cities.csv", "/record.zip"])
    def test_a_file_from_memory_or_that_somebody_has_is_not_counted(
        self, client, settings, address
    ):
        settings.API_LIMIT_ANONYMOUS = "100/minute"
        first = client.get(address)
        again = [client.get(address) for _ in range(30)]
        copies = [client.get(address, headers={"If-None-Match": first["ETag"]}) for _ in range(30)]

        assert {answer.status_code for answer in again} == {200}
        assert {answer.status_code for answer in copies} == {304}
        # Any cache may keep it, though it was counted.
        assert first["Cache-Control"].startswith("public")
        taken = 50 if address == "/record.zip" else 5
        assert left(client.get("/api/v1/")) == 100 - taken - 1


@pytest.mark.django_db(transaction=True)
class TestCopies:
    """Outside of a transaction, where answers carry an `ETag`."""

    def test_limits_do_not_keep_an_answer_from_its_etag(self, ask):
        response = ask()

        assert "RateLimit" in response
        assert response["ETag"].startswith('W/"')

    def test_whoever_has_the_answer_already_is_not_counted(self, ask):
        etag = ask()["ETag"]
        again = [ask(**{"If-None-Match": etag}) for _ in range(20)]

        assert {response.status_code for response in again} == {304}
        assert not any(
            response.has_header(name)
            for response in again
            for name in ("RateLimit", "RateLimit-Policy", "Retry-After")
        )

    def test_an_answer_from_memory_is_not_counted(self, ask):
        first, *others = [ask() for _ in range(20)]

        assert left(first) == 4
        assert {response.status_code for response in others} == {200}
        assert not any("RateLimit" in response for response in others)
        assert left(ask(address="/api/v1/regions/")) == 3

    def test_shared_caches_are_given_no_answer_that_counts(self, ask, issued):
        assert ask()["Cache-Control"].startswith("private")
        assert ask()["Cache-Control"].startswith("public")
        assert ask(issued())["Cache-Control"].startswith("private")

    def test_with_a_key_every_answer_is_made_anew_and_counted(self, ask, issued):
        key = issued()
        etag = ask()["ETag"]
        answers = [ask(key, **{"If-None-Match": etag}) for _ in range(3)]

        assert {answer.status_code for answer in answers} == {304}
        assert [left(answer) for answer in answers] == [7, 6, 5]

    def test_a_revoked_key_is_told_so_even_by_whoever_has_the_answer(self, ask, issued):
        key = issued()
        etag = ask(key)["ETag"]
        revoke(key, by=None)

        assert ask(key, **{"If-None-Match": etag}).status_code == 401

    def test_with_a_key_and_without_the_bytes_are_the_same(self, ask, issued):
        assert ask(issued()).content == ask().content

    def test_a_refusal_is_no_answer_to_be_kept(self, ask):
        answers = [ask(address=f"/api/v1/fields/?year={2004 + place}") for place in range(6)]

        assert answers[-1].status_code == 429
        assert not answers[-1].has_header("ETag")


def test_a_crowd_of_requests_gets_exactly_the_limit(rf, settings):
    settings.API_LIMIT_ANONYMOUS = "40/hour"
    middleware = AccessMiddleware(lambda _request: HttpResponse())
    together, told = threading.Barrier(8), []

    def ask():
        together.wait()
        told.extend(middleware(rf.get("/api/v1/")).status_code for _ in range(20))

    crowd = [threading.Thread(target=ask) for _ in range(8)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()

    assert (told.count(200), told.count(429)) == (40, 120)


def test_a_minute_later_everything_is_as_new(ask, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    forget()
    with time_machine.travel(1_893_456_000, tick=False) as clock:
        assert [ask().status_code for _ in range(6)] == [200] * 5 + [429]
        clock.shift(121)
        assert [ask().status_code for _ in range(6)] == [200] * 5 + [429]
    forget()


def test_while_redis_is_away_everybody_is_answered_and_nothing_is_said(ask, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    forget()
    answers = [ask() for _ in range(8)]
    forget()

    assert {response.status_code for response in answers} == {200}
    assert not any(response.has_header("RateLimit") for response in answers)
