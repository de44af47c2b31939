"""Forgotten and changed passwords, and changed addresses."""

import pytest
from allauth.account.models import EmailAddress

from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

NEW = "yellow ladder under water"


def test_a_forgotten_password_is_replaced_by_a_link(client, person, mailoutbox, link, sign_in):
    answer = client.post("/account/password/forgotten/", {"email": "Ana@example.org"})
    assert answer.url == "/account/password/forgotten/sent/"
    form = client.get(link()).url
    assert "Choose a new password" in client.get(form).text

    assert client.post(form, {"password1": NEW}).url == "/account/password/new/done/"

    assert "do not belong together" in sign_in().text
    assert sign_in(password=NEW).url == "/account/"
    assert mailoutbox[-1].subject == "Your password was changed"


def test_a_link_works_once(client, person, link):
    client.post("/account/password/forgotten/", {"email": person.email})
    used = link()
    client.post(client.get(used).url, {"password1": NEW})
    client.cookies.clear()

    assert "This link cannot be used" in client.get(used, follow=True).text


def test_the_answer_is_the_same_for_an_unknown_address(client, person, mailoutbox):
    known = client.post("/account/password/forgotten/", {"email": person.email})
    unknown = client.post("/account/password/forgotten/", {"email": "bea@example.org"})

    assert known.url == unknown.url
    assert [letter.subject for letter in mailoutbox] == [
        "Choose a new password",
        "There is no account with your address",
    ]


def test_the_letter_is_french_on_a_french_page(client, person, mailoutbox, link):
    client.post("/fr/account/password/forgotten/", {"email": person.email})

    assert mailoutbox[0].subject == "Choisissez un nouveau mot de passe"
    assert link().startswith("/fr/account/password/new/")


def test_a_changed_password_is_told_by_letter_and_ends_no_own_session(
    client, person, sign_in, mailoutbox
):
    sign_in()

    wrong = client.post("/account/password/", {"oldpassword": "wrong", "password1": NEW})
    assert "This is not your present password." in wrong.text
    assert NEW not in wrong.text
    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": NEW})

    person.refresh_from_db()
    assert person.check_password(NEW)
    assert [letter.subject for letter in mailoutbox] == ["Your password was changed"]
    assert client.get("/account/").status_code == 200


def test_an_address_changes_once_the_new_one_is_confirmed(
    client, person, sign_in, mailoutbox, link
):
    sign_in()
    client.post("/account/confirm/", {"password": PASSWORD})

    client.post("/account/email/", {"email": "bea@example.org", "action_add": ""})
    person.refresh_from_db()
    assert person.email == "ana@example.org"
    assert mailoutbox[-1].to == ["bea@example.org"]
    client.post(link())

    person.refresh_from_db()
    assert person.email == "bea@example.org"
    assert list(EmailAddress.objects.values_list("email", "verified")) == [
        ("bea@example.org", True)
    ]
    assert ["ana@example.org"] in [letter.to for letter in mailoutbox[1:]]


def test_a_change_of_address_is_confirmed_by_the_password(client, person, sign_in, mailoutbox):
    sign_in()

    answer = client.post("/account/email/", {"email": "bea@example.org", "action_add": ""})

    assert answer.url.startswith("/account/confirm/")
    assert mailoutbox == []


def test_the_address_of_somebody_else_is_not_told_of(client, person, sign_in, mailoutbox):
    UserFactory(confirmed=True, email="bea@example.org")
    sign_in()
    client.post("/account/confirm/", {"password": PASSWORD})

    taken = client.post("/account/email/", {"email": "bea@example.org", "action_add": ""})

    assert taken.status_code == 302
    person.refresh_from_db()
    assert person.email == "ana@example.org"
