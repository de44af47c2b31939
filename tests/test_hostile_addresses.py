"""Every public page under addresses that nobody means well with.

The pages are those of the site map, so a new one is covered the day it is added.
"""

import re
from html.parser import HTMLParser
from string import ascii_uppercase

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    CallFactory,
    CityFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
    SourceFactory,
    StatementFactory,
)
from tests.site_map import public_pages

pytestmark = pytest.mark.django_db

# So many bytes and queries more than the clean page an answer may take.
MOST_BYTES = 20_000
MOST_QUERIES = 12

PARAMETERS = (
    "field", "country", "region", "continent", "territory", "year", "year_min", "year_max", "q",
    "as_of", "ordering", "view", "language", "source", "metric", "subject", "city", "claim",
    "page_size",
    "cursor", "format",
)  # fmt: skip


def everywhere(value):
    """The value in every parameter that any page takes."""
    return "&".join(f"{name}={value}" for name in PARAMETERS)


HOSTILE = {
    "an unknown key": "colour=blue",
    "a key without a value": "colour",
    "a key with brackets": "field[]=music&field[0]=design",
    "only ampersands": "&&&;&=&==&",
    "a question in a question": "?field=music",
    "another separator": "field=music;year=2015",
    "the API's paging": "page_size=999999&cursor=abc",
    "a page below the first": "page=0",
    "a negative page": "page=-1",
    "a page beyond the end": "page=99999",
    "a page of a thousand digits": "page=" + "9" * 1_000,
    "a page in other digits": "page=%D9%A1",
    "a page that is a fraction": "page=1.5",
    "a page twice": "page=1&page=1",
    "a key twice": "q=a&q=b",
    "a key a thousand times": "&".join(["q=a"] * 1_000),
    "a key five thousand times": "&".join(["q=a"] * 5_000),
    "a facet a thousand times": "&".join(["field=music"] * 1_000),
    "a thousand wrong values": "&".join(f"country=x{number}" for number in range(1_000)),
    "every pair of letters for a country": "&".join(
        f"country={first}{second}" for first in ascii_uppercase for second in ascii_uppercase
    ),
    "a thousand unknown keys": "&".join(f"key{number}=1" for number in range(1_000)),
    "a long unknown key": "x" * 10_000 + "=1",
    "a long unknown value": "colour=" + "x" * 10_000,
    "10,000 letters": "q=" + "a" * 10_000,
    "10,000 letters everywhere": everywhere("a" * 10_000),
    "200 spaces": "q=" + "+" * 200,
    "a hundred words": "q=" + "+".join(["ab"] * 60),
    "only punctuation": everywhere("%21%3F%25%2E%2A%5F%2D"),
    "every one of the control characters": everywhere(
        "".join(f"%{number:02X}" for number in range(1, 32))
    ),
    "NUL": everywhere("%00"),
    "NUL in a key": "q%00=1&field%00=music",
    "a right-to-left override": everywhere("%E2%80%AEcba"),
    "a right-to-left override in a key": "q%E2%80%AE=1",
    "bytes that are not UTF-8": everywhere("%FF%FE%C0%80"),
    "half a surrogate": everywhere("%ED%A0%80"),
    "a broken escape": everywhere("%zz%"),
    "every plane of Unicode": everywhere("%F0%9F%87%B3%F4%8F%BF%BF%EF%BF%BF"),
    "combining marks": "q=a" + "%CC%81" * 150,
    "SQL": everywhere("%27%20OR%201%3D1%3B%20DROP%20TABLE%20cities_city%3B--"),
    "wildcards of SQL": everywhere("%25%25%25_%5C%25"),
    "HTML": everywhere("%3Cscript%3Ealert(1)%3C/script%3E"),
    "HTML that leaves an attribute": everywhere("%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E"),
    "HTML in a key": "%3Cscript%3Ealert(1)%3C/script%3E=1&%22%20onclick%3D%22alert(1)=2",
    "a script's address": everywhere("javascript:alert(1)"),
    "a template": everywhere("%7B%7B7*7%7D%7D%7B%25%20debug%20%25%7D"),
    "a format": everywhere("%25(value)s%25s%7B0%7D"),
    "a path": everywhere("../../../../etc/passwd"),
    "lines of a header": everywhere("x%0D%0ASet-Cookie:%20a=b"),
    "days that never were": "as_of=2015-02-30",
    "an absurd day": "as_of=9999-12-31",
    "a day before all": "as_of=0001-01-01",
    "years of long ago and far away": "year=-5&year=0&year_min=99999999999999999999&year_max=1e9",
    "a lookup of the database": "field__slug__startswith=m&country__name__regex=.*&pk=1&id__in=1,2",
}


# What is read or refused before any database hears of it is asked once, on SQLite.
REACHES_THE_DATABASE = {
    "a page of a thousand digits", "a thousand wrong values", "a hundred words", "NUL",
    "10,000 letters everywhere", "every plane of Unicode", "half a surrogate", "combining marks",
    "bytes that are not UTF-8", "SQL", "wildcards of SQL", "a format", "an absurd day",
    "a day before all", "years of long ago and far away", "a lookup of the database",
}  # fmt: skip
if connection.vendor != "sqlite":
    HOSTILE = {meant: HOSTILE[meant] for meant in sorted(REACHES_THE_DATABASE)}


PAGES = dict(public_pages({"cities:source": {"key": "a-page"}}))
FILES = ("/cities.csv", "/fr/designations.geojson", "/record.zip", "/statistics/growth.csv")


@pytest.fixture
def record():
    music = CreativeFieldFactory(slug="music", name_en="Music", glyph="ring")
    sweden = CountryFactory(code="SE", name="Sweden")
    city = CityFactory(number=161, slug="norrkoping", name="Norrköping", country=sweden)
    DesignationFactory(city=city, field=music, announced_on="2017-10-31")
    StatementFactory(source=SourceFactory(key="a-page", title="A page"), printed="1 city", value=1)
    CallFactory(year=2017)


class Markup(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, page):
        super().__init__()
        self.elements = []
        self.text = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text.append(data)

    @property
    def is_harmless(self):
        """Whether all of it is the portal's own, and can be read from one end to the other.

        What a visitor typed goes back into its field as it was.
        """
        values = [
            value or ""
            for tag, attributes in self.elements
            for name, value in attributes.items()
            if (tag, name) != ("input", "value")
        ]
        return (
            not {"img", "style"} & {tag for tag, _ in self.elements}
            and all(
                attributes["src"].startswith("http://testserver/embed/")
                for tag, attributes in self.elements
                if tag == "iframe"
            )
            and all(
                attributes.get("src", "").startswith("/static/")
                or attributes.get("type") == "application/ld+json"
                for tag, attributes in self.elements
                if tag == "script"
            )
            and not any(name.startswith("on") for _, names in self.elements for name in names)
            and not any(value.startswith("javascript:") for value in values)
            and all(
                sign.isprintable() or sign in "\n\u00a0\u202f"
                for sign in "".join([*self.text, *values])
            )
        )


def ask(client, address):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    return answer, answer.content.decode(), len(queries)


def test_the_site_map_has_pages_to_ask():
    assert {"home", "about", "cities:cities", "cities:field", "applications:call"} <= PAGES.keys()


@pytest.mark.parametrize("name", PAGES)
def test_whatever_its_address_asks_a_page_answers_briefly_and_helps(client, record, name):
    _, clean_page, clean_queries = ask(client, PAGES[name])

    for meant, question in HOSTILE.items():
        answer, page, queries = ask(client, f"{PAGES[name]}?{question}")

        assert answer.status_code in {200, 400, 404}, meant
        assert len(page.encode()) < len(clean_page.encode()) + MOST_BYTES, meant
        assert queries <= clean_queries + MOST_QUERIES, meant
        assert not answer.cookies, meant
        assert Markup(page).is_harmless, meant
        if answer.status_code == 404:
            assert "There is no such page in this list; the last one is 1." in page, meant
            assert '<a href=".">Page 1, the last of this list</a>' in page, meant
        if answer.status_code == 400:
            assert "This address asks too much at once." in page, meant


@pytest.mark.parametrize("address", FILES)
def test_whatever_its_address_asks_a_file_is_whole_or_refused_with_words(client, record, address):
    clean = client.get(address)

    for meant, question in HOSTILE.items():
        answer = client.get(f"{address}?{question}")

        assert answer.status_code in {200, 400}, meant
        if answer.status_code == 200:
            assert answer["Content-Type"] == clean["Content-Type"], meant
            assert answer["Content-Disposition"].startswith('attachment; filename="'), meant
            assert len(answer["Link"]) < 1_200, meant
        else:
            assert Markup(answer.content.decode()).is_harmless, meant
            assert len(answer.content) < MOST_BYTES, meant
        assert not answer.cookies, meant


@pytest.mark.parametrize("name", PAGES)
def test_an_unknown_key_is_named_on_every_page_and_the_page_is_not_indexed(client, record, name):
    _, page, _ = ask(client, f"{PAGES[name]}?colour=blue")

    assert "<code>colour=blue</code>" in page
    assert re.search(r"This address takes no parameters\.|Known are: [a-z_]", page)
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize("name", PAGES)
def test_what_a_shared_link_carries_along_is_dropped_without_a_word(client, record, name):
    _, page, _ = ask(client, f"{PAGES[name]}?utm_source=letter&utm_medium=x&fbclid=1&gclid=2")

    assert 'class="problems"' not in page
    assert "noindex" not in page
