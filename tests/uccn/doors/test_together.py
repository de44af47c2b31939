"""Several lists are asked in one statement, and each comes as it would have come alone."""

import datetime

import pytest
from django.db import connection
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.test.utils import CaptureQueriesContext

from cities.models import City, CityName, Designation, FocalPoint
from tests.factories import CityFactory, CityNameFactory, DesignationFactory, FocalPointFactory
from uccn.doors.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def lyon():
    city = CityFactory(number=3, slug="lyon", name="Lyon")
    DesignationFactory(
        city=city, announced_on="2008-05", ended_on="2023-10-31", end_reason="field-change"
    )
    DesignationFactory(city=city, announced_on="2023-10-31")
    for name in ("Лион", "リヨン", 'with "quotes", \\ and ,', "ليون"):
        CityNameFactory(city=city, name=name)
    FocalPointFactory(city=city, name="A person", verified_on=datetime.date(2024, 2, 29))
    FocalPointFactory(city=city, name="Another", verified_on=None)
    return city


def lists():
    return {
        "names": CityName.objects.order_by("-pk").values_list("pk", "name", "city__slug"),
        "designations": Designation.objects.order_by("in_force_from").values_list(
            "in_force_from", "lapsed_from", "city_id", "announced_on"
        ),
        "people": FocalPoint.objects.order_by("name").values_list("name", "verified_on"),
        "no cities": City.objects.filter(slug="atlantis").values_list("pk"),
    }


def test_each_list_comes_as_it_would_alone(lyon):
    found = together(**lists())

    assert found == {name: list(rows) for name, rows in lists().items()}
    assert [name for _pk, name, _slug in found["names"]] == [
        "ليون",
        'with "quotes", \\ and ,',
        "リヨン",
        "Лион",
    ]
    assert found["designations"] == [
        (datetime.date(2008, 5, 31), datetime.date(2023, 10, 31), lyon.pk, "2008-05"),
        (datetime.date(2023, 10, 31), None, lyon.pk, "2023-10-31"),
    ]
    assert found["people"] == [("A person", datetime.date(2024, 2, 29)), ("Another", None)]
    assert found["no cities"] == []


def test_one_statement_asks_for_all(lyon):
    with CaptureQueriesContext(connection) as queries:
        together(**lists())

    assert len(queries) == 1


def test_a_list_that_can_hold_nothing_is_not_asked_for(lyon):
    nothing = City.objects.filter(pk__in=[]).values_list("pk")

    assert together(nothing=nothing, cities=City.objects.values_list("slug")) == {
        "nothing": [],
        "cities": [("lyon",)],
    }
    with CaptureQueriesContext(connection) as queries:
        assert together(nothing=nothing) == {"nothing": []}
    assert len(queries) == 0


def test_yes_and_no_come_as_such(lyon):
    is_named = Exists(CityName.objects.filter(city=OuterRef("pk")))
    is_far = ExpressionWrapper(Q(number__gt=100), output_field=BooleanField())
    cities = City.objects.annotate(named=is_named, far=is_far).values_list("named", "far")

    ((named, far),) = together(cities=cities)["cities"]

    assert named is True
    assert far is False


@pytest.mark.parametrize("column", ["latitude", "country__names"])
def test_what_json_would_change_is_refused(column):
    with pytest.raises(TypeError, match="cannot be asked together"):
        together(cities=City.objects.values_list(column))
