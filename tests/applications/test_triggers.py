"""What the database itself refuses, whoever writes past the verbs."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from applications.models import Endorsement, StatusChange
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    CityFactory,
    CountryFactory,
    CreativeFieldFactory,
    EndorsementFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def denmark():
    return CountryFactory(code="DK")


def endorsed(call, country, **details):
    return ApplicationFactory(
        call=call, city=CityFactory(country=country), endorsed=True, **details
    )


def insert(application, slot, **columns):
    """Write an endorsement as another program would."""
    row = {
        "application_id": application.pk,
        "call_id": application.call_id,
        "country_id": application.city.country_id,
        "field_id": application.field_id,
        "slot": slot,
        "reason": "",
        "withdrawn_reason": "",
        "by_id": UserFactory().pk,
        "at": timezone.now(),
    } | columns
    names, places = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO applications_endorsement ({names}) VALUES ({places})",  # noqa: S608
            list(row.values()),
        )


def test_a_place_beyond_the_number_of_the_call_is_refused(denmark):
    call = CallFactory(max_submitted_per_country=2)
    endorsed(call, denmark)
    endorsed(call, denmark)
    third = ApplicationFactory(call=call, city=CityFactory(country=denmark))

    with pytest.raises(IntegrityError, match="endorsement_limit"):
        insert(third, slot=3)


def test_a_place_is_held_once(denmark):
    call = CallFactory(max_submitted_per_country=2)
    endorsed(call, denmark)
    second = ApplicationFactory(call=call, city=CityFactory(country=denmark))

    with pytest.raises(IntegrityError):
        insert(second, slot=1)


def test_a_call_that_names_no_number_has_places_for_all(denmark):
    call = CallFactory()

    for _number in range(12):
        endorsed(call, denmark)

    assert Endorsement.objects.of_country(call, denmark).count() == 12


def test_a_call_of_different_fields_refuses_the_same_field_twice(denmark):
    call = CallFactory(max_submitted_per_country=2, min_distinct_fields=2)
    music = CreativeFieldFactory(slug="music")
    endorsed(call, denmark, field=music)
    second = ApplicationFactory(call=call, city=CityFactory(country=denmark), field=music)

    with pytest.raises(IntegrityError, match="endorsement_fields"):
        insert(second, slot=2)


def test_other_countries_and_older_calls_may_name_a_field_again(denmark):
    call = CallFactory(max_submitted_per_country=2, min_distinct_fields=2)
    older = CallFactory(max_submitted_per_country=4, min_distinct_fields=2)
    music = CreativeFieldFactory(slug="music")

    endorsed(call, denmark, field=music)
    endorsed(call, CountryFactory(code="NO"), field=music)
    endorsed(older, denmark, field=music)
    endorsed(older, denmark, field=music)

    assert Endorsement.objects.in_force().count() == 4


@pytest.mark.parametrize("column", ["call_id", "country_id", "field_id"])
def test_an_endorsement_that_disagrees_with_its_file_is_refused(denmark, column):
    application = ApplicationFactory(city=CityFactory(country=denmark))
    others = {
        "call_id": CallFactory().pk,
        "country_id": CountryFactory(code="NO").pk,
        "field_id": CreativeFieldFactory().pk,
    }

    with pytest.raises(IntegrityError, match="endorsement_agrees"):
        insert(application, slot=1, **{column: others[column]})


@pytest.mark.parametrize("name", ["call", "city", "field"])
def test_an_endorsed_file_keeps_its_call_its_city_and_its_field(denmark, name):
    call = CallFactory()
    application = endorsed(call, denmark)
    other = {"call": CallFactory, "city": CityFactory, "field": CreativeFieldFactory}[name]()

    with pytest.raises(IntegrityError, match="endorsed_file_is_kept"), transaction.atomic():
        type(application).objects.update(**{name: other})


def test_a_call_keeps_the_places_that_are_held(denmark):
    call = CallFactory(max_submitted_per_country=2)
    endorsed(call, denmark)
    endorsed(call, denmark)

    with pytest.raises(IntegrityError, match="endorsement_limit"), transaction.atomic():
        type(call).objects.filter(pk=call.pk).update(max_submitted_per_country=1)


def test_a_call_cannot_ask_for_different_fields_once_one_is_named_twice(denmark):
    call = CallFactory(max_submitted_per_country=4, min_distinct_fields=2)
    music = CreativeFieldFactory(slug="music")
    endorsed(call, denmark, field=music)
    endorsed(call, denmark, field=music)

    with pytest.raises(IntegrityError, match="endorsement_fields"), transaction.atomic():
        type(call).objects.filter(pk=call.pk).update(max_submitted_per_country=2)


def test_a_place_taken_back_is_free_and_a_higher_number_opens_one(denmark):
    call = CallFactory(max_submitted_per_country=1)
    first = endorsed(call, denmark)
    first.endorsements.update(withdrawn_at=timezone.now())

    endorsed(call, denmark)
    type(call).objects.filter(pk=call.pk).update(max_submitted_per_country=2)
    endorsed(call, denmark)

    assert Endorsement.objects.of_country(call, denmark).count() == 2


def test_a_taken_place_cannot_be_had_back(denmark):
    call = CallFactory(max_submitted_per_country=1)
    first = EndorsementFactory(
        application=ApplicationFactory(call=call, city=CityFactory(country=denmark)),
        withdrawn_at=timezone.now(),
    )
    endorsed(call, denmark)

    with pytest.raises(IntegrityError), transaction.atomic():
        Endorsement.objects.filter(pk=first.pk).update(withdrawn_at=None)


def test_an_act_on_a_file_stays_as_it_was_written():
    change = StatusChange.objects.create(
        application=ApplicationFactory(),
        action="start",
        to_status="draft",
        by=UserFactory(),
        at=datetime.datetime(2019, 5, 20, 12, tzinfo=datetime.UTC),
    )

    with pytest.raises(IntegrityError, match="act_is_kept"), transaction.atomic():
        StatusChange.objects.filter(pk=change.pk).update(reason="Another one")
