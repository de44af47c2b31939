"""One line for each request: enough to find a fault, nothing that tells who asked for what."""

import json
import logging
import re

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.factories import CityFactory, DesignationFactory, UserFactory
from uccn.operations.logs import JsonLines, request_number
from uccn.operations.observing import ObservationMiddleware

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lines(caplog):
    """The lines of requests so far, as production writes them."""
    caplog.set_level(logging.INFO, "uccn.requests")

    def read():
        return [
            json.loads(JsonLines().format(record))
            for record in caplog.records
            if record.name == "uccn.requests"
        ]

    return read


def test_a_request_is_told_in_one_line(client, lines):
    DesignationFactory(city__slug="cork", announced_on="2017-10-31")
    for _ in range(2):
        client.get("/cities/cork/?as_of=2020")

    first, second = lines()
    assert first["method"] == "GET"
    assert first["path"] == "/cities/cork/"
    assert first["status"] == 200
    assert first["milliseconds"] > second["milliseconds"] > 0
    assert first["queries"] > second["queries"] == 1
    assert (first["cache"], second["cache"]) == ("miss", "hit")
    assert "account" not in first
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", first["time"])
    assert first["message"].startswith("GET /cities/cork/ 200, ")


def test_nothing_tells_who_asked_for_what(client, lines):
    client.get(
        "/search/?q=my-illness",
        headers={"User-Agent": "my-browser", "Referer": "https://my-page.example/"},
        REMOTE_ADDR="203.0.113.9",
    )

    text = json.dumps(lines())
    for word in ("my-illness", "my-browser", "my-page", "203.0.113.9"):
        assert word not in text


def test_who_is_signed_in_appears_by_number(client, lines):
    user = UserFactory(superuser=True, email="ada@example.org")
    client.force_login(user)
    city = CityFactory()
    client.get(f"/admin/cities/city/{city.pk}/change/?_changelist_filters=q%3Dada")

    [line] = lines()
    assert line["account"] == user.pk
    assert line["path"] == "/admin/cities/city/<path:object_id>/change/"
    assert "cache" not in line
    assert "ada" not in json.dumps(line)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/account/reset/secret-token/", "/account/..."),
        ("/fr/applications/secret-token/", "/fr/..."),
        ("/admin/secret-token/", "/admin/..."),
    ],
)
def test_a_private_address_is_not_written_out(client, lines, address, path):
    client.get(address)

    assert "secret-token" not in json.dumps(lines())
    assert lines()[-1]["path"].startswith(path.removesuffix("..."))


def test_an_address_cannot_break_a_line(client, lines, caplog):
    client.get("/cities/a%0A2026-01-01 CRITICAL forged/")

    assert lines()[0]["path"] == "/cities/a%0A2026-01-01%20CRITICAL%20forged/"
    assert "\n" not in lines()[0]["message"]


def test_an_error_keeps_the_number_of_its_request(client, caplog, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("uccn.pages.About.get", None)
    client.get("/about/", headers={"X-Request-ID": "number-of-the-proxy"})
    record = next(record for record in caplog.records if record.levelno >= logging.ERROR)
    token = request_number.set("number-of-the-proxy")
    line = json.loads(JsonLines().format(record))
    request_number.reset(token)

    assert line["request_id"] == "number-of-the-proxy"
    assert "Traceback" in line["exception"]


class TestTheNumberOfARequest:
    @pytest.mark.parametrize("sent", ["0123456789abcdef", "proxy-1.request_42"])
    def test_that_of_the_proxy_is_kept(self, client, sent):
        assert client.get("/about/", headers={"X-Request-ID": sent})["X-Request-ID"] == sent

    @pytest.mark.parametrize(
        "sent", ["", "short", "x" * 65, "two words", 'a"b"cdefg', "-beginning"]
    )
    def test_one_is_made_where_none_or_a_strange_one_is_sent(self, client, sent):
        number = client.get("/about/", headers={"X-Request-ID": sent})["X-Request-ID"]

        assert re.fullmatch(r"[0-9a-f]{16}", number)

    def test_each_answer_has_its_own_also_from_memory_and_304(self, client):
        answers = [client.get("/about/") for _ in range(3)]
        answers.append(client.get("/about/", headers={"If-None-Match": answers[0]["ETag"]}))

        assert answers[-1].status_code == 304
        assert len({answer["X-Request-ID"] for answer in answers}) == 4
        assert len({answer["ETag"] for answer in answers}) == 1

    def test_errors_have_one_too(self):
        answer = Client().get("/about/", headers={"host": "elsewhere.example"})

        assert answer.status_code == 400
        assert answer["X-Request-ID"]


def test_on_a_developers_machine_lines_are_words():
    assert settings.LOGGING["handlers"]["console"]["formatter"] == "line"


class TestWhatIsRefused:
    """Whoever asks for what is refused decides neither how much is written nor who gets letters."""

    @pytest.fixture(autouse=True)
    def _administrators(self, settings):
        settings.ADMINS = [("Somebody", "somebody@portal.example")]

    @pytest.mark.parametrize(
        ("address", "host"),
        [
            ("/api/v1/cities/", "elsewhere.example"),
            ("/cities/", "elsewhere.example"),
            ("/api/v1/cities/?" + "&".join(["a=1"] * 2_000), "testserver"),
        ],
    )
    def test_no_administrator_is_written_to(self, client, mailoutbox, caplog, address, host):
        assert client.get(address, headers={"Host": host}).status_code == 400

        assert mailoutbox == []
        (refusal,) = [one for one in caplog.records if one.name.startswith("django.security")]
        assert refusal.exc_info
        assert "exception" not in json.loads(JsonLines().format(refusal))

    def test_a_mistake_of_ours_is_a_letter_with_its_traceback(
        self, client, mailoutbox, caplog, monkeypatch
    ):
        def break_down(_view, _request):
            raise RuntimeError("whatever may happen")

        client.raise_request_exception = False
        monkeypatch.setattr("rest_framework.views.APIView.check_permissions", break_down)

        assert client.get("/api/v1/cities/").status_code == 500
        assert [letter.to for letter in mailoutbox] == [["somebody@portal.example"]]
        (mistake,) = [one for one in caplog.records if one.name == "django.request"]
        assert "whatever may happen" in json.loads(JsonLines().format(mistake))["exception"]

    def test_a_line_is_short_however_long_the_request_is(self, client, caplog):
        caplog.set_level(logging.INFO)
        client.generic("A" * 10_000, f"/api/{'b' * 50_000}/", headers={"Host": "c" * 50_000})

        assert {one.name for one in caplog.records} >= {"uccn.requests"}
        assert all(len(JsonLines().format(record)) < 10_000 for record in caplog.records)


def test_a_request_knows_when_it_got_here(rf):
    """Whoever waits for their turn after the deadline has been in time nevertheless."""
    seen = []

    def answer(request):
        seen.append((request.received_at, timezone.now()))
        return HttpResponse()

    sent = timezone.now()
    ObservationMiddleware(answer)(rf.post("/applications/"))

    ((received, turn),) = seen
    assert sent <= received <= turn
    assert received.tzinfo is not None
