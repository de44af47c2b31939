"""Panels of evaluators around a call, for the tests of the evaluation."""

from django.utils import timezone

from applications.models import Assignment
from applications.panel.assignments import assign
from applications.panel.proposals import propose
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    CreativeFieldFactory,
    EvaluationFactory,
    EvaluationTermsFactory,
    EvaluatorFactory,
    UserFactory,
)


def panel(files=2, evaluators=4, per_file=2, experts=1, **details):
    """A closed call with files under evaluation and independent experts who know their field."""
    call = CallFactory(closed=True)
    EvaluationTermsFactory(call=call, evaluators_per_file=per_file, experts_at_least=experts)
    field = CreativeFieldFactory()
    for _file in range(files):
        ApplicationFactory(call=call, field=field, under_evaluation=True)
    for _evaluator in range(evaluators):
        EvaluatorFactory(call=call, fields=[field], **details)
    return call


def secretary():
    return UserFactory(superuser=True)


def assigned(call, by=None):
    """Assign what is proposed, and return the rows in their order."""
    assign(call, propose(call).digest, by=by or secretary())
    return list(rows_of(call))


def rows_of(call):

    return Assignment.objects.filter(application__call=call).order_by("application", "evaluator")


def loads(call):
    """How many files each evaluator has, in the order of their rows."""
    return [
        evaluator.assignments.in_force().count() for evaluator in call.evaluators.order_by("pk")
    ]


def scored(row, *values):
    """A submitted evaluation of an assignment, with one score for each criterion of the call."""
    row.__class__.objects.filter(pk=row.pk).update(state="open", answered_at=row.assigned_at)
    evaluation = EvaluationFactory(assignment=row)
    criteria = row.application.call.criteria.order_by("position", "pk")
    for criterion, value in zip(criteria, values, strict=True):
        evaluation.scores.create(criterion=criterion, value=value)
    # Once it is submitted, its scores are kept as they are.
    evaluation.__class__.objects.filter(pk=evaluation.pk).update(submitted_at=timezone.now())
    return evaluation
