"""The lines of lists against the record: matches, doubts with their reasons, and none."""

import time

import pytest
import yaml
from django.conf import settings

from cities.checking import Index, Result, Why, check_lines, read_text

pytestmark = pytest.mark.usefixtures("network")

KEPT = {}


@pytest.fixture
def index():
    """The record's names, loaded once for the module: no test here changes the record."""
    if not KEPT:
        KEPT["en"] = Index.load("en")
    return KEPT["en"]


def checked(text, index, field=""):
    return check_lines(read_text(text).lines, index, field)


def one(line, index):
    (found,) = checked(line, index)
    return found


def test_the_48_printed_lines_of_the_bergen_page_are_48_right_matches(index):
    path = settings.BASE_DIR / "fixtures" / "bergen.yaml"
    printed = yaml.safe_load(path.read_text(encoding="utf-8"))["cities"]["entries"]

    found = checked("\n".join(f"  • {line}" for line in printed), index, "gastronomy")

    assert len(found) == 48
    assert {line.result for line in found} == {Result.MATCH}
    assert all(line.member.current.field == "gastronomy" for line in found)
    assert len({line.member.number for line in found}) == 48
    # The three that the page spells in its own way, and one of two of that name elsewhere.
    by_print = {line.line.name: line.member.slug for line in found}
    assert by_print["Afoyonkarasihar"] == "afyonkarahisar"
    assert by_print["Popayàn"] == "popayan"
    assert by_print["Florianopolis"] == "florianopolis"
    assert by_print["Hyderabad"] == "hyderabad"


@pytest.mark.parametrize(
    ("line", "result", "reasons", "members"),
    [
        ("Palermo, Italy, Gastronomy", Result.NONE, [Why.NOT_A_MEMBER], []),
        ("Bangkok, Thailand, Gastronomy", Result.DOUBT, [Why.OTHER_FIELD], ["bangkok"]),
        ("Harbin, China, Music", Result.NONE, [Why.NOT_A_MEMBER], []),
        ("Cuenca, Spain", Result.DOUBT, [Why.OTHER_COUNTRY], ["cuenca"]),
        ("Lyon, France, Media Arts", Result.DOUBT, [Why.ENDED], ["lyon"]),
        ("Lyon, France, Literature", Result.MATCH, [], ["lyon"]),
        ("Granada", Result.DOUBT, [Why.SEVERAL], ["granada-es", "granada-ni"]),
        ("Granada, NI", Result.MATCH, [], ["granada-ni"]),
        ("Granada Nicaragua", Result.MATCH, [], ["granada-ni"]),
        ("London", Result.DOUBT, [Why.NAMESAKE], ["london"]),
        ("Valencia", Result.DOUBT, [Why.NAMESAKE], ["valencia"]),
        ("San José", Result.DOUBT, [Why.NAMESAKE], ["san-jose"]),
        ("London, Canada", Result.MATCH, [], ["london"]),
        ("Norrkopping, Sweden", Result.DOUBT, [Why.GUESS], ["norrkoping"]),
        ("Viborg, Denmark, Cooking", Result.DOUBT, [Why.PART_UNKNOWN], ["viborg"]),
        ("里昂，法国，文学", Result.MATCH, [], ["lyon"]),
        ("Лион, Франция", Result.MATCH, [], ["lyon"]),
        ("ليون، فرنسا", Result.MATCH, [], ["lyon"]),
        ("Lyon is a City of Literature", Result.MATCH, [], ["lyon"]),
        ("123", Result.NONE, [Why.NOT_A_MEMBER], []),
        ("?!", Result.NONE, [Why.NO_NAME], []),
    ],
)
def test_a_line_is_answered_with_its_reasons(index, line, result, reasons, members):
    found = one(line, index)

    assert (found.result, list(found.reasons)) == (result, reasons)
    assert [possibility.member.slug for possibility in found.possibilities] == members


def test_a_guess_is_no_answer_of_its_own(index):
    assert one("Norrkopping, Sweden", index).member is None


def test_a_field_can_be_said_of_the_whole_list(index):
    found = checked("Bergen\nBangkok\nLyon, France, Literature", index, "gastronomy")

    assert [line.result for line in found] == [Result.MATCH, Result.DOUBT, Result.MATCH]


def test_five_thousand_lines_ask_nothing_more_of_the_database(index, django_assert_num_queries):
    text = "\n".join(f"Nowhere {number}, Norway, Music" for number in range(5_000))

    with django_assert_num_queries(0):
        found = checked(text, index)

    assert {line.result for line in found} == {Result.NONE}
    # Nearest names are looked for on some of them only.
    assert sum(Why.NOT_SEARCHED in line.reasons for line in found) == 4_700


def test_five_thousand_odd_lines_take_seconds(index):
    text = "\n".join(
        f"{number} odd words about Lyon (or so) {'and' * 9} more of them" for number in range(5_000)
    )
    began = time.process_time()

    assert len(checked(text, index)) == 5_000
    assert time.process_time() - began < 20


def test_the_names_are_loaded_by_as_many_queries_in_every_language(django_assert_num_queries):
    for language in ("en", "zh-hans"):
        with django_assert_num_queries(8):
            Index.load(language)
