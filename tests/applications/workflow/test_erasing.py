"""Files without success are erased once their time is over; the trail stays."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from applications.models import Answer, AnswerRevision, Document, ProcessStep
from applications.workflow import Conflict, NotAllowed, perform
from applications.workflow.erasing import later_by
from tests.applications.workflow.people import (
    denmark,
    file_of,
    member_of_commission,
    open_call,
    owner_of,
)
from tests.factories import AnswerFactory, CallFactory, DocumentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return UserFactory(superuser=True, email="staff@example.org")


def declined(country, call, owner_says="A port."):
    """A file that was submitted with an answer and a document, and then declined with a letter."""
    file = file_of(country, call)
    owner, member = owner_of(file), member_of_commission(country)
    answer = AnswerFactory(application=file, value=owner_says)
    AnswerRevision.objects.create(
        answer=answer, number=1, value=owner_says, by=owner, at=timezone.now()
    )
    ProcessStep.objects.create(application=file, on="2026-11", title="Decision of the council")
    document = DocumentFactory(application=file)
    document.file.save("letter.pdf", ContentFile(b"%PDF-1.7"))
    perform(file, "submit", by=owner, declared=True)
    perform(file, "decline", by=member, reason="Another year", letter=document)
    return file


def test_what_was_written_is_erased_and_what_was_done_stays(
    staff, django_capture_on_commit_callbacks
):
    call = open_call(retention_months=6)
    file = declined(denmark(), call)
    receipt = file.status_changes.get(action="submit").receipt
    stored = file.documents.get().file
    assert stored.storage.exists(stored.name)

    with django_capture_on_commit_callbacks(execute=True):
        change = perform(file, "erase", by=staff, at=later_by(call.deadline, 6))

    file.refresh_from_db()
    receipt.refresh_from_db()
    assert not Answer.objects.exists()
    assert not AnswerRevision.objects.exists()
    assert not Document.objects.exists()
    assert not ProcessStep.objects.exists()
    assert not stored.storage.exists(stored.name)
    assert (file.status, file.erased_at) == ("declined", change.at)
    assert (receipt.contents, len(receipt.sha256)) == ({}, 64)
    assert change.details == {"answers": 1, "documents": 1, "links": 0}
    assert [one.action for one in file.status_changes.all()] == ["submit", "decline", "erase"]


def test_a_file_is_kept_until_its_months_are_over(staff):
    call = open_call(retention_months=6)
    file = declined(denmark(), call)
    second = datetime.timedelta(seconds=1)

    with pytest.raises(Conflict) as refused:
        perform(file, "erase", by=staff, at=later_by(call.deadline, 6) - second)

    assert (refused.value.code, refused.value.clause.code) == ("kept", "retention")
    assert file.answers.exists()


def test_a_call_that_names_no_months_keeps_its_files(staff):
    call = open_call()
    file = declined(denmark(), call)

    with pytest.raises(Conflict):
        perform(file, "erase", by=staff, at=later_by(call.deadline, 600))


def test_only_the_secretariat_erases_and_only_once(staff):
    call = open_call(retention_months=0)
    file = declined(denmark(), call)

    for user in (owner_of(file), UserFactory()):
        with pytest.raises(NotAllowed):
            perform(file, "erase", by=user, at=call.deadline)
    perform(file, "erase", by=staff, at=call.deadline)
    with pytest.raises(Conflict) as refused:
        perform(file, "erase", by=staff, at=call.deadline)

    assert refused.value.code == "erased"


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2019-06-30", 6, "2019-12-30"),
        ("2019-08-31", 6, "2020-02-29"),
        ("2019-12-01", 0, "2019-12-01"),
        ("2019-12-31", 1, "2020-01-31"),
        ("2020-02-29", 12, "2021-02-28"),
        ("2019-01-15", 120, "2029-01-15"),
    ],
)
def test_months_are_those_of_the_calendar(day, months, expected):
    instant = datetime.datetime.fromisoformat(f"{day}T21:59:59+00:00")

    assert later_by(instant, months).date().isoformat() == expected


def test_the_command_erases_what_is_due_and_says_what(staff, capsys):
    past = CallFactory(closed=True, retention_months=0)
    due = file_of(denmark(), past, withdrawn=True)
    AnswerFactory(application=due)
    kept = file_of(denmark(), open_call(retention_months=6), withdrawn=True)
    AnswerFactory(application=kept)

    call_command("erase_files", by="STAFF@example.org")

    assert capsys.readouterr().out == f"{due}\n1 erased\n"
    assert not due.answers.exists()
    assert kept.answers.exists()


@pytest.mark.parametrize("email", ["nobody@example.org", "person@example.org"])
def test_the_command_acts_in_the_name_of_somebody_who_may(email):
    UserFactory(email="person@example.org")
    file_of(denmark(), CallFactory(closed=True, retention_months=0), withdrawn=True)

    with pytest.raises(CommandError):
        call_command("erase_files", by=email)


def test_what_earlier_versions_left_of_an_erased_file_is_forgotten_by_the_command(staff, capsys):
    file = declined(denmark(), open_call())
    type(file).objects.filter(pk=file.pk).update(erased_at=timezone.now())

    call_command("erase_files", by="staff@example.org")
    call_command("erase_files", by="staff@example.org")

    assert capsys.readouterr().out == (
        f"{file}: what was still written about it\n0 erased\n0 erased\n"
    )
    assert not file.status_changes.exclude(reason="").exists()
