"""Every act is in the log, once, with its act and after it; nobody's words are."""

import datetime
import hashlib
import json
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from applications.log import Erasable, entries_of, publish_head, record
from applications.models import LogEntry, LogHead, LogSalt, StatusChange
from applications.workflow import Conflict, perform
from tests.applications.log.courses import course
from tests.applications.workflow.people import denmark, file_of, open_call, owner_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ACTS = [
    *(["act:start", "act:submit"] * 3),
    *("act:endorse", "act:endorse", "act:rank"),
    # The other file's release belongs to the swap, and comes before it.
    *("act:release", "act:swap"),
    *("act:release", "act:endorse", "act:decline", "act:reconsider", "act:reopen", "act:withdraw"),
    *("call:extend", "call:extend", "act:erase"),
]


def note(**contents):
    return record("trial:note", by=None, at=timezone.now(), **contents)


def test_every_act_is_in_the_log_in_its_order():
    course()

    entries = list(LogEntry.objects.order_by("sequence"))

    assert [entry.kind for entry in entries] == ACTS
    assert [entry.sequence for entry in entries] == list(range(1, len(ACTS) + 1))
    assert {entry.act for entry in entries if entry.act} == set(
        StatusChange.objects.values_list("number", flat=True)
    )


def test_an_entry_says_what_the_act_did():
    file = file_of(denmark(), open_call())
    at = datetime.datetime(2026, 5, 20, 12, tzinfo=datetime.UTC)
    type(file.call).objects.update(opens_at=at - datetime.timedelta(days=9))
    owner = owner_of(file)

    change = perform(file, "submit", by=owner, at=at, declared=True, key="click")

    entry = LogEntry.objects.get()
    assert (entry.call_id, entry.application_id, entry.by_id) == (file.call_id, file.pk, owner.pk)
    assert (entry.act, entry.at) == (change.number, at)
    assert entry.contents == {
        "row": change.pk,
        "from": "draft",
        "to": "submitted",
        "details": {},
        "reason": None,
        "key": hashlib.sha256(b"click").hexdigest(),
        "recorded_at": change.recorded_at.isoformat(timespec="microseconds"),
        "receipt": change.receipt.sha256,
    }


def test_a_digest_can_be_made_again_by_whoever_has_the_entry():
    course()

    entry = LogEntry.objects.get(sequence=7)

    written = json.dumps(
        {
            "act": str(entry.act),
            "application": entry.application_id,
            "at": entry.at.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00"),
            "by": entry.by_id,
            "call": entry.call_id,
            "contents": entry.contents,
            "format": 2,
            "kind": "act:endorse",
            "recorded_at": entry.recorded_at.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00"),
            "sequence": 7,
        },
        sort_keys=True,
        separators=(",", ":"),
    )
    words = hashlib.sha256(written.encode()).hexdigest()
    before = LogEntry.objects.get(sequence=6).digest
    assert entry.digest == hashlib.sha256(f"{before}{words}".encode()).hexdigest()


def test_an_extension_says_from_when_to_when_and_for_whom():
    course()

    for_all, for_one = LogEntry.objects.filter(kind="call:extend").order_by("sequence")

    assert (for_all.application, for_one.application) == (None, None)
    assert (for_all.contents["country"], for_one.contents["country"]) == (None, "DK")
    assert for_one.contents["earlier"] == for_all.contents["until"]
    assert for_one.contents["until"] > for_one.contents["earlier"] > for_all.contents["earlier"]
    assert for_one.contents["reason"] == hashlib.sha256(b"Flood").hexdigest()


def test_an_act_that_is_refused_or_done_before_leaves_no_entry():
    file = file_of(denmark(), open_call())
    owner = owner_of(file)

    perform(file, "submit", by=owner, declared=True, key="click")
    perform(file, "submit", by=owner, declared=True, key="click")
    with pytest.raises(Conflict):
        perform(file, "submit", by=owner, declared=True)

    assert LogEntry.objects.count() == LogHead.objects.get().sequence == 1


def test_what_people_wrote_is_there_by_a_digest_that_nobody_can_guess():
    course()

    decline = LogEntry.objects.get(kind="act:decline")
    everything = json.dumps(list(LogEntry.objects.values_list("contents", flat=True)))

    salt = decline.salts.get(name="reason").salt
    words = f"{salt}Not this time, Mr Jensen".encode()
    assert decline.contents["reason"] == {"salted_sha256": hashlib.sha256(words).hexdigest()}
    # Of the swap with its release, another release and the decline.
    assert len(set(LogSalt.objects.values_list("salt", flat=True))) == LogSalt.objects.count() == 4
    assert "Jensen" not in everything
    assert "post" not in everything


@pytest.mark.parametrize(
    ("contents", "error"),
    [
        ({"remark": "Ask Ms Hansen"}, ValueError),
        ({"remarks": ["Ask Ms Hansen"]}, ValueError),
        ({"share": 0.5}, TypeError),
        ({"when": datetime.date(2026, 5, 20)}, TypeError),
        ({"rows": [Erasable("Yes")]}, TypeError),
    ],
)
def test_words_fractions_and_objects_are_not_taken(contents, error):
    with pytest.raises(error):
        note(**contents)

    assert not LogEntry.objects.exists()


def test_the_portal_acts_without_a_person_and_a_file_names_its_call():
    file = file_of(denmark(), open_call())

    entry = record("trial:note", by=None, at=timezone.now(), application=file)

    assert (entry.by, entry.call_id) == (None, file.call_id)


@pytest.mark.parametrize("kind", ["submit", "act:", "Act:submit", "act:submit it", ""])
def test_a_kind_names_its_family(kind):
    with pytest.raises(ValueError, match="act:submit"):
        record(kind, by=None, at=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_an_entry_belongs_into_its_act_s_transaction():
    with pytest.raises(TransactionManagementError):
        note()


def test_an_act_that_is_taken_back_takes_its_entry_along():
    with transaction.atomic():
        note()
        transaction.set_rollback(True)

    assert (note().sequence, LogHead.objects.get().sequence) == (1, 1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE applications_logentry SET kind = 'act:other' WHERE sequence = 1",
        "DELETE FROM applications_logentry WHERE sequence = 3",
        "UPDATE applications_publishedhead SET sequence = 7",
        "DELETE FROM applications_publishedhead",
    ],
)
def test_the_database_keeps_the_log(statement):
    for _number in range(3):
        note()
    publish_head()

    with (
        pytest.raises(IntegrityError, match="log_is_kept"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.postgresql
@pytest.mark.parametrize("table", ["applications_logentry", "applications_publishedhead"])
def test_the_tables_of_the_log_cannot_be_emptied(table):
    note()
    publish_head()

    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="log_is_kept"):
        cursor.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("columns", [{"sequence": 3}, {"previous": "a" * 64}, {"sequence": 9}])
def test_the_database_takes_no_entry_that_does_not_follow(columns):
    last = [note(), note()][-1]
    entry = {"sequence": 3, "previous": last.digest} | columns
    if columns == {"sequence": 3}:
        entry["previous"] = LogEntry.objects.get(sequence=1).digest

    with pytest.raises(IntegrityError), transaction.atomic():
        LogEntry.objects.create(
            kind="trial:note",
            at=timezone.now(),
            recorded_at=timezone.now(),
            digest="b" * 64,
            act=uuid.uuid4(),
            **entry,
        )


def test_the_entries_of_a_file_are_told_with_their_neighbours():
    files = course()

    links = list(entries_of(files[2]))

    assert [link.entry.kind for link in links] == [
        *("act:start", "act:submit", "act:swap", "act:release", "act:decline"),
        *("act:reconsider", "act:reopen"),
    ]
    for link in links:
        following = LogEntry.objects.get(sequence=link.entry.sequence + 1)
        assert link.following == following.digest
        assert following.previous == link.entry.digest
    note(person=UserFactory().pk)
    *_others, last = entries_of(files[0])
    assert last.entry.kind == "act:erase"
    assert last.following == LogEntry.objects.last().digest
