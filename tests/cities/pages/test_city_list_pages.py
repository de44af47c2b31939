"""The list of cities: its sentence, its facets, and what it does not understand."""

import re

import pytest

from tests.factories import (
    CityFactory,
    CityNameFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    music = CreativeFieldFactory(slug="music", position=2, name_en="Music")
    film = CreativeFieldFactory(slug="film", position=1, name_en="Film")
    britain = CountryFactory(code="GB", name="United Kingdom")
    sweden = CountryFactory(code="SE", name="Sweden")
    egypt = CountryFactory(code="EG", name="Egypt", region="arab-states", continent="africa")
    for number, slug, name, country, field, announced_on in [
        (1, "norrkoping", "Norrköping", sweden, music, "2017-10-31"),
        (2, "bristol", "Bristol", britain, film, "2017-10-31"),
        (3, "bradford", "Bradford", britain, film, "2009"),
        (4, "cairo", "Cairo", egypt, music, "2021-11"),
    ]:
        city = CityFactory(number=number, slug=slug, name=name, country=country)
        DesignationFactory(city=city, field=field, announced_on=announced_on)


def read(client, question=""):
    answer = client.get(f"/cities/{question}")
    assert answer.status_code == 200, question
    return answer.content.decode()


def heading(page):
    return re.search(r"<h1>(.*?)</h1>", page, re.DOTALL).group(1)


def listed(page):
    return re.findall(r'<th scope="row" class="name"><a href="/cities/([^/]+)/">', page)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("", "4 cities in 3 countries"),
        ("?field=film", "2 cities of Film"),
        ("?field=film&field=music", "4 cities of Film or Music"),
        ("?field=music&region=arab-states", "1 city of Music in the Arab States"),
        ("?country=gb", "2 cities in the United Kingdom"),
        ("?country=SE&country=GB", "3 cities in Sweden or the United Kingdom"),
        ("?year=2017", "2 cities designated in 2017"),
        ("?year_min=2017&year_max=2021", "3 cities designated from 2017 to 2021"),
        ("?year_max=2009", "1 city designated by 2009"),
        ("?q=Bradford", "1 city for “Bradford”"),
        ("?region=africa", "0 cities in Africa"),
    ],
)
def test_the_heading_says_what_was_asked_in_words(client, record, question, sentence):
    assert heading(read(client, question)) == sentence


def test_facets_count_what_the_other_facets_leave(client, record):
    page = read(client, "?field=film")

    rail = page[page.index('id="filters"') :]
    assert re.search(r'field=music[^>]*>.*?Music</span><span class="figures">2</span>', rail)
    assert re.search(r'chosen">.*?Film</span><span class="figures">2</span>', rail)
    assert re.search(r'United Kingdom</span><span class="figures">2</span>', rail)
    assert not re.search(r"Sweden</span>", rail)


def test_a_facet_link_adds_its_value_and_a_chip_takes_one_away(client, record):
    page = read(client, "?field=film&year=2017")

    assert 'href="?field=film&amp;field=music&amp;year=2017"' in page
    chips = page[page.index('class="chips"') : page.index('class="tools"')]
    assert 'href="?year=2017"' in chips
    assert 'href="?field=film"' in chips


def test_a_past_day_shows_the_network_of_that_day_under_a_band(client, record):
    page = read(client, "?as_of=2018-01-01")

    assert listed(page) == ["bradford", "bristol", "norrkoping"]
    assert "The network as on 1 January 2018" in page
    assert "3 cities in 2 countries. Since then it has grown by 1 city." in page
    assert "The network as on" not in read(client)


@pytest.mark.parametrize(
    ("ordering", "slugs"),
    [
        ("name", ["bradford", "bristol", "cairo", "norrkoping"]),
        ("-year", ["cairo", "bristol", "norrkoping", "bradford"]),
        ("country", ["cairo", "norrkoping", "bradford", "bristol"]),
    ],
)
def test_the_list_is_sorted_as_asked(client, record, ordering, slugs):
    assert listed(read(client, f"?ordering={ordering}")) == slugs


class TestWhatIsNotUnderstood:
    def test_it_is_named_and_nothing_is_shown_for_a_wrong_value(self, client, record):
        page = read(client, "?field=musik")

        assert listed(page) == []
        assert "field=musik" in page
        assert "Did you mean <strong>music</strong>?" in page
        assert '<meta name="robots" content="noindex">' in page

    def test_an_unknown_parameter_is_named_beside_the_list(self, client, record):
        page = read(client, "?colour=blue")

        assert "colour=blue" in page
        assert len(listed(page)) == 4
        assert '<meta name="robots" content="noindex">' in page

    def test_what_only_tells_where_a_link_was_shared_is_dropped_quietly(self, client, record):
        page = read(client, "?utm_source=letter&fbclid=1&field=film")

        assert "not understood" not in page
        assert "noindex" not in page
        assert 'rel="canonical" href="http://testserver/cities/?field=film"' in page

    @pytest.mark.parametrize(
        "question",
        [
            "?q=%00", "?q=" + "a" * 10_000, "?field=%00", "?field=" + "a" * 10_000, "?year=0",
            "?year=99999999999999999999", "?year_min=abc", "?as_of=2999-01-01", "?as_of=tomorrow",
            "?as_of=%00", "?country=xx", "?ordering=%00", "?ordering=size", "?page_size=5",
            "?cursor=abc", "?" + "a" * 10_000 + "=1", "?%00=1", "?field=music&as_of=0000-00-00",
        ],
    )  # fmt: skip
    def test_whatever_is_asked_there_is_an_answer(self, client, record, question):
        page = read(client, question)

        assert "not understood" in page
        assert "\0" not in page

    def test_markup_in_a_question_stays_text(self, client, record):
        page = read(client, "?field=<b>x</b>&q=<i>y</i>")

        assert "<b>x</b>" not in page
        assert "<i>y</i>" not in page


class TestSearch:
    def test_a_city_is_found_without_its_accents(self, client, record):
        page = read(client, "?q=norrkoping")

        assert listed(page) == ["norrkoping"]
        assert "Did you mean" not in page

    def test_a_guess_names_the_spelling_that_it_rests_on(self, client, record):
        CityNameFactory(city__slug="kazan", city__name="Kazan", name="Norr", kind="alternative")

        page = read(client, "?q=Norkoping")

        assert listed(page) == ["norrkoping"]
        note = page[page.index("Did you mean") :]
        assert '<a href="/cities/norrkoping/"><bdi>Norrköping</bdi></a>' in note

    def test_nothing_found_offers_a_way_on(self, client, record):
        page = read(client, "?q=Xyzzyqwert")

        assert listed(page) == []
        assert "No member city matches all of this." in page
        assert 'href="/cities/">all cities</a>' in page


class TestPages:
    @pytest.fixture
    def many(self):
        field = CreativeFieldFactory(slug="music")
        country = CountryFactory(code="SE", name="Sweden")
        for number in range(1, 103):
            # Many share a name, so that only the number keeps the order total.
            city = CityFactory(
                number=number, slug=f"city-{number}", name=f"City {number // 40}-{number}",
                country=country,
            )  # fmt: skip
            DesignationFactory(city=city, field=field)

    def test_every_city_stands_on_exactly_one_page(self, client, many):
        pages = [listed(read(client, f"?page={number}")) for number in (1, 2, 3)]

        assert [len(page) for page in pages] == [50, 50, 2]
        assert len({slug for page in pages for slug in page}) == 102

    def test_a_page_keeps_the_question(self, client, many):
        page = read(client, "?field=music&page=2")

        assert 'href="?field=music&amp;page=3"' in page
        assert 'href="?field=music"' in page[page.index("pager") :]
        assert "51 to 100 of 102" in page

    @pytest.mark.parametrize("number", ["4", "0", "-1", "abc", "%00", "9" * 5000, "٢"])
    def test_a_page_that_is_not_there_says_where_the_list_ends(self, client, many, number):
        answer = client.get(f"/cities/?page={number}")

        assert answer.status_code == 404
        assert "the last one is 3" in answer.content.decode()
