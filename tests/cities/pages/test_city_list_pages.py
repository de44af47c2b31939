"""The list of cities: its sentence, its facets, and what it does not understand."""

import re
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import (
    CityFactory,
    CityNameFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
)

pytestmark = pytest.mark.django_db

# In a process that keeps nothing yet; tests/cities/pages/test_network_pages.py counts warm ones.
MOST_QUERIES = 26


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
    return re.findall(r'<th scope="row" class="name"><a href="/cities/([^/]+)/[^"]*">', page)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("", "4 cities in 3 countries"),
        ("?field=film", "2 cities of Film"),
        ("?field=film&field=music", "4 cities of Film or Music"),
        ("?field=music&region=arab-states", "1 city of Music in the Arab States"),
        ("?field=music&continent=africa", "1 city of Music on the African continent"),
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


def test_countries_stand_in_the_order_of_their_names_in_the_readers_language(client):
    field = CreativeFieldFactory(slug="music")
    # Allemagne, Autriche, Espagne, Suède: in English Austria, Germany, Spain, Sweden.
    for number, (code, name) in enumerate(
        [("SE", "Sweden"), ("AT", "Austria"), ("DE", "Germany"), ("ES", "Spain")], start=1
    ):
        city = CityFactory(
            number=number, slug=code.lower(), country=CountryFactory(code=code, name=name)
        )
        DesignationFactory(city=city, field=field)

    french = client.get("/fr/cities/?ordering=country").content.decode()
    french_upwards = client.get("/fr/cities/?ordering=-country").content.decode()
    slugs = re.findall(r'class="name"><a href="/fr/cities/([^/]+)/">', french)

    assert slugs == ["de", "at", "es", "se"]
    assert re.findall(r'class="name"><a href="/fr/cities/([^/]+)/">', french_upwards) == [
        *reversed(slugs)
    ]
    assert listed(read(client, "?ordering=country")) == ["at", "de", "es", "se"]


def test_cities_stand_in_the_order_of_the_names_that_the_reader_sees(client):
    field = CreativeFieldFactory(slug="music")
    for number, (slug, name, french) in enumerate(
        [("cape-town", "Cape Town", "Le Cap"), ("lyon", "Lyon", ""), ("kobe", "Kobe", "")], start=1
    ):
        city = CityFactory(number=number, slug=slug, name=name)
        DesignationFactory(city=city, field=field)
        if french:
            CityNameFactory(city=city, name=french, kind="translation", language="fr")

    french_page = client.get("/fr/cities/").content.decode()
    backwards = client.get("/fr/cities/?ordering=-name").content.decode()
    newest = client.get("/fr/cities/?ordering=-year").content.decode()

    in_french = r'class="name"><a href="/fr/cities/([^/]+)/">'
    assert re.findall(in_french, french_page) == ["kobe", "cape-town", "lyon"]
    assert re.findall(in_french, newest) == ["kobe", "cape-town", "lyon"]
    assert re.findall(in_french, backwards) == ["lyon", "cape-town", "kobe"]
    assert listed(read(client)) == ["cape-town", "kobe", "lyon"]


def test_the_order_by_inhabitants_shows_them(client, record):
    assert "Inhabitants</th>" in read(client, "?ordering=-population")
    assert "Inhabitants</th>" not in read(client)


class TestKindOfPlace:
    @pytest.fixture
    def island(self, record):
        jeju = CityFactory(
            number=5, slug="jeju", name="Jeju", territory="island",
            country=CountryFactory(code="KR", name="Republic of Korea"),
        )  # fmt: skip
        DesignationFactory(city=jeju, field__slug="crafts", announced_on="2021-11")

    def test_it_narrows_the_list_and_is_said_in_the_heading_and_on_a_chip(self, client, island):
        page = read(client, "?territory=island")

        assert listed(page) == ["jeju"]
        assert heading(page) == "1 city (island)"
        assert "<bdi>island</bdi></a>" in page[page.index('class="chips"') :]

    def test_the_facet_counts_the_kinds_that_there_are(self, client, island):
        rail = read(client)
        rail = rail[rail.index("Kind of place") :]

        assert re.search(r'territory=city[^>]*>.*?City</span><span class="figures">4</span>', rail)
        assert re.search(r'territory=island[^>]*>.*?Island</span><span class="figures">1<', rail)
        assert "territory=district" not in rail


class TestContinent:
    def test_geography_is_asked_apart_from_unescos_regions(self, client, record):
        page = read(client, "?continent=africa")

        assert listed(page) == ["cairo"]
        assert "<bdi>Africa, by geography</bdi></a>" in page[page.index('class="chips"') :]
        assert listed(read(client, "?region=africa")) == []


class TestNothingFound:
    def test_each_condition_says_how_many_cities_there_are_without_it(self, client, record):
        page = read(client, "?field=film&region=arab-states&year=2017")

        # Only Cairo lies in the Arab States; of Film in 2017 there is Bristol.
        offers = page[page.index('class="offers"') :]
        assert re.findall(r'<a href="([^"]*)" rel="nofollow">Leave out: (.*?)</span>', offers) == [
            (
                "?field=film&amp;year=2017",
                '<bdi>Arab States</bdi></a> <span class="quiet">1 city',
            )
        ]

    def test_alternatives_of_one_facet_are_left_out_together(self, client, record):
        page = read(client, "?country=SE&country=GB&region=arab-states")

        assert (
            'Leave out: <bdi>Sweden or United Kingdom</bdi></a> <span class="quiet">1 city' in page
        )
        assert 'Leave out: <bdi>Arab States</bdi></a> <span class="quiet">3 cities' in page

    def test_a_text_can_be_what_stands_in_the_way(self, client, record):
        page = read(client, "?q=Bradford&field=music")

        assert 'Leave out: <bdi>Music</bdi></a> <span class="quiet">1 city' in page
        assert 'Leave out: <bdi>“Bradford”</bdi></a> <span class="quiet">2 cities' in page

    def test_a_country_or_field_that_was_searched_as_a_city_is_offered(self, client, record):
        for text, address, name in [
            ("Swedenn", "?country=SE", "Sweden"),
            ("muzic", "?field=music", "Music"),
        ]:
            page = read(client, f"?q={text}")

            if not listed(page):
                offered = page[page.index('class="nothing"') :]
                assert f'<a href="{address}" rel="nofollow"><bdi>{name}</bdi></a>' in offered

    @pytest.mark.parametrize("question", ["", "?field=film&country=gb", "?q=Bristol"])
    def test_a_list_takes_a_constant_number_of_queries(
        self, client, record, question, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(MOST_QUERIES):
            read(client, question)

    def test_offers_cost_one_query_for_each_parameter_given(
        self, client, record, django_assert_max_num_queries
    ):
        everything = (
            "?field=film&country=SE&region=africa&territory=island&year=2004"
            "&year_min=2004&year_max=2005&q=Cairo&as_of=2020-01-01"
        )
        with django_assert_max_num_queries(MOST_QUERIES + 8):
            page = read(client, everything + "&field=music" * 300)

        assert listed(page) == []


class TestWhatIsNotUnderstood:
    @pytest.mark.parametrize(
        ("question", "address"),
        [
            ("?field=musik&year=2017", "?field=music&amp;year=2017"),
            ("?feild=music&colour=blue", "?field=music"),
            ("?country=Sweden", "?country=SE"),
            ("?country=swede", "?country=SE"),
            ("?region=europe", "?region=europe-north-america"),
            ("?year=1066", "?year=2004"),
            ("?year=20017", "?year=2017"),
            ("?year_min=9999", "?year_min=2026"),
            ("?ordering=populaton", "?ordering=population"),
            ("?territory=Iland", "?territory=island"),
        ],
    )
    def test_the_nearest_right_one_is_a_link_to_the_corrected_address(
        self, client, record, question, address, time_machine
    ):
        time_machine.move_to("2026-11-21")

        page = read(client, question)

        problems = page[page.index('class="problems"') :]
        assert f'<a href="{address}" rel="nofollow">Did you mean <strong>' in problems

    def test_an_endless_address_gets_a_short_answer(self, client, record):
        plain = len(read(client, "?field=x"))

        page = read(client, "?" + "&".join(f"field=x{number}" for number in range(900)))

        assert "888 more" in page
        assert len(page) < plain + 8_000

    def test_an_address_of_more_parameters_than_any_reader_needs_is_refused(self, client, record):
        answer = client.get("/cities/?" + "&".join(f"field=x{number}" for number in range(2000)))

        assert answer.status_code == 400

    def test_marks_that_turn_text_around_are_not_echoed(self, client, record):
        turned = quote("abc\u202edef")
        page = read(client, f"?q={turned}&field={turned}")

        assert "\u202e" not in page[: page.index('id="filters"')]

    @settings(
        max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(
        st.lists(
            st.tuples(
                st.sampled_from([
                    "field", "country", "region", "continent", "territory", "year", "year_min",
                    "year_max", "q", "as_of", "ordering", "utm_source", "wish",
                ]) | st.text(max_size=8),
                st.sampled_from(["film", "gb", "2017", "africa", "-year", "Cairo", "2020-02-30",
                                 "' OR 1=1 --", "<script>alert(1)</script>", "%", "..", "\x00",
                                 "٢٠١٧", "²", "1e9", "-1"])
                | st.text(max_size=300),
            ),
            max_size=8,
        )
    )  # fmt: skip
    def test_no_question_breaks_the_page_or_runs_in_it(self, client, record, pairs):
        question = "&".join(
            f"{quote(name, errors='replace')}={quote(value, errors='replace')}"
            for name, value in pairs
        )

        page = read(client, f"?{question}")

        assert "<script>alert" not in page
        assert len(page) < 60_000

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

    def test_a_long_list_takes_no_more_queries(self, client, many, django_assert_max_num_queries):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert len(listed(read(client))) == 50

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

    def test_a_page_beyond_the_end_leads_to_the_last_one_of_the_same_question(self, client, many):
        answer = client.get("/cities/?field=music&colour=blue&page=99")

        last = '<a href="?field=music&amp;page=3">Page 3, the last of this list</a>'
        assert answer.status_code == 404
        assert last in answer.content.decode()

    def test_the_links_to_other_pages_carry_nothing_that_was_not_understood(self, client, many):
        page = read(client, "?field=music&colour=blue&utm_source=letter")

        assert "colour" not in page[page.index('class="pager"') : page.index("<footer")]
        assert "utm_source" not in page[page.index('class="pager"') : page.index("<footer")]
