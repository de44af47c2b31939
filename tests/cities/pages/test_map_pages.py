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
    for number, name, latitude, longitude, country, field, day in [
        (1, "Bergen", 60.4, 5.3, None, music, "2015-12-11"),
        (2, "Bristol", 51.5, -2.6, None, film, "2017-10-31"),
        (3, "Yamagata", 38.2, 140.3, japan, film, "2017-10-31"),
    ]:
        city = CityFactory(
            number=number,
            slug=name.lower(),
            name=name,
            latitude=latitude,
            longitude=longitude,
            **({"country": country} if country else {}),
        )
        DesignationFactory(city=city, field=field, announced_on=day)


def marks(page):
    """The cities that a page's first plate shows; marks beyond the neatline are not read out."""
    drawing = re.search(r'<g class="marks">(.*?)</g>', page, re.DOTALL)[1]
    seen = [mark for mark in drawing.split("</a>") if 'aria-hidden="true"' not in mark]
    return re.findall(r'href="[^"#]*/cities/([a-z-]+)/(?:\?as_of=[0-9-]+)?"', "".join(seen))


def sheet(page):
    return [
        float(number) for number in re.search(r'viewBox="([^"]+)" role="group"', page)[1].split()
    ]


def problems(page):
    found = re.search(r'<section class="problems".*?</section>', page, re.DOTALL)
    return re.findall(r"<code>(.*?)</code>.*?<strong>(.*?)</strong>", found[0]) if found else []


def listed(page):
    return re.findall(
        r'href="[^"]*/cities/([a-z-]+)/(?:\?as_of=[0-9-]+)?"', page.split('id="cities-of-map"')[1]
    )


@pytest.mark.usefixtures("three_cities")
@pytest.mark.parametrize(
    ("question", "cities"),
    [
        ("", ["bergen", "bristol", "yamagata"]),
        ("?view=europe", ["bergen", "bristol"]),
        ("?view=asia-pacific", ["yamagata"]),
        ("?at=60.39,5.32&zoom=4", ["bergen", "bristol"]),
        ("?at=60.39,5.32&zoom=4&field=film", ["bristol"]),
        ("?at=60.39,5.32&zoom=20", ["bergen"]),
        ("?at=38,140", ["yamagata"]),
        ("?zoom=1", ["bergen", "bristol", "yamagata"]),
        ("?field=film", ["bristol", "yamagata"]),
        ("?field=film&region=asia-pacific&view=africa", []),
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


@pytest.mark.usefixtures("three_cities")
def test_what_lies_beyond_the_sheet_is_counted_and_one_link_away(client):
    page = client.get("/map/?view=europe&field=film").content.decode()

    assert "On this map: 1 of 2" in page
    assert '<a href="?field=film" rel="nofollow">1 more on the whole sheet</a>' in page
    assert "On this map: 2<" in client.get("/map/?field=film").content.decode()


@pytest.mark.usefixtures("three_cities")
def test_a_sheet_without_any_of_the_cities_says_so(client):
    page = client.get("/map/?view=africa&field=film").content.decode()

    assert "None of these cities lies on this sheet." in page
    assert "2 more on the whole sheet" in page


@pytest.mark.usefixtures("three_cities")
def test_the_first_mark_that_is_seen_is_the_tab_stop(client):
    page = client.get("/map/?at=60.39,5.32&zoom=20").content.decode()
    drawing = re.search(r'<g class="marks">(.*?)</g>', page, re.DOTALL)[1]

    assert [mark for mark in drawing.split("</a>") if "tabindex" not in mark and "/bergen/" in mark]


@pytest.mark.usefixtures("three_cities")
def test_the_extent_is_kept_by_the_question_and_left_by_the_parts_of_the_world(client):
    page = client.get("/map/?at=60.39,5.32&zoom=4&field=film").content.decode()

    assert 'href="?field=film&amp;field=music&amp;at=60.39,5.32&amp;zoom=4"' in page
    assert 'href="?field=film&amp;view=africa"' in page
    assert 'href="/fr/map/?at=60.39,5.32&amp;zoom=4&amp;field=film"' in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("view=eurpe", [("view=eurpe", "europe")]),
        ("at=45.76,4.84&zoom=4", []),
        ("at=91,4.84&zoom=4", [("at=91,4.84", "90,4.84")]),
        ("at=45.76,-200.5", [("at=45.76,-200.5", "45.76,-180")]),
        ("at=45.76;4.84", [("at=45.76;4.84", "45.76,4.84")]),
        ("at=45.76, 4.84", [("at=45.76, 4.84", "45.76,4.84")]),
        ("at=-0.001,4.84444&zoom=4.0", []),
        ("at=45,4&zoom=0", [("zoom=0", "1")]),
        ("at=45,4&zoom=1000", [("zoom=1000", "32")]),
        ("at=45,4&zoom=-3", [("zoom=-3", "1")]),
        ("at=45,4&zoom=4x", [("zoom=4x", "4")]),
    ],
)
def test_a_wrong_extent_is_named_with_the_nearest_right_one(client, question, named):
    response = client.get("/map/?" + question)

    assert response.status_code == 200
    page = response.content.decode()
    assert problems(page) == named
    for text, meant in named:
        name, _equals, _value = text.partition("=")
        assert f"{name}={meant}" in page


@pytest.mark.parametrize(
    "question",
    ["view=moon", "at=Lyon", "at=45", "at=1,2,3", "at=nan,inf", "zoom=far", "at=١,٢", "at=1e3,2"],
)
def test_of_an_extent_that_means_nothing_the_world_is_shown(client, question):
    page = client.get("/map/?" + question).content.decode()

    assert "1 part of this address was not understood" in page
    assert sheet(page)[2:] == [1410, 830]
    assert sheet(page) == sheet(client.get("/map/").content.decode())


@pytest.mark.usefixtures("three_cities")
@pytest.mark.parametrize(
    "question", ["view=europe&at=38,140&zoom=4", "view=europe&zoom=4", "view=europe&view=europe"]
)
def test_a_named_part_of_the_world_wins_over_a_place_and_the_rest_is_named(client, question):
    page = client.get("/map/?" + question).content.decode()

    assert marks(page) == ["bergen", "bristol"]
    assert "not understood" in page


@pytest.mark.parametrize("text", ["9" * 3000, "-" * 3000, "1," * 1500, "\x00"])
def test_no_extent_is_too_strange(client, text):
    for name in ("at", "zoom", "view"):
        assert client.get("/map/", {name: text}).status_code == 200


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
@pytest.mark.parametrize(
    "address", ["/map/", "/map/?field=film&view=europe", "/map/?at=50,5&zoom=4", "/"]
)
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
