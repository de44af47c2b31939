"""The pages of the statistics, on small records."""

import csv
import io
import re

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from cities.models.places import today
from tests.factories import CityFactory, CountryFactory, CreativeFieldFactory, DesignationFactory

pytestmark = pytest.mark.django_db

FIGURES = [
    "growth", "fields", "regions", "balance", "region-fields", "countries", "matrix", "firsts",
]  # fmt: skip


def join(slug, announced_on, field="music", country="SE", region="europe-north-america", **more):
    place = CountryFactory(code=country, name=f"Country {country}", region=region)
    return DesignationFactory(
        city=CityFactory(slug=slug, name=slug.title(), country=place),
        field=CreativeFieldFactory(slug=field, name_en=field.title()),
        announced_on=announced_on,
        **more,
    ).city


@pytest.fixture
def record():
    CreativeFieldFactory(slug="literature", name_en="Literature", position=1)
    CreativeFieldFactory(slug="music", name_en="Music", position=2)
    CreativeFieldFactory(
        slug="architecture", name_en="Architecture", position=3, first_year=2025, glyph="arch"
    )
    join("edinburgh", "2004", "literature", "GB")
    join("ghent", "2009", "music", "BE")
    join("brazzaville", "2013", "music", "CG", "africa")
    join("quito", "2025-10-31", "architecture", "EC", "latin-america-caribbean")


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def heading(page):
    return strip_tags(page[page.index("<h1") : page.index("</h1>")])


def table(client, address):
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    assert head[-2:] == ["as_of", "licence"]
    assert all(row[-1].startswith("CC BY 4.0") for row in rows)
    return [row[:-2] for row in (head, *rows)]


def test_the_overview_says_how_the_network_grew_and_leads_to_each_figure(client, record):
    page = read(client, "/statistics/")

    assert heading(page) == "From 1 city in 2004 to 4 cities in 4 countries"
    for figure in FIGURES:
        assert f'href="/statistics/{figure}/"' in page
        assert f'href="/statistics/{figure}.csv?as_of={today()}"' in page
        assert f'href="http://testserver/statistics/{figure}/?as_of={today()}"' in page


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [
        ("growth", "2 of 4 cities joined in 2013 or later"),
        ("fields", "Music is the largest field, with 2 of 4 cities"),
        ("regions", "2 of 4 cities are in Europe and North America"),
        ("balance", "50% of the cities are in Europe and North America; ten years before, 67%"),
        ("region-fields", "Most in one place: 1 City of Music in Africa"),
        ("countries", "4 countries have a creative city"),
        ("matrix", "4 of 4 countries hold one field only"),
        ("firsts", "Edinburgh was the first creative city (2004)"),
    ],
)
def test_a_figure_says_in_a_sentence_what_it_shows(client, record, figure, sentence):
    page = read(client, f"/statistics/{figure}/")

    assert heading(page) == sentence
    assert f"http://testserver/statistics/{figure}/?as_of={today()}</bdi>" in page
    assert "<table" in page


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("date", ["", "?as_of=2004-01-01"])
def test_without_members_a_figure_is_empty_and_says_so(client, figure, date):
    page = read(client, f"/statistics/{figure}/{date}")

    assert heading(page) == "The network had no member city yet"
    assert "<svg" not in page[page.index("<main") : page.index("</main>")]
    assert client.get(f"/statistics/{figure}.csv{date}").status_code == 200


def test_without_members_the_overview_opens(client):
    assert heading(read(client, "/statistics/")) == "The network had no member city yet"


class TestPastDay:
    def test_it_is_told_in_a_band_and_kept_by_the_links(self, client, record):
        page = read(client, "/statistics/?as_of=2010-06-30")

        assert heading(page) == "From 1 city in 2004 to 2 cities in 2 countries"
        assert "The network as on 30 June 2010" in page
        assert "Since then it has grown by 2 cities." in page
        assert 'href="/statistics/growth/?as_of=2010-06-30"' in page
        assert "/cities/?as_of=2010-06-30&amp;region=africa" in page
        assert 'value="2010-06-30"' in page

    def test_today_has_no_band(self, client, record):
        page = read(client, f"/statistics/growth/?as_of={today()}")

        assert "Return to today" not in page

    @pytest.mark.parametrize("figure", FIGURES)
    def test_it_knows_nothing_of_later(self, client, record, figure):
        page = read(client, f"/statistics/{figure}/?as_of=2012-12-31")

        assert "Brazzaville" not in page
        # The scale leads to later rounds all the same.
        figures = re.sub(r'<section class="scale".*?</section>', "", page, flags=re.DOTALL)
        assert "2013" not in strip_tags(figures[figures.index("<main") : figures.index("</main>")])
        assert "Architecture" not in page

    @pytest.mark.parametrize("figure", ["", *(f"{figure}/" for figure in FIGURES)])
    @pytest.mark.parametrize("question", ["as_of=2012-13-01", "as_of=2999-01-01", "colour=blue"])
    def test_what_is_not_understood_is_named_and_not_indexed(
        self, client, record, figure, question
    ):
        page = read(client, f"/statistics/{figure}?{question}")

        assert "1 part of this address was not understood" in page
        assert '<meta name="robots" content="noindex">' in page


class TestArchitecture:
    def test_no_chart_shows_it_before_2025(self, client, record):
        context = client.get("/statistics/fields/").context["figure"]

        architecture = context["multiples"][-1]
        assert architecture["field"]["slug"] == "architecture"
        beginning = float(architecture["chart"].line[1:].split(" ")[0])
        assert beginning > 900  # of a thousand, from 2004 to today
        assert context["multiples"][0]["chart"].line.startswith("M0 ")
        assert "Architecture begins in 2025" in read(client, "/statistics/fields/")

    def test_no_table_shows_it_before_2025(self, client, record):
        rows = client.get("/statistics/fields/").context["figure"]["rows"]

        assert [(date, numbers[-1]) for date, numbers, _all in rows] == [
            ("2004", None),
            ("2009", None),
            ("2013", None),
            ("2025-10-31", 1),
        ]
        page = read(client, "/statistics/fields/")
        assert page.count('<td class="number"></td>') == 3

    def test_no_file_shows_it_before_2025(self, client, record):
        rows = table(client, "/statistics/fields.csv")

        assert rows[0] == [
            "announced_on", "in_force_from", "literature", "music", "architecture", "members",
        ]  # fmt: skip
        assert [row[4] for row in rows[1:]] == ["", "", "", "1"]
        for figure in ("matrix", "region-fields"):
            rows = table(client, f"/statistics/{figure}.csv?as_of=2015-01-01")
            place = rows[0].index("architecture")
            assert {row[place] for row in rows[1:]} == {""}

    def test_within_its_first_year_it_has_none_yet(self, client, record):
        page = read(client, "/statistics/matrix/?as_of=2025-06-30")

        assert "Architecture" in page


class TestFirsts:
    def test_ties_and_unknown_orders_are_told(self, client):
        join("berlin", "2005", "design", "DE")
        join("buenos-aires", "2005", "design", "AR", "latin-america-caribbean")
        join("asaba", "2023-10-31", "film", "NG", "africa")
        join("lagos", "2023-10-31", "film", "NG", "africa")

        rows = client.get("/statistics/firsts/").context["figure"]["rows"]
        design, film = (row["cells"][0][1] for row in rows)

        assert [city["slug"] for city, _date in design["cities"]] == ["berlin", "buenos-aires"]
        assert design["is_certain"] is False
        assert [city["slug"] for city, _date in film["cities"]] == ["asaba", "lagos"]
        assert film["is_certain"] is True
        page = read(client, "/statistics/firsts/")
        assert page.count("(their order is not known)") == 1
        assert "31 October 2023" in page

    def test_dates_of_different_precision_are_each_told(self, client):
        join("early", "2014", "film")
        join("late", "2014-12-01", "film", "NO")

        text = strip_tags(read(client, "/statistics/firsts/"))

        assert "Early 2014" in " ".join(text.split())
        assert "Late 1 December 2014" in " ".join(text.split())
        assert {
            (row[4], row[5], row[6], row[7], row[8])
            for row in table(client, "/statistics/firsts.csv")
            if row[0] == "network"
        } == {("Early", "2014", "year", "2", "no"), ("Late", "2014-12-01", "day", "2", "no")}

    def test_each_country_has_its_own(self, client, record):
        join("bruges", "2015-12-11", "literature", "BE")

        (group,) = [
            group
            for group in client.get("/statistics/firsts/").context["figure"]["countries"]
            if group["slug"] == "europe-north-america"
        ]

        assert [
            (one["country"]["code"], [field["slug"] for field, _first in one["firsts"]])
            for one in group["countries"]
        ] == [("BE", ["music", "literature"]), ("GB", ["literature"])]


class TestMatrix:
    def test_it_is_ordered_as_asked(self, client, record):
        join("bruges", "2015-12-11", "literature", "BE")

        def codes(question):
            figure = client.get(f"/statistics/matrix/{question}").context["figure"]
            return [row["country"]["code"] for row in figure["rows"]]

        assert codes("") == ["CG", "BE", "GB", "EC"]
        assert codes("?ordering=country") == ["BE", "CG", "EC", "GB"]
        assert codes("?ordering=-members") == ["BE", "CG", "EC", "GB"]
        assert "was not understood" in read(client, "/statistics/matrix/?ordering=size")

    def test_it_says_what_each_country_has_and_lacks(self, client, record):
        figure = client.get("/statistics/matrix/").context["figure"]

        (ecuador,) = [row for row in figure["rows"] if row["country"]["code"] == "EC"]
        assert [(field["slug"], count) for field, count in ecuador["cells"]] == [
            ("literature", 0),
            ("music", 0),
            ("architecture", 1),
        ]
        assert ecuador["lacks"] == 2
        assert figure["totals"] == [(1, 3), (2, 2), (1, 3)]

    def test_the_order_is_kept_with_the_day(self, client, record):
        page = read(client, "/statistics/matrix/?as_of=2020-01-01&ordering=country")

        assert "?as_of=2020-01-01&amp;ordering=-members" in page


class TestFiles:
    @pytest.mark.parametrize("figure", FIGURES)
    def test_each_figure_is_a_file_named_with_its_day(self, client, record, figure):
        answer = client.get(f"/statistics/{figure}.csv?as_of=2015-12-31")

        assert answer.headers["Content-Disposition"] == (
            f'attachment; filename="{figure}-2015-12-31.csv"'
        )
        columns, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
        assert {row[-2] for row in rows} == {"2015-12-31"}
        assert {len(row) for row in rows} == {len(columns)}

    def test_growth_has_a_row_for_each_announcement(self, client, record):
        assert table(client, "/statistics/growth.csv?as_of=2010-01-01") == [
            [
                "announced_on", "in_force_from", "joined", "left", "members", "countries",
                "new_countries",
            ],
            ["2004", "2004-12-31", "1", "0", "1", "1", "1"],
            ["2009", "2009-12-31", "1", "0", "2", "2", "1"],
        ]  # fmt: skip

    def test_countries_have_their_growth(self, client, record):
        columns, first, *_others = table(client, "/statistics/countries.csv?as_of=2010-01-01")

        assert columns[-2:] == ["2004-12-31", "2009-12-31"]
        assert first == ["BE", "Country BE", "europe-north-america", "2009", "1", "1", "0", "1"]

    def test_a_name_that_a_spreadsheet_would_run_is_written_as_text(self, client):
        city = join("city", "2015-12-11")
        city.country.name = "=1+1"
        city.country.save()

        assert table(client, "/statistics/countries.csv")[1][1] == "'=1+1"

    def test_names_are_in_the_language_of_the_address(self, client, record):
        rows = table(client, "/fr/statistics/region-fields.csv")

        assert rows[1][:2] == ["africa", "Afrique"]

    def test_what_is_not_understood_is_an_error_that_names_it(self, client, record):
        answer = client.get("/statistics/growth.csv?as_of=yesterday&size=3")

        assert answer.status_code == 400
        assert "<code>as_of=yesterday</code>" in answer.text
        assert "<code>size=3</code>" in answer.text


def test_there_is_no_other_figure(client):
    assert client.get("/statistics/weather/").status_code == 404
    assert client.get("/statistics/weather.csv").status_code == 404
    assert client.post("/statistics/").status_code == 405


def test_the_addresses_have_names():
    assert reverse("cities:statistics") == "/statistics/"
    assert reverse("cities:figure", args=["growth"]) == "/statistics/growth/"
    assert reverse("cities:figure-file", args=["growth"]) == "/statistics/growth.csv"


def test_time_runs_from_right_to_left_for_those_who_read_so(client, record):
    here = client.get("/statistics/growth/").context["figure"]["chart"]
    there = client.get("/ar/statistics/growth/").context["figure"]["chart"]

    assert here.last[0].across == 100
    assert there.last[0].across == 0


def test_a_drawing_is_hidden_from_readers_of_its_table(client, record):
    page = read(client, "/statistics/balance/")

    assert '<svg class="chart tall shares" aria-hidden="true"' in page
    assert "<caption" in page


def test_places_are_written_alike_in_every_language(client, record):
    """A decimal comma would break every place of a drawing."""
    page = read(client, "/fr/statistics/")

    main = page[page.index("<main") : page.index("</main>")]
    assert ',5%"' not in main
    assert 'x="' in main
    assert not [part for part in main.split('x="')[1:] if "," in part.split('"')[0]]
