"""A member leaves: one designation ends with its reason, and the record keeps it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from applications.models import LetterTemplate, LogEntry, Notice
from applications.notices.letters import letter
from applications.outcome import write_letter
from applications.outcome.members import end_membership
from applications.workflow import Conflict, Incomplete, NotAllowed
from cities.models import City
from tests.applications.workflow.people import member_of_commission
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    CityFactory,
    DesignationFactory,
    FocalPointFactory,
    TeamMemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 5, 20)


@pytest.fixture
def office():
    """Somebody of the office, who has written what goes to a member that leaves."""
    by = UserFactory(superuser=True)
    for language in ("en", "fr"):
        write_letter(
            None, "withdrawal", language, by=by, subject=f"{language}: {{city}}",
            body="{name}: {city} ({field}, {country}) leaves on {day}.",
        )  # fmt: skip
    return by


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


def test_whoever_speaks_for_the_city_and_its_commission_get_the_letter(member, office):
    person = FocalPointFactory(
        city=member, name="Ida Holm", email="ida@example.org", verified_on="2026-01-01"
    )
    FocalPointFactory(city=member, email="printed@example.org")
    FocalPointFactory(
        city=member, email="before@example.org", verified_on="2020-01-01", until="2021-01-01"
    )
    commission = member_of_commission(member.country)
    commission.language = "fr"
    commission.save()
    file = ApplicationFactory(city=member, status="designated")
    owner = TeamMemberFactory(application=file).user
    TeamMemberFactory(application=ApplicationFactory(city=member, withdrawn=True))

    ended = end_membership(member, "withdrawal", DAY, by=office)

    sent = {notice.email: letter(notice) for notice in Notice.objects.all()}
    assert set(sent) == {person.email, commission.email, owner.email}
    assert sent[person.email].subject == f"en: {member.name}"
    assert sent[person.email].body.startswith(
        f"Ida Holm: {member.name} ({ended.field.name}, {member.country.name}) leaves on 2026-05-20."
    )
    assert "You speak for this city" in sent[person.email].body
    assert sent[commission.email].subject == f"fr: {member.name}"
    versions = LetterTemplate.objects.order_by("pk").values_list("pk", flat=True)
    assert LogEntry.objects.get(kind="member:end").contents["letters"] == sorted(versions)


def test_without_its_letter_no_membership_ends(member, office):
    with pytest.raises(Incomplete) as refusal:
        end_membership(member, "invited-to-leave", DAY, by=office)

    assert [finding.subject for finding in refusal.value.findings] == [
        "invited-to-leave-en",
        "invited-to-leave-fr",
    ]
    assert member.designations.get().ended_on == ""


def test_a_letter_to_a_member_that_leaves_is_of_no_call(office):
    with pytest.raises(Incomplete, match="cannot be written"):
        write_letter(None, "withdrawal", "en", subject="{year}", body="{city}", by=office)
    for call, kind in ((CallFactory(), "withdrawal"), (None, "designated")):
        with pytest.raises(ValidationError):
            write_letter(call, kind, "en", subject="{city}", body="{city}", by=office)


def test_the_office_writes_these_letters_beside_the_members(client, office):
    client.force_login(office)
    shown = client.get(reverse("applications:decision:member-letters")).text
    address = reverse("applications:decision:member-letter", args=["invited-to-leave", "fr"])
    assert address in shown

    sent = {"seen": 0, "subject": "{city}", "body": "{name}, {day}."}
    assert client.post(address, sent).status_code == 302
    assert "{name}, {day}." in client.get(address).text
    assert client.get(address.replace("invited-to-leave", "designated")).status_code == 404


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
    assert "Nobody gets a letter" in client.get(address).text
    answers = [client.post(address, sent).status_code for _click in range(2)]

    assert answers == [302, 409]
    assert member.designations.get().ended_on == "2026-05-20"


def test_the_pages_are_found_by_the_office_alone(client, member):
    pages = [
        reverse("applications:decision:members"),
        reverse("applications:decision:member", args=[member.number]),
        reverse("applications:decision:member-letters"),
        reverse("applications:decision:member-letter", args=["withdrawal", "en"]),
    ]
    client.force_login(UserFactory())
    assert [client.get(page).status_code for page in pages] == [404] * 4
