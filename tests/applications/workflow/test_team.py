"""The team of a file: invitations by secret letters, parts, and the owner who stays."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from applications.models import Invitation
from applications.models.invitations import invitation_token
from applications.notices.letters import letter
from applications.workflow import Conflict, NotAllowed
from applications.workflow.team import accept, change_part, invite, remove, revoke
from tests.applications.workflow.people import denmark, file_of, open_call, owner_of
from tests.factories import TeamMemberFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    return file_of(denmark(), open_call())


def parts(file):
    return {member.user.email: member.part for member in file.team.all()}


def test_whoever_is_invited_joins_with_the_secret_of_the_letter(file):
    owner = owner_of(file)
    guest = UserFactory(email="guest@example.org")

    invitation = invite(file, " Guest@Example.org ", "editor", by=owner)
    accept(invitation_token(invitation), by=guest)

    assert invitation.email == "guest@example.org"
    assert parts(file) == {owner.email: "owner", "guest@example.org": "editor"}


def test_the_secret_stands_in_the_letter_and_in_no_table(file):
    invitation = invite(file, "guest@example.org", "editor", by=owner_of(file))
    notice = file.notices.get(template="invited")
    token = invitation_token(invitation)

    assert token in letter(notice).body
    assert token not in str(notice.context)
    assert token not in {invitation.token_hash, str(invitation.number)}
    assert (notice.email, notice.user) == ("guest@example.org", None)


def test_an_invitation_is_used_once(file):
    invitation = invite(file, "guest@example.org", "editor", by=owner_of(file))
    token, guest = invitation_token(invitation), UserFactory()

    member = accept(token, by=guest)
    assert accept(token, by=guest) == member
    with pytest.raises(Conflict) as refused:
        accept(token, by=UserFactory())

    assert refused.value.code == "no-invitation"
    assert len(parts(file)) == 2


def test_an_old_a_revoked_and_an_invented_invitation_lead_nowhere(file):
    owner = owner_of(file)
    old = invite(
        file, "a@example.org", "reader", by=owner, at=timezone.now() - datetime.timedelta(days=15)
    )
    revoked = invite(file, "b@example.org", "reader", by=owner)
    revoke(revoked, by=owner)

    for token in (invitation_token(old), invitation_token(revoked), "f" * 64, ""):
        with pytest.raises(Conflict):
            accept(token, by=UserFactory())

    assert len(parts(file)) == 1


def test_a_second_invitation_replaces_the_first(file):
    owner = owner_of(file)
    first = invite(file, "guest@example.org", "reader", by=owner)
    second = invite(file, "GUEST@example.org", "editor", by=owner)

    with pytest.raises(Conflict):
        accept(invitation_token(first), by=UserFactory())

    assert accept(invitation_token(second), by=UserFactory()).part == "editor"
    assert Invitation.objects.count() == 2


def test_who_is_in_the_team_is_not_invited(file):
    owner = owner_of(file)

    with pytest.raises(Conflict) as refused:
        invite(file, owner.email.upper(), "editor", by=owner)

    assert refused.value.code == "already-in-the-team"


@pytest.mark.parametrize("address", ["", "nobody", "a@b", "x\nBcc: y@example.org"])
def test_what_is_no_address_is_not_invited(file, address):
    with pytest.raises(ValidationError):
        invite(file, address, "editor", by=owner_of(file))

    assert not file.notices.exists()


@pytest.mark.parametrize("part", ["editor", "reader", None])
def test_only_owners_and_the_secretariat_keep_the_team(file, part):
    user = TeamMemberFactory(application=file, part=part).user if part else UserFactory()
    owner = file.team.get(part="owner")

    with pytest.raises(NotAllowed):
        invite(file, "guest@example.org", "editor", by=user)
    with pytest.raises(NotAllowed):
        change_part(owner, "reader", by=user)
    with pytest.raises(NotAllowed):
        remove(owner, by=user)

    invite(file, "guest@example.org", "owner", by=UserFactory(superuser=True))


def test_the_only_owner_stays_an_owner(file):
    owner = file.team.get()
    TeamMemberFactory(application=file, part="editor")

    with pytest.raises(Conflict) as refused:
        change_part(owner, "editor", by=owner.user)
    assert refused.value.code == "only-owner"
    with pytest.raises(Conflict):
        remove(owner, by=owner.user)

    second = TeamMemberFactory(application=file, part="owner")
    remove(owner, by=owner.user)
    with pytest.raises(Conflict):
        change_part(second, "reader", by=second.user)


def test_everybody_else_may_leave(file):
    reader = TeamMemberFactory(application=file, part="reader")

    remove(reader, by=reader.user)

    assert len(parts(file)) == 1


def test_a_double_click_is_one_invitation_and_one_letter(file):
    owner, number = owner_of(file), uuid.uuid4()

    first = invite(file, "guest@example.org", "reader", by=owner, number=number)
    assert invite(file, "guest@example.org", "reader", by=owner, number=number) == first

    assert file.notices.filter(template="invited").count() == 1
    assert accept(invitation_token(first), by=UserFactory()).part == "reader"
