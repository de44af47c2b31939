"""Extending a deadline for everybody or for one country, and national dates."""

import datetime

import pytest

from applications.models import Call, CountryExtension, NationalDeadline
from applications.workflow import Conflict, Incomplete, NotAllowed
from applications.workflow.deadlines import extend, set_national_deadline
from tests.applications.workflow.people import (
    denmark,
    file_of,
    member_of_commission,
    open_call,
    owner_of,
)
from tests.factories import CallFactory, CountryFactory, UserFactory

pytestmark = pytest.mark.django_db

FIRST = datetime.datetime(2025, 1, 31, 22, 59, 59, tzinfo=datetime.UTC)
LATER = datetime.datetime(2025, 3, 3, 22, 59, 59, tzinfo=datetime.UTC)
LATEST = datetime.datetime(2025, 3, 10, 22, 59, 59, tzinfo=datetime.UTC)
ON = datetime.datetime(2025, 1, 20, 9, tzinfo=datetime.UTC)


@pytest.fixture
def call():
    return CallFactory(year=2025, deadline=FIRST, deadline_printed="31 January 2025")


@pytest.fixture
def staff():
    return UserFactory(superuser=True)


def test_an_extension_for_everybody_keeps_the_old_deadline_and_its_reason(call, staff):
    extend(call, LATER, reason="The platform was down", by=staff, at=ON, printed="3 March 2025")

    change = call.deadline_changes.get()
    assert call.deadline_for(CountryFactory()) == call.deadline == LATER
    assert (change.old_deadline, change.new_deadline) == (FIRST, LATER)
    assert (change.changed_on, change.reason) == ("2025-01-20", "The platform was down")
    assert call.deadline_printed == "3 March 2025"
    assert call.history.first().history_user == staff


def test_an_extension_for_one_country_leaves_the_call_as_it_is(call, staff):
    country, norway = denmark(), CountryFactory(code="NO")

    extend(call, LATER, reason="A storm", by=staff, at=ON, country=country)
    extend(call, LATEST, reason="Another storm", by=staff, at=ON, country=country)

    assert (call.deadline, call.deadline_for(norway)) == (FIRST, FIRST)
    assert call.deadline_for(country) == LATEST
    history = CountryExtension.objects.order_by("pk")
    assert [(one.old_deadline, one.new_deadline, one.reason) for one in history] == [
        (FIRST, LATER, "A storm"),
        (LATER, LATEST, "Another storm"),
    ]


def test_a_later_call_overtakes_a_countrys_extension(call, staff):
    country = denmark()
    extend(call, LATER, reason="A storm", by=staff, at=ON, country=country)

    extend(call, LATEST, reason="For all", by=staff, at=ON)

    assert call.deadline_for(country) == LATEST


def test_the_teams_concerned_are_told_once(call, staff):
    country = denmark()
    file, elsewhere = file_of(country, call), file_of(CountryFactory(code="NO"), call)
    gone = file_of(country, call, withdrawn=True)

    extend(call, LATER, reason="A storm", by=staff, at=ON, country=country)

    notice = file.notices.get()
    assert (notice.template, notice.user) == ("deadline-extended", owner_of(file))
    assert notice.context["deadline_at"] == LATER.isoformat()
    assert not elsewhere.notices.exists()
    assert not gone.notices.exists()


@pytest.mark.parametrize("until", [FIRST, FIRST - datetime.timedelta(days=1)])
def test_an_extension_is_later_than_the_deadline(call, staff, until):
    for country in (None, denmark()):
        with pytest.raises(Conflict) as refused:
            extend(call, until, reason="Why not", by=staff, country=country)
        assert refused.value.code == "not-later"


def test_an_extension_says_why_and_is_the_secretariats(call, staff):
    with pytest.raises(Incomplete):
        extend(call, LATER, reason=" ", by=staff)
    for user in (UserFactory(), UserFactory(staff=True), member_of_commission(denmark())):
        with pytest.raises(NotAllowed):
            extend(call, LATER, reason="A storm", by=user)

    assert Call.objects.get(pk=call.pk).deadline == FIRST


def test_a_commission_sets_its_own_date_and_every_version_is_kept():
    country, call = denmark(), open_call()
    member = member_of_commission(country)
    commission = country.national_commission
    first = call.deadline - datetime.timedelta(days=20)
    second = call.deadline - datetime.timedelta(days=10)

    set_national_deadline(commission, call, first, by=member, printed="31 May")
    date = set_national_deadline(commission, call, second, by=member, printed="10 June")

    assert NationalDeadline.objects.get().deadline == second
    assert [one.deadline for one in date.history.order_by("history_id")] == [first, second]


def test_a_national_date_is_the_commissions_and_before_the_calls():
    country, call = denmark(), open_call()
    member = member_of_commission(country)
    commission = country.national_commission
    before = call.deadline - datetime.timedelta(days=1)

    with pytest.raises(NotAllowed):
        set_national_deadline(
            commission, call, before, by=member_of_commission(CountryFactory(code="NO"))
        )
    with pytest.raises(Conflict):
        set_national_deadline(
            commission, call, call.deadline + datetime.timedelta(seconds=1), by=member
        )

    assert not NationalDeadline.objects.exists()
