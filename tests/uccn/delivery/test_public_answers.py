"""A public answer is given from memory a second time, and nothing else is."""

import gzip
from contextlib import suppress

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from cities.models import City, Revision
from cities.record.revision import new_epoch
from tests.factories import (
    CallFactory,
    CityFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
    SourceFactory,
    UserFactory,
)
from tests.site_map import EXAMPLES, public_pages
from tests.uccn.delivery.site import runs
from uccn.delivery.addresses import is_private
from uccn.delivery.public_answers import PublicAnswersMiddleware

# Answers are kept outside of transactions only.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.uccn.delivery.site")]

POLICIES = (
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
)

MORE_EXAMPLES = {
    "cities:source": {"key": "a-page"},
    "cities:figure-file": {"figure": "growth"},
    "cities:download": {"name": "cities", "extension": "csv"},
    "cities:embed-city": {"slug": "norrkoping"},
    "cities:feed-of-field": {"slug": "music"},
    "cities:feed-of-country": {"code": "se"},
}


def memory(client):
    """What the client's own copy of the stack keeps."""
    layer = client.handler._middleware_chain
    while not isinstance(layer, PublicAnswersMiddleware):
        layer = getattr(layer, "__wrapped__", None) or layer.get_response
    return layer.kept


def kept_addresses(client):
    """The paths, with their questions, of all answers that are kept."""
    return [
        f"{path}?{question}" if question else path
        for _scheme, _host, path, question in memory(client).shelf.slots
    ]


@pytest.fixture(autouse=True)
def _no_runs_yet():
    runs.clear()


def test_a_second_request_costs_one_query_and_no_view(client, django_assert_num_queries):
    CityFactory(name="Cork")
    first = client.get("/cities/")
    with django_assert_num_queries(1):
        second = client.get("/cities/")

    assert runs == ["/cities/"]
    assert first.content == second.content == b"en Cork"


@pytest.mark.parametrize("address", ["/cities/", "/long/", "/picture/", "/negotiated/"])
@pytest.mark.parametrize("headers", [{}, {"Accept-Encoding": "gzip, br"}])
def test_the_second_answer_is_the_first_with_every_header(client, address, headers):
    first, second = (client.get(address, headers=headers) for _ in range(2))

    assert runs == [address]
    assert second.status_code == 200
    assert second.content == first.content
    numbers = {answer.headers.pop("X-Request-ID") for answer in (first, second)}
    assert len(numbers) == 2
    assert sorted(second.items()) == sorted(first.items())
    for name in POLICIES:
        assert second.has_header(name)


def test_over_https_the_answer_insists_on_it_each_time(settings):
    settings.SECURE_HSTS_SECONDS = 60
    client = Client()
    for _ in range(2):
        assert "Strict-Transport-Security" not in client.get("/cities/")
        assert client.get("/cities/", secure=True)["Strict-Transport-Security"] == "max-age=60"
    assert len(runs) == 2


def test_http_is_led_to_https_whatever_is_kept(settings):
    settings.SECURE_SSL_REDIRECT = True
    client = Client()
    assert client.get("/cities/", secure=True).status_code == 200

    answer = client.get("/cities/")

    assert answer.status_code == 301
    assert answer["Location"].startswith("https://")


def test_a_host_that_is_not_ours_gets_nothing_that_is_kept(client):
    client.get("/cities/")

    assert client.get("/cities/", headers={"host": "elsewhere.example"}).status_code == 400
    assert client.get("/cities/", headers={"host": "127.0.0.1"}).status_code == 200
    assert len(runs) == 2


def test_each_address_and_question_is_kept_apart(client):
    addresses = ["/cities/", "/fr/cities/", "/cities/?q=a", "/cities/?q=b", "/cities/?q=a&q=b",
                 "/cities/?q=b&q=a", "/cities/?q=%61"]  # fmt: skip
    for _ in range(2):
        for address in addresses:
            client.get(address)

    assert runs == addresses


def test_headers_count_as_far_as_the_answer_varies_on_them(client):
    address = "/negotiated/"
    for language in ("fr", "es", "fr", "fr;q=0.8", "es-MX"):
        answer = client.get(address, headers={"Accept-Language": language})
        assert answer.content == language[:2].encode()
    client.get(address, headers={"Accept-Language": "fr", "Accept": "text/csv"})
    client.get(address, headers={"Accept-Language": "fr", "Accept": "text/csv", "DNT": "1"})

    assert len(runs) == 3


def test_a_head_request_is_answered_from_what_a_get_request_left(client):
    client.head("/cities/")
    first = client.get("/cities/")
    answer = client.head("/cities/")

    assert len(runs) == 2
    assert answer.content == b""
    assert answer["Content-Length"] == str(len(first.content))


def test_another_encoding_needs_no_second_view(client):
    packed = client.get("/long/", headers={"Accept-Encoding": "br"})
    other = client.get("/long/", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/long/")

    assert runs == ["/long/"]
    assert gzip.decompress(other.content) == plain.content
    assert len({packed.content, other.content, plain.content}) == 3


def test_whoever_is_signed_in_reads_what_is_kept_but_leaves_nothing(client):
    known = Client()
    known.handler = client.handler
    known.force_login(UserFactory())
    for _ in range(2):
        known.get("/cities/")
    assert len(runs) == 2

    client.get("/cities/")
    known.get("/cities/")

    assert len(runs) == 3


@pytest.mark.parametrize("name", ["csrftoken", "django_language", "messages"])
def test_no_cookie_of_ours_leaves_something(client, name):
    client.cookies[name] = "x"
    for _ in range(2):
        client.get("/cities/")

    assert len(runs) == 2


def test_other_peoples_cookies_do_not_matter(client):
    client.cookies["_analytics_of_the_domain"] = "x"
    for _ in range(2):
        client.get("/cities/")

    assert len(runs) == 1


@pytest.mark.parametrize("headers", [{"Authorization": "Bearer key"}, {"Range": "bytes=0-1"}])
def test_what_asks_for_something_else_is_neither_answered_from_memory_nor_kept(client, headers):
    for _ in range(2):
        client.get("/cities/", headers=headers)
    assert len(runs) == 2

    client.get("/cities/")
    client.get("/cities/", headers=headers)

    assert len(runs) == 4


def test_a_form_that_is_sent_is_not_answered_from_memory(client):
    client.get("/cities/")
    client.post("/cities/")

    assert len(runs) == 2


def test_who_is_counted_is_told_once_and_nobody_else_is(client):
    first = client.get("/counted/")
    second = client.get("/counted/")

    assert len(runs) == 1
    assert first["RateLimit"] == "limit=60, remaining=59"
    assert first["Cache-Control"] == "private, max-age=0, must-revalidate"
    assert second["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert second.content == first.content
    assert second["Access-Control-Allow-Origin"] == "*"
    for name in ("RateLimit", "RateLimit-Policy", "Retry-After"):
        assert name in first
        assert name not in second


@pytest.mark.parametrize(
    "address",
    ["/personal/", "/counting/", "/fleeting/", "/embedded/", "/exported/", "/moved/", "/lost/",
     "/packed/", "/nowhere/", "/account/", "/fr/account/", "/applications/", "/admin/login/",
     "/zh-hans/applications/", "/static/nothing.css"],
)  # fmt: skip
def test_nothing_but_a_whole_answer_for_everybody_is_kept(client, address):
    client.get(address)

    assert kept_addresses(client) == []


def test_an_error_is_not_kept(client):
    client.raise_request_exception = False

    assert client.get("/broken/").status_code == 500
    assert kept_addresses(client) == []


def test_a_committed_change_is_seen_at_once(client):
    client.get("/cities/")
    CityFactory(name="Cork")

    assert b"Cork" in client.get("/cities/").content


def test_what_is_kept_is_let_go_with_its_moment(client):
    for address in ("/cities/", "/long/", "/picture/"):
        client.get(address)
    CityFactory()
    client.get("/fr/cities/")

    assert kept_addresses(client) == ["/fr/cities/"]


def test_a_change_that_is_taken_back_is_never_served(client):
    with transaction.atomic():
        CityFactory(name="Never")
        assert b"Never" in client.get("/cities/").content
        transaction.set_rollback(True)
    # Another change is given the number that was seen in the transaction.
    CityFactory(name="Cork")

    assert client.get("/cities/").content == b"en Cork"


def test_in_a_transaction_nothing_is_answered_from_memory(client):
    client.get("/cities/")
    with transaction.atomic():
        client.get("/cities/")

    assert len(runs) == 2


def test_while_the_revision_is_unknown_nothing_is_kept(client):
    client.get("/cities/")
    Revision.objects.update(epoch="")
    for _ in range(2):
        client.get("/cities/")
    assert len(runs) == 3

    new_epoch()
    for _ in range(2):
        client.get("/cities/")
    assert len(runs) == 4


def test_an_answer_made_while_the_record_changes_is_not_found_after_it(client):
    """What the view reads may be newer than the revision that it is kept under, never older."""

    def change_first(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if "FROM revision" in sql and not City.objects.exists():
            CityFactory(name="Cork")
        return result

    with connection.execute_wrapper(change_first):
        client.get("/cities/")
    client.get("/cities/")

    assert len(runs) == 2


def test_without_bytes_nothing_is_kept(settings):
    settings.RESPONSE_CACHE_BYTES = 0
    client = Client()
    for _ in range(2):
        client.get("/cities/")

    assert len(runs) == 2
    assert kept_addresses(client) == []


def test_what_a_later_layer_adds_is_not_kept(client):
    """Such as the number of a request: the entry is the same however often it was served."""
    client.get("/cities/")
    client.get("/cities/")["X-Something"] = "of one request"

    assert "X-Something" not in client.get("/cities/")


def every_address(patterns=None, namespace=""):
    """The addresses of the portal that need no more than the examples, private ones too."""
    for pattern in (
        get_resolver(settings.ROOT_URLCONF).url_patterns if patterns is None else patterns
    ):
        if not isinstance(pattern, URLPattern):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from every_address(pattern.url_patterns, namespace + inner)
        elif pattern.name:
            name = f"{namespace}{pattern.name}"
            with suppress(NoReverseMatch):
                yield reverse(name, kwargs={**EXAMPLES, **MORE_EXAMPLES}.get(name, {}))


@pytest.mark.urls(settings.ROOT_URLCONF)
class TestTheWholePortal:
    @pytest.fixture(autouse=True)
    def _record(self):
        DesignationFactory(
            city__slug="norrkoping",
            city__country=CountryFactory(code="SE"),
            field=CreativeFieldFactory(slug="music"),
            announced_on="2017-10-31",
        )
        SourceFactory(key="a-page")
        CallFactory(year=2017)

    def test_every_public_page_is_kept(self, client):
        public = {address for _name, address in public_pages(MORE_EXAMPLES)}
        for address in public:
            assert client.get(address).status_code == 200, address

        assert len(public) > 20
        assert set(kept_addresses(client)) == public

    def test_the_lists_of_the_api_are_kept(self, client):
        for address in ("/api/v1/", "/api/v1/cities/", "/api/v1/fields/music/"):
            for _ in range(2):
                assert client.get(address).status_code == 200, address
            assert address in kept_addresses(client)

    def test_no_private_page_is_kept_whoever_asks(self, client):
        known = Client()
        known.force_login(UserFactory(superuser=True))
        private = {address for address in every_address() if is_private(address)}
        assert len(private) > 40
        for address in private:
            for reader in (client, known):
                reader.get(address)

        assert kept_addresses(client) == kept_addresses(known) == []

    def test_nothing_is_kept_of_whoever_says_who_they_are(self, client):
        known = Client()
        known.force_login(UserFactory(superuser=True))
        for address in set(every_address()):
            known.get(address)
            client.get(address, headers={"Authorization": "Bearer key"})

        assert kept_addresses(known) == kept_addresses(client) == []

    def test_what_is_kept_has_no_cookie_and_no_varying_on_one(self, client):
        for address in set(every_address()):
            client.get(address)
            client.cookies.clear()

        kept = memory(client).shelf.slots
        assert len(kept) > 30
        for slot in kept.values():
            for entry in slot.entries.values():
                assert "set-cookie" not in entry.headers
                assert "cookie" not in entry.headers.get("vary", ("", ""))[1].lower()
