"""Countries, sources and statements."""

import pytest

from tests.factories import (
    CityFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
    SourceFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bristol():
    city = CityFactory(
        slug="bristol", name="Bristol", country=CountryFactory(code="GB", name="United Kingdom")
    )
    field = CreativeFieldFactory(slug="film", name_en="Film")
    DesignationFactory(city=city, field=field, announced_on="2017-10-31")
    return city


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


class TestCountries:
    def test_only_those_with_a_member_are_listed(self, client, bristol):
        CountryFactory(code="AD", name="Andorra")

        page = read(client, "/countries/")

        assert "<h1>1 country has a creative city</h1>" in page
        assert 'href="/countries/gb/"' in page
        assert "Andorra" not in page

    def test_a_past_day_shows_the_countries_of_that_day(self, client, bristol):
        page = read(client, "/countries/?as_of=2016-01-01")

        assert "<h1>0 countries have a creative city</h1>" in page

    def test_a_wrong_region_is_named(self, client, bristol):
        page = read(client, "/countries/?region=afrika")

        assert "Did you mean <strong>africa</strong>?" in page
        assert "noindex" in page

    def test_a_country_lists_its_cities(self, client, bristol):
        page = read(client, "/countries/gb/")

        assert "<h1>The United Kingdom has 1 creative city</h1>" in page
        assert "Bristol" in page

    def test_a_country_shows_its_fields_and_those_that_it_lacks(self, client, bristol):
        music = CreativeFieldFactory(slug="music", position=2, name_en="Music")
        CreativeFieldFactory(slug="games", position=3, name_en="Games")
        DesignationFactory(city__slug="ghent", city__country__code="BE", field=music)

        answer = client.get("/countries/gb/")
        page = answer.content.decode()

        held = [field["slug"] for field, _ in answer.context["by_field"]]
        assert held == ["film"]
        # A field that no city has anywhere is not one that the country lacks.
        assert [field["slug"] for field in answer.context["lacking"]] == ["music"]
        by_field = page[page.index("By field") :]
        assert by_field.index(">Film<") < by_field.index("Bristol")
        assert "No city yet of" in page

    def test_a_country_lists_its_cities_by_year_where_they_are_more_than_two(self, client, bristol):
        field = bristol.designations.get().field
        assert "By year of joining" not in read(client, "/countries/gb/")
        for slug, announced_on in [("bradford", "2009"), ("leeds", "2017-10-31")]:
            city = CityFactory(slug=slug, name=slug.title(), country=bristol.country)
            DesignationFactory(city=city, field=field, announced_on=announced_on)

        page = read(client, "/countries/gb/")

        years = page[page.index("By year of joining") :]
        assert years.index(">2009<") < years.index("Bradford") < years.index(">2017<")
        assert years.index(">2017<") < years.index("Bristol") < years.index("Leeds")

    def test_a_country_without_a_member_says_so(self, client, db):
        CountryFactory(code="AD", name="Andorra")

        assert "<h1>Andorra has no creative city</h1>" in read(client, "/countries/ad/")

    def test_capitals_in_the_code_redirect(self, client, bristol):
        answer = client.get("/countries/GB/")

        assert answer.status_code == 301
        assert answer.headers["Location"] == "/countries/gb/"


class TestSources:
    def test_those_that_say_something_come_first(self, client, db):
        SourceFactory(key="a-list", title="A list")
        StatementFactory(source=SourceFactory(key="z-page", title="Z page"))

        page = read(client, "/sources/")

        assert "<h1>2 sources of this record</h1>" in page
        assert page.index("Z page") < page.index("A list")

    def test_a_source_shows_what_rests_on_it_and_what_it_says(self, client, bristol):
        source = SourceFactory(
            key="page", title="A page", earliest="2017-10-31", latest="2019-10-29",
            dates_inferred=True, language="sv",
        )  # fmt: skip
        bristol.designations.get().sources.add(source)
        StatementFactory(source=source, printed="En stad", value=1, language="sv")

        page = read(client, "/sources/page/")

        assert "1 designation rests on it" in page
        assert "not dated; may speak of 31 October 2017 to 29 October 2019" in page
        assert "An inferred date is never used as its own proof." in page
        assert '<bdi lang="sv">En stad</bdi>' in page
        assert "True since 31 October 2017." in page
