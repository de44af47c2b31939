"""Search results as a queryset."""

import pytest

from cities.models import City
from cities.search import find_cities, order_by_relevance
from tests.factories import CityFactory

pytestmark = pytest.mark.django_db


def test_a_queryset_is_narrowed_to_the_matches_in_their_order():
    later = CityFactory(member=True, name="New Raven")
    CityFactory(member=True, name="Elsewhere")
    exact = CityFactory(member=True, name="Raven")

    cities = order_by_relevance(City.objects.all(), find_cities("raven"))

    assert [(city.number, city.relevance) for city in cities] == [
        (exact.number, 0),
        (later.number, 1),
    ]


def test_what_the_queryset_leaves_out_stays_out():
    small = CityFactory(member=True, name="Raven", population=10)
    CityFactory(member=True, name="Raven", population=20)

    cities = order_by_relevance(City.objects.filter(population=10), find_cities("raven"))

    assert [(city.number, city.relevance) for city in cities] == [(small.number, 1)]


@pytest.mark.parametrize("text", ["", "?", "nowhere"])
def test_no_match_leaves_no_city(text):
    CityFactory(member=True, name="Raven")

    cities = order_by_relevance(City.objects.all(), find_cities(text))

    assert list(cities) == []
    assert cities.count() == 0


def test_pages_can_go_by_relevance_and_number():
    cities = [CityFactory(member=True, name="Raven", population=size) for size in (1, 3, 2)]
    result = find_cities("raven")

    after_the_first = order_by_relevance(City.objects.all(), result).filter(relevance__gt=0)

    assert [city.number for city in after_the_first] == [cities[2].number, cities[0].number]
