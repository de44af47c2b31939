import datetime
import re
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    CityFactory,
    CityNameFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
    FocalPointFactory,
)

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FEEDS = [
    "/feeds/members/",
    "/feeds/members/literature/",
    "/feeds/countries/fr/",
    "/feeds/changes/",
]


@pytest.fixture
def lyon():
    CreativeFieldFactory(slug="literature", name_en="Literature", name_fr="Littérature")
    CreativeFieldFactory(slug="media-arts", name_en="Media Arts", name_fr="Arts numériques")
    with time_machine.travel("2024-01-05 12:00Z", tick=False):
        city = CityFactory(
            number=13, slug="lyon", name="Lyon",
            country=CountryFactory(code="FR", name="France"),
        )  # fmt: skip
        literature = DesignationFactory(
            city=city, field__slug="literature", announced_on="2023-10-31", call_year=None
        )
        DesignationFactory(
            city=city, field__slug="media-arts", announced_on="2008", ended_on="2023-10-31",
            end_reason="field-change", successor=literature,
        )  # fmt: skip
    return city


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content)  # noqa: S314, our own


def entries(client, address):
    return [
        {child.tag.removeprefix(ATOM): child.text or child.get("href") for child in entry}
        for entry in read(client, address).iter(f"{ATOM}entry")
    ]


@pytest.mark.parametrize("prefix", ["", "/fr", "/es", "/ru", "/ar", "/zh-hans"])
@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_has_what_atom_requires(client, lyon, prefix, address):
    feed = read(client, f"{prefix}{address}")

    assert feed.tag == f"{ATOM}feed"
    assert feed.get(LANG) == (prefix.strip("/") or "en")
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"http://testserver{prefix}{address}"
    assert links["alternate"].startswith(f"http://testserver{prefix}/")
    every = [feed, *feed.findall(f"{ATOM}entry")]
    assert len(every) > 1
    for part in every:
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1, name
        assert part.findtext(f"{ATOM}title")
        instant = datetime.datetime.fromisoformat(part.findtext(f"{ATOM}updated"))
        assert instant.tzinfo == datetime.UTC
    names = [part.findtext(f"{ATOM}id") for part in every]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"tag:testserver,2004:[\w/-]+", name) for name in names)


def test_an_entry_tells_of_a_city_and_leads_to_its_page(client, lyon):
    (entry,) = entries(client, "/fr/feeds/members/literature/")

    assert entry["title"].startswith("Lyon (France)")
    assert entry["link"] == "http://testserver/fr/cities/lyon/"
    assert entry["id"] == "tag:testserver,2004:fr/13/literature/1"
    assert entry["published"] == entry["updated"] == "2023-10-31T00:00:00+00:00"


def test_a_change_of_field_is_new_to_the_field_and_not_to_the_network(client, lyon):
    assert [entry["id"] for entry in entries(client, "/feeds/members/")] == [
        "tag:testserver,2004:en/13/media-arts/1"
    ]
    assert [entry["id"] for entry in entries(client, "/feeds/members/literature/")] == [
        "tag:testserver,2004:en/13/literature/1"
    ]


def test_the_latest_round_comes_first(client, lyon):
    DesignationFactory(city__number=20, city__name="Bergen", announced_on="2015-12-11")
    DesignationFactory(city__number=21, city__name="Aalto", announced_on="2015-12-11")

    found = [entry["title"].split(" (")[0] for entry in entries(client, "/feeds/members/")]

    assert found == ["Aalto", "Bergen", "Lyon"]


def test_a_corrected_entry_is_updated_and_keeps_its_name_and_its_day(client, lyon):
    with time_machine.travel("2026-01-02 15:00Z", tick=False):
        lyon.name = "Lyons"
        lyon.slug = "lyons"
        lyon.save()

    (entry,) = entries(client, "/feeds/members/literature/")

    assert entry["title"].startswith("Lyons")
    assert entry["id"] == "tag:testserver,2004:en/13/literature/1"
    assert entry["published"] == "2023-10-31T00:00:00+00:00"
    assert entry["updated"] == "2026-01-02T15:00:00+00:00"
    assert read(client, "/feeds/members/").findtext(f"{ATOM}updated") == "2026-01-02T15:00:00+00:00"


def test_the_feed_of_a_country_holds_its_cities_alone(client, lyon):
    DesignationFactory(city__number=20, city__country__code="NO")

    assert len(entries(client, "/feeds/countries/fr/")) == 1


def test_changes_are_told_in_sentences(client, lyon):
    with time_machine.travel("2026-01-02 15:00Z", tick=False):
        lyon.name = "Lyons"
        lyon.save()
    DesignationFactory(
        city__number=20, city__name="Bergen", field__slug="literature",
        announced_on="2015-12-11", ended_on="2020-01-01", end_reason="withdrawal",
    )  # fmt: skip

    assert [entry["title"] for entry in entries(client, "/feeds/changes/")] == [
        "Lyons is the new name of Lyon in the record",
        "Lyons changes its field from Media Arts to Literature",
        "Bergen is no longer a City of Literature: the city left the network",
        "Bergen joins as a City of Literature",
        "Lyons joins as a City of Media Arts",
    ]


def test_no_feed_names_a_person_or_why_a_colleague_changed_something(client, lyon):
    FocalPointFactory(city=lyon, name="Kari Nordmann", is_public=True)
    lyon.name = "Lyons"
    lyon._change_reason = "Kari Nordmann rang us up"
    lyon.save()

    for address in FEEDS:
        assert "Nordmann" not in client.get(address).content.decode()


def test_markup_in_a_name_stays_text(client, lyon):
    CityNameFactory(city=lyon, name="<b>Lyon</b>", kind="translation", language="en")

    (entry,) = entries(client, "/feeds/members/literature/")

    assert entry["title"].startswith("<b>Lyon</b>")
    assert entry["summary"].startswith("&lt;b&gt;Lyon&lt;/b&gt;")


def test_an_empty_feed_says_the_same_each_time(client):
    assert read(client, "/feeds/members/").findtext(f"{ATOM}updated") == "2004-01-01T00:00:00+00:00"
    assert client.get("/feeds/members/").content == client.get("/feeds/members/").content


def test_a_feed_is_bounded(client, lyon, monkeypatch):
    monkeypatch.setattr("cities.pages.feeds.MOST", 2)
    for number in (20, 21, 22):
        DesignationFactory(city__number=number, field__slug="literature", city__country__code="FR")

    for address in FEEDS:
        assert len(entries(client, address)) == 2


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_asks_as_often_for_three_cities_as_for_one(client, lyon, address):
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in (20, 21):
        DesignationFactory(city__number=number, field__slug="literature", city__country__code="FR")
    with CaptureQueriesContext(connection) as three:
        client.get(address)

    assert len(one) == len(three)


@pytest.mark.parametrize("address", ["/feeds/members/nothing/", "/feeds/countries/zz/"])
def test_there_is_no_feed_of_nothing(client, lyon, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/", "/feeds/members/"),
        ("/", "/feeds/changes/"),
        ("/ar/", "/ar/feeds/members/"),
        ("/fields/literature/", "/feeds/members/literature/"),
        ("/fr/countries/fr/", "/fr/feeds/countries/fr/"),
    ],
)
def test_feed_readers_find_the_feed_of_a_page(client, lyon, page, feed):
    text = client.get(page).content.decode()

    assert (
        f'<link rel="alternate" type="application/atom+xml" href="http://testserver{feed}" title="'
        in text
    )
