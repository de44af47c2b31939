"""The page that checks a list: pasted or uploaded, answered, downloaded and forgotten."""

import csv
import io
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

pytestmark = [pytest.mark.usefixtures("network"), pytest.mark.any_database]

ADDRESS = "/claims/list/"
LIST = "Lyon, France\nPalermo, Italy, Gastronomy\nBangkok, Thailand, Gastronomy\nHarbin\n"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-21", tick=False)


@pytest.fixture(autouse=True)
def english():
    """A page in another language leaves that language behind."""
    with translation.override("en"):
        yield


def posted(client, names="", prefix="", **more):
    answer = client.post(f"{prefix}{ADDRESS}", {"names": names, **more})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def uploaded(client, content, name="list.csv", **more):
    return posted(client, file=SimpleUploadedFile(name, content), **more)


def test_the_page_says_what_it_takes_and_that_it_keeps_nothing(client):
    page = unescape(client.get(ADDRESS).content.decode())

    assert "<h1>Check a list</h1>" in page
    assert "Your list is answered and forgotten" in page
    assert "csrfmiddlewaretoken" not in page


def test_the_title_counts_and_each_outcome_has_its_anchor(client):
    page = posted(client, LIST)

    assert "<h1>4 lines: 1 match, 1 in doubt, 2 without a match</h1>" in page
    assert '<a href="#doubt">In doubt: 1</a>' in page
    assert 'id="none"' in page
    assert '<a class="name" href="/cities/lyon/">' in page
    assert "The record knows no member city called “Palermo” in Italy." in page
    assert (
        "Bangkok (Thailand) has been a Creative City since 30 October 2019, but of Design." in page
    )


def test_every_doubt_is_explained(client):
    page = posted(client, "Cuenca, Spain\nGranada\nLondon\nNorrkopping, Sweden\nOslo, Nowhere\n")

    assert "Not in Spain. Cuenca (Ecuador) has been a Creative City" in page
    assert "Several member cities have this name. Granada (Spain)" in page
    assert "There is another London in the United Kingdom: name the country." in page
    assert "Nearest, as a guess: Norrköping (Sweden)." in page
    assert "“Nowhere” is neither a country nor a field that the record knows." in page


def test_nobody_needs_a_cookie_and_none_is_set():
    answer = Client(enforce_csrf_checks=True).post(ADDRESS, {"names": LIST})

    assert answer.status_code == 200
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert not answer.has_header("ETag")


def test_what_was_pasted_stands_in_the_form_again(client):
    assert f">{LIST}</textarea>" in posted(client, LIST).replace("\r", "")
    assert ">country\nFrance</textarea>" in posted(client, "country\nFrance").replace("\r", "")


def test_an_uploaded_list_stands_in_the_form_to_be_mended(client):
    page = uploaded(client, "Östersund, Sweden".encode("cp1252"))

    assert ">Östersund, Sweden</textarea>" in page
    assert "it was read as Windows-1252" in page


def test_a_field_can_be_said_of_the_whole_list(client):
    page = posted(client, "Bangkok", field="gastronomy")

    assert "1 line: 0 match, 1 in doubt" in page
    assert '<option value="gastronomy" selected>' in page
    assert "1 line: 1 match" in posted(client, "Bangkok", field="cooking")


def test_the_answers_can_be_downloaded(client):
    answer = client.post(ADDRESS, {"names": f"{LIST}=1+1\n", "download": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="uccn-list-checked-2026-11-21.csv"' in answer["Content-Disposition"]
    assert [(row["line"], row["result"], row["city"]) for row in rows] == [
        ("1", "match", "Lyon"),
        ("2", "none", ""),
        ("3", "doubt", "Bangkok"),
        ("4", "none", ""),
        ("5", "none", ""),
    ]
    assert rows[0]["address"] == "http://testserver/cities/lyon/"
    # No spreadsheet may take a line for a formula.
    assert rows[4]["given"] == "'=1+1"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The list holds no line with a letter in it."),
        (b" ", "The list holds no line with a letter in it."),
        (b"%PDF-1.7", "This file is no text and no XLSX workbook."),
        (b"PK\x03\x04", "This workbook cannot be read: it is damaged or locked."),
        (b"country;field\nFrance;Film", "no column of it is called “name” or “city”"),
        (b"x" * 1_000_001, "The list is larger than 1 MB"),
        (b"x" * 3_000_000, "The list is larger than 1 MB"),
    ],
)
def test_a_file_that_cannot_be_checked_is_explained(client, content, reason):
    page = uploaded(client, content)

    assert reason in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data; boundary=x"),
        (b"broken", "multipart/form-data; boundary=x"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"broken", "multipart/form-data"),
        (b"names=%FF%FE%ZZ", "application/x-www-form-urlencoded"),
        (b"names=Lyon", "application/x-www-form-urlencoded; charset=nowhere"),
        (b"names=Lyon", "application/x-www-form-urlencoded; charset=latin-1"),
        (b"names=" + b"x" * 3_000_000, "application/x-www-form-urlencoded"),
        (b"&".join(b"a=1" for _ in range(5_000)), "application/x-www-form-urlencoded"),
        (b'{"names": "Lyon"}', "application/json"),
        (b"\xff\xfe\x00", "text/plain"),
    ],
)
def test_whatever_is_sent_gets_a_page(client, body, kind):
    answer = client.generic("POST", ADDRESS, body, content_type=kind)

    assert answer.status_code == 200
    assert b'<form class="list-form"' in answer.content


def test_a_list_and_a_file_are_not_mixed(client):
    page = uploaded(client, b"Lyon, France", names="Bergen, Norway")

    assert "The file was checked. The pasted list was not" in page
    assert ">Bergen, Norway</textarea>" in page
    assert "1 line: 1 match" in page


def test_five_thousand_lines_are_bounded_in_queries_and_size(client, django_assert_max_num_queries):
    names = "\n".join(f"Nowhere {number}, Norway" for number in range(6_000))
    with django_assert_max_num_queries(14):
        page = posted(client, names)

    assert "<h1>5000 lines: 0 match" in page
    assert "Only the first 5000 lines were checked." in page
    assert "4500 more lines are in the download." in page
    assert len(page) < 700_000


def test_a_longer_list_asks_no_more_of_the_database(client, django_assert_num_queries):
    for names in ("Lyon, France", LIST * 30):
        with django_assert_num_queries(11):
            posted(client, names)


def test_only_a_page_or_a_list_is_asked_for(client):
    assert client.put(ADDRESS).status_code == 405


def test_the_list_is_answered_in_every_language(client):
    for prefix in ("/fr", "/es", "/ru", "/ar", "/zh-hans"):
        assert 'class="checked' in posted(client, "Lyon, France\nGranada\nXyz", prefix)
