"""The database itself refuses that a city holds two fields at a time, whatever the door."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from cities.models import Designation
from tests.factories import CityFactory, CreativeFieldFactory, DesignationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    """A city that held a field from 2010-05-10 until the day before 2015-05-10."""
    city = CityFactory()
    DesignationFactory(
        city=city, announced_on="2010-05-10", ended_on="2015-05-10", end_reason="field-change"
    )
    return city


def ended(city, announced_on, ended_on):
    return DesignationFactory.build(
        city=city,
        field=CreativeFieldFactory(),
        announced_on=announced_on,
        ended_on=ended_on,
        end_reason="withdrawal",
    )


def bulk_create(*designations):
    Designation.objects.bulk_create(designations)


@pytest.mark.parametrize(
    ("announced_on", "ended_on"),
    [
        ("2009-01-01", "2010-05-11"),
        ("2015-05-09", "2020-01-01"),
        ("2011-01-01", "2012-01-01"),
        ("2009-01-01", "2020-01-01"),
        ("2010-05-10", "2015-05-10"),
    ],
)
@pytest.mark.parametrize("save", [Designation.save, bulk_create])
def test_an_overlapping_designation_is_refused(city, announced_on, ended_on, save):
    designation = ended(city, announced_on, ended_on)

    with pytest.raises(IntegrityError, match="designation_overlap"), transaction.atomic():
        save(designation)

    assert city.designations.count() == 1


@pytest.mark.parametrize("announced_on", ["2010-05-09", "2015-05-09"])
def test_one_without_end_that_overlaps_is_refused(city, announced_on):
    with pytest.raises(IntegrityError, match="designation_overlap"), transaction.atomic():
        DesignationFactory(city=city, announced_on=announced_on)


def test_an_earlier_one_is_refused_after_one_without_end():
    city = DesignationFactory(announced_on="2015-12-11").city

    with pytest.raises(IntegrityError, match="designation_overlap"), transaction.atomic():
        ended(city, "2014-01-01", "2015-12-12").save()


def test_two_of_one_bulk_that_overlap_each_other_are_refused(city):
    with pytest.raises(IntegrityError, match="designation_overlap"), transaction.atomic():
        bulk_create(
            ended(city, "2016-01-01", "2017-01-01"), ended(city, "2016-12-31", "2018-01-01")
        )


def test_one_that_begins_when_the_other_ends_is_taken(city):
    ended(city, "2009-01-01", "2010-05-10").save()
    DesignationFactory(city=city, announced_on="2015-05-10")

    assert city.designations.count() == 3


def test_another_city_may_hold_a_field_at_the_same_time(city):
    DesignationFactory(announced_on="2010-05-10")

    assert Designation.objects.count() == 2


def test_a_designation_may_be_saved_again(city):
    city.designations.get().save()


def update(designation):
    Designation.objects.filter(pk=designation.pk).update(in_force_from="2015-05-09")


def bulk_update(designation):
    designation.in_force_from = "2015-05-09"
    Designation.objects.bulk_update([designation], ["in_force_from"])


def save(designation):
    designation.announced_on = "2015-05-09"
    designation.save()


def update_by_hand(designation):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cities_designation SET in_force_from = '2015-05-09' WHERE id = %s",
            [designation.pk],
        )


@pytest.mark.parametrize("door", [save, update, bulk_update, update_by_hand])
def test_a_designation_cannot_be_moved_onto_another(city, door):
    later = DesignationFactory(city=city, announced_on="2015-05-10")

    with pytest.raises(IntegrityError, match="designation_overlap"), transaction.atomic():
        door(later)


def test_a_designation_cannot_be_given_to_a_city_that_holds_one_then(city):
    other = DesignationFactory(
        announced_on="2011-01-01", ended_on="2012-01-01", end_reason="withdrawal"
    )

    with pytest.raises(IntegrityError, match="designation_overlap"), transaction.atomic():
        Designation.objects.filter(pk=other.pk).update(city=city)


def copy_by_hand():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cities_designation (city_id, field_id, call_year, announced_on, ended_on,"
            " end_reason, evidence, evidence_note, in_force_from, lapsed_from)"
            " SELECT city_id, field_id, call_year, announced_on, ended_on,"
            " end_reason, evidence, evidence_note, in_force_from, lapsed_from"
            " FROM cities_designation"
        )


def test_a_row_inserted_by_hand_is_refused_too(city):
    with pytest.raises(IntegrityError, match="designation_overlap"), transaction.atomic():
        copy_by_hand()


def test_a_refused_overlap_leaves_other_rows_of_the_statement_alone(city):
    other = DesignationFactory(announced_on="2011-01-01")
    DesignationFactory(city=city, announced_on="2016-01-01")

    with pytest.raises(IntegrityError, match="designation_overlap"), transaction.atomic():
        Designation.objects.filter(lapsed_from=None).update(in_force_from="2013-01-01")

    other.refresh_from_db()
    assert str(other.in_force_from) == "2011-01-01"
    assert not Designation.objects.filter(lapsed_from__lte=F("in_force_from")).exists()
