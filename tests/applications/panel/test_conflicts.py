"""Which conflicts of interest the portal finds by itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import ConflictKind
from applications.panel.conflicts import conflicts_of
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    CityFactory,
    CountryFactory,
    EvaluatorFactory,
    FocalPointFactory,
    NationalCommissionFactory,
    OrganisationFactory,
    TeamMemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return CallFactory(closed=True)


@pytest.fixture
def file(call):
    return ApplicationFactory(call=call, under_evaluation=True)


def found(file, evaluator):
    return conflicts_of(file.call).get((file.pk, evaluator.pk))


def test_an_evaluator_without_anything_to_do_with_the_city_has_none(call, file):
    EvaluatorFactory(call=call, employer="University of Elsewhere")

    assert conflicts_of(call) == {}


def test_whoever_speaks_for_the_city_is_in_conflict(call, file):
    evaluator = EvaluatorFactory(call=call, kind="member-city", city=file.city)

    assert found(file, evaluator) == ConflictKind.CITY


def test_whoever_lives_in_the_country_is_in_conflict(call, file):
    evaluator = EvaluatorFactory(call=call, country=file.city.country)

    assert found(file, evaluator) == ConflictKind.COUNTRY


def test_whoever_speaks_for_a_city_of_the_country_is_in_conflict(call, file):
    other = CityFactory(country=file.city.country)
    evaluator = EvaluatorFactory(call=call, kind="member-city", city=other)

    assert found(file, evaluator) == ConflictKind.COUNTRY


@pytest.mark.parametrize("where", ["organisation", "contact", "initiator", "step"])
def test_an_employer_that_the_city_or_an_earlier_file_names_is_in_conflict(call, file, where):
    evaluator = EvaluatorFactory(call=call, employer="école des Beaux-Arts ")
    earlier = ApplicationFactory(city=file.city, withdrawn=True)
    if where == "organisation":
        OrganisationFactory(city=file.city, name="Ecole des  beaux-arts")
    elif where == "contact":
        school = OrganisationFactory(name="École des beaux-arts")
        FocalPointFactory(city=file.city, organisation=school)
    elif where == "initiator":
        type(earlier).objects.filter(pk=earlier.pk).update(initiator="École des Beaux-Arts")
    else:
        earlier.process_steps.create(on="2020", title="Council", body="ÉCOLE DES BEAUX-ARTS")

    assert found(file, evaluator) == ConflictKind.EMPLOYER


def test_an_employer_of_another_name_is_none(call, file):
    OrganisationFactory(city=file.city, name="School of Fine Arts")
    evaluator = EvaluatorFactory(call=call, employer="School of Law")

    assert found(file, evaluator) is None


@pytest.mark.parametrize("part", ["member", "starter", "actor", "speaker"])
def test_whoever_is_or_was_of_a_team_of_the_city_is_in_conflict(call, file, part):
    person = UserFactory()
    evaluator = EvaluatorFactory(call=call, user=person)
    earlier = ApplicationFactory(city=file.city, withdrawn=True)
    if part == "member":
        TeamMemberFactory(application=earlier, user=person, part="reader")
    elif part == "starter":
        type(earlier).objects.filter(pk=earlier.pk).update(started_by=person)
    elif part == "actor":
        earlier.status_changes.create(
            action="submit", from_status="draft", to_status="submitted", by=person,
            at=timezone.now(),
        )  # fmt: skip
    else:
        FocalPointFactory(city=file.city, email=person.email.upper())

    assert found(file, evaluator) == ConflictKind.TEAM


@pytest.mark.parametrize("part", ["member", "former member", "actor"])
def test_whoever_acts_or_acted_for_the_commission_of_the_country_is_in_conflict(call, file, part):
    person = UserFactory()
    evaluator = EvaluatorFactory(call=call, user=person)
    if part == "actor":
        other = ApplicationFactory(city=CityFactory(country=file.city.country))
        other.status_changes.create(
            action="decline", from_status="submitted", to_status="declined", by=person,
            at=timezone.now(),
        )  # fmt: skip
    else:
        commission = NationalCommissionFactory(country=file.city.country)
        commission.members.add(person)
        if part == "former member":
            commission.members.remove(person)

    assert found(file, evaluator) == ConflictKind.TEAM


def test_a_member_of_another_commission_is_not(call, file):
    person = UserFactory()
    NationalCommissionFactory(country=CountryFactory()).members.add(person)

    assert found(file, EvaluatorFactory(call=call, user=person)) is None


def test_a_tie_to_the_city_is_a_conflict(call, file):
    evaluator = EvaluatorFactory(call=call)
    evaluator.ties.create(city=file.city, kind="family")

    assert found(file, evaluator) == ConflictKind.TIE


def test_evaluators_of_other_calls_do_not_count(call, file):
    evaluator = EvaluatorFactory(country=file.city.country)

    assert (file.pk, evaluator.pk) not in conflicts_of(call)


def test_a_whole_call_asks_as_many_queries_as_one_pair(call, file):
    EvaluatorFactory(call=call)
    with CaptureQueriesContext(connection) as one:
        conflicts_of(call)
    for _more in range(2):
        EvaluatorFactory(call=call)
        ApplicationFactory(call=call, under_evaluation=True)
    with CaptureQueriesContext(connection) as three:
        conflicts_of(call)

    assert len(one) == len(three)
