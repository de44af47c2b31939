"""Designations in time, and what the database refuses."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from cities.models import City, Designation
from tests.factories import CityFactory, CreativeFieldFactory, DesignationFactory

pytestmark = pytest.mark.django_db


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("announced_on", "last_day_without", "first_day_with"),
    [
        ("2004", "2004-12-30", "2004-12-31"),
        ("2021-11", "2021-11-29", "2021-11-30"),
        ("2015-12-11", "2015-12-10", "2015-12-11"),
    ],
)
def test_a_designation_is_in_force_from_the_last_day_of_its_precision(
    announced_on, last_day_without, first_day_with
):
    city = DesignationFactory(announced_on=announced_on).city

    assert not City.objects.members_on(day(last_day_without)).exists()
    assert list(City.objects.members_on(day(first_day_with))) == [city]


def test_a_designation_holds_until_the_day_before_it_ended():
    city = DesignationFactory(ended=True).city

    assert list(City.objects.members_on(day("2019-12-31"))) == [city]
    assert not City.objects.members_on(day("2020-01-01")).exists()


def test_a_change_of_field_leaves_the_size_of_the_network_alone():
    lyon = CityFactory()
    literature = DesignationFactory(city=lyon, announced_on="2023-10-31")
    literature.delete()
    DesignationFactory(
        city=lyon, announced_on="2008", ended_on="2023-10-31", end_reason="field-change"
    )
    DesignationFactory(city=lyon, announced_on="2023-10-31")

    assert City.objects.members_on(day("2023-10-30")).count() == 1
    assert City.objects.members_on(day("2023-10-31")).count() == 1
    assert Designation.objects.on(day("2023-10-31")).count() == 1


def test_a_designation_in_the_future_is_refused(time_machine):
    time_machine.move_to("2026-11-21")
    designation = DesignationFactory.build(
        city=CityFactory(), field=CreativeFieldFactory(), announced_on="2027-01-01"
    )

    with pytest.raises(ValidationError, match="lies in the future"):
        designation.full_clean()
