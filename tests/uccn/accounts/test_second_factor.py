"""The second factor: set up, asked for, lost, removed."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import override_settings

from tests.factories import PASSWORD, UserFactory
from tests.one_time_codes import code_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def set_up(client, person, sign_in):
    """Set up the person's second factor; its key."""

    def second_factor():
        sign_in()
        client.post("/account/confirm/", {"password": PASSWORD})
        page = client.get("/account/second-factor/app/").text
        key = re.search(r"<kbd[^>]*>(\w+)</kbd>", page)[1]
        answer = client.post("/account/second-factor/app/", {"code": code_of(key)})
        assert answer.url == "/account/second-factor/recovery-codes/"
        return key

    return second_factor


def recovery_codes(client):
    page = client.get("/account/second-factor/recovery-codes/").text
    return re.findall(r"<kbd>(\d+)</kbd>", page)


def test_signing_in_takes_a_code_of_the_app(client, set_up, sign_in):
    key = set_up()
    client.post("/account/sign-out/")

    assert sign_in(next="/account/data/").url == "/account/second-factor/code/"
    assert client.get("/account/").status_code == 302
    wrong = client.post("/account/second-factor/code/", {"code": "000000"})
    assert "This code is wrong or too old." in wrong.text
    right = client.post("/account/second-factor/code/", {"code": code_of(key, later=1)})

    assert right.url == "/account/data/"
    assert client.get("/account/").status_code == 200


def test_a_recovery_code_opens_the_account_once(client, set_up, sign_in):
    set_up()
    code, *others = recovery_codes(client)
    assert len(others) == 9

    for expected in (302, 200):
        client.post("/account/sign-out/")
        sign_in()
        answer = client.post("/account/second-factor/code/", {"code": code})
        assert answer.status_code == expected


def test_recovery_codes_can_be_taken_along(client, set_up):
    set_up()

    answer = client.get("/account/second-factor/recovery-codes/download/")

    assert answer.text.split() == recovery_codes(client)
    assert answer["Content-Type"].startswith("text/plain")
    assert answer["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'


def test_it_is_set_up_and_removed_only_by_whoever_confirms_to_be_the_person(
    transactional_db, client, sign_in, set_up, mailoutbox
):
    sign_in()
    assert client.get("/account/second-factor/app/").url.startswith("/account/confirm/")
    set_up()
    assert client.get("/account/second-factor/app/remove/").status_code == 200

    client.post("/account/second-factor/app/remove/")

    assert not Authenticator.objects.exists()
    assert [letter.subject for letter in mailoutbox] == [
        "A second factor was set up",
        "Your second factor was removed",
    ]


def test_the_database_holds_no_secret_that_can_be_read(client, set_up):
    key = set_up()
    codes = recovery_codes(client)

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert key not in kept
    assert not [code for code in codes if code in kept]


def test_an_older_key_of_the_portal_still_reads_them(client, set_up, settings, sign_in):
    key = set_up()
    old = settings.SECRET_KEY

    with override_settings(SECRET_KEY="another key for the tests", SECRET_KEY_FALLBACKS=[old]):
        client.cookies.clear()
        sign_in()
        answer = client.post("/account/second-factor/code/", {"code": code_of(key, later=1)})

    assert answer.url == "/account/"


def test_codes_cannot_be_guessed_at_leisure(client, set_up, sign_in):
    key = set_up()
    client.post("/account/sign-out/")
    sign_in()
    for number in range(5):
        client.post("/account/second-factor/code/", {"code": f"{number:06}"})

    answer = client.post("/account/second-factor/code/", {"code": code_of(key, later=1)})

    assert answer.status_code == 200
    assert "This was tried too often." in answer.text


class TestTheAdministration:
    """Its own door asks for no code, so it is closed to whoever has one."""

    def test_staff_with_a_second_factor_sign_in_where_it_is_asked_for(self, client, person, set_up):
        person.is_staff = True
        person.save()
        set_up()
        client.post("/account/sign-out/")

        answer = client.post("/admin/login/", {"username": person.email, "password": PASSWORD})

        assert "Your account has a second factor." in answer.text
        assert '<a href="/account/sign-in/?next=/admin/">' in answer.text
        assert "_auth_user_id" not in client.session

    def test_staff_without_one_sign_in_there(self, client):
        staff = UserFactory(confirmed=True, staff=True)

        answer = client.post(
            "/admin/login/?next=/admin/", {"username": staff.email, "password": PASSWORD}
        )

        assert answer.url == "/admin/"

    def test_failures_there_count_as_failures_here(self, client, person, sign_in):
        for _ in range(5):
            client.post("/admin/login/", {"username": person.email, "password": "wrong"})

        assert "This was tried too often." in sign_in().text
