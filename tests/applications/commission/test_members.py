"""The pages on which members of a Commission say who acts for it, and the staff's."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.models import CommissionInvitation, Notice
from applications.workflow.commissions import invite
from tests.applications.workflow.people import denmark, file_of, member_of_commission, open_call
from tests.factories import CountryFactory, TeamMemberFactory, UserFactory

pytestmark = pytest.mark.django_db


def address(name, *parts):
    return reverse(f"applications:commission:{name}", args=parts)


PEOPLE = "/applications/commission/dk/people/"


@pytest.fixture
def member(client):
    """Somebody of the Danish Commission, signed in."""
    user = member_of_commission(denmark())
    client.force_login(user)
    return user


@pytest.fixture
def commission(member):
    return member.national_commissions.get()


def typed(email="guest@example.org"):
    return {"email": email, "key": str(uuid.uuid4())}


def test_the_desk_leads_to_its_people(client, member):
    assert f'href="{PEOPLE}"' in client.get(address("desks")).text


def test_a_member_invites_a_colleague_once(client, member):
    given = typed()
    for _click in range(2):
        assert client.post(PEOPLE, given).url == PEOPLE

    text = client.get(PEOPLE).text
    assert "guest@example.org" in text
    assert f"invited by {member.email}, open until" in text
    assert Notice.objects.get().template == "invited-to-commission"


def test_what_is_wrong_is_said_and_stays(client, member):
    wrong = client.post(PEOPLE, typed("nobody"))
    known = client.post(PEOPLE, typed(member.email))

    assert (wrong.status_code, known.status_code) == (422, 409)
    assert 'href="#id_email"' in wrong.text
    assert 'value="nobody"' in wrong.text
    assert "acts for the National Commission already" in known.text
    assert not Notice.objects.exists()


def test_members_take_each_other_out_and_leave_while_one_stays(client, member, commission):
    other, third = member_of_commission(denmark()), member_of_commission(denmark())
    for _click in range(2):
        page = address("member", "dk", other.pk)
        assert client.post(page, follow=True).status_code == 200
    assert set(commission.members.all()) == {member, third}
    assert client.get(address("member", "dk", other.pk)).status_code == 404

    own = address("member", "dk", member.pk)
    assert "Act no longer" in client.get(own).text
    assert client.post(own).url == "/account/"
    assert client.get(PEOPLE).status_code == 404

    client.force_login(third)
    last = client.post(address("member", "dk", third.pk))
    assert last.status_code == 409
    assert "A National Commission keeps a member" in last.text
    assert list(commission.members.all()) == [third]


def test_an_invitation_is_taken_back(client, member, commission):
    waiting = invite(commission, "guest@example.org", by=member)
    page = address("take-back", "dk", waiting.number)

    for _click in range(2):
        assert client.post(page).url == PEOPLE

    assert not CommissionInvitation.objects.waiting().exists()
    assert client.post(address("take-back", "dk", uuid.uuid4())).status_code == 404


@pytest.mark.parametrize("who", ["another country", "team", "staff", "somebody"])
def test_nobody_else_finds_the_people_of_a_commission(client, who):
    member = member_of_commission(denmark())
    waiting = invite(member.national_commissions.get(), "guest@example.org", by=member)
    person = {
        "another country": lambda: member_of_commission(CountryFactory(code="SE")),
        "team": lambda: TeamMemberFactory(application=file_of(denmark(), open_call())).user,
        "staff": lambda: UserFactory(superuser=True),
        "somebody": UserFactory,
    }[who]()
    client.force_login(person)

    answers = [
        client.get(PEOPLE),
        client.post(PEOPLE, typed()),
        client.post(address("member", "dk", member.pk)),
        client.post(address("take-back", "dk", waiting.number)),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert CommissionInvitation.objects.waiting().get() == waiting


def test_many_colleagues_cost_no_more_queries(client, member, commission):
    def queries():
        with CaptureQueriesContext(connection) as made:
            client.get(PEOPLE)
        return len(made)

    invite(commission, "guest@example.org", by=member)
    queries()
    before = queries()
    for number in range(3):
        invite(commission, f"guest{number}@example.org", by=member_of_commission(denmark()))

    assert queries() == before


def admin_page(commission):
    return reverse("admin:applications_nationalcommission_invite", args=[commission.pk])


def test_the_staff_invite_a_first_member_and_take_it_back(client, commission):
    commission.members.clear()
    client.force_login(UserFactory(superuser=True))
    page = admin_page(commission)
    change = reverse("admin:applications_nationalcommission_change", args=[commission.pk])
    assert page in client.get(change).text

    assert client.post(page, typed()).url == page
    waiting = CommissionInvitation.objects.waiting().get()
    assert "guest@example.org" in client.get(page).text
    assert "guest@example.org" in client.get(change).text

    assert client.post(page, {"take_back": str(waiting.number)}).url == page
    assert client.post(page, {"take_back": "nonsense"}).url == page
    assert not CommissionInvitation.objects.waiting().exists()


def test_the_staff_are_told_what_is_wrong(client, member, commission):
    client.force_login(UserFactory(superuser=True))

    known = client.post(admin_page(commission), typed(member.email))
    wrong = client.post(admin_page(commission), typed("nobody"))

    assert known.status_code == 409
    assert "acts for the National Commission already" in known.text
    assert 'value="nobody"' in wrong.text
    assert not CommissionInvitation.objects.exists()


def test_members_and_staff_without_the_permission_do_not_invite_in_the_administration(
    client, commission
):
    assert client.get(admin_page(commission)).status_code == 302
    client.force_login(UserFactory(staff=True))
    assert client.get(admin_page(commission)).status_code == 403
