import datetime
import re
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import City, Country, Source
from tests.factories import (
    CallFactory,
    CityFactory,
    CountryFactory,
    DesignationFactory,
    SourceFactory,
)
from tests.site_map import public_pages
from uccn.sitemaps import SECTIONS

pytestmark = pytest.mark.django_db

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ALTERNATE = "{http://www.w3.org/1999/xhtml}link"
PREFIXES = ["", "/fr", "/es", "/ru", "/ar", "/zh-hans"]


@pytest.fixture
def record():
    with time_machine.travel("2024-01-05 12:00Z", tick=False):
        city = CityFactory(slug="lyon", country=CountryFactory(code="FR"))
        DesignationFactory(city=city, field__slug="literature", announced_on="2023-10-31")
        CityFactory(slug="candidate", country=CountryFactory(code="NO"))
        SourceFactory(key="a-page")
        CallFactory(year=2017)


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer["Content-Type"] == "application/xml"
    return ET.fromstring(answer.content)  # noqa: S314, our own


def addresses(client, section, page=""):
    return [loc.text for loc in read(client, f"/sitemap-{section}.xml{page}").iter(f"{MAP}loc")]


def test_the_index_names_every_section(client, record):
    found = [loc.text for loc in read(client, "/sitemap.xml").iter(f"{MAP}loc")]

    assert found == [
        f"http://testserver/sitemap-{section}.xml"
        for section in ("pages", "figures", "cities", "countries", "fields", "sources", "calls")
    ]


@pytest.mark.parametrize(
    ("section", "paths"),
    [
        ("cities", ["/cities/lyon/"]),
        ("countries", ["/countries/fr/", "/countries/no/"]),
        ("fields", ["/fields/literature/"]),
        ("sources", ["/sources/a-page/"]),
        ("calls", ["/calls/2017/"]),
    ],
)
def test_a_section_names_each_page_once_in_each_language(client, record, section, paths):
    assert addresses(client, section) == [
        f"http://testserver{prefix}{path}" for path in paths for prefix in PREFIXES
    ]


def test_every_address_answers_and_may_be_indexed(client, record):
    every = [address for section in SECTIONS for address in addresses(client, section)]

    assert len(set(every)) == len(every)
    for address in every:
        answer = client.get(address.removeprefix("http://testserver"))
        assert answer.status_code == 200, address
        assert '<meta name="robots" content="noindex">' not in answer.content.decode(), address
        assert f'<link rel="canonical" href="{address}">' in answer.content.decode(), address


def test_no_page_is_missing(client, record):
    """The search's answers are left out: what they lead to is named."""
    named = {address for section in SECTIONS for address in addresses(client, section)}
    examples = {
        "cities:city": {"slug": "lyon"},
        "cities:country": {"code": "fr"},
        "cities:field": {"slug": "literature"},
        "cities:source": {"key": "a-page"},
    }

    for name, address in public_pages(examples):
        assert (f"http://testserver{address}" in named) is (name != "cities:search"), name


def test_an_entry_names_the_page_in_its_other_languages(client, record):
    first = read(client, "/sitemap-cities.xml").find(f"{MAP}url")

    links = {link.get("hreflang"): link.get("href") for link in first.findall(ALTERNATE)}
    assert links == {
        "en": "http://testserver/cities/lyon/",
        "fr": "http://testserver/fr/cities/lyon/",
        "es": "http://testserver/es/cities/lyon/",
        "ru": "http://testserver/ru/cities/lyon/",
        "ar": "http://testserver/ar/cities/lyon/",
        "zh-hans": "http://testserver/zh-hans/cities/lyon/",
        "x-default": "http://testserver/cities/lyon/",
    }


def test_an_entry_is_dated_where_histories_know_the_day(client, record):
    with time_machine.travel("2026-01-02 15:00Z", tick=False):
        city = City.objects.get(slug="lyon")
        city.name = "Lyons"
        city.save()

    def dates(section):
        return {date.text for date in read(client, f"/sitemap-{section}.xml").iter(f"{MAP}lastmod")}

    assert dates("cities") == {"2026-01-02"}
    assert dates("countries") == {"2026-01-02", "2024-01-05"}
    assert dates("sources") == {"2024-01-05"}
    assert dates("pages") == set()


def test_what_has_no_history_has_no_date(client, record):
    Source.history.all().delete()

    assert not list(read(client, "/sitemap-sources.xml").iter(f"{MAP}lastmod"))
    assert read(client, "/sitemap.xml").findall(f"{MAP}sitemap")


def test_a_long_section_has_pages(client, record, monkeypatch):
    monkeypatch.setattr("uccn.sitemaps.Section.limit", 8)

    index = [loc.text for loc in read(client, "/sitemap.xml").iter(f"{MAP}loc")]

    assert "http://testserver/sitemap-countries.xml?p=2" in index
    assert len(addresses(client, "countries")) == 8
    assert len(addresses(client, "countries", "?p=2")) == 4


@pytest.mark.parametrize(
    "address", ["/sitemap-nothing.xml", "/sitemap-cities.xml?p=9", "/sitemap-cities.xml?p=x"]
)
def test_there_is_no_map_of_nothing(client, record, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("section", list(SECTIONS))
def test_a_section_asks_as_often_for_three_things_as_for_one(client, record, section):
    with CaptureQueriesContext(connection) as one:
        client.get(f"/sitemap-{section}.xml")
    for number in (1, 2):
        DesignationFactory(
            city__country=Country.objects.get(code="FR"), field__slug=f"field-of-{number}"
        )
        SourceFactory(key=f"source-{number}")
        CallFactory(year=2020 + number)
    with CaptureQueriesContext(connection) as three:
        client.get(f"/sitemap-{section}.xml")

    assert len(one) == len(three)


class TestRobots:
    @pytest.fixture
    def rules(self, client):
        answer = client.get("/robots.txt")
        assert answer["Content-Type"].startswith("text/plain")
        return answer.content.decode().splitlines()

    def test_they_find_the_map(self, rules):
        assert "Sitemap: http://testserver/sitemap.xml" in rules

    @pytest.mark.parametrize(
        ("address", "allowed"),
        [
            ("/", True),
            ("/cities/lyon/", True),
            ("/zh-hans/cities/lyon/", True),
            ("/embed/", True),
            ("/fr/embed/", True),
            ("/picture.png", True),
            ("/catalogue.jsonld", True),
            ("/feeds/members/", True),
            ("/static/css/base.css", True),
            ("/admin/", False),
            ("/search/?q=lyon", False),
            ("/ar/search/?q=lyon", False),
            ("/embed/cities/lyon/", False),
            ("/fr/embed/count/?field=music", False),
            ("/cities.csv", False),
            ("/fr/cities.xlsx?field=music", False),
            ("/cities.geojson", False),
            ("/fields.json", False),
            ("/record.zip", False),
        ],
    )
    def test_they_keep_to_pages(self, rules, address, allowed):
        patterns = [
            rule.removeprefix("Disallow: ") for rule in rules if rule.startswith("Disallow")
        ]

        assert allowed is not any(matches(pattern, address) for pattern in patterns)


def matches(pattern, address):
    """As RFC 9309 reads a rule: from the beginning, `*` for anything, `$` for the end."""
    parts = [re.escape(part) for part in pattern.removesuffix("$").split("*")]
    end = "$" if pattern.endswith("$") else ""
    return re.match(".*".join(parts) + end, address) is not None


def test_dates_are_days_of_the_calendar(client, record):
    for date in read(client, "/sitemap-cities.xml").iter(f"{MAP}lastmod"):
        assert datetime.date.fromisoformat(date.text)
