"""What the record refuses, at its forms and in the database itself."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cities.models import Asset, City, Country, Designation, FocalPoint, Source, Statement
from tests.factories import (
    AssetFactory,
    CityFactory,
    CityNameFactory,
    CountryFactory,
    DesignationFactory,
    FocalPointFactory,
    OrganisationFactory,
    SourceFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db

REFUSED = [
    (CityFactory, {"latitude": 90.5}, "A latitude lies between -90 and 90 degrees."),
    (CityFactory, {"latitude": -91}, "A latitude lies between -90 and 90 degrees."),
    (CityFactory, {"longitude": 180.5}, "A longitude lies between -180 and 180 degrees."),
    (CityFactory, {"number": 0}, "City numbers start with 1."),
    (CityFactory, {"population": 0}, "Leave the population empty where it is unknown."),
    (
        CountryFactory,
        {"left_unesco_on": "2018-12-31"},
        "Only a former Member State has a date of leaving.",
    ),
    (
        DesignationFactory,
        {"ended_on": "2014", "end_reason": "withdrawal"},
        "A designation cannot end before it begins.",
    ),
    (
        DesignationFactory,
        {"end_reason": "withdrawal"},
        "An ended designation has a date and a reason; one in force has neither.",
    ),
    (
        SourceFactory,
        {"earliest": "2020-01-02", "latest": "2020-01-01"},
        "The latest day cannot come before the earliest.",
    ),
    (
        StatementFactory,
        {"value": None},
        "A statement about a number needs its figure.",
    ),
    (
        StatementFactory,
        {"metric": "membership", "value": None},
        "A statement about a city needs the city.",
    ),
    (
        StatementFactory,
        {"without_city": True},
        "Say which city the figure leaves out.",
    ),
    (
        StatementFactory,
        {"scope": "region"},
        "Say which region or continent the statement speaks of.",
    ),
    (
        StatementFactory,
        {"scope": "continent"},
        "Say which region or continent the statement speaks of.",
    ),
    (
        AssetFactory,
        {"every_years": 2},
        "Only an event recurs, every one or more years.",
    ),
    (
        FocalPointFactory,
        {"since": "2020-01-02", "until": "2020-01-01"},
        "The last day cannot come before the first.",
    ),
]
NAMES = [f"{factory._meta.model.__name__} {values}" for factory, values, _ in REFUSED]


@pytest.mark.parametrize(("factory", "values", "message"), REFUSED, ids=NAMES)
def test_a_form_refuses_what_cannot_be_and_says_why(factory, values, message):
    row = factory()
    for name, value in values.items():
        setattr(row, name, value)

    with pytest.raises(ValidationError) as refusal:
        row.full_clean()

    told = [text for texts in refusal.value.message_dict.values() for text in texts]
    # Where a column's own validator speaks first, it names the bound.
    assert message in told or any(text.startswith("Ensure this value is") for text in told)


@pytest.mark.parametrize(("factory", "values", "message"), REFUSED, ids=NAMES)
def test_the_database_refuses_it_whatever_the_door(factory, values, message):
    row = factory()
    derived = {"ended_on": {"lapsed_from": "2014-12-31"}}
    for name in list(values):
        values = {**values, **derived.get(name, {})}

    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**values)


def test_a_name_stands_once_in_a_country_and_as_often_as_needed_in_others():
    spain = CityFactory(name="Granada", country__code="ES").country
    CityFactory(name="Granada", country__code="NI")

    with pytest.raises(IntegrityError), transaction.atomic():
        CityFactory(name="Granada", country=spain)


@pytest.mark.parametrize(
    ("factory", "columns"),
    [
        (CityFactory, ["number"]),
        (CityFactory, ["slug"]),
        (CountryFactory, ["name"]),
        (CityNameFactory, ["city", "name"]),
        (OrganisationFactory, ["city", "name"]),
        (AssetFactory, ["city", "title"]),
        (FocalPointFactory, ["city", "name"]),
        (SourceFactory, ["key"]),
        (StatementFactory, ["source", "key"]),
    ],
)
def test_what_names_a_row_names_it_alone(factory, columns):
    row = factory()

    with pytest.raises(IntegrityError), transaction.atomic():
        factory(**{column: getattr(row, column) for column in columns})


def test_a_gazetteer_number_names_one_city_and_may_be_unknown_of_many():
    CityFactory(geonames_id=7)
    CityFactory(geonames_id=None)
    CityFactory(geonames_id=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        CityFactory(geonames_id=7)


def test_a_city_holds_one_field_at_a_time():
    city = DesignationFactory().city

    with pytest.raises(IntegrityError), transaction.atomic():
        DesignationFactory(city=city, announced_on="2017-10-31")


def test_the_number_of_a_city_never_changes():
    city = CityFactory(number=13)
    city.number = 14

    with pytest.raises(ValidationError, match="never changes"):
        city.full_clean()


def test_a_number_is_not_given_again_after_its_city_is_gone():
    CityFactory(number=1)
    CityFactory(number=2).delete()

    assert City.next_number() == 3


def test_a_slug_that_was_given_up_still_belongs_to_its_city():
    city = CityFactory(slug="come")
    city.slug = "como"
    city.save()

    assert list(city.former_slugs.values_list("slug", flat=True)) == ["come"]
    with pytest.raises(ValidationError, match="used to name another city"):
        CityFactory.build(slug="come", country=CountryFactory()).full_clean()


def test_a_city_may_take_its_former_slug_back():
    city = CityFactory(slug="come")
    for slug in ("como", "come"):
        city.slug = slug
        city.full_clean()
        city.save()

    assert list(city.former_slugs.values_list("slug", flat=True)) == ["como"]


def test_a_statement_names_a_region_only_if_it_speaks_of_one():
    statement = StatementFactory()
    statement.region, statement.continent = "africa", "africa"

    with pytest.raises(ValidationError) as refusal:
        statement.full_clean()

    assert set(refusal.value.message_dict) == {"region", "continent"}


@pytest.mark.parametrize("text", ["15-12-2015", "2015-13", "2015-02-30", "soon", "2015-1-1"])
def test_a_date_that_is_none_is_refused(text):
    designation = DesignationFactory.build(city=CityFactory(), announced_on=text)

    with pytest.raises(ValidationError, match="date"):
        Designation._meta.get_field("announced_on").clean(text, designation)


def test_a_person_is_erased_with_every_earlier_version():
    person = FocalPointFactory(name="Kari Nordmann")
    person.name = "Kari Hansen"
    person.save()

    person.erase()

    assert not FocalPoint.objects.exists()
    assert not FocalPoint.history.exists()


def test_the_history_of_a_city_says_what_it_was():
    city = CityFactory(name="Come")
    city.name = "Como"
    city.save()

    assert [version.name for version in city.history.all()] == ["Como", "Come"]


def test_every_constraint_has_a_message_of_its_own():
    standard = "Constraint “%(name)s” is violated."
    silent = [
        constraint.name
        for model in (Asset, City, Country, Designation, FocalPoint, Source, Statement)
        for constraint in model._meta.constraints
        if constraint.violation_error_message in (None, standard)
    ]

    assert silent == []
