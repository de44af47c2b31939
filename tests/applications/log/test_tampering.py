"""Tamperings by somebody who holds the database's password: each is seen.

A thousand with SOAK=1, as `make soak` tries them, and else a hundred. SEED chooses others.
"""

import json
import os
import random
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from applications.log import Head, differences, publish_head, verify
from applications.log.digests import entry_digest
from applications.models import (
    Application,
    LogEntry,
    LogHead,
    LogSalt,
    StatusChange,
)
from tests.applications.log.courses import course
from tests.unlocked import unlock_the_log

pytestmark = pytest.mark.django_db

SEED = os.environ.get("SEED", "7")
# In rounds, so that a failure names few.
ROUNDS, IN_A_ROUND = (10 if os.environ.get("SOAK") == "1" else 1), 100
COLUMNS = {
    LogEntry: "sequence kind call_id application_id by_id act at recorded_at contents previous"
    " digest",
    StatusChange: "number application_id action from_status to_status by_id at recorded_at reason"
    " details key",
    Application: "status submitted_at erased_at",
    LogHead: "sequence digest",
    LogSalt: "entry_id name salt",
}


class Taken(Exception):
    """Takes a tampering back."""


def found():
    return [problem.code for problem in (*verify(), *differences())]


def execute(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def other(chance, value, column):
    """Another value of the same type."""
    if column in {"contents", "details"}:
        return json.dumps({"to": "designated", "row": chance.randrange(10**6)})
    if column in {"at", "recorded_at", "submitted_at", "erased_at"}:
        moved = timezone.now() + timezone.timedelta(seconds=chance.randrange(-(10**6), -1))
        return moved.replace(tzinfo=None) if connection.vendor == "sqlite" else moved
    if column in {"act", "number"}:
        number = uuid.UUID(int=chance.getrandbits(128))
        return number.hex if connection.vendor == "sqlite" else number
    if column in {"from_status", "to_status", "status"}:
        return chance.choice([one for one in ("designated", "declined", "draft") if one != value])
    if isinstance(value, int):
        return value + chance.choice([1, 1000])
    if column in {"digest", "previous", "salt"} and value:
        place = chance.randrange(len(value))
        return value[:place] + chance.choice("ghij") + value[place + 1 :]
    if column in {"call_id", "application_id", "by_id"}:
        return 1 + chance.randrange(10**6)
    return f"{value or ''}x"[-20:]


def change_a_column(chance):
    model = chance.choice(list(COLUMNS))
    column = chance.choice(COLUMNS[model].split())
    row = chance.choice(list(model.objects.values("pk", column).order_by("pk")))
    value = other(chance, row[column], column)
    table, key = model._meta.db_table, model._meta.pk.column
    statement = f'UPDATE {table} SET "{column}" = %s WHERE {key} = %s'  # noqa: S608
    execute(statement, value, row["pk"])
    return f"{table}.{column} of {row['pk']}: {value}"


def delete_some(chance):
    last = LogEntry.objects.count()
    first = chance.randint(1, last)
    until = min(last, first + chance.choice([0, 0, 1, 5]))
    execute("DELETE FROM applications_logsalt WHERE entry_id BETWEEN %s AND %s", first, until)
    execute("DELETE FROM applications_logentry WHERE sequence BETWEEN %s AND %s", first, until)
    return f"entries {first} to {until} deleted"


def delete_an_act(chance):
    change = chance.choice(list(StatusChange.objects.filter(receipt=None).order_by("pk")))
    execute("UPDATE applications_notice SET change_id = NULL WHERE change_id = %s", change.pk)
    execute("DELETE FROM applications_statuschange WHERE id = %s", change.pk)
    return f"act {change.pk} deleted"


def cut_the_tail(chance):
    """With the head set back, as if nothing had come since; also the acts and what they changed."""
    kept = LogEntry.objects.get(sequence=chance.randint(1, LogEntry.objects.count() - 1))
    acts = LogEntry.objects.filter(sequence__gt=kept.sequence).values_list("act", flat=True)
    changes = StatusChange.objects.filter(number__in=[act for act in acts if act])
    for number in changes.values_list("pk", flat=True):
        execute("UPDATE applications_notice SET change_id = NULL WHERE change_id = %s", number)
        execute("DELETE FROM applications_receipt WHERE change_id = %s", number)
        execute("DELETE FROM applications_statuschange WHERE id = %s", number)
    execute("DELETE FROM applications_logsalt WHERE entry_id > %s", kept.sequence)
    execute("DELETE FROM applications_logentry WHERE sequence > %s", kept.sequence)
    execute("UPDATE applications_loghead SET sequence = %s, digest = %s", *kept_head(kept))
    for file in Application.objects.all():
        last = file.status_changes.last()
        submitted = file.status_changes.filter(action="submit").last()
        Application.objects.filter(pk=file.pk).update(
            status=last.to_status if last else "draft",
            submitted_at=submitted.at if submitted and last.to_status != "draft" else None,
            erased_at=None,
        )
    return f"all after {kept.sequence} cut off"


def kept_head(entry):
    return entry.sequence, entry.digest


def swap_two(chance):
    one, two = chance.sample(range(1, LogEntry.objects.count() + 1), 2)
    for old, new in ((one, 10**6), (two, one), (10**6, two)):
        execute("UPDATE applications_logentry SET sequence = %s WHERE sequence = %s", new, old)
    return f"{one} and {two} swapped"


def forge(chance):
    """Change an act and its entry alike, and make every digest from there on anew."""
    entries = list(LogEntry.objects.order_by("sequence"))
    acts = [entry for entry in entries if entry.act]
    forged = chance.choice(acts)
    if chance.random() < 0.5:
        forged.by_id = forged.by_id + 1
        execute(
            "UPDATE applications_statuschange SET by_id = %s WHERE id = %s",
            forged.by_id,
            forged.contents["row"],
        )
    else:
        forged.at = forged.at - timezone.timedelta(hours=1)
        at = forged.at.replace(tzinfo=None) if connection.vendor == "sqlite" else forged.at
        execute(
            "UPDATE applications_statuschange SET at = %s WHERE id = %s", at, forged.contents["row"]
        )
    chain_again(entries, forged)
    return f"{forged.sequence} forged, with all that follow"


def chain_again(entries, forged):
    following = [entry for entry in entries if entry.sequence >= forged.sequence]
    for entry in following:
        # Out of the way: a digest stands there once.
        mark = f"{entry.sequence:064}"
        execute(
            "UPDATE applications_logentry SET previous = %s, digest = %s WHERE sequence = %s",
            mark if entry.sequence > 1 else entry.previous,
            f"{entry.sequence:x>64}",
            entry.sequence,
        )
    before = forged.previous
    for entry in following:
        entry.previous = before
        before = entry.digest = entry_digest(entry)
        entry.save()
    LogHead.objects.update(digest=before)


WAYS = [
    *[change_a_column] * 5,
    *(delete_some, delete_an_act, cut_the_tail, swap_two, forge),
]


@pytest.fixture
def log():
    files = course()
    publish_head()
    unlock_the_log()
    return files


def test_a_log_that_nobody_touched_has_no_problem(log):
    assert found() == []


@pytest.mark.parametrize("number", range(ROUNDS))
def test_whatever_is_changed_past_the_portal_is_seen(log, number):
    chance = random.Random(f"{SEED}-{number}")  # noqa: S311, tamperings that can be repeated
    unseen, done = [], 0
    while done < IN_A_ROUND:
        try:
            with transaction.atomic():
                told = chance.choice(WAYS)(chance)
                done += 1
                if not found():
                    unseen.append(told)
                raise Taken
        except Taken:
            continue
        except IntegrityError:
            # A constraint that still stands saw it first.
            continue

    assert unseen == []
    assert found() == []


@pytest.mark.parametrize("way", [forge, cut_the_tail], ids=["forge", "cut"])
def test_whoever_knows_the_algorithm_is_seen_by_what_was_published(log, way):
    head = Head(*LogHead.objects.values_list("sequence", "digest").get())
    execute("DELETE FROM applications_publishedhead")

    way(random.Random(3))  # noqa: S311, a tampering that can be repeated

    # Nothing in the database tells; a head that was noted elsewhere does.
    assert [problem.code for problem in verify()] == []
    assert [problem.code for problem in verify(head)] in (["head"], ["tail"])
    assert [problem.code for problem in verify(Head(None, head.digest))] == ["head"]
