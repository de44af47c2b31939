"""The pages of a team: who is in it, inviting, giving parts, leaving."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.models import Invitation
from applications.workflow.team import invite
from tests.applications.workflow.people import (
    denmark,
    file_of,
    member_of_commission,
    open_call,
    owner_of,
)
from tests.factories import TeamMemberFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    return file_of(denmark(), open_call())


@pytest.fixture
def owner(client, file):
    """The owner of the file, signed in."""
    user = owner_of(file)
    client.force_login(user)
    return user


def address(name, *parts):
    return reverse(f"applications:candidature:{name}", args=parts)


def typed(email="guest@example.org", part="editor", **more):
    return {"email": email, "part": part, "key": str(uuid.uuid4()), **more}


def parts(file):
    return {member.user.email: member.part for member in file.team.select_related("user")}


def test_an_owner_invites_and_sees_whom_until_when(client, file, owner):
    page = address("team", file.pk)

    assert client.post(page, typed(" Guest@Example.org")).url == page

    text = client.get(page).text
    assert "The invitation to Guest@Example.org is on its way." in text
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.part) == ("guest@example.org", "editor")
    assert f"invited by {owner.email}, open until" in text
    assert file.notices.filter(template="invited").count() == 1


def test_a_double_click_sends_one_letter(client, file, owner):
    again = typed()

    for _click in range(2):
        assert client.post(address("team", file.pk), again).status_code == 302

    assert file.notices.filter(template="invited").count() == 1


@pytest.mark.parametrize(
    ("given", "target"),
    [
        ({"email": ""}, "email"),
        ({"email": "nobody"}, "email"),
        ({"email": "x\nBcc: y@example.org"}, "email"),
        ({"email": f"{'x' * 300}@example.org"}, "email"),
        ({"part": "king"}, "part_0"),
        ({"part": ""}, "part_0"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(
    client, file, owner, given, target
):
    answer = client.post(address("team", file.pk), typed(**given))

    assert answer.status_code == 422
    assert "<title>Error:" in answer.text
    assert f'href="#id_{target}"' in answer.text
    if target == "part_0":
        assert 'value="guest@example.org"' in answer.text
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("key", ["", "no number", "x" * 36])
def test_a_spoilt_key_is_no_obstacle(client, file, owner, key):
    assert client.post(address("team", file.pk), typed(key=key)).status_code == 302
    assert Invitation.objects.count() == 1


def test_the_number_of_anothers_invitation_is_refused_and_told_nothing(client, file, owner):
    other = file_of(denmark(), open_call())
    taken = invite(other, "secret@example.org", "reader", by=owner_of(other))

    answer = client.post(address("team", file.pk), typed(key=str(taken.number)))

    assert answer.status_code == 422
    assert "secret@example.org" not in answer.text
    assert Invitation.objects.count() == 1


def test_who_is_in_the_team_is_refused_with_what_was_typed(client, file, owner):
    answer = client.post(address("team", file.pk), typed(owner.email, "reader"))

    assert answer.status_code == 409
    assert "This person is already in the team." in answer.text
    assert f'value="{owner.email}"' in answer.text
    assert "<title>Error:" in answer.text


@pytest.mark.parametrize("part", ["editor", "reader"])
def test_others_of_the_team_read_who_is_in_it_and_change_nothing(client, file, part):
    member = TeamMemberFactory(application=file, part=part)
    other = owner_of(file)
    waiting = invite(file, "guest@example.org", "editor", by=other)
    client.force_login(member.user)

    text = client.get(address("team", file.pk)).text

    assert other.email in text
    assert "guest@example.org" in text
    assert "Send the invitation" not in text
    assert "Take back" not in text
    answers = [
        client.post(address("team", file.pk), typed("new@example.org")),
        client.post(address("take-back", file.pk, waiting.number)),
        client.get(address("member", file.pk, file.team.get(user=other).pk)),
        client.post(address("member", file.pk, file.team.get(user=other).pk), {"leave": "yes"}),
        client.post(address("member", file.pk, member.pk), {"part": "owner"}),
    ]
    assert [answer.status_code for answer in answers] == [403] * 5
    assert parts(file) == {other.email: "owner", member.user.email: part}
    assert Invitation.objects.waiting().get() == waiting


@pytest.mark.parametrize(
    ("who", "status"), [("commission", 403), ("somebody", 404), ("staff", 403), ("nobody", 302)]
)
def test_who_comes_to_a_team(client, file, who, status):
    file.status, file.submitted_at = "submitted", timezone.now()
    file.save()
    person = {
        "commission": lambda: member_of_commission(denmark()),
        "somebody": UserFactory,
        "staff": lambda: UserFactory(superuser=True),
    }.get(who)
    if person:
        client.force_login(person())

    member = file.team.get()
    for page in [address("team", file.pk), address("member", file.pk, member.pk)]:
        assert client.get(page).status_code == status


def test_an_owner_gives_a_part(client, file, owner):
    member = TeamMemberFactory(application=file, part="reader")
    page = address("member", file.pk, member.pk)

    assert 'value="reader"' in client.get(page).text
    assert client.post(page, {"part": "owner"}).url == address("team", file.pk)
    assert client.post(page, {"part": "emperor"}).status_code == 422

    assert parts(file)[member.user.email] == "owner"


def test_an_owner_takes_somebody_out_and_may_click_twice(client, file, owner):
    member = TeamMemberFactory(application=file, part="editor")
    page = address("member", file.pk, member.pk)

    for _click in range(2):
        assert client.post(page, {"leave": "yes"}).url == address("team", file.pk)

    assert client.get(page).status_code == 404
    assert parts(file) == {owner.email: "owner"}


def test_a_member_of_another_team_is_not_found_here(client, file, owner):
    other = file_of(denmark(), open_call())

    assert client.get(address("member", file.pk, other.team.get().pk)).status_code == 404
    client.post(address("member", file.pk, other.team.get().pk), {"leave": "yes"})

    assert other.team.count() == 1


def test_the_only_owner_stays_and_is_told_why(client, file, owner):
    page = address("member", file.pk, file.team.get().pk)

    for given in [{"leave": "yes"}, {"part": "reader"}]:
        answer = client.post(page, given)
        assert answer.status_code == 409
        assert "make somebody else an owner first" in answer.text

    assert parts(file) == {owner.email: "owner"}


def test_whoever_leaves_sees_the_file_no_more(client, file):
    member = TeamMemberFactory(application=file, part="reader")
    client.force_login(member.user)

    answer = client.post(address("member", file.pk, member.pk), {"leave": "yes"}, follow=True)

    assert answer.redirect_chain == [(address("files"), 302)]
    assert f"You left the team of {file.city.name}." in answer.text
    assert client.get(address("team", file.pk)).status_code == 404


def test_an_invitation_is_taken_back_and_may_be_twice(client, file, owner):
    waiting = invite(file, "guest@example.org", "editor", by=owner)
    page = address("take-back", file.pk, waiting.number)

    assert client.get(page).status_code == 405
    for _click in range(2):
        assert client.post(page).url == address("team", file.pk)

    assert "is taken back" in client.get(address("team", file.pk)).text
    assert not Invitation.objects.waiting().exists()


def test_another_files_invitation_is_not_found_here(client, file, owner):
    other = file_of(denmark(), open_call())
    waiting = invite(other, "guest@example.org", "editor", by=owner_of(other))

    assert client.post(address("take-back", file.pk, waiting.number)).status_code == 404

    assert Invitation.objects.waiting().get() == waiting


def test_an_invitation_whose_time_is_over_is_not_shown(client, file, owner):
    long_ago = timezone.now() - datetime.timedelta(days=15)
    invite(file, "guest@example.org", "editor", by=owner, at=long_ago)

    assert "guest@example.org" not in client.get(address("team", file.pk)).text


def test_a_large_team_costs_no_more_queries(client, file, owner):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as made:
            client.get(address("team", file.pk))
        return len(made)

    invite(file, "guest@example.org", "editor", by=owner)
    queries()
    before = queries()
    for number in range(3):
        member = TeamMemberFactory(application=file, part="owner")
        invite(file, f"guest{number}@example.org", "editor", by=member.user)

    assert queries() == before
