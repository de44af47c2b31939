"""Acts on one panel at the same instant."""

import pytest

from applications.log import verify
from applications.models import Assignment, LogEntry
from applications.panel.assignments import assign
from applications.panel.declaring import declare_conflict, declare_no_conflict
from applications.panel.proposals import propose
from applications.workflow import Conflict
from tests.applications.panel.panels import assigned, loads, panel, rows_of, secretary
from tests.applications.workflow.test_parallel import all_at_once
from tests.serving import shared_database  # noqa: F401, fixture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]

AT_ONCE = 8


def test_of_many_who_assign_at_once_one_does_and_the_others_are_told():
    call = panel(files=2, evaluators=4, per_file=2)
    people, digest = [secretary() for _number in range(AT_ONCE)], propose(call).digest

    ended = all_at_once([lambda by=by: assign(call, digest, by=by) for by in people])

    done = [one for one in ended if isinstance(one, LogEntry)]
    refused = [one for one in ended if isinstance(one, Conflict)]
    assert (len(done), len(refused)) == (1, AT_ONCE - 1), ended
    assert {one.code for one in refused} == {"stale"}
    assert rows_of(call).count() == 4


def test_evaluators_who_recuse_and_declare_at_once_leave_every_file_with_its_own():
    call = panel(files=4, evaluators=10, per_file=2)
    first, second, third, fourth, *_others = assigned(call)

    ended = all_at_once(
        [
            lambda: declare_conflict(first, kind="tie", by=first.evaluator.user),
            lambda: declare_conflict(first, kind="tie", by=first.evaluator.user),
            lambda: declare_no_conflict(second, by=second.evaluator.user),
            lambda: declare_conflict(third, kind="team", by=third.evaluator.user),
            lambda: declare_conflict(fourth, kind="declared", by=fourth.evaluator.user),
        ]
    )

    assert all(isinstance(one, Assignment) for one in ended), ended
    assert Assignment.objects.filter(state="recused").count() == 3
    assert [file.assignments.in_force().count() for file in call.applications.all()] == [2] * 4
    assert max(loads(call)) <= 2
    assert list(verify()) == []
