"""Processes that announce and are killed in the middle, and several at once: exactly once."""

import os
import random
import signal
import time

import pytest
from django.db import connection, connections

from applications.log import verifying
from applications.models import Announcement, Decision, LogEntry, Notice, StatusChange
from applications.outcome import announce_due
from cities.models import Designation
from tests.applications.outcome.decided import (
    closed_call,
    judged_file,
    let_the_instant_come,
    office,
    released,
)
from tests.applications.workflow.people import denmark, member_of_commission
from tests.factories import CountryFactory
from tests.serving import shared_database  # noqa: F401, fixture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]

SEED = 11
FILES = 4


@pytest.fixture
def due():
    """Four files of two countries in an announcement that is due: two designated, two not."""
    call, by = closed_call(), office()
    member_of_commission(denmark())
    sweden = CountryFactory(code="SE")
    files = [judged_file(call, country) for country in (denmark(), sweden) for _number in "ab"]
    outcomes = ["designated", "not-designated"] * 2
    released(call, by, dict(zip(files, outcomes, strict=True)))
    let_the_instant_come(call)
    return call


def in_a_process(act):
    """Run it in a process of its own, with connections of its own; return the process's number."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        act()
    except BaseException:  # noqa: BLE001, nothing of pytest may run on in the child
        os._exit(1)
    os._exit(0)


def ended(process):
    """How it ended: 0, or the negative number of the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def announce_until(statement):
    """Announce, and be killed before this statement reaches the database."""
    left = iter(range(statement, -1, -1))

    def count(execute, *asked):
        if next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*asked)

    with connection.execute_wrapper(count):
        announce_due()


def what_is_there():
    return {
        "designations": Designation.objects.count(),
        "acts": StatusChange.objects.filter(action__in=("designate", "turn-down")).count(),
        "letters": Notice.objects.count(),
        "log": LogEntry.objects.filter(kind__in=ANNOUNCED).count(),
        "decided": Decision.objects.filter(change__isnull=False).count(),
        "done": Announcement.objects.filter(done_at__isnull=False).count(),
    }


ANNOUNCED = ("act:designate", "act:turn-down", "announcement:done")
NOTHING = {"designations": 0, "acts": 0, "letters": 0, "log": 0, "decided": 0, "done": 0}
# Four owners, and the Danish Commission about two files.
ALL = {"designations": 2, "acts": 4, "letters": 6, "log": 5, "decided": 4, "done": 1}


def test_whoever_is_killed_leaves_nothing_and_the_next_one_does_it_once(due):
    dice = random.Random(SEED)  # noqa: S311, the same moments each time
    for statement in sorted(dice.sample(range(3, 90), 8)):
        how = ended(in_a_process(lambda statement=statement: announce_until(statement)))
        assert how == -signal.SIGKILL, f"statement {statement}"
        assert what_is_there() == NOTHING

    assert ended(in_a_process(announce_due)) == 0
    assert what_is_there() == ALL
    assert ended(in_a_process(announce_due)) == 0
    assert what_is_there() == ALL
    assert list(verifying.verify()) == []


def test_killed_from_outside_at_any_moment_it_is_all_or_nothing(due):
    dice = random.Random(SEED)  # noqa: S311, the same moments each time
    for _attempt in range(6):
        process = in_a_process(announce_due)
        time.sleep(dice.uniform(0.005, 0.15))
        os.kill(process, signal.SIGKILL)
        ended(process)
        assert what_is_there() in (NOTHING, ALL)

    assert ended(in_a_process(announce_due)) == 0
    assert what_is_there() == ALL


def test_several_processes_at_once_announce_once(due):
    processes = [in_a_process(announce_due) for _number in range(4)]

    assert [ended(process) for process in processes] == [0, 0, 0, 0]
    assert what_is_there() == ALL
    assert Announcement.objects.get().error == ""
