"""The page that checks a claim: its answer, its address, and whatever is typed into it."""

from html import unescape
from urllib.parse import urlencode

import pytest
from django.utils import translation

from cities.pages.claims.page import EXAMPLES
from tests.cities.pages.test_page_costs import cost

pytestmark = [pytest.mark.usefixtures("network"), pytest.mark.any_database]

NOINDEX = '<meta name="robots" content="noindex">'


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-21", tick=False)


@pytest.fixture(autouse=True)
def english():
    """A page in another language leaves that language behind."""
    with translation.override("en"):
        yield


def page_of(client, text="", prefix="", **more):
    question = ({"claim": text} if text else {}) | more
    answer = client.get(f"{prefix}/claims/", question)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_without_a_claim_the_page_asks_for_one_and_gives_examples(client):
    page = page_of(client)

    assert "<h1>Check a claim</h1>" in page
    assert "Kolding is the only Danish city</a>" in page
    assert NOINDEX not in page
    assert 'class="verdict"' not in page


def test_the_examples_are_all_understood(client):
    for example in EXAMPLES:
        page = page_of(client, str(example))

        assert 'class="verdict"' in page, example
        assert "Not understood" not in page, example


def test_the_answer_is_the_title_and_its_address_can_be_shared(client):
    page = page_of(client, "lyon is a CITY of media arts")
    title = (
        "Lyon (France) was a City of Media Arts from 2008 to 30 October 2023. "
        "Since 31 October 2023 it has been a City of Literature."
    )

    assert f"<title>{title} · Creative Cities Network</title>" in page
    assert f'<h2 id="answer">{title}</h2>' in page
    # All wordings of a claim share one address.
    canonical = "http://testserver/claims/?claim=Lyon%2C+France%2C+Media+Arts"
    assert f'<link rel="canonical" href="{canonical}">' in page
    assert NOINDEX not in page
    assert "Understood: city lyon, field Media Arts." in page
    assert '<span class="mark">True then, not now</span>' in page


def test_the_answer_names_its_sources_and_a_sentence_to_quote_with_its_day(client):
    page = page_of(client, "Lyon is a City of Media Arts")

    assert "Lyon: the city’s page on UNESCO’s site" in page
    assert (
        "as on 21 November 2026. "
        "http://testserver/claims/?claim=Lyon%2C+France%2C+Media+Arts&as_of=2026-11-21"
    ) in page


def test_a_figure_is_drawn_with_its_days_filled_and_its_sources(client):
    page = page_of(client, "The network has 180 member cities")

    assert page.count('<path class="filled"') == 2  # the wide drawing and the narrow one
    assert page.count('<line class="claimed"') == 2
    assert "180: 31 October 2017 to 29 October 2019" in page
    assert "408 today" in page
    assert 'href="/cities/?as_of=2017-10-31">These cities, as on 31 October 2017</a>' in page
    assert "partnership of 180 cities" in page
    assert "The 295 Creative Cities" not in page


def test_what_is_true_today_has_a_filled_mark(client):
    assert '<span class="mark full">True today</span>' in page_of(client, "Viborg")


def test_each_of_several_cities_of_a_name_is_a_link_with_its_country(client):
    page = page_of(client, "Granada is a City of Literature")

    assert 'href="/claims/?claim=Granada%2C+Spain%2C+Literature"' in page
    assert 'href="/claims/?claim=Granada%2C+Nicaragua%2C+Literature"' in page
    assert NOINDEX in page


def test_a_guess_is_marked_and_never_taken_for_the_answer(client):
    page = page_of(client, "Norrkopping, Music")

    assert "The record knows no member city called “Norrkopping”." in page
    assert "The nearest names are guesses, and only that:" in page
    assert "(a guess)" in page
    assert 'class="mark full"' not in page
    assert NOINDEX in page


def test_what_ended_that_a_city_was_the_only_one_is_said(client):
    page = page_of(client, "Kolding is the only Danish city")

    assert "It ended when Viborg was designated (30 October 2019)." in page
    assert 'href="/cities/?country=DK&as_of=2017-10-31"' in page


def test_who_is_no_member_sees_who_is_there(client):
    page = page_of(client, "Palermo, Italy, Gastronomy")

    assert "3 Cities of Gastronomy in Italy" in page
    assert 'href="/cities/?country=IT&field=gastronomy"' in page
    assert 'href="/cities/parma/"' in page


def test_a_namesake_elsewhere_is_a_link(client):
    page = page_of(client, "London")

    assert "Another London, in the United Kingdom, is not a member." in page
    assert 'href="/claims/?claim=London%2C+United+Kingdom"' in page


def test_the_record_answers_as_of_a_day(client):
    page = page_of(client, "Lyon is a City of Media Arts", as_of="2015-12-31")

    assert "Yes. Lyon (France) has been a City of Media Arts since 2008." in page
    assert '<span class="mark full">True on that date</span>' in page
    assert "The network as on 31 December 2015" in page
    assert NOINDEX in page
    assert "No. On 31 December 2015, Viborg was not yet a member." in page_of(
        client, "Viborg", as_of="2015-12-31"
    )
    assert "The network has had 116 member cities since 11 December 2015." in page_of(
        client, "116 cities", as_of="2015-12-31"
    )


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2017-02-30", "2017-02-28"),
        ("yesterday", "as_of=yesterday"),
        ("1999-01-01", "The network was set up in 2004: the record begins there."),
        ("2031-01-01", "The record knows the network up to today, 2026-11-21."),
        ("9" * 5_000, "as_of=" + "9" * 70),
    ],
)
def test_a_wrong_day_is_named_and_the_claim_is_kept(client, day, reason):
    page = page_of(client, "Lyon", as_of=day)

    assert reason in page
    assert 'value="Lyon"' in page
    assert NOINDEX in page
    assert 'class="verdict"' not in page


def test_before_the_first_designation_nothing_is_true(client):
    for text in ("Lyon", "180 cities", "Kolding is the only Danish city", "created in 2004"):
        assert 'class="verdict"' in page_of(client, text, as_of="2004-01-02")


def test_a_wrong_parameter_is_named(client):
    page = page_of(client, "Lyon", clame="x")

    assert "1 part of this address was not understood" in page
    assert NOINDEX in page


@pytest.mark.parametrize(
    "text",
    [
        "?!",
        "\0",
        "x" * 201,
        "x" * 100_000,
        "x" * 200,
        "1" * 200,
        "99999999999999999999 cities",
        "٣" * 100,
        "²³ cities",
        "<script>alert(1)</script> is a City of Music",
        "'; DROP TABLE cities_city; --",
        "%",
        "\u202etxet\u202c",
        "里" * 200,
        "a " * 100,
        "Lyon " * 40,
        "Lyon, " * 33,
        "0000-00-00",
        "2017年99月99日",
        "31 February 2017 and 32/13/2020",
        "City of",
        "the the the",
        "Creative City of Music of Design of Film of Literature of Media Arts",
        "first only first only",
        "d’l’ qu’",
        "👩‍👩‍👧 is a City of Design",
    ],
)
def test_whatever_is_typed_gets_a_bounded_answer(client, text):
    answer = client.get("/claims/", {"claim": text})
    page = answer.content.decode()

    assert answer.status_code == 200
    assert NOINDEX in page or 'class="verdict"' in page
    assert "<script>alert" not in page
    assert len(page) < 60_000


def test_a_lone_surrogate_is_answered_too(client):
    assert client.get("/claims/?claim=%ED%A0%80+city").status_code == 200


def test_the_page_is_complete_in_every_language(client):
    for prefix in ("/fr", "/es", "/ru", "/ar", "/zh-hans"):
        page = page_of(client, "Lyon, 2012", prefix)

        assert 'class="verdict"' in page
        assert f'href="http://testserver{prefix}/claims/' in page


def test_an_answer_with_many_rows_costs_as_much_as_one_with_few(client):
    few = cost(client, f"/claims/?{urlencode({'claim': 'Palermo, Italy, Gastronomy'})}")
    many = cost(client, f"/claims/?{urlencode({'claim': 'Palermo, Italy'})}")

    assert many == few
    assert cost(client, "/claims/?claim=180+cities") <= 22


def test_the_home_page_asks_for_a_claim(client):
    page = client.get("/").content.decode()

    assert 'action="/claims/"' in page
    assert "Type what you read; the record answers with the dates on which it is true." in page
