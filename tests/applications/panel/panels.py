"""Panels of evaluators around a call, for the tests of the evaluation."""

from applications.panel.assignments import assign
from applications.panel.proposals import propose
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    CreativeFieldFactory,
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
    from applications.models import Assignment

    return Assignment.objects.filter(application__call=call).order_by("application", "evaluator")


def loads(call):
    """How many files each evaluator has, in the order of their rows."""
    return [
        evaluator.assignments.in_force().count() for evaluator in call.evaluators.order_by("pk")
    ]
