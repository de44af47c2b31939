"""What sources say, under its subjects: as printed, the query behind it, and the answer."""

import re

import pytest

from cities.models import Statement
from tests.factories import (
    CityFactory,
    CityNameFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
    SourceFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-21", tick=False)


@pytest.fixture
def film():
    return CreativeFieldFactory(slug="film", position=1, name_en="Film", glyph="triangle")


@pytest.fixture
def bristol(film):
    city = CityFactory(
        slug="bristol", name="Bristol", country=CountryFactory(code="GB", name="United Kingdom")
    )
    DesignationFactory(city=city, field=film, announced_on="2017-10-31")
    return city


def read(client, question="", prefix=""):
    answer = client.get(f"{prefix}/statements/{question}")
    assert answer.status_code == 200
    return answer.content.decode()


def queries(page):
    """The query of each reading on the page with the address that asks it."""
    found = re.findall(
        r'<p>(?:<svg.*?</svg> )?([^<]*?)<br>\s*<a class="small" href="([^"]*)">', page
    )
    return [(words, address.replace("&amp;", "&")) for words, address in found]


class TestSubjects:
    def test_statements_stand_under_their_subject_in_order(self, client, film, bristol):
        StatementFactory(printed="one city", value=1)
        StatementFactory(printed="one country", value=1, metric="countries")
        StatementFactory(printed="one field", value=1, metric="fields")
        StatementFactory(printed="from the start", value=2017, metric="founded")
        StatementFactory(printed="one of film", value=1, field=film)
        StatementFactory(printed="one here", value=1, scope="region", region="africa")
        StatementFactory(printed="the very first", metric="first", value=None, city=bristol)
        StatementFactory(printed="among them", metric="membership", value=None, city=bristol)

        page = read(client)

        assert "<h1>8 statements, answered by the record</h1>" in page
        in_order = [
            "<h2>The size of the network</h2>", "one city",
            "<h2>Countries of the network</h2>", "one country",
            "<h2>Number of creative fields</h2>", "one field",
            "<h2>The beginning</h2>", "from the start",
            "<h2>Cities of a field</h2>", "one of film",
            "<h2>Cities of a country or region</h2>", "one here",
            "<h2>The first and the only</h2>", "the very first",
            "<h2>Single cities</h2>", "among them",
        ]  # fmt: skip
        places = [page.index(text) for text in in_order]
        assert places == sorted(places)

    def test_a_subject_can_be_asked_for_and_only_those_that_there_are_are_offered(
        self, client, bristol
    ):
        StatementFactory(printed="one city", value=1)
        StatementFactory(printed="one country", value=1, metric="countries")

        page = read(client, "?subject=countries")

        assert "one country" in page
        assert "one city" not in page
        offered = page[page.index('class="subjects') :].partition("</nav>")[0]
        assert re.findall(r">([^<]+)</a>", offered) == [
            "All subjects", "The size of the network", "Countries of the network",
        ]  # fmt: skip
        assert 'href="?subject=countries" aria-current="true"' in offered

    def test_a_wrong_subject_is_named_with_the_one_that_was_meant(self, client, bristol):
        page = read(client, "?subject=contries")

        assert "Did you mean <strong>countries</strong>?" in page
        assert "noindex" in page

    def test_within_a_subject_they_go_by_field_and_figure(self, film):
        music = CreativeFieldFactory(slug="music", position=2)
        for value, field in [(9, music), (12, film), (3, film)]:
            StatementFactory(value=value, field=field)

        found = [(one.field.slug, one.value) for one in Statement.objects.by_subject()]

        assert found == [("film", 3), ("film", 12), ("music", 9)]


class TestWhoSaysIt:
    def test_the_same_claim_is_answered_once_for_all_who_make_it(self, client, bristol):
        for title in ("A page", "B page"):
            source = SourceFactory(title=title)
            StatementFactory(source=source, printed=f"one city, says {title}", value=1)
        StatementFactory(printed="two cities", value=2)

        page = read(client)

        assert page.count('<span class="mark full">True today</span>') == 1
        assert page.count('<span class="mark">Never true</span>') == 1
        assert page.index("one city, says A page") < page.index("one city, says B page")

    def test_the_source_bears_a_date_or_it_is_said_that_it_does_not(self, client, bristol):
        StatementFactory(source__dated_on="2018-03", source__title="A page", value=1)
        StatementFactory(source__title="B page", value=1)

        page = read(client)

        dated, undated = page.split("A page</bdi>")[1], page.split("B page</bdi>")[1]
        assert "dated March 2018" in dated.partition("</p>")[0]
        assert "not dated" in undated.partition("</p>")[0]
        assert "Agrees: on the source’s date, March 2018, the record counts 1." in page
        assert "True since 31 October 2017." in page

    def test_cities_that_a_source_merely_names_take_a_line_each(self, client, bristol):
        StatementFactory(
            source__title="A page", printed="Bristol (UK)", metric="membership", value=None,
            city=bristol,
        )  # fmt: skip

        page = read(client)

        assert "names 1 city as a member" in page
        assert '<a href="/cities/bristol/">“<bdi>Bristol (UK)</bdi>”</a>' in page


class TestQueries:
    def test_a_figure_leads_to_the_list_of_a_day_when_it_was_true(self, client, bristol, film):
        StatementFactory(value=1, field=film)

        assert queries(read(client)) == [
            ("Cities of Film, counted on a day", "/cities/?field=film&as_of=2017-10-31")
        ]

    def test_both_readings_of_europe_have_a_query(self, client, bristol):
        StatementFactory(
            printed="In Europe, 1 city", value=1, scope="continent", continent="europe"
        )

        page = read(client)

        assert "Europe, by geography:" in page
        assert "Europe and North America, the UNESCO region:" in page
        assert queries(page) == [
            (
                "Member cities on the European continent, counted on a day",
                "/cities/?continent=europe&as_of=2017-10-31",
            ),
            (
                "Member cities in Europe and North America, counted on a day by UNESCO’s regions",
                "/cities/?region=europe-north-america&as_of=2017-10-31",
            ),
        ]

    def test_what_never_was_leads_to_the_list_of_today(self, client, bristol):
        StatementFactory(value=7)

        assert "The list today</a>" in read(client)

    def test_a_city_that_never_held_the_field_is_missing_from_a_list(self, client, film):
        stranger = CityFactory(slug="palermo", name="Palermo")
        StatementFactory(
            metric="designation", value=None, value_date="2016", city=stranger, field=film
        )

        assert queries(read(client)) == [
            (
                "Whether Palermo is a City of Film, and since when",
                "/cities/?field=film&as_of=2026-11-21",
            )
        ]

    def test_a_city_that_joins_today_leads_to_its_page_of_today(self, client, film):
        city = CityFactory(slug="cork", name="Cork")
        DesignationFactory(city=city, field=film, announced_on="2026-11-21")
        StatementFactory(metric="designation", value=None, value_date="2026", city=city, field=film)

        page = read(client)

        assert '<a class="small" href="/cities/cork/?as_of=2026-11-21">The city today</a>' in page

    def test_a_statement_of_unnamed_countries_has_no_query(self, client, bristol):
        StatementFactory(value=7, scope="countries")

        page = read(client)

        assert queries(page) == []
        assert "It does not say of what it speaks." in page

    def test_a_city_that_the_figure_leaves_out_is_named(self, client, bristol, film):
        StatementFactory(value=1, field=film, city=bristol, without_city=True)

        assert queries(read(client))[0][0] == "Cities of Film, Bristol left out, counted on a day"

    def test_a_city_is_named_as_the_reader_names_it(self, client, bristol):
        CityNameFactory(city=bristol, name="布里斯托", language="zh", kind="translation")
        StatementFactory(metric="first", value=None, city=bristol)

        assert "布里斯托" in read(client, prefix="/zh-hans")
