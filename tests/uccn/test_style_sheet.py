"""A page waits for one style sheet of files, which the next page has already."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from uccn.style_sheet import PARTS

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def address(client):
    (found,) = re.findall(r'<link rel="stylesheet" href="(/style-[^"]+)"', client.get("/").text)
    return found


def test_every_part_is_in_it_in_order(client, address):
    sheet = client.get(address).text

    starts = [sheet.index(Path(f"static/css/{part}.css").read_text()) for part in PARTS]
    assert starts == sorted(starts)


def test_no_style_sheet_of_the_pages_is_forgotten():
    # These belong to the administration, to the documentation of the API and to the cards.
    others = {"admin", "documentation", "embeds"}
    written = {path.stem for path in (settings.BASE_DIR / "static" / "css").glob("*.css")}

    assert set(PARTS) == written - others


def test_a_class_is_begun_in_one_part():
    """Two parts that mean different things by one word would undo each other's pages."""
    begun = {}
    # Paper has its own say on everything; the field of a day gives way to the slider of days.
    for part in [part for part in PARTS if part != "print"]:
        text = Path(f"static/css/{part}.css").read_text()
        for name in re.findall(r"^\.([\w-]+) \{", text, re.MULTILINE):
            begun.setdefault(name, set()).add(part)

    assert {name: parts for name, parts in begun.items() if len(parts) > 1} == {
        "when": {"forms", "time"}
    }


def test_it_is_kept_for_ever_under_its_own_digest(client, address):
    answer = client.get(address)

    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_page_from_before_a_release_still_finds_a_sheet_which_is_not_kept(client, address):
    answer = client.get("/style-0123456789abcdef.css")

    assert answer.status_code == 200
    assert answer.content == client.get(address).content
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_it_refers_to_no_other_file(client, address):
    assert "url(" not in client.get(address).text
    assert "@import" not in client.get(address).text
