"""Making an account, whose address its owner confirms."""

import pytest
from allauth.account.models import EmailAddress

from tests.factories import PASSWORD, UserFactory
from uccn.models import User

pytestmark = pytest.mark.django_db

SIGN_UP = "/account/sign-up/"


def sign_up(client, email="Ana@Example.org", password=PASSWORD, where=SIGN_UP):
    return client.post(where, {"email": email, "password1": password})


def test_an_account_is_used_once_its_address_is_confirmed(client, mailoutbox, link, sign_in):
    answer = sign_up(client)

    assert answer.url == "/account/email/sent/"
    assert User.objects.get().email == "ana@example.org"
    assert [letter.to for letter in mailoutbox] == [["ana@example.org"]]
    assert sign_in().url == "/account/email/sent/"
    assert "_auth_user_id" not in client.session

    assert "ana@example.org" in client.get(link()).text
    assert not EmailAddress.objects.get().verified
    client.post(link())

    assert sign_in().url == "/account/"
    assert client.get("/account/").status_code == 200


def test_the_letter_and_its_link_are_in_the_language_of_the_page(client, mailoutbox, link):
    sign_up(client, where="/fr/account/sign-up/")

    assert mailoutbox[0].subject == "Confirmez votre adresse électronique"
    assert "Ouvrez cette page" in mailoutbox[0].body
    assert link().startswith("/fr/account/email/confirm/")
    assert '<html lang="fr"' in client.get(link()).text
    assert User.objects.get().language == "fr"


def test_letters_are_plain_text_and_ask_for_no_automatic_answer(client, mailoutbox):
    sign_up(client)

    assert mailoutbox[0].alternatives == []
    assert mailoutbox[0].extra_headers["Auto-Submitted"] == "auto-generated"
    assert mailoutbox[0].from_email == "secretariat@localhost"


def test_nobody_learns_whether_an_address_has_an_account(client, mailoutbox):
    UserFactory(confirmed=True, email="ana@example.org")

    taken = sign_up(client)
    client.cookies.clear()
    free = sign_up(client, "bea@example.org")

    assert (taken.status_code, taken.url) == (free.status_code, free.url)
    assert [letter.subject for letter in mailoutbox] == [
        "You have an account already",
        "Confirm your e-mail address",
    ]
    assert User.objects.count() == 2


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("", "This field is required."),
        ("eleven sign", "This password is too short."),
        ("qwerty123456", "This password is too common."),
        ("830475926481", "This password is entirely numeric."),
        ("ana@example.org", "The password is too similar to the e-mail address."),
    ],
)
def test_a_weak_password_is_refused_and_the_address_kept(client, password, fault):
    page = sign_up(client, "ana@example.org", password).text

    assert fault.rstrip(".") in page
    assert 'value="ana@example.org"' in page
    assert "value=" not in page.split('id="id_password1"')[0].split("<input")[-1]
    assert not User.objects.exists()


def test_a_refused_form_says_so_in_its_title_and_links_to_its_fields(client):
    page = client.post(SIGN_UP, {"email": "no address"}).text

    assert "<title>Error: Make an account" in page
    assert '<a href="#id_email">' in page
    assert '<a href="#id_password1">' in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_email_helptext id_email_error"' in page
    assert 'id="id_email_helptext"' in page
    assert 'id="id_email_error"' in page
    assert 'value="no address"' in page
    assert "required" not in page.replace("is required", "").split("<form class")[-1]


def test_fields_tell_password_managers_what_they_are(client):
    up, into = client.get(SIGN_UP).text, client.get("/account/sign-in/").text

    assert 'autocomplete="email"' in up
    assert 'autocomplete="new-password"' in up
    assert 'autocomplete="username"' in into
    assert 'autocomplete="current-password"' in into
    assert "placeholder" not in up.split("<main")[1]
    assert client.get("/.well-known/change-password").url == "/account/password/"


def test_a_used_or_foreign_link_is_explained(client):
    page = client.get("/account/email/confirm/MTox:nothing/").text

    assert "This link cannot be used" in page
    assert "<form" not in page.split("<main")[1]


def test_a_line_break_in_an_address_makes_no_header(client, mailoutbox):
    answer = sign_up(client, "ana@example.org\nBcc: all@example.org")

    assert answer.status_code == 200
    assert mailoutbox == []


def test_too_many_sign_ups_from_one_address_are_stopped(client):
    answers = [sign_up(client, f"person{number}@example.org").status_code for number in range(21)]

    assert answers[-1] == 429
    assert set(answers[:20]) == {302}
