"""Who acts for a National Commission: invitations by secret letters, leaving, and who stays."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.models import CommissionInvitation, Notice
from applications.models.invitations import invitation_token
from applications.notices.letters import letter
from applications.workflow import Conflict, NotAllowed
from applications.workflow.commissions import accept, invite, remove, revoke
from applications.workflow.inviting import MOST_OPEN
from tests.applications.workflow.people import denmark, file_of, member_of_commission, open_call
from tests.factories import CountryFactory, TeamMemberFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return member_of_commission(denmark())


@pytest.fixture
def commission(member):
    return member.national_commissions.get()


def members(commission):
    return set(commission.members.values_list("email", flat=True))


def test_whoever_is_invited_acts_for_the_commission_once_they_accept(commission, member):
    guest = UserFactory(email="guest@example.org")

    invitation = invite(commission, " Guest@Example.org ", by=member)
    assert members(commission) == {member.email}
    accept(invitation_token(invitation), by=guest)

    assert invitation.email == "guest@example.org"
    assert members(commission) == {member.email, "guest@example.org"}


def test_the_secret_stands_in_the_letter_and_in_no_table(commission, member):
    invitation = invite(commission, "guest@example.org", by=member)
    notice = Notice.objects.get(template="invited-to-commission")
    token = invitation_token(invitation)

    assert token in letter(notice).body
    assert token not in str(notice.context)
    assert token not in {invitation.token_hash, str(invitation.number)}
    assert (notice.email, notice.why) == ("guest@example.org", "to-commission")


def test_an_invitation_is_used_once(commission, member):
    token, guest = invitation_token(invite(commission, "a@example.org", by=member)), UserFactory()

    assert accept(token, by=guest) == accept(token, by=guest) == commission
    with pytest.raises(Conflict) as refused:
        accept(token, by=UserFactory())

    assert refused.value.code == "no-invitation"
    assert members(commission) == {member.email, guest.email}


def test_whoever_was_taken_out_does_not_come_back_with_the_old_letter(commission, member):
    token, guest = invitation_token(invite(commission, "a@example.org", by=member)), UserFactory()
    accept(token, by=guest)
    remove(commission, guest, by=member)

    with pytest.raises(Conflict):
        accept(token, by=guest)

    assert members(commission) == {member.email}


def test_an_old_a_revoked_and_an_invented_invitation_lead_nowhere(commission, member):
    long_ago = timezone.now() - datetime.timedelta(days=15)
    old = invite(commission, "a@example.org", by=member, at=long_ago)
    revoked = invite(commission, "b@example.org", by=member)
    revoke(revoked, by=member)

    for token in (invitation_token(old), invitation_token(revoked), "f" * 64, ""):
        with pytest.raises(Conflict):
            accept(token, by=UserFactory())

    assert members(commission) == {member.email}


def test_a_letter_to_a_team_leads_to_no_commission(commission):
    from applications.workflow import team

    file = file_of(denmark(), open_call())
    invitation = team.invite(file, "a@example.org", "reader", by=file.team.get().user)

    with pytest.raises(Conflict):
        accept(invitation_token(invitation), by=UserFactory())


def test_a_second_invitation_replaces_the_first_and_a_double_click_does_not(commission, member):
    first = invite(commission, "guest@example.org", by=member)
    number = uuid.uuid4()
    second = invite(commission, "guest@example.org", by=member, number=number)
    assert invite(commission, "guest@example.org", by=member, number=number) == second

    with pytest.raises(Conflict):
        accept(invitation_token(first), by=UserFactory())

    accept(invitation_token(second), by=UserFactory())
    assert CommissionInvitation.objects.count() == Notice.objects.count() == 2


def test_a_member_is_not_invited_and_neither_is_what_is_no_address(commission, member):
    with pytest.raises(Conflict) as refused:
        invite(commission, member.email.upper(), by=member)
    assert refused.value.code == "already-a-member"

    for address in ["", "nobody", "a@b", "x\nBcc: y@example.org"]:
        with pytest.raises(ValidationError):
            invite(commission, address, by=member)
    assert not Notice.objects.exists()


def test_so_many_invitations_wait_and_no_more(commission, member):
    for number in range(MOST_OPEN):
        invite(commission, f"guest{number}@example.org", by=member)

    with pytest.raises(Conflict) as refused:
        invite(commission, "another@example.org", by=member)

    assert refused.value.code == "too-many-invitations"


@pytest.mark.parametrize("who", ["somebody", "another Commission", "a team", "staff without it"])
def test_nobody_else_says_who_acts_for_a_commission(commission, member, who):
    person = {
        "somebody": UserFactory,
        "another Commission": lambda: member_of_commission(CountryFactory(code="SE")),
        "a team": lambda: TeamMemberFactory(application=file_of(denmark(), open_call())).user,
        "staff without it": lambda: UserFactory(staff=True),
    }[who]()
    waiting = invite(commission, "guest@example.org", by=member)

    with pytest.raises(NotAllowed):
        invite(commission, "other@example.org", by=person)
    with pytest.raises(NotAllowed):
        revoke(waiting, by=person)
    with pytest.raises(NotAllowed):
        remove(commission, member, by=person)

    assert members(commission) == {member.email}
    assert CommissionInvitation.objects.waiting().get() == waiting


def test_the_last_member_stays_until_the_secretariat_takes_them_out(commission, member):
    commission.members.add(UserFactory(is_active=False))
    with pytest.raises(Conflict) as refused:
        remove(commission, member, by=member)
    assert refused.value.code == "last-member"

    second = UserFactory()
    commission.members.add(second)
    remove(commission, member, by=member)
    with pytest.raises(Conflict):
        remove(commission, second, by=second)

    remove(commission, second, by=UserFactory(superuser=True))
    assert not commission.members.filter(is_active=True).exists()


def test_members_come_and_go_in_the_history(commission, member):
    guest = UserFactory()
    accept(invitation_token(invite(commission, "a@example.org", by=member)), by=guest)

    latest = commission.history.order_by("-history_date", "-history_id").first()

    assert {row.user for row in latest.members.all()} == {member, guest}


def test_the_database_keeps_one_open_invitation_for_an_address(commission, member):
    first = invite(commission, "guest@example.org", by=member)
    again = CommissionInvitation(
        commission=commission,
        email=first.email,
        token_hash="0" * 64,
        invited_by=member,
        invited_at=first.invited_at,
        expires_at=first.expires_at,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()

    again.email = "Other@example.org"
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
