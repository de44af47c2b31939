"""The pages of the creative fields, and their colours."""

import datetime

import pytest

from tests.factories import CityFactory, CountryFactory, CreativeFieldFactory, DesignationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def music():
    return CreativeFieldFactory(
        slug="music", position=2, name_en="Music", name_ar="الموسيقى", glyph="ring",
        definition_en="Making and sharing music.", colour_light="#b31b70", colour_dark="#ff86c3",
    )  # fmt: skip


def join(slug, field, announced_on, code):
    city = CityFactory(slug=slug, name=slug.title(), country=CountryFactory(code=code))
    DesignationFactory(city=city, field=field, announced_on=announced_on)


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_has_every_field_with_its_members(client, music):
    CreativeFieldFactory(slug="film", position=1, name_en="Film")
    join("ghent", music, "2009", "BE")

    page = read(client, "/fields/")

    assert "<h1>2 creative fields</h1>" in page
    assert page.index("Film") < page.index("Making and sharing music.")


def test_a_field_counts_its_cities_and_countries_and_lists_them_by_year(client, music):
    join("ghent", music, "2009", "BE")
    join("norrkoping", music, "2017-10-31", "SE")
    join("gothenburg", music, "2017-10-31", "SE")

    page = read(client, "/fields/music/")

    assert "3 Cities of Music in 2 countries</h1>" in page
    register = page[page.index("The register") :]
    assert register.index(">2009<") < register.index("Ghent") < register.index(">2017<")
    assert register.index(">2017<") < register.index("Gothenburg") < register.index("Norrkoping")


def test_a_field_speaks_the_language_of_the_reader(client, music):
    assert "الموسيقى" in read(client, "/ar/fields/music/")


def test_a_field_without_a_city_has_a_page(client, music):
    assert "0 Cities of Music" in read(client, "/fields/music/")


def test_the_colours_are_a_style_sheet_for_light_and_dark(client, music):
    answer = client.get("/fields.css")

    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    light, dark = answer.content.decode().split("@media screen and (prefers-color-scheme:dark)")
    assert ".field-music{--f:#b31b70}" in light
    assert ".field-music{--f:#ff86c3}" in dark


def test_a_ninth_field_needs_no_change_of_the_pages(client, music):
    CreativeFieldFactory(slug="games", position=9, name_en="Games", glyph="hexagon")

    page = read(client, "/")

    assert "glyphs.svg#hexagon" in page
    assert "field-games" in page


class TestGrowth:
    def test_it_is_drawn_in_steps_and_told_in_figures(self, client, music):
        join("ghent", music, "2009-06-01", "BE")
        join("norrkoping", music, "2017-10-31", "SE")
        join("gothenburg", music, "2017-10-31", "SE")

        answer = client.get("/fields/music/")
        figures = answer.content.decode().split('<details class="figures-of">')[1]

        assert answer.context["steps"] == [
            (datetime.date(2009, 6, 1), 1),
            (datetime.date(2017, 10, 31), 3),
        ]
        assert figures.index("1 June 2009") < figures.index("31 October 2017")

    def test_a_city_that_left_is_counted_no_longer(self, client, music):
        join("ghent", music, "2009-06-01", "BE")
        DesignationFactory(
            city=CityFactory(slug="gone", country=CountryFactory(code="SE")), field=music,
            announced_on="2012-01-01", ended_on="2020-01-01", end_reason="withdrawal",
        )  # fmt: skip

        assert client.get("/fields/music/").context["steps"] == [
            (datetime.date(2009, 6, 1), 1),
            (datetime.date(2012, 1, 1), 2),
            (datetime.date(2020, 1, 1), 1),
        ]

    def test_it_runs_from_right_to_left_for_those_who_read_so(self, client, music):
        join("ghent", music, "2009-06-01", "BE")

        here = client.get("/fields/music/").context["chart"]
        there = client.get("/ar/fields/music/").context["chart"]

        assert [(word.across, word.anchor) for word in here.last] == [(100, "start")]
        assert [(word.across, word.anchor) for word in there.last] == [(0, "end")]

    def test_a_field_without_a_city_draws_nothing(self, client, music):
        assert "figures-of" not in read(client, "/fields/music/")
