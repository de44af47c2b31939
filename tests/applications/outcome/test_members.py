"""A member leaves: one designation ends with its reason, and the record keeps it."""

import datetime

import pytest
from django.urls import reverse

from applications.models import LogEntry
from applications.outcome.members import end_membership
from applications.workflow import Conflict, NotAllowed
from cities.models import City
from tests.factories import CityFactory, DesignationFactory, UserFactory

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 5, 20)


@pytest.fixture
def office():
    return UserFactory(superuser=True)


@pytest.fixture
def member():
    return DesignationFactory(announced_on="2015-12-11").city


def test_a_withdrawal_ends_the_designation_with_its_reason(member, office):
    ended = end_membership(member, "withdrawal", DAY, by=office)

    assert (ended.ended_on, ended.end_reason, ended.successor) == ("2026-05-20", "withdrawal", None)
    assert member in City.objects.members_on(DAY - datetime.timedelta(days=1))
    assert member not in City.objects.members_on(DAY)
    entry = LogEntry.objects.get(kind="member:end")
    assert entry.contents["city"] == member.number


@pytest.mark.parametrize(
    ("reason", "day", "code"),
    [
        ("field-change", DAY, "no-reason"),
        ("withdrawal", datetime.date(2999, 1, 1), "to-come"),
        ("withdrawal", datetime.date(2014, 1, 1), "not-ended"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_ends(member, office, reason, day, code):
    with pytest.raises(Conflict) as refusal:
        end_membership(member, reason, day, by=office)

    assert refusal.value.code == code
    assert member.designations.get().ended_on == ""


def test_a_city_that_is_no_member_cannot_leave(office):
    with pytest.raises(Conflict) as refusal:
        end_membership(CityFactory(), "withdrawal", DAY, by=office)

    assert refusal.value.code == "not-a-member"


def test_only_the_office_ends_a_membership(member):
    with pytest.raises(NotAllowed):
        end_membership(member, "withdrawal", DAY, by=UserFactory())


def test_the_page_asks_first_and_then_ends_it_once(client, member, office):
    client.force_login(office)
    address = reverse("applications:decision:member", args=[member.number])
    sent = {"reason": "withdrawal", "on": "2026-05-20"}

    assert "ends on that day, with its reason" in client.get(address).text
    answers = [client.post(address, sent).status_code for _click in range(2)]

    assert answers == [302, 409]
    assert member.designations.get().ended_on == "2026-05-20"


def test_the_pages_are_found_by_the_office_alone(client, member):
    pages = [
        reverse("applications:decision:members"),
        reverse("applications:decision:member", args=[member.number]),
    ]
    client.force_login(UserFactory())
    assert [client.get(page).status_code for page in pages] == [404, 404]
