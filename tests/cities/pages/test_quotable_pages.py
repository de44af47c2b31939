"""Every page says how to quote it, at an address that stays true."""

import json
import re
from html import unescape

import pytest

from cities.models import Designation
from cities.models.places import today
from tests.factories import (
    CityFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
)

PAGES = [
    ("/", "/"),
    ("/fields/", "/fields/"),
    ("/fields/music/", "/fields/music/"),
    ("/cities/?region=europe-north-america&field=music&page=1&utm_source=letter",
     "/cities/?field=music&region=europe-north-america"),
    ("/cities/ghent/", "/cities/ghent/"),
    ("/countries/", "/countries/"),
    ("/countries/be/", "/countries/be/"),
    ("/ar/fields/music/", "/ar/fields/music/"),
]  # fmt: skip


def record():
    """Ghent joined in 2009 and Umeå in 2015."""
    music = CreativeFieldFactory(slug="music", name_en="Music")
    CreativeFieldFactory(slug="film", name_en="Film")
    for slug, code, year in (("ghent", "BE", "2009"), ("umea", "SE", "2015-12-11")):
        city = CityFactory(slug=slug, name=slug.title(), country=CountryFactory(code=code))
        DesignationFactory(city=city, field=music, announced_on=year)


def cited(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    page = answer.content.decode()
    bibtex, csl = re.findall(r"<pre [^>]*>(.*?)</pre>", page, re.DOTALL)
    text = re.search(r'<blockquote class="citation"><p>(.*?)</p>', page, re.DOTALL).group(1)
    (item,) = json.loads(unescape(csl))
    return page, unescape(text), unescape(bibtex), item


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "own"), PAGES)
@pytest.mark.parametrize("day", ["2012-12-31", ""])
def test_a_page_is_quoted_with_its_day_and_one_address(client, address, own, day):
    record()
    mark = "&" if "?" in address else "?"

    _page, text, bibtex, item = cited(client, f"{address}{mark}as_of={day}")

    date = day or today().isoformat()
    path, _, rest = own.partition("?")
    permalink = f"http://testserver{path}?as_of={date}{'&' if rest else ''}{rest}"
    assert text.endswith(f" {permalink}")
    assert f"url = {{{permalink}}}" in bibtex
    assert (item["URL"], item["custom"]) == (permalink, {"as_of": date})
    assert client.get(permalink).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "own"), PAGES)
def test_a_permalink_says_the_same_after_the_record_changed_on_other_days(client, address, own):
    record()
    mark = "&" if "?" in address else "?"
    _page, text, _bibtex, item = cited(client, f"{address}{mark}as_of=2012-12-31")
    figures = item["title"]

    # A later round, a city that leaves later, and one whose field changes later.
    music, film = CreativeFieldFactory(slug="music"), CreativeFieldFactory(slug="film")
    DesignationFactory(field=music, announced_on="2019-10-30", city__country__code="BE")
    ghent = Designation.objects.get(city__slug="ghent")
    later = Designation(city=ghent.city, field=film, announced_on="2021-11-30")
    ghent.ended_on, ghent.end_reason = "2021-11-30", "field-change"
    ghent.save()
    later.save()
    Designation.objects.filter(city__slug="umea").update(ended_on="2022", end_reason="withdrawal")

    _page, again, _bibtex, item = cited(client, item["URL"])
    assert item["title"] == figures
    assert again == text


@pytest.mark.django_db
def test_what_a_page_says_is_the_title(client):
    record()

    assert cited(client, "/fields/music/?as_of=2012")[3]["title"] == (
        "1 City of Music in 1 country"
    )
    assert cited(client, "/cities/?as_of=2012")[3]["title"] == "1 city in 1 country"
    assert cited(client, "/countries/")[3]["title"] == "2 countries have a creative city"
    assert cited(client, "/cities/ghent/")[3]["title"].startswith("Ghent (")


@pytest.mark.django_db
def test_two_days_compared_are_quoted_with_both(client):
    record()

    item = cited(client, "/compare/?later=2016&field=music")[3]

    assert item["URL"] == (
        "http://testserver/compare/?earlier=2015-12-10&later=2016-12-31&field=music"
    )
    assert cited(client, item["URL"])[3]["title"] == item["title"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/fields/", "/fields/music/", "/cities/",
                                     "/countries/", "/countries/be/", "/compare/"])  # fmt: skip
def test_what_was_not_understood_is_not_quoted(client, address):
    record()

    assert 'class="citation"' not in client.get(f"{address}?colour=blue").content.decode()


@pytest.mark.django_db
def test_a_city_is_quoted_whatever_else_its_address_says(client):
    record()

    item = cited(client, "/cities/ghent/?colour=blue&as_of=2012")[3]

    assert item["URL"] == "http://testserver/cities/ghent/?as_of=2012-12-31"


@pytest.mark.django_db
def test_hostile_questions_do_not_leave_their_place(client):
    record()

    page, _text, bibtex, item = cited(client, "/cities/?q=%3C/pre%3E%3Cscript%3E%7B%25")

    assert "<script>{" not in page
    assert "</pre><script>{%" in item["title"]
    assert r"\textbraceleft{}\%" in bibtex


@pytest.mark.django_db(transaction=True)
def test_pages_name_the_revision_and_when_the_record_changed(client):
    record()
    page, text, bibtex, item = cited(client, "/fields/music/")
    first = int(item["version"])

    foot = page[page.index('class="footer"') :]
    assert re.search(r"Record no\. [\d,]+ · last change \d+ \w+ 20\d\d, \d\d:\d\d UTC", foot)
    assert f"revision {first}." in text
    assert f"note = {{Revision {first}}}" in bibtex
    assert item["issued"]["date-parts"] == [[today().year, today().month, today().day]]

    DesignationFactory(announced_on="2017-10-31")
    assert int(cited(client, "/fields/music/")[3]["version"]) > first
