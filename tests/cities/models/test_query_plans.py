"""The lists that everybody asks for are answered by indexes, whatever the size of the network.

What a plan is worth shows only with a hundred thousand cities (`make benchmark`); here each list is
asked how it would be read. An index that serves none of them is not worth its upkeep.
"""

import pytest
from django.db import connection
from django.http import QueryDict

from cities.filters import CityFilter
from cities.models import City

# Of so few rows as there are here, PostgreSQL would rather read all than look into an index.
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="its plans need many rows")
pytestmark = [pytest.mark.django_db, on_sqlite]


def plan(question):
    """How the database would read a page of the list, in its own words."""
    cities = CityFilter(QueryDict(question), queryset=City.objects.all()).qs
    return cities.values_list("pk")[:51].explain()


def test_a_page_is_read_in_the_order_of_names(network):
    assert "city_by_name" in plan("")


def test_a_country_is_read_in_the_order_of_names(network):
    assert "city_of_country_by_name" in plan("country=CN")


def test_whether_a_city_is_a_member_is_answered_by_an_index_alone(network):
    assert "designation_of_city" in plan("")


def test_whether_a_city_holds_a_field_is_asked_of_that_city_only(network):
    # An index of the field's designations on a day would be read whole for each city of the list.
    assert "designation_of_field (field_id=? AND city_id=?" in plan("field=crafts-folk-art")
