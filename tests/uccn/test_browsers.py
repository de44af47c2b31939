import json
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from uccn.management.commands.draw_icons import drawn_icons

pytestmark = pytest.mark.django_db

OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


class TestManifest:
    @pytest.mark.parametrize(
        ("prefix", "language", "direction"),
        [("", "en", "ltr"), ("/fr", "fr", "ltr"), ("/ar", "ar", "rtl")],
    )
    def test_it_speaks_the_language_of_its_address(self, client, prefix, language, direction):
        answer = client.get(f"{prefix}/manifest.webmanifest")

        said = json.loads(answer.content)
        assert answer["Content-Type"] == "application/manifest+json"
        assert (said["lang"], said["dir"]) == (language, direction)
        assert said["start_url"] == said["scope"] == f"{prefix}/"
        assert said["name"]
        assert said["short_name"]

    def test_its_icons_are_there_in_the_sizes_that_it_says(self, client):
        said = json.loads(client.get("/manifest.webmanifest").content)

        found = {icon["sizes"]: icon["purpose"] for icon in said["icons"] if "purpose" in icon}
        assert found.keys() == {"192x192", "512x512"}
        assert [icon["purpose"] for icon in said["icons"][1:]] == ["any", "any", "maskable"]
        for icon in said["icons"][1:]:
            with Image.open(finders.find(icon["src"].removeprefix("/static/"))) as picture:
                assert icon["sizes"] == f"{picture.width}x{picture.height}"

    def test_every_page_names_it(self, client):
        page = client.get("/ar/about/").content.decode()

        assert '<link rel="manifest" href="/ar/manifest.webmanifest">' in page
        assert '<link rel="apple-touch-icon" href="/static/icons/apple-touch.png">' in page


class TestIcons:
    @pytest.mark.parametrize("name", ["icon-192", "icon-512", "maskable-512", "apple-touch"])
    def test_they_are_those_that_the_drawing_gives(self, name):
        new = Image.open(BytesIO(drawn_icons()[name])).convert("RGB")
        with Image.open(finders.find(f"icons/{name}.png")) as kept:
            old = kept.convert("RGB")

        # Another release of the library may shade an edge otherwise.
        few = (64, 64)
        pairs = zip(new.resize(few).tobytes(), old.resize(few).tobytes(), strict=True)
        assert max(abs(one - other) for one, other in pairs) < 16

    def test_a_phone_may_cut_the_corners_of_the_maskable_one(self):
        picture = Image.open(BytesIO(drawn_icons()["maskable-512"])).convert("RGB")
        middle = picture.width / 2
        drawn = [
            (x - middle, y - middle)
            for x in range(0, picture.width, 4)
            for y in range(0, picture.height, 4)
            if picture.getpixel((x, y)) != (0xFB, 0xFB, 0xF8)
        ]

        assert drawn
        assert max((x * x + y * y) ** 0.5 for x, y in drawn) <= 0.4 * picture.width


class TestOpenSearch:
    @pytest.mark.parametrize("prefix", ["", "/fr", "/ar", "/zh-hans"])
    def test_it_describes_the_search_of_its_language(self, client, prefix):
        answer = client.get(f"{prefix}/opensearch.xml")

        root = ET.fromstring(answer.content)  # noqa: S314, our own
        assert answer["Content-Type"] == "application/opensearchdescription+xml"
        assert root.tag == f"{OPENSEARCH}OpenSearchDescription"
        assert 0 < len(root.findtext(f"{OPENSEARCH}ShortName")) <= 16
        assert len(root.findtext(f"{OPENSEARCH}LongName")) <= 48
        assert root.findtext(f"{OPENSEARCH}Description")
        assert root.findtext(f"{OPENSEARCH}Language") == (prefix.strip("/") or "en")
        ways = {way.get("type"): way.get("template") for way in root.findall(f"{OPENSEARCH}Url")}
        assert ways == {
            "text/html": f"http://testserver{prefix}/search/?q={{searchTerms}}",
            "application/x-suggestions+json": (
                f"http://testserver{prefix}/search/suggestions/?q={{searchTerms}}"
            ),
            "application/opensearchdescription+xml": f"http://testserver{prefix}/opensearch.xml",
        }

    def test_every_page_names_it(self, client):
        page = client.get("/fr/about/").content.decode()

        assert (
            '<link rel="search" type="application/opensearchdescription+xml"'
            ' href="/fr/opensearch.xml"' in page
        )
