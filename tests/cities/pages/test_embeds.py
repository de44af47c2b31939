import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import FormerSlug
from cities.pages.embeds import length_of
from tests.factories import CityFactory, CountryFactory, CreativeFieldFactory, DesignationFactory

pytestmark = pytest.mark.django_db

CARDS = ["/embed/cities/norrkoping/", "/embed/count/", "/embed/count/?field=music"]


@pytest.fixture
def norrkoping():
    city = CityFactory(
        number=161, slug="norrkoping", name="Norrköping",
        country=CountryFactory(code="SE", name="Sweden"),
    )  # fmt: skip
    music = CreativeFieldFactory(slug="music", name_en="Music")
    DesignationFactory(city=city, field=music, announced_on="2017-10-31")
    return city


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def heading(page):
    return re.sub("<[^>]+>", "", re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)[1])


@pytest.mark.parametrize("address", CARDS)
def test_any_site_may_frame_a_card(client, norrkoping, address):
    answer = client.get(address)

    assert "X-Frame-Options" not in answer
    assert "frame-ancestors *" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/", "/embed/", "/fr/embed/", "/cities/norrkoping/"])
def test_no_site_may_frame_anything_else(client, norrkoping, address):
    answer = client.get(address)

    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_the_page_of_an_error_may_not_be_framed(client):
    assert client.get("/embed/cities/nowhere/")["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", CARDS)
def test_a_card_sets_no_cookie_runs_nothing_and_asks_nobody_else(client, norrkoping, address):
    answer = client.get(address)
    page = answer.content.decode()

    assert not answer.cookies
    assert "<script" not in page
    assert "<style" not in page
    assert not re.search(r"\sstyle=", page)
    fetched = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    assert fetched == ["/static/css/embeds.css"]
    assert not re.search(r"\ssrc=", page)
    for directive in ("default-src 'self'", "object-src 'none'", "base-uri 'none'"):
        assert directive in answer["Content-Security-Policy"]


def test_a_city_is_shown_by_name_field_and_country_and_leads_to_its_page(client, norrkoping):
    page = read(client, "/embed/cities/norrkoping/")

    assert heading(page) == "Norrköping"
    assert "since 31 October 2017" in page
    assert "No. 161" in page
    assert '<a class="card f f-music" href="/cities/norrkoping/" target="_blank"' in page
    turns = [int(turn) // 90 for turn in re.findall(r"rotate\((\d+) 4 4\)", page)]
    assert turns == [0, 2, 2, 0, 1] * 2


def test_search_engines_keep_the_page_and_not_the_card(client, norrkoping):
    page = read(client, "/ar/embed/cities/norrkoping/")

    assert '<meta name="robots" content="noindex">' in page
    assert '<link rel="canonical" href="http://testserver/ar/cities/norrkoping/">' in page
    assert '<html lang="ar" dir="rtl">' in page


def test_a_slug_that_a_city_gave_up_leads_to_its_card(client, norrkoping):
    FormerSlug.objects.create(slug="norrkopping", city=norrkoping)

    answer = client.get("/embed/cities/norrkopping/")

    assert (answer.status_code, answer["Location"]) == (301, "/embed/cities/norrkoping/")


def test_there_is_no_card_of_a_candidate(client):
    CityFactory(slug="hope")

    assert client.get("/embed/cities/hope/").status_code == 404


def test_the_count_is_that_of_the_day(client, norrkoping):
    assert heading(read(client, "/embed/count/")) == "1 city in 1 country"

    DesignationFactory(city__country__code="NO", field__slug="film")

    assert heading(read(client, "/embed/count/")) == "2 cities in 2 countries"


def test_a_count_may_be_that_of_a_field_in_a_country(client, norrkoping):
    DesignationFactory(city__country__code="NO", field__slug="film")

    page = read(client, "/embed/count/?field=music&country=SE")

    assert heading(page) == "1 city of Music in Sweden"
    assert 'href="/cities/?field=music&amp;country=SE"' in page
    assert page.count("<svg") == 1


def test_a_question_that_is_not_understood_is_named_and_not_answered(client, norrkoping):
    page = read(client, "/embed/count/?field=musik&colour=<b>")

    assert heading(page) == "The question was not understood"
    assert "field=musik" in page
    assert "colour=&lt;b&gt;" in page
    assert "1 city" not in page


@pytest.mark.parametrize("address", [*CARDS, "/embed/"])
def test_a_card_asks_as_often_for_three_cities_as_for_one(client, norrkoping, address):
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in (7, 8):
        DesignationFactory(city__number=number, field__slug="music", announced_on="2010")
    with CaptureQueriesContext(connection) as three:
        client.get(address)

    assert len(one) == len(three)


@pytest.mark.parametrize(
    ("name", "length"),
    [
        ("Ly", 6),
        ("Norrköping", 10),
        ("San Cristóbal de las Casas", 13),
        ("Höhr-Grenzhausen", 16),
        ("北雪平", 6),
        ("W" * 100, 26),
    ],
)
def test_a_name_is_as_long_as_its_longest_word_or_half_of_it_all(name, length):
    assert length_of(name) == length


class TestCodeToCopy:
    def code(self, page):
        """What a reader copies: the text, not its source."""
        found = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
        return [html.unescape(text) for text in found]

    def test_it_puts_a_city_and_a_count_into_frames(self, client, norrkoping):
        assert self.code(read(client, "/embed/?city=norrkoping&field=music")) == [
            '<iframe src="http://testserver/embed/cities/norrkoping/" width="480" height="320"'
            ' title="Norrköping in the UNESCO Creative Cities Network" loading="lazy"'
            ' style="border:0;max-width:100%"></iframe>',
            '<iframe src="http://testserver/embed/count/?field=music" width="480" height="160"'
            ' title="1 city of Music" loading="lazy" style="border:0;max-width:100%"></iframe>',
        ]

    def test_the_code_speaks_the_language_of_the_page(self, client, norrkoping):
        card, count = self.code(read(client, "/ar/embed/?city=norrkoping"))

        assert 'src="http://testserver/ar/embed/cities/norrkoping/"' in card
        assert 'src="http://testserver/ar/embed/count/"' in count

    def test_a_city_may_be_named_in_any_spelling(self, client, norrkoping):
        assert "/embed/cities/norrkoping/" in read(client, "/embed/?city=NORRKOPING")

    def test_a_name_that_means_no_city_is_said_to(self, client, norrkoping):
        page = read(client, "/embed/?city=zzzzzzzz")

        assert "No creative city is called “zzzzzzzz”." in page
        assert len(self.code(page)) == 1

    def test_a_question_that_is_not_understood_is_named(self, client, norrkoping):
        page = read(client, "/embed/?field=musik")

        assert "1 part of this address was not understood" in page
        assert '<meta name="robots" content="noindex">' in page

    def test_markup_in_a_name_cannot_leave_the_code(self, client, norrkoping):
        norrkoping.name = '"></iframe><script>'
        norrkoping.save()

        page = read(client, "/embed/?city=norrkoping")

        assert "<script>" not in page
        card, _count = self.code(page)
        assert "<script>" not in card
        assert "&lt;script&gt;" in card

    def test_an_empty_network_has_a_count_to_copy(self, client):
        assert len(self.code(read(client, "/embed/"))) == 1

    def test_a_city_leads_to_its_code(self, client, norrkoping):
        assert 'href="/embed/?city=norrkoping"' in read(client, "/cities/norrkoping/")
