"""The command that verifies the log."""

import hashlib
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from applications.log import record, verify
from applications.models import (
    Application,
    LogEntry,
    LogHead,
    LogSalt,
    StatusChange,
)
from applications.workflow import perform
from tests.applications.log.courses import course
from tests.unlocked import unlock_the_log

pytestmark = pytest.mark.django_db


def verified(*options):
    said = StringIO()
    call_command("verify_log", *options, stdout=said)
    return said.getvalue()


def refused(*options):
    said = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("verify_log", *options, stdout=said)
    return error.value.returncode, said.getvalue(), str(error.value)


def test_an_empty_log_has_no_problem():
    assert verified() == "0 entries, no problem\n"


def test_a_whole_log_has_no_problem_and_leads_through_every_head_that_was_noted():
    course()
    entry, last = LogEntry.objects.get(sequence=5), LogEntry.objects.last()

    assert verified() == f"20 entries, no problem {last.digest}\n"
    assert "no problem" in verified("--head", entry.digest)
    assert "no problem" in verified("--head", entry.digest.upper(), "--sequence", "5")


def test_a_head_that_the_log_does_not_lead_through_is_a_problem():
    course()
    digest = LogEntry.objects.get(sequence=5).digest

    code, said, told = refused("--head", digest, "--sequence", "6")
    assert (code, told) == (1, "1 problems")
    assert said == f"entry 6: it was known as {digest} [head]\n"
    assert "[head]" in refused("--head", "a" * 64)[1]
    assert "entry 99: it is missing" in refused("--head", digest, "--sequence", "99")[1]


@pytest.mark.parametrize(
    "options", [["--sequence", "5"], ["--head", "abc"], ["--head", "a" * 64, "--sequence", "-1"]]
)
def test_what_is_no_head_is_refused(options):
    code, said, told = refused(*options)

    assert (code, said) == (1, "")
    assert told.startswith("--")


def test_every_problem_is_told_by_its_entry():
    files = course()
    unlock_the_log()
    LogEntry.objects.filter(sequence=4).update(kind="act:withdraw")
    LogSalt.objects.filter(entry=10).delete()
    LogEntry.objects.filter(sequence=10).delete()
    StatusChange.objects.filter(action="decline").update(reason="Another one")
    Application.objects.filter(pk=files[1].pk).update(status="designated")

    _code, said, told = refused()

    assert told == f"{len(said.splitlines())} problems"
    for line in (
        "entry 4: its digest is not that of what it says [digest]",
        "entry 11: before it, entries 10 to 10 are missing [gap]",
        "entry 14: the act now says otherwise: reason [act-differs]",
        f"file {files[1].pk}: status is designated, by the log it is endorsed [state]",
    ):
        assert line in said
    assert "is not in the log [entry-missing]" in said


def test_a_long_log_is_read_in_parts(monkeypatch):
    monkeypatch.setattr("applications.log.verifying.AT_ONCE", 7)
    for _number in range(21):
        record("trial:note", by=None, at=timezone.now())

    assert list(verify()) == []


def test_a_long_log_costs_a_few_questions_for_each_part(django_assert_max_num_queries):
    course()

    with django_assert_max_num_queries(12):
        list(verify())


def test_a_reason_may_be_gone_with_its_salt_from_an_erased_file_only():
    files = course()
    unlock_the_log()
    # The first file is erased; the second only released.
    kept = StatusChange.objects.get(action="release", application=files[1])
    StatusChange.objects.filter(pk=kept.pk).update(reason="")
    LogSalt.objects.filter(entry__act=kept.number).delete()

    assert [problem.code for problem in verify()] == ["act-differs"]

    person = StatusChange.objects.get(action="erase").by
    file = files[1]
    perform(file, "withdraw", by=file.team.get(part="owner").user)
    perform(file, "erase", by=person, at=timezone.now().replace(year=timezone.now().year + 5))
    assert list(verify()) == []


def test_entries_that_were_digested_as_the_first_ones_were_count_as_they_are():
    course()
    entry = LogEntry.objects.last()
    unlock_the_log()
    words = {
        "act": str(entry.act),
        "application": entry.application_id,
        "at": entry.at.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00"),
        "by": entry.by_id,
        "call": entry.call_id,
        "contents": entry.contents,
        "format": 1,
        "kind": entry.kind,
        "previous": entry.previous,
        "recorded_at": entry.recorded_at.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00"),
        "sequence": entry.sequence,
    }
    text = json.dumps(words, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    LogEntry.objects.filter(pk=entry.pk).update(digest=digest)
    LogHead.objects.update(digest=digest)

    assert list(verify()) == []
    LogEntry.objects.filter(pk=entry.pk).update(by=None)
    assert [problem.code for problem in verify()] == ["digest", "act-differs"]
