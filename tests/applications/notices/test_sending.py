"""The outbox: each letter once, whatever dies in between."""

import smtplib
import subprocess
import sys
from collections import Counter

import pytest
from django.core import mail
from django.core.mail import get_connection
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from applications.models import Notice
from applications.notices import commission_of, send_waiting, team_of, write
from applications.notices.sending import LOST_AFTER, WAIT_BETWEEN, claim, send
from applications.workflow import perform
from tests.applications.workflow.people import (
    denmark,
    file_of,
    member_of_commission,
    open_call,
    owner_of,
)
from tests.factories import TeamMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting():
    """The letters of one submission: to the owner and to the Commission."""
    country = denmark()
    member_of_commission(country)
    file = file_of(country, open_call())
    perform(file, "submit", by=owner_of(file), declared=True)
    return list(Notice.objects.order_by("pk"))


class Server(EmailBackend):
    """A mail server that does what it is told to."""

    answer = None

    def send_messages(self, messages):
        if self.answer is not None:
            raise self.answer
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = "tests.applications.notices.test_sending.Server"
    return lambda answer: monkeypatch.setattr(Server, "answer", answer)


def states():
    return list(Notice.objects.order_by("pk").values_list("state", flat=True))


def test_what_waits_is_sent_once(waiting):
    assert send_waiting() == Counter(sent=2)
    assert send_waiting() == Counter()

    assert [letter.to for letter in mail.outbox] == [[one.email] for one in waiting]
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 2
    assert all(one.sent_at for one in Notice.objects.all())


def test_a_letter_exists_only_if_its_act_does():
    file = file_of(denmark(), open_call())

    with transaction.atomic():
        perform(file, "submit", by=owner_of(file), declared=True)
        transaction.set_rollback(True)

    assert not Notice.objects.exists()


def test_nobody_gets_two_letters_for_one_act():
    country = denmark()
    file = file_of(country, open_call())
    both = member_of_commission(country)
    TeamMemberFactory(application=file, user=both, part="reader")
    people = [*team_of(file), *commission_of(country)]

    for _again in range(2):
        write("submitted", people, act="1", at=timezone.now(), context={}, application=file)

    assert sorted(Notice.objects.values_list("email", flat=True)) == sorted(
        [owner_of(file).email, both.email]
    )
    assert Notice.objects.get(user=both).why == "team"


def test_who_cannot_sign_in_any_more_gets_no_letter():
    file = file_of(denmark(), open_call())
    type(owner_of(file)).objects.update(is_active=False)

    assert list(team_of(file)) == []


def test_a_sender_that_died_leaves_a_letter_unknown_and_nobody_sends_it_again(waiting):
    lost = claim()
    Notice.objects.filter(pk=lost.pk).update(claimed_at=timezone.now() - LOST_AFTER * 2)

    assert send_waiting() == Counter(sent=1)
    assert send_waiting() == Counter()

    assert states() == ["unknown", "sent"]
    assert len(mail.outbox) == 1


def test_a_letter_that_somebody_is_sending_is_left_alone(waiting):
    claim()

    assert send_waiting() == Counter(sent=1)
    assert states() == ["sending", "sent"]


def test_a_letter_that_arrived_before_the_connection_broke_is_unknown(waiting, server):
    server(smtplib.SMTPServerDisconnected("Connection unexpectedly closed"))
    send_waiting()
    server(None)
    send_waiting()

    assert states() == ["unknown", "unknown"]
    assert "SMTPServerDisconnected" in Notice.objects.first().error
    assert mail.outbox == []


def test_a_letter_that_the_server_refused_is_tried_again_later_and_not_for_ever(waiting, server):
    Notice.objects.exclude(pk=waiting[0].pk).delete()
    server(smtplib.SMTPRecipientsRefused({}))

    for attempt in range(1, 6):
        send_waiting()
        assert send_waiting() == Counter()
        notice = Notice.objects.get()
        assert notice.attempts == attempt
        assert notice.state == ("waiting" if attempt < 5 else "failed")
        Notice.objects.update(claimed_at=timezone.now() - WAIT_BETWEEN * 2)

    server(None)
    assert send_waiting() == Counter()


def test_a_refused_letter_goes_out_once_the_server_takes_it(waiting, server):
    server(ConnectionRefusedError())
    send_waiting()
    Notice.objects.update(claimed_at=timezone.now() - WAIT_BETWEEN * 2)
    server(None)

    assert send_waiting() == Counter(sent=2)
    assert Notice.objects.first().error == ""


def test_a_letter_that_cannot_be_written_holds_up_no_other(waiting):
    Notice.objects.filter(pk=waiting[0].pk).update(template="no-such-letter")

    assert send_waiting() == Counter(failed=1, sent=1)
    assert states() == ["failed", "sent"]


def test_of_two_senders_one_gets_a_letter(waiting):
    first, second, third = claim(), claim(), claim()

    assert (first, second, third) == (*waiting, None)


def test_a_letter_that_was_called_lost_and_arrives_after_all_is_recorded(waiting):
    notice = claim()
    Notice.objects.filter(pk=notice.pk).update(state="unknown")

    send(notice, get_connection())

    assert Notice.objects.get(pk=notice.pk).state == "sent"


def test_the_command_sends_what_waits_and_says_so(waiting, capsys):
    call_command("send_notices")

    assert capsys.readouterr().out == "sent: 2\n"
    assert states() == ["sent", "sent"]


def test_the_command_ends_with_the_process_that_it_works_beside(waiting):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()

    call_command("send_notices", every=60, beside=ended.pid)

    assert states() == ["waiting", "waiting"]


def test_an_address_that_would_add_headers_is_not_sent_to(waiting):
    Notice.objects.filter(pk=waiting[0].pk).update(email="x@example.org\nBcc: y@example.org")

    assert send_waiting() == Counter(failed=1, sent=1)
    assert [letter.to for letter in mail.outbox] == [[waiting[1].email]]
