"""What the database itself refuses of scores, whoever writes past the verbs."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.models import Evaluation, Score
from tests.factories import AssignmentFactory, CriterionFactory, EvaluationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation():
    return EvaluationFactory()


@pytest.fixture
def criterion(evaluation):
    """From 0 to 5 in halves."""
    return CriterionFactory(call=evaluation.assignment.application.call)


def refused(rule):
    return pytest.raises(IntegrityError, match=rule)


@pytest.mark.parametrize("value", ["0", "0.5", "3", "5", None])
def test_a_score_on_the_scale_is_taken(evaluation, criterion, value):
    evaluation.scores.create(criterion=criterion, value=value and Decimal(value))

    assert Score.objects.count() == 1


@pytest.mark.parametrize("value", ["-0.5", "5.5", "3.25", "0.01", "99"])
def test_a_score_off_its_scale_or_between_its_steps_is_refused(evaluation, criterion, value):
    with refused("score_on_its_scale"), transaction.atomic():
        evaluation.scores.create(criterion=criterion, value=Decimal(value))
    score = evaluation.scores.create(criterion=criterion, value=3)
    with refused("score_on_its_scale"), transaction.atomic():
        Score.objects.filter(pk=score.pk).update(value=Decimal(value))


def test_steps_of_tenths_are_counted_exactly(evaluation, criterion):
    type(criterion).objects.filter(pk=criterion.pk).update(least="0.1", greatest=1, step="0.1")

    for tenth in range(1, 11):
        evaluation.scores.all().delete()
        evaluation.scores.create(criterion=criterion, value=Decimal(tenth) / 10)


def test_a_scale_keeps_the_scores_that_were_given_on_it(evaluation, criterion):
    evaluation.scores.create(criterion=criterion, value=Decimal("4.5"))

    for changed in ({"greatest": 4}, {"step": 1}, {"least": 5, "greatest": 9}):
        with refused("score_on_its_scale"), transaction.atomic():
            type(criterion).objects.filter(pk=criterion.pk).update(**changed)
    type(criterion).objects.filter(pk=criterion.pk).update(greatest=10)


@pytest.mark.parametrize("state", ["sealed", "recused", "removed"])
def test_a_score_for_an_assignment_that_is_not_open_is_refused(state):
    assignment = AssignmentFactory(
        state=state,
        answered_at=timezone.now() if state == "recused" else None,
        conflict="declared" if state == "recused" else "",
    )
    evaluation = Evaluation.objects.create(assignment=assignment)
    criterion = CriterionFactory(call=assignment.application.call)

    with refused("score_was_declared_for"), transaction.atomic():
        evaluation.scores.create(criterion=criterion, value=3)


def test_the_scores_of_a_submitted_evaluation_do_not_change(evaluation, criterion):
    score = evaluation.scores.create(criterion=criterion, value=3)
    other = CriterionFactory(call=criterion.call)
    Evaluation.objects.filter(pk=evaluation.pk).update(submitted_at=timezone.now())

    for forbidden in (
        lambda: Score.objects.filter(pk=score.pk).update(value=4),
        lambda: Score.objects.filter(pk=score.pk).update(reason="Otherwise"),
        lambda: Score.objects.filter(pk=score.pk).update(evaluation=EvaluationFactory()),
        lambda: Score.objects.filter(pk=score.pk).delete(),
        lambda: evaluation.scores.create(criterion=other, value=1),
    ):
        with refused("submitted_score_kept"), transaction.atomic():
            forbidden()
    assert list(Score.objects.values_list("value", "reason")) == [(3, "")]


def test_an_evaluation_that_was_given_back_changes_again(evaluation, criterion):
    evaluation.scores.create(criterion=criterion, value=3)
    Evaluation.objects.filter(pk=evaluation.pk).update(submitted_at=timezone.now())
    Evaluation.objects.filter(pk=evaluation.pk).update(submitted_at=None)

    assert evaluation.scores.update(value=4) == 1


def test_a_criterion_that_applies_to_every_file_is_not_said_not_to(evaluation, criterion):
    with refused("criterion_applies"), transaction.atomic():
        evaluation.scores.create(criterion=criterion, does_not_apply=True)
    with pytest.raises(IntegrityError, match="score_of_what_applies"), transaction.atomic():
        evaluation.scores.create(criterion=criterion, does_not_apply=True, value=3)
    type(criterion).objects.update(may_not_apply=True)
    evaluation.scores.create(criterion=criterion, does_not_apply=True)

    with refused("criterion_applies"), transaction.atomic():
        type(criterion).objects.update(may_not_apply=False)
