"""Evaluators are reminded once before their evaluations are due, and once afterwards."""

import datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from applications.models import Assignment, Decision, EvaluationTerms, Evaluator, Notice
from applications.panel.reminding import remind_evaluators
from tests.factories import (
    ApplicationFactory,
    AssignmentFactory,
    CallFactory,
    EvaluationFactory,
    EvaluationTermsFactory,
    EvaluatorFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

DUE = datetime.datetime(2019, 9, 20, 12, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def evaluator():
    """With two files to evaluate, of which one is handed in; another has handed in everything."""
    call = CallFactory()
    EvaluationTermsFactory(call=call, evaluations_due_at=DUE)
    busy, done = EvaluatorFactory(call=call), EvaluatorFactory(call=call)
    for one, submitted in ((busy, None), (busy, DUE - 9 * DAY), (done, DUE - 9 * DAY)):
        file = ApplicationFactory(call=call, under_evaluation=True)
        row = AssignmentFactory(
            application=file, evaluator=one, open=True, assigned_at=DUE - 30 * DAY
        )
        EvaluationFactory(assignment=row, submitted_at=submitted)
    return busy


def letters():
    return [
        (notice.template, notice.user, notice.context["number"])
        for notice in Notice.objects.order_by("pk")
    ]


def test_whoever_has_something_to_hand_in_gets_one_letter_before_and_one_after(evaluator):
    soon = ("evaluations-due-soon", evaluator.user, 1)
    overdue = ("evaluations-overdue", evaluator.user, 1)

    assert remind_evaluators(DUE - 8 * DAY) == 0
    assert [remind_evaluators(DUE - 7 * DAY), remind_evaluators(DUE - DAY)] == [1, 0]
    assert letters() == [soon]
    assert [remind_evaluators(DUE), remind_evaluators(DUE + DAY)] == [1, 0]
    assert letters() == [soon, overdue]


def test_another_instant_brings_letters_of_its_own(evaluator):
    remind_evaluators(DUE - DAY)
    EvaluationTerms.objects.update(evaluations_due_at=DUE + 7 * DAY)

    assert remind_evaluators(DUE + DAY) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda row: Assignment.objects.update(state="removed"),
        lambda row: Assignment.objects.update(assigned_at=DUE - 3 * DAY),
        lambda row: type(row.application).objects.update(status="withdrawn"),
        lambda row: type(row.evaluator.user).objects.update(is_active=False),
        lambda row: Decision.objects.create(
            application=row.application, outcome="designated", by=UserFactory(), at=DUE
        ),
    ],
)
def test_nobody_is_reminded_of_what_is_not_to_be_done(evaluator, change):
    change(evaluator.assignments.first())

    assert remind_evaluators(DUE - 2 * DAY) == 0


@pytest.mark.parametrize("number", [1, 3])
def test_looking_again_takes_two_queries_however_many_evaluators(
    evaluator, number, django_assert_num_queries
):
    for _evaluator in range(number):
        file = ApplicationFactory(call=evaluator.call, under_evaluation=True)
        AssignmentFactory(
            application=file,
            evaluator=EvaluatorFactory(call=evaluator.call),
            assigned_at=DUE - 30 * DAY,
        )
    remind_evaluators(DUE)

    with django_assert_num_queries(4):  # two of them begin and end a savepoint
        assert remind_evaluators(DUE) == 0


def test_the_command_that_sends_letters_writes_them(evaluator):
    EvaluationTerms.objects.update(evaluations_due_at=timezone.now() + DAY)

    call_command("send_notices")
    call_command("send_notices")

    (sent,) = mail.outbox
    assert sent.to == [evaluator.user.email]
    assert "You have 1 evaluation of the call" in sent.body
    assert "/applications/evaluation/" in sent.body
    assert Evaluator.objects.count() == 2
