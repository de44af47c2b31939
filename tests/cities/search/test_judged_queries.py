"""Queries of every kind, each with the answer that a person expects, from `queries.csv`."""

import csv
from functools import cache
from pathlib import Path

import pytest

from cities.models import City, Country
from cities.search import Thing, find
from fields.models import CreativeField

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]

with Path(__file__).with_name("queries.csv").open(encoding="utf-8") as file:
    QUERIES = list(csv.DictReader(file))


@cache
def found_once(text):
    """What is found for a text, asked once for all tests: none of them changes the record."""
    return find(text)


@pytest.fixture
def answers_to():
    """The first three answers to a text, as pairs of a thing and its name in addresses."""
    named = {
        Thing.CITY: dict(City.objects.values_list("pk", "slug")),
        Thing.COUNTRY: dict(Country.objects.values_list("pk", "code")),
        Thing.FIELD: dict(CreativeField.objects.values_list("pk", "slug")),
    }

    def answers_to(text):
        return [
            (answer.thing.name.lower(), named[answer.thing][answer.match.city_id])
            for answer in found_once(text).answers[:3]
        ]

    return answers_to


def test_both_databases_give_the_same_answers_in_the_same_order(answers_to):
    """The answers stand in `answers.txt`; whoever changes names or ranking writes it anew."""
    found = {query["query"]: answers_to(query["query"]) for query in QUERIES}
    given = "".join(
        f"{text}: {', '.join(' '.join(answer) for answer in answers)}\n"
        for text, answers in found.items()
    )

    assert given == Path(__file__).with_name("answers.txt").read_text(encoding="utf-8")


def test_there_are_enough_queries_of_every_kind():
    kinds = {query["kind"] for query in QUERIES}

    assert len(QUERIES) == len({query["query"] for query in QUERIES}) >= 150
    assert {"exonym", "no accent", "script", "country", "field", "slip"} <= kinds


def test_the_right_answer_is_among_the_first_three(answers_to):
    asked = [query for query in QUERIES if query["thing"] != "none"]

    lost = {
        query["query"]: found
        for query in asked
        if (query["thing"], query["answer"]) not in (found := answers_to(query["query"]))
    }

    assert len(lost) <= len(asked) / 100, lost


def test_what_the_record_does_not_have_is_never_given_for_certain():
    absent = [query["query"] for query in QUERIES if query["thing"] == "none"]

    assert [
        text for text in absent if (found := found_once(text)).answers and not found.is_guess
    ] == []


def test_a_slip_is_marked_as_a_guess_and_a_real_name_is_not():
    kinds = {query["query"]: query["kind"] for query in QUERIES}
    certain = {"exonym", "former", "own name", "no accent", "case", "script", "country", "field"}

    unmarked = [q for q, kind in kinds.items() if kind == "slip" and not found_once(q).is_guess]
    doubted = [
        query["query"]
        for query in QUERIES
        if query["kind"] in certain and query["answer"] and found_once(query["query"]).is_guess
    ]

    assert (unmarked, doubted) == ([], [])


@pytest.mark.parametrize("text", ["Lyon", "Norkoping", "a", "Sweden", "music", "one two three"])
def test_a_search_takes_seven_queries_at_most(django_assert_max_num_queries, text):
    with django_assert_max_num_queries(7):
        find(text)


def test_guesses_are_left_out_where_something_is_written_exactly_so():
    found = find("Film")

    assert [answer.thing for answer in found.answers] == [Thing.FIELD]
    assert not found.guessed


def test_the_order_of_all_answers_is_the_same_on_every_database(answers_to):
    assert answers_to("Mexico") == [("city", "mexico-city"), ("country", "MX")]
    assert answers_to("Nan") == [("city", "nan"), ("city", "nanjing")]
    assert answers_to("Chna")[:2] == [("country", "CN"), ("city", "chennai")]


def test_only_one_exact_answer_is_certain():
    assert find("Granada").certain_answer is None
    assert find("Kortrijk").certain_answer.thing == Thing.CITY
    assert find("Kortrjik").certain_answer is None
