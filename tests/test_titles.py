"""What search engines and shared links show of each page of the real record."""

import html
import re
from xml.etree import ElementTree as ET

import pytest

from uccn.sitemaps import SECTIONS

pytestmark = pytest.mark.any_database

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LONGEST = 160


def shown(client, address):
    page = client.get(address).content.decode()
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]
    description = re.search(r'<meta name="description" content="(.*?)">', page, re.DOTALL)[1]
    return html.unescape(title).strip(), html.unescape(description)


def pages(client, section):
    """The English addresses of a section."""
    root = ET.fromstring(client.get(f"/sitemap-{section}.xml").content)  # noqa: S314, our own
    paths = [loc.text.removeprefix("http://testserver") for loc in root.iter(LOC)]
    return [path for path in paths if not re.match(r"/(fr|es|ru|ar|zh-hans)/", path)]


@pytest.mark.parametrize("section", [name for name in SECTIONS if name != "sources"])
def test_every_page_has_a_title_and_a_description_of_its_own(client, network, section):
    found = {}
    # Cities are all made alike: one in eight of them tells.
    paths = pages(client, section)[:: 8 if section == "cities" else 1]
    for path in paths:
        title, description = shown(client, path)
        assert title.endswith(" · Creative Cities Network"), path
        assert 30 <= len(description) <= LONGEST, (path, description)
        assert (title, description) not in found, (path, found.get((title, description)))
        found[title, description] = path

    assert len({title for title, _description in found}) == len(paths) > 0


@pytest.mark.parametrize(
    ("address", "title", "description"),
    [
        (
            "/",
            "Who belongs to the network",
            "408 cities in 108 countries, each chosen for one of eight creative fields. "
            "The network on 1 December 2025.",
        ),
        (
            "/cities/?field=music",
            "84 cities of Music",
            "84 cities of Music. With the field, the country and the year of joining of each, as "
            "on 1 December 2025.",
        ),
        (
            "/fields/",
            "8 creative fields",
            "Crafts and Folk Art, Design, Film, Gastronomy, Literature, Media Arts, Music, "
            "Architecture. What each field covers, and how many cities hold it.",
        ),
        (
            "/countries/no/",
            "Norway has 3 creative cities",
            "Norway has 3 creative cities: Bergen, Hamar, Lillehammer. Europe and North America.",
        ),
        (
            "/countries/fr/",
            "France has 11 creative cities",
            "France has 11 creative cities: Angoulême, Caen, Cannes, Enghien-les-Bains, Evian, "
            "Limoges, Lyon, Metz, Rouen … Europe and North America.",
        ),
        (
            "/calls/2025/",
            "The call of 2025 brought 58 new cities",
            "The call of 2025 brought 58 new cities. Its dates, its deadline as it was printed, "
            "and its rules.",
        ),
    ],
)
def test_titles_and_descriptions_tell_with_figures(
    client, network, time_machine, address, title, description
):
    time_machine.move_to("2025-12-01T12:00:00Z")

    assert shown(client, address) == (f"{title} · Creative Cities Network", description)


@pytest.mark.parametrize("prefix", ["/fr", "/es", "/ru", "/ar", "/zh-hans"])
@pytest.mark.parametrize("path", ["/", "/cities/", "/fields/", "/countries/", "/countries/cn/"])
def test_descriptions_keep_their_length_in_other_languages(client, network, prefix, path):
    _title, description = shown(client, f"{prefix}{path}")

    assert 20 <= len(description) <= LONGEST, description
