"""Letters when no mail server takes them."""

import datetime

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from tests.factories import PASSWORD
from uccn.models import User

pytestmark = pytest.mark.django_db

OURS = "another glass, a bluer song"


class Unreachable(BaseEmailBackend):
    """Stands for a mail server that is down."""

    def send_messages(self, messages):
        raise ConnectionRefusedError(111, "Connection refused")


@pytest.fixture
def no_mail(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Unreachable"


def test_whoever_makes_an_account_is_told_and_gets_the_letter_later(
    client, no_mail, settings, mailoutbox, sign_in, time_machine
):
    answer = client.post("/account/sign-up/", {"email": "ana@example.org", "password1": PASSWORD})
    assert answer.status_code == 503
    assert answer["Retry-After"] == "300"
    assert "The letter could not be sent" in answer.text

    time_machine.move_to(timezone.now() + datetime.timedelta(seconds=300))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert sign_in().url == "/account/email/sent/"
    assert [letter.to for letter in mailoutbox] == [["ana@example.org"]]


@pytest.mark.parametrize("email", ["ana@example.org", "nobody@example.org"])
def test_nobody_learns_from_it_whether_an_address_has_an_account(client, no_mail, person, email):
    for path, typed in [
        ("/account/sign-up/", {"email": email, "password1": PASSWORD}),
        ("/account/password/forgotten/", {"email": email}),
    ]:
        assert client.post(path, typed).status_code == 503


def test_what_is_done_stays_done_though_no_letter_tells_of_it(client, no_mail, person):
    client.force_login(person)
    typed = {"oldpassword": PASSWORD, "password1": OURS}

    assert client.post("/account/password/", typed).status_code == 302

    assert User.objects.get().check_password(OURS)
