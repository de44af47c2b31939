"""Texts that name nothing, or are no text that anybody would type."""

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cities.search import QueryTooLong, find_cities
from tests.factories import CityFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", ["", "   ", "...", "%", "_", "\\", "'", "\x00", "\u200e", "?!"])
def test_a_text_without_letters_finds_nothing_and_says_why(text, django_assert_num_queries):
    with django_assert_num_queries(0):
        result = find_cities(text)

    assert result.matches == []
    assert result.is_blank
    assert result.reason == "Write at least one letter or digit of a name."


def test_a_search_that_found_nothing_is_not_blank():
    result = find_cities("nowhere")

    assert (result.matches, result.is_blank, result.reason) == ([], False, "")


@pytest.mark.parametrize("text", ["Rave\x00nna", "\x00Ravenna\x1f", "Ravenna\ud800", "Rav\x85enna"])
def test_control_characters_and_lone_surrogates_are_dropped(text):
    CityFactory(member=True, name="Ravenna")

    result = find_cities(text)

    assert result.query.encode().isascii()
    assert "\x00" not in result.query


def test_a_name_between_control_characters_is_found():
    city = CityFactory(member=True, name="Ravenna")

    result = find_cities("\x00Ravenna\r\n")

    assert result.query == "Ravenna"
    assert [match.number for match in result.matches] == [city.number]


def test_two_hundred_characters_are_searched():
    assert find_cities("x " * 100).matches == []


@pytest.mark.parametrize("length", [201, 10_000])
def test_a_longer_text_is_refused_with_a_clear_message(length):
    with pytest.raises(QueryTooLong) as refused:
        find_cities("x" * length)

    assert str(refused.value) == (f"This text has {length} characters. Search with 200 at most.")
    assert isinstance(refused.value, ValueError)


def test_the_message_is_made_in_the_language_of_the_reader():
    refused = QueryTooLong(201)

    with translation.override(None):
        assert "201" in str(refused)


@pytest.fixture
def ravenna():
    return CityFactory(member=True, name="Ravenna")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.characters(exclude_categories=[]), max_size=200))
def test_any_other_text_gets_an_answer(ravenna, text):
    result = find_cities(text)

    assert [match.number for match in result.matches] in ([], [ravenna.number])
    result.query.encode()


@pytest.mark.parametrize("text", ["R%nna", "Rav_nna", "R.*a", "Rav\\enna"])
def test_signs_that_mean_something_in_a_pattern_only_divide_words(text):
    CityFactory(member=True, name="Rivoli Anna")

    assert find_cities(text).matches == []


def test_the_longest_expansion_of_a_text_is_still_answered():
    assert find_cities("ﷺ" * 200).matches == []
