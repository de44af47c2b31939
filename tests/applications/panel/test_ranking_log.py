"""The ranking is computed again from the scores of the log, and compared with the pages'."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.log import differences
from applications.models import Assignment, Evaluation, LogEntry, LogSalt, Score
from applications.panel.assignments import assign, remove
from applications.panel.declaring import declare_no_conflict
from applications.panel.proposals import propose_change
from applications.panel.scoring import save, submit
from tests.applications.panel.panels import assigned, panel, secretary
from tests.factories import CriterionFactory
from tests.unlocked import unlock_the_log

pytestmark = pytest.mark.django_db


def judged(row, value):
    """The evaluation of an assignment with one score, given as evaluators give it."""
    person, now = row.evaluator.user, timezone.now()
    row = declare_no_conflict(row, by=person)
    save(row, by=person, at=now, revision=0, scores={"impact": (Decimal(value), "Why")}, comment="")
    return submit(row, by=person, at=now, key="one")


def call_of(files, evaluators, per_file, value=lambda row: 3):
    """A call whose files are all judged by as many as it asks for."""
    call = panel(files=files, evaluators=evaluators, per_file=per_file)
    CriterionFactory(call=call, code="impact")
    for row in assigned(call):
        judged(row, value(row))
    return call


def of_rankings():
    """The other differences are those of files that the factories have put there without acts."""
    return [problem.detail for problem in differences() if problem.code == "ranking"]


def test_changed_scores_are_told_with_what_every_file_would_have_by_the_log():
    call = call_of(2, 2, 1)
    first, second = (row.application_id for row in Assignment.objects.order_by("application"))
    assert of_rankings() == []

    unlock_the_log()
    Score.objects.filter(evaluation__assignment__application=second).update(value=5)

    assert of_rankings() == [
        f"call {call.year}, file {first}: mean 60.00, place 2; by the log mean 60.00, place 1",
        f"call {call.year}, file {second}: mean 100.00, place 1; by the log mean 60.00, place 1",
    ]


def test_an_evaluation_that_nobody_submitted_or_that_is_hidden_moves_the_ranking():
    call = call_of(2, 2, 1)
    first, second = Evaluation.objects.order_by("assignment__application")
    unlock_the_log()

    Evaluation.objects.filter(pk=first.pk).update(submitted_at=None)
    told = f"call {call.year}, file {first.assignment.application_id}: "
    assert of_rankings() == [f"{told}without a result; by the log mean 60.00, place 1"]

    LogSalt.objects.all().delete()
    LogEntry.objects.filter(kind="evaluation:submit").delete()
    told = f"call {call.year}, file {second.assignment.application_id}: "
    assert of_rankings() == [f"{told}mean 60.00, place 1; by the log without a result"]


def test_a_corrected_ranking_is_compared_and_costs_the_same_for_many_files():
    # Evaluators differ in harshness, so that the order is not that of the means alone.
    def value(row):
        return 1 + (row.application_id + 2 * (row.evaluator_id % 2)) % 5

    one = call_of(1, 1, 1)
    with CaptureQueriesContext(connection) as few:
        assert of_rankings() == []
    one.applications.update(status="withdrawn")
    call_of(12, 6, 3, value)
    with CaptureQueriesContext(connection) as many:
        assert len(of_rankings()) == 1
    # Of the first call the file is withdrawn behind the portal's back, and its ranking computed.
    assert len(many) - len(few) < 16

    unlock_the_log()
    score = Score.objects.order_by("-pk").first()
    Score.objects.filter(pk=score.pk).update(value=6 - score.value)

    told = [line for line in of_rankings() if "corrected" in line]
    file = score.evaluation.assignment.application_id
    assert [line for line in told if f"file {file}: " in line]
    assert len(told) > 1


def test_whoever_is_assigned_again_declares_again_and_counts_once():
    call = panel(files=1, evaluators=2, per_file=1)
    CriterionFactory(call=call, code="impact")
    (row,) = assigned(call)
    declare_no_conflict(row, by=row.evaluator.user)
    remove(row, by=secretary(), reason="Ill")
    pair = [(row.application_id, row.evaluator_id)]
    digest = propose_change(call, wanted=pair).digest
    assign(call, digest, by=secretary(), wanted=pair)

    judged(row, 4)

    assert of_rankings() == []
    assert LogEntry.objects.filter(kind="evaluation:declare").count() == 2
