"""The large map, and the plates on other pages."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import CityFactory, CountryFactory, CreativeFieldFactory, DesignationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_cities():
    film = CreativeFieldFactory(slug="film", position=1, name_en="Film", glyph="triangle")
    music = CreativeFieldFactory(slug="music", position=2, name_en="Music", glyph="ring")
    japan = CountryFactory(code="JP", name="Japan", region="asia-pacific", continent="asia")
    for number, name, longitude, country, field, day in [
        (1, "Bergen", 5.3, None, music, "2015-12-11"),
        (2, "Bristol", -2.6, None, film, "2017-10-31"),
        (3, "Yamagata", 140.3, japan, film, "2017-10-31"),
    ]:
        city = CityFactory(
            number=number,
            slug=name.lower(),
            name=name,
            longitude=longitude,
            **({"country": country} if country else {}),
        )
        DesignationFactory(city=city, field=field, announced_on=day)


def marks(page):
    drawing = re.search(r'<g class="marks">(.*?)</g>', page, re.DOTALL)[1]
    return re.findall(r'href="[^"#]*/cities/([a-z-]+)/"', drawing)


def listed(page):
    return re.findall(r'href="[^"]*/cities/([a-z-]+)/"', page.split('id="cities-of-map"')[1])


@pytest.mark.usefixtures("three_cities")
@pytest.mark.parametrize(
    ("question", "cities"),
    [
        ("", ["bergen", "bristol", "yamagata"]),
        ("?view=europe", ["bergen", "bristol", "yamagata"]),
        ("?field=film", ["bristol", "yamagata"]),
        ("?field=film&region=asia-pacific&view=africa", ["yamagata"]),
        ("?as_of=2016-01-01", ["bergen"]),
        ("?year=2017&country=jp", ["yamagata"]),
        ("?field=literature", []),
        ("?field=filmm", []),
    ],
)
def test_the_map_and_the_list_beside_it_show_the_cities_that_were_asked_for(
    client, question, cities
):
    page = client.get("/map/" + question).content.decode()

    assert sorted(marks(page)) == cities
    assert sorted(listed(page)) == cities


@pytest.mark.usefixtures("three_cities")
def test_a_mark_is_a_link_with_the_name_and_field_of_its_city(client):
    page = client.get("/map/?field=music").content.decode()

    assert '<a href="/cities/bergen/" class="field-music" transform="translate(' in page
    assert "<title>Bergen · Music</title>" in page
    assert "glyphs.svg#m-ring" in page


@pytest.mark.usefixtures("three_cities")
def test_only_one_mark_is_a_tab_stop(client):
    page = client.get("/map/").content.decode()
    drawing = re.search(r'<g class="marks">(.*?)</g>', page, re.DOTALL)[1]

    assert drawing.count("<a ") == 3
    assert drawing.count('tabindex="-1"') == 2


@pytest.mark.usefixtures("three_cities")
def test_parts_of_the_world_keep_the_question_and_the_question_keeps_the_part(client):
    page = client.get("/map/?view=europe&field=film").content.decode()

    assert 'href="?field=film&amp;view=africa"' in page
    assert 'href="?field=film&amp;field=music&amp;view=europe"' in page
    assert '/cities/?field=film"' in page


def test_an_unknown_part_of_the_world_is_named_and_the_whole_world_shown(client):
    response = client.get("/map/?view=eurpe")

    assert response.status_code == 200
    page = response.content.decode()
    assert "eurpe" in page
    assert "europe" in page
    assert 'viewBox="30 26 1940 848"' in page


def test_a_past_day_is_said_in_the_band(client):
    assert "as-of" in client.get("/map/?as_of=2015-12-31").content.decode()


@pytest.mark.usefixtures("three_cities")
@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("/", 3),
        ("/fields/film/", 2),
        ("/cities/?field=film", 2),
        ("/cities/bergen/", 2),
        ("/countries/jp/", 1),
    ],
)
def test_plates_stand_on_other_pages_too(client, address, count):
    page = client.get(address).content.decode()

    # Yamagata is far from Bergen: a locator shows what is near.
    assert len(marks(page)) == count
    assert 'style="' not in page


@pytest.mark.usefixtures("three_cities")
@pytest.mark.parametrize("address", ["/map/", "/map/?field=film&view=europe", "/"])
def test_a_map_asks_as_often_for_many_cities_as_for_few(client, address):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    few = cost()
    for number in range(4, 9):
        DesignationFactory(
            city=CityFactory(number=number, slug=f"more-{number}"),
            field=CreativeFieldFactory(slug="film"),
        )

    assert cost() == few
