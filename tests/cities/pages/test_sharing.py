import re
from io import BytesIO

import pytest
from PIL import Image

from tests.factories import (
    CityFactory,
    CityNameFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def norrkoping():
    city = CityFactory(
        number=161, slug="norrkoping", name="Norrköping",
        country=CountryFactory(code="SE", name="Sweden"),
    )  # fmt: skip
    music = CreativeFieldFactory(slug="music", name_en="Music", name_fr="Musique")
    DesignationFactory(city=city, field=music, announced_on="2017-10-31")
    return city


def shared(client, address):
    """What a page says of itself to those who link to it."""
    page = client.get(address).content.decode()
    return dict(
        re.findall(r'<meta (?:property|name)="(og:[^"]+|twitter:[^"]+)" content="([^"]*)"', page)
    )


def size(answer):
    picture = Image.open(BytesIO(answer.content))
    return picture.format, picture.size


def test_a_link_to_a_city_shows_its_name_and_a_picture_of_its_own(client, norrkoping):
    said = shared(client, "/fr/cities/norrkoping/")

    assert said["og:title"].startswith("Norrköping")
    assert said["og:url"] == "http://testserver/fr/cities/norrkoping/"
    assert said["og:locale"] == "fr_FR"
    assert said["twitter:card"] == "summary_large_image"
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert said["og:image:alt"].startswith("Norrköping, Suède.")
    picture = client.get(said["og:image"].removeprefix("http://testserver"))
    assert picture["Content-Type"] == "image/png"
    assert size(picture) == ("PNG", (1200, 630))


def test_a_picture_is_good_for_ever_at_its_address(client, norrkoping):
    address = shared(client, "/cities/norrkoping/")["og:image"].removeprefix("http://testserver")

    assert client.get(address)["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_changed_city_has_another_picture_and_the_old_address_leads_to_it(client, norrkoping):
    old = shared(client, "/cities/norrkoping/")["og:image"].removeprefix("http://testserver")
    norrkoping.name = "Norrköping by the sea"
    norrkoping.save()
    new = shared(client, "/cities/norrkoping/")["og:image"].removeprefix("http://testserver")

    answer = client.get(old)

    assert old != new
    assert (answer.status_code, answer["Location"]) == (302, new)
    assert "immutable" not in answer.get("Cache-Control", "")


def test_each_language_has_a_picture_in_its_own_words(client, norrkoping):
    CityNameFactory(city=norrkoping, name="北雪平", kind="translation", language="zh")

    found = {
        shared(client, f"{prefix}/cities/norrkoping/")["og:image"].rpartition("/")[2]
        for prefix in ("", "/fr", "/ar", "/zh-hans")
    }

    assert len(found) == 4


def test_a_link_to_a_past_day_shows_the_picture_of_the_portal(client, norrkoping):
    said = shared(client, "/cities/norrkoping/?as_of=2018-01-01")

    assert said["og:image"] == "http://testserver/picture.png"


def test_a_link_to_a_field_shows_one_tile_for_each_city(client, norrkoping):
    said = shared(client, "/fields/music/")

    assert said["og:image:alt"] == "Music: 1 city, each with a tile of its own"
    picture = client.get(said["og:image"].removeprefix("http://testserver"))
    assert size(picture) == ("PNG", (1200, 630))
    assert "immutable" in picture["Cache-Control"]


@pytest.mark.parametrize("address", ["/", "/cities/", "/countries/se/", "/about/"])
def test_any_other_link_shows_the_picture_of_the_portal(client, norrkoping, address):
    said = shared(client, address)

    assert said["og:image"] == "http://testserver/picture.png"
    assert said["og:title"]
    assert said["og:description"]


def test_the_picture_of_the_portal_is_asked_after_each_time(client, norrkoping):
    answer = client.get("/ar/picture.png")

    assert size(answer) == ("PNG", (1200, 630))
    assert "immutable" not in answer.get("Cache-Control", "")


@pytest.mark.parametrize(
    "address", ["/pictures/cities/nowhere/abc.png", "/pictures/fields/nowhere/abc.png"]
)
def test_there_is_no_picture_of_nothing(client, norrkoping, address):
    assert client.get(address).status_code == 404


def test_there_is_no_picture_of_a_candidate(client, norrkoping):
    CityFactory(slug="hope")

    assert client.get("/pictures/cities/hope/abc.png").status_code == 404


def test_a_city_that_left_has_its_years_in_the_picture(client):
    DesignationFactory(city__slug="gone", field__slug="music", ended=True)

    said = shared(client, "/cities/gone/")

    assert "from 11 December 2015 to 1 January 2020" in said["og:image:alt"]
    assert client.get(said["og:image"].removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize("address", ["/pictures/fields/music/abc.png", "/picture.png"])
def test_a_picture_asks_as_often_for_three_cities_as_for_one(
    client, norrkoping, address, django_assert_max_num_queries
):
    client.get(address, follow=True)
    with django_assert_max_num_queries(14) as one:
        client.get(address, follow=True)
    for number in (7, 8):
        DesignationFactory(city__number=number, field__slug="music")
    with django_assert_max_num_queries(14) as three:
        client.get(address, follow=True)

    assert len(one) == len(three)
