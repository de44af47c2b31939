"""The first page: what the network is today."""

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
    """Three cities, two countries, two fields; Lyon changed its field when Umeå joined."""
    media_arts = CreativeFieldFactory(slug="media-arts", position=1, name_en="Media Arts")
    literature = CreativeFieldFactory(slug="literature", position=2, name_en="Literature")
    CreativeFieldFactory(slug="film", position=3, name_en="Film")
    france, sweden = (
        CountryFactory(code="FR", name="France"),
        CountryFactory(code="SE", name="Sweden"),
    )
    lyon = CityFactory(slug="lyon", name="Lyon", country=france)
    later = DesignationFactory(city=lyon, field=literature, announced_on="2023-10-31")
    DesignationFactory(
        city=lyon, field=media_arts, announced_on="2008", ended_on="2023-10-31",
        end_reason="field-change", successor=later,
    )  # fmt: skip
    DesignationFactory(
        city=CityFactory(slug="visby", name="Visby", country=sweden),
        field=literature,
        announced_on="2015-12-11",
    )
    DesignationFactory(
        city=CityFactory(slug="umea", name="Umeå", country=sweden),
        field=media_arts,
        announced_on="2023-10-31",
    )


def home(client):
    return client.get("/").content.decode()


def test_the_heading_counts_cities_countries_and_fields_in_use(client, record):
    page = home(client)

    assert "<h1>3 cities in 2 countries, each chosen for one of two creative fields</h1>" in page


def test_the_newest_members_are_those_of_the_last_round_without_changes_of_field(client, record):
    page = home(client)

    newest = page[page.index("Joined on 31 October 2023: 1") :]
    assert "Umeå" in newest
    assert 'href="/cities/lyon/"' not in newest


def test_the_rounds_lead_to_the_network_of_their_day(client, record):
    page = home(client)

    assert 'href="?as_of=2008-12-31"' in page
    assert 'href="?as_of=2015-12-11"' in page


def test_an_empty_record_has_a_first_page_too(client, db):
    assert "<h1>0 cities in 0 countries" in home(client)


def test_a_letter_leads_to_the_page_of_the_list_on_which_its_first_city_stands(client):
    sweden, music = CountryFactory(code="SE"), CreativeFieldFactory(slug="music")
    names = [f"B{number:02}" for number in range(60)]
    for number, name in enumerate(["Östersund", "Ålesund", *names]):
        DesignationFactory(
            city=CityFactory(slug=f"city-{number}", name=name, country=sweden), field=music
        )

    answer = client.get("/")
    page = answer.content.decode()

    # A city, sixty and a city: the last stands on the second page of fifty.
    assert answer.context["letters"] == [("A", 1, 1), ("B", 60, 1), ("O", 1, 2)]
    assert '<a href="/cities/?page=2">O<' in page
    assert "Östersund" in client.get("/cities/?page=2").content.decode()


def test_letters_are_those_of_the_names_that_the_reader_sees(client):
    city = DesignationFactory(city__slug="moscow", city__name="Moscow").city
    CityNameFactory(city=city, name="Москва", kind="translation", language="ru")

    assert client.get("/ru/").context["letters"] == [("М", 1, 1)]
    assert client.get("/").context["letters"] == [("M", 1, 1)]


def test_writing_that_is_no_alphabet_has_no_letters(client, monkeypatch):
    DesignationFactory(city__slug="lyon", city__name="Lyon")
    monkeypatch.setattr("uccn.pages.MOST_LETTERS", 0)

    answer = client.get("/")

    assert answer.context["letters"] == []
    assert 'class="alphabet"' not in answer.content.decode()
