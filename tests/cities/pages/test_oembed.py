import json
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest

from tests.factories import CityFactory, CountryFactory, CreativeFieldFactory, DesignationFactory

pytestmark = pytest.mark.django_db

CITY = "http://testserver/cities/norrkoping/"


@pytest.fixture(autouse=True)
def norrkoping():
    city = CityFactory(
        number=161, slug="norrkoping", name="Norrköping",
        country=CountryFactory(code="SE", name="Sweden"),
    )  # fmt: skip
    music = CreativeFieldFactory(slug="music", name_en="Music")
    DesignationFactory(city=city, field=music, announced_on="2017-10-31")
    return city


def ask(client, url, **parameters):
    return client.get("/oembed", {"url": url, **parameters})


def test_a_city_is_answered_with_its_card(client):
    answer = ask(client, CITY)

    said = json.loads(answer.content)
    picture = said.pop("thumbnail_url")
    assert answer["Content-Type"] == "application/json"
    assert said == {
        "version": "1.0",
        "type": "rich",
        "title": "Norrköping in the UNESCO Creative Cities Network",
        "provider_name": "UNESCO Creative Cities Network",
        "provider_url": "http://testserver/",
        "cache_age": 86400,
        "html": '<iframe src="http://testserver/embed/cities/norrkoping/" width="480" height="320"'
        ' title="Norrköping in the UNESCO Creative Cities Network" loading="lazy"'
        ' style="border:0;max-width:100%"></iframe>',
        "width": 480,
        "height": 320,
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }
    assert client.get(picture.removeprefix("http://testserver")).status_code == 200


def test_it_answers_in_xml_too(client):
    answer = ask(client, CITY, format="xml")

    root = ET.fromstring(answer.content)  # noqa: S314, our own
    assert answer["Content-Type"] == "text/xml"
    assert root.tag == "oembed"
    assert root.findtext("type") == "rich"
    assert root.findtext("width") == "480"
    assert root.findtext("html").startswith('<iframe src="http://testserver/embed/cities/')


@pytest.mark.parametrize(
    ("url", "card", "title"),
    [
        ("http://testserver/", "/embed/count/", "1 city in 1 country"),
        ("http://testserver/cities/", "/embed/count/", "1 city in 1 country"),
        ("http://testserver/cities/?field=music", "/embed/count/?field=music", "1 city of Music"),
        (
            "http://testserver/embed/count/?country=SE",
            "/embed/count/?country=SE",
            "1 city in Sweden",
        ),
        (
            "http://testserver/embed/cities/norrkoping/",
            "/embed/cities/norrkoping/",
            "Norrköping in the UNESCO Creative Cities Network",
        ),
    ],
)
def test_lists_and_cards_are_answered_as_well(client, url, card, title):
    said = ask(client, url).json()

    assert f'src="http://testserver{card}"' in said["html"].replace("&amp;", "&")
    assert said["title"] == title


def test_the_card_speaks_the_language_of_the_address(client):
    said = ask(client, "http://testserver/zh-hans/cities/norrkoping/").json()

    assert 'src="http://testserver/zh-hans/embed/cities/norrkoping/"' in said["html"]
    assert said["provider_url"] == "http://testserver/zh-hans/"


def test_a_card_is_never_larger_than_it_may_be(client):
    said = ask(client, CITY, maxwidth="300", maxheight="1000").json()

    assert (said["width"], said["height"]) == (300, 320)
    assert 'width="300" height="320"' in said["html"]


@pytest.mark.parametrize(
    "url",
    [
        "http://elsewhere.example/cities/norrkoping/",
        "ftp://testserver/cities/norrkoping/",
        "http://testserver/cities/nowhere/",
        "http://testserver/nowhere/",
        "http://testserver/about/",
        "http://testserver/admin/",
        "http://testserver/cities/?field=musik",
        "http://[testserver/",
        "cities/norrkoping/",
        "\x00",
    ],
)
def test_other_addresses_have_no_card(client, url):
    answer = ask(client, url)

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_another_format_is_not_implemented(client):
    assert ask(client, CITY, format="yaml").status_code == 501


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"url": ""},
        {"url": "http://testserver/" + "a" * 3000},
        {"url": CITY, "maxwidth": "0"},
        {"url": CITY, "maxwidth": "wide"},
        {"url": CITY, "maxheight": "-1"},
        {"url": CITY, "maxheight": "9" * 5000},
        {"url": CITY, "maxheight": "٣"},
    ],
)
def test_what_cannot_be_read_is_a_bad_request(client, parameters):
    assert client.get("/oembed", parameters).status_code == 400


def test_what_programs_send_to_other_providers_is_left_unread(client):
    assert ask(client, CITY, theme="dark", dnt="true").status_code == 200


def test_programs_find_the_card_of_a_page(client):
    page = client.get("/fr/cities/norrkoping/").content.decode()

    url = quote("http://testserver/fr/cities/norrkoping/", safe="")
    for form, kind in (("json", "application/json"), ("xml", "text/xml")):
        assert (
            f'<link rel="alternate" type="{kind}+oembed"'
            f' href="http://testserver/oembed?url={url}&amp;format={form}" title="Norrköping">'
            in page
        )
