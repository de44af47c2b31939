"""What nobody types by accident gets a plain answer, and never an error of ours."""

import pytest

from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

LONG = "a" * 5000
TEXTS = ["", "\0", "a\0b@example.org", LONG, f"{LONG}@example.org", "é@example.org", "http://["]


@pytest.fixture
def signed_in(client):
    UserFactory(confirmed=True, email="ana@example.org")
    client.post("/account/sign-in/", {"login": "ana@example.org", "password": PASSWORD})
    client.post("/account/confirm/", {"password": PASSWORD})
    return client


@pytest.mark.parametrize(
    "address",
    [
        "/account/email/confirm/%00/",
        "/account/email/confirm/MQ:1:a/",
        f"/account/email/confirm/{LONG}/",
        "/account/password/new/%00-a/",
        "/account/password/new/1-%00/",
        "/account/password/new/zzzzzzzzzzzzz-set-password/",
        "/account/password/new/zzzzzzzzzzzzzzzzzzzzzzzz-a/",
        f"/account/password/new/1-{LONG}/",
        "/account/sign-in/?next=%00",
        "/account/sign-in/?next=http://[",
        "/account/sign-up/?email=%00",
        "/account/second-factor/code/",
        "/account/second-factor/recovery-codes/download/",
        "/account/switched-off/",
        "/account/email/sent/",
        "/account/%00/",
        "/fr/account/nowhere/",
    ],
)
def test_addresses(client, address):
    answer = client.get(address, follow=True)

    assert answer.status_code in {200, 404}
    if answer.redirect_chain or answer.status_code == 200:
        assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/account/sign-in/", ("login", "password", "next")),
        ("/account/sign-up/", ("email", "password1", "next")),
        ("/account/password/forgotten/", ("email",)),
    ],
)
def test_forms_for_everybody(client, address, names, text):
    answer = client.post(address, dict.fromkeys(names, text))

    assert answer.status_code in {200, 302}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/account/data/", ("first_name", "last_name", "language", "time_zone")),
        ("/account/email/", ("email", "action_add")),
        ("/account/email/", ("email", "action_remove")),
        ("/account/email/", ("email", "action_send")),
        ("/account/password/", ("oldpassword", "password1")),
        ("/account/second-factor/app/", ("code",)),
        ("/account/second-factor/confirm/", ("code",)),
        ("/account/confirm/", ("password", "next")),
        ("/account/deletion/", ("take_back",)),
    ],
)
def test_forms_of_a_person(signed_in, address, names, text):
    answer = signed_in.post(address, dict.fromkeys(names, text))

    assert answer.status_code in {200, 302}


def test_a_form_without_its_token_is_refused_in_words(client):
    client.handler.enforce_csrf_checks = True

    answer = client.post("/fr/account/sign-in/", {"login": "ana@example.org"})

    assert answer.status_code == 403
    assert "Revenez en arrière" in answer.text
