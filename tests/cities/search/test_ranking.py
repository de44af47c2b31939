"""Which city comes first, in small networks made for the purpose."""

import pytest

from cities.search import Tier, find_cities
from tests.factories import CityFactory, CityNameFactory, CountryFactory

pytestmark = pytest.mark.django_db


def numbers(query):
    return [match.number for match in find_cities(query).matches]


def test_a_candidate_is_never_found():
    candidate = CityFactory(name="Ravenna")
    CityNameFactory(city=candidate, name="Ravenne")

    for query in ("Ravenna", "Ravenne", "Raven", "Ravena", "aven"):
        assert find_cities(query).matches == []


def test_a_city_that_left_is_still_found():
    city = CityFactory(name="Ravenna")
    CityFactory(member=True, name="Elsewhere")
    from tests.factories import DesignationFactory

    DesignationFactory(city=city, ended=True)

    assert numbers("ravenna") == [city.number]


def test_an_official_name_comes_before_another_spelling():
    other = CityFactory(member=True, name="Mytown", population=9_000_000)
    CityNameFactory(city=other, name="Ravenna")
    official = CityFactory(member=True, name="Ravenna", population=10)

    assert numbers("ravenna") == [official.number, other.number]


def test_an_exact_name_comes_before_its_beginning_and_that_before_a_later_word():
    later = CityFactory(member=True, name="New Raven", population=3_000_000)
    begins = CityFactory(member=True, name="Ravenna", population=2_000_000)
    exact = CityFactory(member=True, name="Raven", population=10)

    result = find_cities("raven")

    assert [match.number for match in result.matches] == [exact.number, begins.number, later.number]
    assert [match.tier for match in result.matches] == [Tier.EXACT, Tier.PREFIX, Tier.WORD_PREFIX]


def test_the_larger_city_comes_before_the_smaller_and_both_before_one_of_unknown_size():
    unknown = CityFactory(member=True, name="Ravenna", population=None)
    small = CityFactory(member=True, name="Ravenna", population=10)
    large = CityFactory(member=True, name="Ravenna", population=2_000_000)
    twin = CityFactory(member=True, name="Ravenna", population=10)

    assert numbers("ravenna") == [large.number, small.number, twin.number, unknown.number]


def test_the_fewer_slips_come_first_then_the_same_first_letter():
    two = CityFactory(member=True, name="Ravvennna")
    other_letter = CityFactory(member=True, name="Tavenna", population=2_000_000)
    one = CityFactory(member=True, name="Ravenno", population=10)

    assert numbers("ravenna") == [one.number, other_letter.number, two.number]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Ravenna", "Raevnna"),
        ("Ravenna", "Ravnna"),
        ("Ravenna", "Rafena"),
        ("Ravenna", "Ravennax"),
        ("Lyon", "Lyno"),
    ],
)
def test_slips_are_forgiven_by_length(name, query):
    city = CityFactory(member=True, name=name)

    assert numbers(query) == [city.number]


@pytest.mark.parametrize(("name", "query"), [("Nan", "xa"), ("Lyon", "Noly"), ("Ravenna", "Ravna")])
def test_too_many_slips_are_not(name, query):
    CityFactory(member=True, name=name)

    assert numbers(query) == []


def test_a_part_within_a_word_needs_three_letters_or_a_dense_script():
    city = CityFactory(member=True, name="Ravenna")
    CityNameFactory(city=city, name="南京")

    assert numbers("ve") == []
    assert numbers("ven") == [city.number]
    assert numbers("京") == [city.number]


def test_a_name_of_a_country_that_the_record_adds_is_understood():
    there = CityFactory(
        member=True, name="Ravenna", country=CountryFactory(code="IT", name="Italy")
    )
    CityFactory(member=True, name="Ravenna", country=CountryFactory(code="US", name="America"))
    there.country.other_names.create(name="Itallia")

    assert numbers("Ravenna, Itallia") == [there.number]
    assert numbers("Ravenna Italien") == [there.number]
    assert numbers("意大利 Ravenna") == [there.number]


def test_the_spelling_is_the_stored_one_that_matched_best():
    city = CityFactory(member=True, name="Ravenna")
    CityNameFactory(city=city, name="Ravenne")

    other, official = find_cities("RAVENNE").matches[0], find_cities("ravenna").matches[0]

    assert (other.spelling, other.is_official) == ("Ravenne", False)
    assert (official.spelling, official.is_official) == ("Ravenna", True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_matches(django_assert_num_queries, count):
    for _ in range(count):
        CityNameFactory(city=CityFactory(member=True, name="Ravenna"))

    with django_assert_num_queries(2):
        assert len(find_cities("Ravenna").matches) == count
    with django_assert_num_queries(4):
        assert len(find_cities("Ravenma").matches) == count
