"""The page that an invitation's letter leads to, and what it tells to whom."""

import datetime
import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from applications.models.invitations import invitation_token
from applications.workflow import commissions, team
from tests.applications.workflow.people import (
    denmark,
    file_of,
    member_of_commission,
    open_call,
    owner_of,
)
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    return file_of(denmark(), open_call())


@pytest.fixture
def invitation(file):
    return team.invite(file, "guest@example.org", "editor", by=owner_of(file))


@pytest.fixture
def to_commission():
    member = member_of_commission(denmark())
    return commissions.invite(member.national_commissions.get(), "guest@example.org", by=member)


def page_of(invitation):
    return reverse("applications:candidature:invitation", args=[invitation_token(invitation)])


def test_the_page_tells_who_invites_to_what_until_when_and_changes_nothing(
    client, file, invitation
):
    for person in [None, UserFactory()]:
        if person:
            client.force_login(person)
        answer = client.get(page_of(invitation))
        assert answer.status_code == 200
        assert f"{owner_of(file).email} invites you" in answer.text
        assert file.city.name in answer.text
        assert "editor: edits the file" in answer.text
        assert "(Europe/Paris)" in answer.text

    assert file.team.count() == 1


def test_a_page_with_a_secret_is_kept_and_found_by_nobody(client, invitation):
    answer = client.get(page_of(invitation))

    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "same-origin"
    assert '<meta name="robots" content="noindex">' in answer.text
    assert "canonical" not in answer.text


def test_the_secret_is_not_in_the_log(client, invitation, caplog):
    caplog.set_level("INFO")

    client.get(page_of(invitation))
    client.get(page_of(invitation)[:-3] + "ab/")

    lines = [f"{record.getMessage()} {vars(record).get('details')}" for record in caplog.records]
    assert any("invitations/" in line for line in lines)
    told = "".join(lines)
    assert invitation_token(invitation)[:32] not in told


def test_accepting_leads_to_the_file_and_twice_as_well(client, file, invitation):
    guest = UserFactory()
    client.force_login(guest)
    to = reverse("applications:candidature:file", args=[file.pk])

    assert client.post(page_of(invitation)).url == to
    assert client.post(page_of(invitation)).url == to
    assert client.get(page_of(invitation)).url == to

    assert file.team.get(user=guest).part == "editor"
    assert f"You are in the team of {file.city.name} now." in client.get(to).text


def test_accepting_leads_to_the_desk_of_the_commission(client, to_commission):
    guest = UserFactory()
    client.force_login(guest)
    assert "endorse or decline them" in client.get(page_of(to_commission)).text

    answer = client.post(page_of(to_commission), follow=True)

    assert answer.redirect_chain == [("/applications/commission/", 302)]
    assert guest in to_commission.commission.members.all()
    assert f"You act for {to_commission.commission.name} now." in answer.text


def test_whoever_is_signed_out_accepts_after_signing_in(client, file, invitation):
    UserFactory(confirmed=True, email="ana@example.org")
    page = page_of(invitation)
    sign_in = f"/account/sign-in/?next={page}"
    assert f'href="{sign_in}"' in client.get(page).text
    assert client.post(page).url == sign_in

    typed = {"login": "ana@example.org", "password": PASSWORD, "next": page}
    assert client.post("/account/sign-in/", typed).url == page

    assert file.team.count() == 1
    client.post(page)
    assert file.team.count() == 2


@pytest.mark.parametrize("is_another_browser", [False, True])
def test_whoever_has_no_account_comes_back_after_confirming_the_address(
    client, file, invitation, mailoutbox, is_another_browser
):
    page = page_of(invitation)
    assert f'/account/sign-up/?next={page}"' in client.get(page).text
    form = client.get(f"/account/sign-up/?next={page}").text
    assert f'name="next" value="{page}"' in form

    client.post(
        "/account/sign-up/", {"email": "new@example.org", "password1": PASSWORD, "next": page}
    )
    (link,) = re.findall(r"http://testserver(\S+)", mailoutbox[-1].body)
    if is_another_browser:
        client.cookies.clear()
    assert f'name="next" value="{page}"' in client.get(link).text
    confirmed = client.post(link.partition("?")[0], {"next": page})

    assert confirmed.url == page
    assert "Accept" in client.get(page).text or "Sign in" in client.get(page).text
    typed = {"login": "new@example.org", "password": PASSWORD, "next": page}
    assert client.post("/account/sign-in/", typed).url == page
    client.post(page)
    assert file.team.filter(user__email="new@example.org").exists()


def test_a_letter_of_confirmation_leads_to_no_other_site(client, mailoutbox):
    client.post(
        "/account/sign-up/",
        {"email": "new@example.org", "password1": PASSWORD, "next": "https://evil.example/"},
    )

    assert "evil" not in mailoutbox[-1].body


def spoilt(invitation, how):
    now = timezone.now()
    if how == "used":
        team.accept(invitation_token(invitation), by=UserFactory())
    elif how == "taken back":
        team.revoke(invitation, by=invitation.invited_by)
    elif how == "over":
        invitation.expires_at = now - datetime.timedelta(seconds=1)
        invitation.save()
    elif how == "left since":
        member = team.accept(invitation_token(invitation), by=UserFactory())
        team.remove(member, by=member.user)


@pytest.mark.parametrize("how", ["used", "taken back", "over", "left since"])
@pytest.mark.parametrize("is_signed_in", [False, True])
def test_an_invitation_that_is_not_open_tells_nothing_of_the_file(
    client, file, invitation, how, is_signed_in
):
    spoilt(invitation, how)
    if is_signed_in:
        client.force_login(UserFactory())
    before = file.team.count()

    for ask in [client.get, client.post]:
        answer = ask(page_of(invitation))
        assert answer.status_code == 409
        assert "This invitation is not open" in answer.text
        for secret in [file.city.name, owner_of(file).email, "guest@example.org"]:
            assert secret not in answer.text
    assert file.team.count() == before


@pytest.mark.parametrize("token", ["f" * 64, "x", "0", "a-b_c"])
def test_an_unknown_secret_is_not_found(client, token):
    page = reverse("applications:candidature:invitation", args=[token])

    for ask in [client.get, client.post]:
        answer = ask(page)
        assert answer.status_code == 404
        assert "ask whoever invited you" in answer.text


def test_the_account_shows_what_its_confirmed_address_is_invited_to(
    client, file, invitation, to_commission
):
    guest = UserFactory(confirmed=True, email="guest@example.org")
    client.force_login(guest)

    text = client.get("/account/").text
    assert f'href="{page_of(invitation)}"' in text
    assert f'href="{page_of(to_commission)}"' in text

    EmailAddress.objects.update(verified=False)
    assert page_of(invitation) not in client.get("/account/").text
    client.force_login(UserFactory(confirmed=True))
    assert page_of(invitation) not in client.get("/account/").text
