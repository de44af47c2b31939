"""What every public page has in common."""

import re
from itertools import pairwise

import pytest
from django.test import Client

from tests.factories import (
    CallFactory,
    CityFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
    SourceFactory,
    StatementFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/fields/",
    "/fields/music/",
    "/cities/",
    "/cities/?field=music&as_of=2018-01-01",
    "/cities/?colour=blue",
    "/cities/norrkoping/",
    "/countries/",
    "/countries/se/",
    "/sources/",
    "/sources/a-page/",
    "/statements/",
    "/downloads/",
    "/calls/",
    "/calls/2017/",
    "/about/",
    "/credits/",
    "/privacy/",
    "/accessibility/",
    "/contact/",
    "/embed/",
    "/embed/?city=norrkoping&field=music",
]


@pytest.fixture
def record():
    music = CreativeFieldFactory(slug="music", name_en="Music", glyph="ring")
    city = CityFactory(
        number=161,
        slug="norrkoping",
        name="Norrköping",
        country=CountryFactory(code="SE", name="Sweden"),
    )
    DesignationFactory(city=city, field=music, announced_on="2017-10-31")
    StatementFactory(source=SourceFactory(key="a-page", title="A page"))
    CallFactory(year=2017)


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer, answer.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_one_heading_one_main_part_and_a_way_past_the_masthead(client, record, address):
    _, page = read(client, address)

    assert page.count("<h1") == 1
    assert page.count("<main") == 1
    assert '<a class="skip" href="#main">' in page
    assert 'id="main"' in page
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert re.search(r"<title>\s*\S.* · Creative Cities Network</title>", page)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_the_same_bytes_for_everybody_and_leaves_no_cookie(client, record, address):
    signed_in = Client()
    signed_in.force_login(UserFactory(superuser=True))
    visitor, page = read(client, address)

    answer = signed_in.get(address)

    assert answer.content.decode() == page
    assert not visitor.cookies
    assert "Cookie" not in visitor.headers.get("Vary", "")
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "csrf" not in page


@pytest.mark.parametrize("address", PAGES)
def test_a_page_holds_no_script_and_no_style_of_its_own(client, record, address):
    _, page = read(client, address)

    # Data for programs that read pages are not run by any browser, and files are the portal's own.
    scripts = re.findall(r"<script[^>]*>", page.replace('<script type="application/ld+json">', ""))
    assert all(' src="/static/' in script for script in scripts), scripts
    assert "<style" not in page
    assert not re.search(r"<[^>]+\sstyle=", page)
    assert not re.search(r"<[^>]+\son\w+=", page)
    forms = re.findall(r"<form[^>]*>", page)
    assert all('method="get"' in form for form in forms)


@pytest.mark.parametrize("address", PAGES)
def test_arabic_pages_run_from_right_to_left(client, record, address):
    _, page = read(client, f"/ar{address}")

    assert '<html lang="ar" dir="rtl">' in page


@pytest.mark.parametrize(
    ("prefix", "language"),
    [("", "en"), ("/fr", "fr"), ("/es", "es"), ("/ru", "ru"), ("/zh-hans", "zh-hans")],
)
def test_other_pages_run_from_left_to_right(client, record, prefix, language):
    _, page = read(client, f"{prefix}/cities/")

    assert f'<html lang="{language}" dir="ltr">' in page


def test_the_footer_leads_to_the_same_page_in_six_languages(client, record):
    _, page = read(client, "/cities/?field=music")

    nav = page[page.index('id="languages"') :]
    for prefix, language in [
        ("", "en"), ("/fr", "fr"), ("/es", "es"), ("/ru", "ru"), ("/ar", "ar"),
        ("/zh-hans", "zh-hans"),
    ]:  # fmt: skip
        assert f'href="{prefix}/cities/?field=music" hreflang="{language}"' in nav


def test_search_engines_learn_the_address_and_its_languages(client, record):
    _, page = read(client, "/fr/cities/norrkoping/?utm_source=letter")

    assert '<link rel="canonical" href="http://testserver/fr/cities/norrkoping/">' in page
    assert 'hreflang="ar" href="http://testserver/ar/cities/norrkoping/"' in page
    assert 'hreflang="x-default" href="http://testserver/cities/norrkoping/"' in page


def test_the_masthead_marks_where_the_reader_is(client, record):
    _, page = read(client, "/cities/")
    assert '<a href="/cities/" aria-current="page">Cities</a>' in page

    _, page = read(client, "/cities/norrkoping/")
    assert '<a href="/cities/" aria-current="true">Cities</a>' in page
    assert '<a href="/fields/">Fields</a>' in page


def test_the_contact_page_shows_the_address_of_the_settings(client, settings):
    settings.CONTACT_EMAIL = "network@example.org"

    _, page = read(client, "/contact/")

    assert "mailto:network@example.org" in page


def test_robots_leave_the_administration_alone(client):
    answer = client.get("/robots.txt")

    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "Disallow: /admin/" in answer.content.decode()


class TestAddressesThatLeadNowhere:
    @pytest.mark.parametrize(
        "address",
        ["/nowhere/", "/cities/nowhere/", "/fields/nowhere/", "/countries/zz/", "/countries/zzz/",
         "/sources/nowhere/", "/calls/1999/", "/calls/99999999999999999999999/",
         "/cities/" + "a" * 10_000 + "/", "/cities/%00/", "/cities/no rr/"],
    )  # fmt: skip
    def test_they_say_so_and_offer_a_way_on(self, client, record, address):
        answer = client.get(address)
        page = answer.content.decode()

        assert answer.status_code == 404
        assert "There is nothing at this address." in page
        assert 'action="/search/"' in page
        assert '<meta name="robots" content="noindex">' in page
        assert "canonical" not in page

    def test_they_speak_the_language_of_the_address(self, client, record):
        answer = client.get("/ar/nowhere/")

        assert answer.status_code == 404
        assert '<html lang="ar" dir="rtl">' in answer.content.decode()

    def test_under_the_api_they_are_problem_details(self, client):
        answer = client.get("/api/nowhere/")

        assert answer.status_code == 404
        assert answer.headers["Content-Type"] == "application/problem+json"

    def test_a_host_that_is_not_ours_is_a_bad_request(self, client):
        answer = client.get("/", headers={"host": "elsewhere.example"})

        assert answer.status_code == 400
        assert "could not be understood" in answer.content.decode()


def test_a_failure_shows_a_page_that_asks_nothing_of_the_database(
    client, record, monkeypatch, django_assert_num_queries
):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("uccn.pages.About.get_context_data", fail)
    client.raise_request_exception = False

    with django_assert_num_queries(0):
        answer = client.get("/about/")

    assert answer.status_code == 500
    assert "Something went wrong on our side." in answer.content.decode()
