"""The portal as on a past day: every page speaks of it, and every link stays in it."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

pytestmark = [pytest.mark.usefixtures("network"), pytest.mark.any_database]

DAY = "2015-12-31"
# Written here by hand: the pages that take a day.
OF_A_DAY = {
    "home", "cities:cities", "cities:city", "cities:claims", "cities:countries", "cities:country",
    "cities:field", "cities:fields", "cities:figure", "cities:map", "cities:statistics",
}  # fmt: skip


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def heading(page):
    return re.sub(r"<[^>]+>", "", page.split("<h1")[1].split(">", 1)[1].split("</h1>")[0])


def band(page):
    found = re.search(r'<div class="as-of".*?</div>', page, re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", found.group()) if found else ""
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/?as_of=2015-12-31",
         "116 cities in 54 countries, each chosen for one of seven creative fields"),
        ("/?as_of=2017-12-31",
         "180 cities in 72 countries, each chosen for one of seven creative fields"),
        ("/?as_of=2019-12-31",
         "246 cities in 84 countries, each chosen for one of seven creative fields"),
        ("/?as_of=2021-12-31",
         "295 cities in 92 countries, each chosen for one of seven creative fields"),
        ("/?as_of=2023-12-31",
         "350 cities in 105 countries, each chosen for one of seven creative fields"),
        ("/?as_of=2025-12-31",
         "408 cities in 108 countries, each chosen for one of eight creative fields"),
        ("/?as_of=2004", "1 city in 1 country, each chosen for one of one creative fields"),
        ("/cities/?as_of=2015-12-31", "116 cities in 54 countries"),
        ("/cities/?as_of=2017", "180 cities in 72 countries"),
        ("/countries/?as_of=2017-12-31", "72 countries have a creative city"),
        ("/fields/?as_of=2017-12-31", "7 creative fields"),
        ("/fields/gastronomy/?as_of=2021-11-29", "36 Cities of Gastronomy"),
        ("/fields/gastronomy/?as_of=2021-11-30", "49 Cities of Gastronomy"),
        ("/fields/gastronomy/?as_of=2023-10-30", "49 Cities of Gastronomy"),
        ("/fields/design/?as_of=2017-10-31", "31 Cities of Design"),
        ("/fields/design/?as_of=2019-10-29", "31 Cities of Design"),
        ("/fields/architecture/?as_of=2015-12-31", "0 Cities of Architecture"),
    ],
)  # fmt: skip
def test_pages_of_a_past_day_say_what_the_network_was_then(client, address, title):
    found = heading(read(client, address))

    # Of a field's cities the countries are left aside.
    assert found == title or found.startswith(f"{title} in ")


def test_the_newest_members_the_rounds_and_the_letters_of_home_are_those_of_the_day(client):
    page = read(client, f"/?as_of={DAY}")

    assert "Joined on 11 December 2015: 47" in page
    assert "All 116 cities" in page
    assert "The network on 31 December 2015" in page
    by_round = page.split("By round</h2>")[1].split("</table>")[0]
    assert re.findall(r"year=(\d+)", by_round) == ["2011", "2012", "2013", "2014", "2015"]
    answer = client.get(f"/?as_of={DAY}")
    assert sum(count for _letter, count, _page in answer.context["letters"]) == 116
    # 117 members of the day would be one too many: those that joined later are nowhere.
    assert "Norrk" not in page


@pytest.mark.parametrize(
    ("address", "back"),
    [
        (f"/?as_of={DAY}", "/"),
        (f"/fields/?as_of={DAY}", "/fields/"),
        (f"/fields/music/?as_of={DAY}", "/fields/music/"),
        (f"/cities/?as_of={DAY}", "/cities/"),
        (f"/cities/?field=music&as_of={DAY}&page=1", "/cities/?field=music"),
        (f"/cities/lyon/?as_of={DAY}", "/cities/lyon/"),
        (f"/countries/?region=africa&as_of={DAY}", "/countries/?region=africa"),
        (f"/countries/fr/?as_of={DAY}", "/countries/fr/"),
        (f"/ar/fields/music/?as_of={DAY}", "/ar/fields/music/"),
    ],
)
def test_a_band_names_the_day_its_figures_and_the_way_back(client, address, back):
    page = read(client, address)

    if "/ar/" not in address:
        assert band(page) == (
            "The network as on 31 December 2015 116 cities in 54 countries. "
            "Since then it has grown by 292 cities. Compare with today Return to today"
        )
    ahead, way_back = re.findall(r'href="([^"]*)"', page.split('class="as-of"')[1])[:2]
    assert urlsplit(ahead).query == f"earlier={DAY}"
    assert unescape(way_back) == back
    assert 'class="as-of"' not in read(client, back)


@pytest.mark.parametrize("address", ["/", "/fields/", "/fields/music/", "/cities/", "/cities/lyon/",
                                     "/countries/", "/countries/fr/"])  # fmt: skip
def test_canonical_addresses_and_those_in_other_languages_keep_the_day(client, address):
    page = read(client, f"{address}?utm_source=letter&as_of=2015")

    assert f'<link rel="canonical" href="http://testserver{address}?as_of=2015-12-31">' in page
    assert f'hreflang="fr" href="http://testserver/fr{address}?as_of=2015-12-31">' in page
    plain = read(client, address)
    assert f'<link rel="canonical" href="http://testserver{address}">' in plain


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2015-02-30", "2015-02-28"),
        ("1999-01-01", "2004-12-31"),
        ("15/12/2015", "2015-12-15"),
    ],
)
@pytest.mark.parametrize("address", ["/", "/fields/", "/fields/music/", "/cities/", "/cities/lyon/",
                                     "/countries/", "/countries/fr/"])  # fmt: skip
def test_a_day_that_is_none_is_named_and_the_nearest_right_one_linked(client, address, text, meant):
    page = read(client, f"{address}?as_of={text}")

    problems = page[page.index('class="problems"') :].split("</section>")[0]
    assert f"as_of={text}" in problems
    assert f'href="?as_of={meant}"' in problems
    assert '<meta name="robots" content="noindex">' in page


# A walk through every link of a page of each kind.
@pytest.mark.parametrize(
    "address",
    ["/", "/fields/", "/fields/music/", "/fields/architecture/", "/cities/", "/cities/?q=lyon",
     "/cities/?field=music&region=africa", "/cities/?q=nowhere", "/cities/?colour=blue",
     "/cities/lyon/", "/cities/kortrijk/", "/countries/", "/countries/?region=africa",
     "/countries/fr/", "/countries/se/", "/map/",
     "/map/?field=music&view=europe", "/ru/", "/ar/cities/lyon/", "/zh-hans/fields/film/"],
)  # fmt: skip
def test_every_link_of_a_past_page_to_a_page_that_takes_a_day_stays_in_it(client, address):
    mark = "&" if "?" in address else "?"
    page = read(client, f"{address}{mark}as_of={DAY}")
    # Those lead to another day by their own words.
    rest = re.sub(r'<div class="as-of".*?</div>', "", page, flags=re.DOTALL)
    rest = re.sub(
        r'<section class="(scale|facet by-round)".*?</section>', "", rest, flags=re.DOTALL
    )
    rest = re.sub(r"<a [^>]*>The same question about today</a>", "", rest)

    walked = 0
    for link in re.findall(r'<a [^>]*?href="([^"]*)"', rest):
        parts = urlsplit(unescape(link))
        if parts.scheme or parts.path.startswith("/api/") or (link.startswith("#")):
            continue
        path = parts.path or urlsplit(address).path
        path = urlsplit(address).path if path == "." else path
        try:
            with override(get_language_from_path(path) or "en"):
                name = resolve(path).view_name
        except Resolver404:
            pytest.fail(f"{link} on {address} leads nowhere")
        if name in OF_A_DAY:
            assert parse_qs(parts.query).get("as_of") == [DAY], f"{link} on {address}"
            walked += 1
    assert walked > 10


def test_pages_of_today_carry_no_day(client):
    for address in ("/", "/fields/music/", "/cities/", "/cities/lyon/", "/countries/"):
        page = read(client, address)
        assert 'class="as-of"' not in page

    # A page of no day leads on to today, whatever its address says.
    assert 'href="/cities/"' in read(client, f"/about/?as_of={DAY}")
