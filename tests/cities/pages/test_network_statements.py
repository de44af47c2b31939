"""The statements of the source pages on the whole record, and the lists that they lead to."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.usefixtures("network"), pytest.mark.any_database]

MOST_QUERIES = 20


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-21", tick=False)


@pytest.fixture
def page(client, network):
    return client.get("/statements/").content.decode()


def rows(page):
    """Each row of the page: what is printed, the first query, its address, and the answer."""
    found = []
    for row in re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", page, re.DOTALL):
        head, _, rest = row.partition("</th>")
        query = re.search(
            r'<p>(?:<svg.*?</svg> )?([^<]*?)<br>\s*<a class="small" href="([^"]*)">', rest
        )
        text = re.sub(r"<[^>]+>", "", rest)
        found += [
            (html.unescape(printed), *map(html.unescape, query.groups()), text)
            for printed in re.findall(r"“<bdi[^>]*>(.*?)</bdi>”", head)
        ]
    return found


# Stated by hand from the source pages and the announcements: printed words, the query behind them,
# the list that answers it, and the record's answer.
STATED = [
    (
        "180 städer från 72 länder", "Member cities, counted on a day",
        "/cities/?as_of=2017-10-31", "True from 31 October 2017 to 29 October 2019.",
    ),
    (
        "180 städer från 72 länder", "Countries with a member city, counted on a day",
        "/countries/?as_of=2017-10-31", "True from 31 October 2017 to 29 October 2019.",
    ),
    (
        "295 Member Cities", "Member cities, counted on a day",
        "/cities/?as_of=2021-11-30", "True from 30 November 2021 to 30 October 2023.",
    ),
    (
        "350", "Member cities, counted on a day", "/cities/?as_of=2023-11-01",
        "Agrees: on the source’s date, 1 November 2023, the record counts 350. "
        "True from 31 October 2023 to 30 October 2025.",
    ),
    (
        "11 andre kreative byer", "Member cities, Viborg left out, counted on a day",
        "/cities/?as_of=2026-11-21",
        "Never true: the record counts 9 from 31 December 2006, and 16 from 31 December 2008.",
    ),
    (
        "sevn creative fields", "Fields with a member city, counted on a day",
        "/cities/?as_of=2009-12-31", "True from 31 December 2009 to 30 October 2025.",
    ),
    (
        "grundandes 2004", "The year of the first designation",
        "/cities/?as_of=2004-12-31", "Agrees: the record begins in 2004.",
    ),
    (
        "The 49 Cities designated", "Cities of Gastronomy, counted on a day",
        "/cities/?field=gastronomy&as_of=2021-11-30",
        "True from 30 November 2021 to 30 October 2023.",
    ),
    (
        "30 fellow design cities", "Cities of Design, Kortrijk left out, counted on a day",
        "/cities/?field=design&as_of=2017-10-31", "True from 31 October 2017 to 29 October 2019.",
    ),
    (
        "In Europe, 11 cities", "Cities of Design on the European continent, counted on a day",
        "/cities/?field=design&continent=europe&as_of=2017-10-31",
        "True from 31 October 2017 to 29 November 2021.",
    ),
    (
        "70", "Cities of Gastronomy, counted on a day",
        "/cities/?field=gastronomy&as_of=2025-11-01",
        "Differs: on the source’s date, 1 November 2025, the record counts 66.",
    ),
    (
        "Nordens första musikstad",
        "Cities of Music in Denmark, Finland, Iceland, Norway or Sweden, "
        "by the day of designation: Norrköping before all others",
        "/cities/?field=music&country=DK&country=FI&country=IS&country=NO&country=SE"
        "&as_of=2017-10-31",
        "True since 31 October 2017.",
    ),
    (
        "den första svenska staden",
        "Member cities in Sweden, by the day of designation: Östersund before all others",
        "/cities/?country=SE&as_of=2010-12-31", "True since 31 December 2010.",
    ),
    (
        "the first city in this domain",
        "Cities of Design in Belgium, by the day of designation: Kortrijk before all others",
        "/cities/?field=design&country=BE&as_of=2017-10-31", "True since 31 October 2017.",
    ),
    (
        "eneste danske by", "Member cities in Denmark, counted on a day: Kolding alone",
        "/cities/?country=DK&as_of=2017-10-31",
        "True from 31 October 2017 to 29 October 2019. "
        "It ended when Viborg was designated (30 October 2019).",
    ),
    (
        "in December 2015 as a City of Gastronomy",
        "Whether Bergen is a City of Gastronomy, and since when",
        "/cities/bergen/?as_of=2015-12-11", "Agrees: the record’s date is 11 December 2015.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "words", "address", "answer"), STATED)
def test_a_statement_stands_with_its_query_and_its_answer(page, printed, words, address, answer):
    found = [row for row in rows(page) if row[:2] == (printed, words)]

    assert [row[2] for row in found] == [address]
    assert answer in found[0][3]


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/cities/?as_of=2017-10-31", "180 cities in 72 countries"),
        ("/cities/?as_of=2021-11-30", "295 cities in 92 countries"),
        ("/countries/?as_of=2017-10-31", "72 countries have a creative city"),
        ("/cities/?field=gastronomy&as_of=2021-11-30", "49 cities of Gastronomy"),
        # Kortrijk and its thirty fellows.
        ("/cities/?field=design&as_of=2017-10-31", "31 cities of Design"),
        (
            "/cities/?field=design&continent=europe&as_of=2017-10-31",
            "11 cities of Design on the European continent",
        ),
        ("/cities/?country=DK&as_of=2017-10-31", "1 city in Denmark"),
        ("/cities/?country=DK&as_of=2019-10-30", "2 cities in Denmark"),
        ("/cities/?country=SE&as_of=2010-12-31", "1 city in Sweden"),
        ("/cities/?field=design&country=BE&as_of=2017-10-31", "1 city of Design in Belgium"),
        (
            "/cities/?field=music&country=DK&country=FI&country=IS&country=NO&country=SE"
            "&as_of=2017-10-31",
            "1 city of Music in 5 countries",
        ),
    ],
)
def test_the_list_behind_a_statement_shows_what_it_says(client, address, heading):
    assert f"<h1>{heading}</h1>" in client.get(address).content.decode()


def test_every_query_of_the_page_is_understood(client, page):
    addresses = {row[2] for row in rows(page)}

    assert len(addresses) > 20
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert 'class="problems"' not in answer.content.decode(), address


def test_the_first_and_the_only_come_together_and_each_claim_once(page):
    section = page[page.index('id="first-and-only"') :].partition("</section>")[0]

    assert [row[0] for row in rows(section)] == [
        "den første […] danske by",
        "den första svenska staden",
        "the first city in this domain",
        "Nordens första musikstad",
        "eneste danske by",
    ]


def test_all_statements_cost_a_constant_number_of_questions(client, network):
    with CaptureQueriesContext(connection) as queries:
        client.get("/statements/")

    assert len(queries) <= MOST_QUERIES


def test_the_api_gives_the_query_as_parameters_of_its_own_lists(client, network):
    answer = client.get("/api/v1/statements/?subject=first-and-only&field=music").json()

    (row,) = answer["results"]
    assert row["subject"] == "first-and-only"
    assert row["answer"]["readings"][0]["query"] == {
        "resource": "cities",
        "parameters": {
            "field": ["music"],
            "country": ["DK", "FI", "IS", "NO", "SE"],
            "as_of": ["2017-10-31"],
        },
    }
    listed = client.get(
        "/api/v1/cities/", row["answer"]["readings"][0]["query"]["parameters"]
    ).json()
    assert [city["slug"] for city in listed["results"]] == ["norrkoping"]
