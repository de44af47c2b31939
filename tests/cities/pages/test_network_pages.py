"""The pages of the real network."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from uccn.doors.keeping import during

pytestmark = pytest.mark.django_db


def read(client, address):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode(), len(queries)


# The most that a page may ask, in a process that keeps nothing, with all members, 17,000 names and
# 400 sources.
@pytest.mark.parametrize(
    ("address", "heading", "most"),
    [
        ("/", "408 cities in 108 countries, each chosen for one of eight creative fields", 17),
        ("/fields/", "8 creative fields", 6),
        ("/fields/gastronomy/", "66 Cities of Gastronomy in 36 countries", 13),
        ("/cities/", "408 cities in 108 countries", 24),
        ("/cities/?as_of=2015-12-31", "116 cities in 54 countries", 27),
        (
            "/cities/?field=gastronomy&field=literature&field=music"
            "&region=europe-north-america&as_of=2015-12-31",
            "32 cities of Gastronomy, Literature or Music in Europe and North America",
            27,
        ),
        ("/cities/norrkoping/", "Norrköping", 32),
        ("/cities/kortrijk/", "Kortrijk", 32),
        ("/cities/lyon/", "Lyon", 32),
        ("/countries/", "108 countries have a creative city", 6),
        ("/countries/gb/", "The United Kingdom has 14 creative cities", 17),
        ("/sources/", "sources of this record", 10),
        ("/statements/", "statements, answered by the record", 20),
        ("/statistics/", "From 1 city in 2004 to 408 cities in 108 countries", 12),
        (
            "/statistics/?as_of=2017-12-31",
            "From 1 city in 2004 to 180 cities in 72 countries",
            12,
        ),
        ("/statistics/growth/", "228 of 408 cities joined in 2019 or later", 4),
        ("/statistics/fields/", "Music is the largest field, with 84 of 408 cities", 8),
        ("/statistics/regions/", "177 of 408 cities are in Europe and North America", 4),
        (
            "/statistics/balance/?as_of=2025-12-31",
            "43% of the cities are in Europe and North America; ten years before, 49%",
            6,
        ),
        (
            "/statistics/region-fields/",
            "Most in one place: 40 Cities of Literature in Europe and North America",
            8,
        ),
        (
            "/statistics/countries/",
            "108 countries have a creative city; China has the most: 20 cities",
            6,
        ),
        ("/statistics/matrix/", "40 of 108 countries hold one field only", 10),
        ("/statistics/firsts/", "Edinburgh was the first creative city (2004)", 10),
        ("/calls/", "16 calls so far; none is open", 10),
    ],
)
def test_a_page_of_the_whole_network_is_right_and_cheap(client, network, address, heading, most):
    page, queries = read(client, address)

    start = page.index("<h1")
    assert heading in page[start : page.index("</h1>", start)]
    assert queries <= most


@pytest.mark.parametrize("language", ["fr", "es", "ru", "ar", "zh-hans"])
def test_every_city_page_opens_in_every_language(client, network, language):
    """A walk over a sample of pages with every kind of part."""
    for slug in ("lyon", "norrkoping", "kortrijk", "bergen", "viborg", "granada-es", "shunde"):
        page, _ = read(client, f"/{language}/cities/{slug}/")
        assert f'<html lang="{language}"' in page


def test_every_page_of_the_list_of_cities_opens(client, network):
    seen = []
    for number in range(1, 10):
        page, _ = read(client, f"/cities/?page={number}")
        seen += [part.split("/")[0] for part in page.split('class="name"><a href="/cities/')[1:]]
    assert len(seen) == len(set(seen)) == 408


def test_readers_of_arabic_find_arab_cities_by_their_own_names_on_every_list(client):
    # Cairo is of 2017 and holds Crafts and Folk Art.
    for address in (
        "/ar/cities/?country=EG",
        "/ar/countries/eg/",
        "/ar/fields/crafts-folk-art/",
        "/ar/map/",
    ):
        assert "القاهرة" in client.get(address).content.decode(), address


def test_the_table_names_the_square_of_the_map_in_which_a_city_lies(client):
    page = client.get("/cities/?q=lyon").content.decode()

    assert "<bdi>B9</bdi>" in page


# Of all pages of the statistics these are the largest.
@pytest.mark.parametrize("address", ["", "countries/", "matrix/", "firsts/", "fields/"])
@pytest.mark.parametrize("prefix", ["", "/ru", "/ar"])
def test_statistics_weigh_less_than_100_kilobytes_with_all_that_they_need(
    client, network, prefix, address
):
    page = client.get(f"{prefix}/statistics/{address}").content.decode()

    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    scripts = re.findall(r'<script [^>]*src="/static/([^"]+)"', page)
    brought = [
        page.encode(),
        *(client.get(sheet).content for sheet in sheets),
        *(Path(finders.find(script)).read_bytes() for script in scripts),
        Path(finders.find("glyphs.svg")).read_bytes(),
    ]
    assert len(brought) >= 5
    assert sum(len(gzip.compress(part)) for part in brought) < 100_000


def test_pages_of_no_day_say_how_to_quote_them_too(client, network):
    for address, title in [
        ("/statements/", "100 statements, answered by the record."),
        ("/sources/bergen-uccn/", "http://testserver/sources/bergen-uccn/"),
        ("/sources/", " sources of this record."),
        ("/calls/2025/", "http://testserver/calls/2025/"),
        ("/calls/", "http://testserver/calls/"),
    ]:
        page = client.get(address).text
        (cited,) = re.findall(r'<blockquote class="citation"><p>(.*?)</p>', page)
        assert title in cited
        assert "as_of" not in cited
        # Their answers are those of today, and promise nothing of other days.
        assert "will answer the same for good" not in page


# What a process asks that has served others of the kind in this moment of the record. The query
# for the revision, which tells the moment, comes on top of it.
@pytest.mark.parametrize(
    ("before", "address", "most"),
    [
        (["/cities/", "/cities/?page=2"], "/cities/?page=3", 3),
        (["/statements/"], "/statements/?q=gastronomy", 3),
        (["/cities/norrkoping/", "/cities/paraty/"], "/cities/lyon/", 5),
        # Of which sources speak, and of whose country nobody has asked.
        (["/cities/montreal/", "/statements/"], "/cities/kortrijk/", 5),
    ],
    ids=["a list", "statements", "a city", "a city that is spoken of"],
)
def test_a_page_of_a_warm_process_asks_very_little(client, network, before, address, most):
    with during(f"a moment before {address}"):
        for other in before:
            read(client, other)
        _page, queries = read(client, address)

    assert queries <= most
