"""What evaluators in force have submitted, as the arithmetic of the ranking takes it."""

from applications import ranking
from applications.models import AssignmentState, Call, Criterion, Evaluation, Status

# Files whose evaluation began: what is decided afterwards takes nothing from its result.
EVALUATED = (Status.UNDER_EVALUATION, Status.DESIGNATED, Status.NOT_DESIGNATED)


def submitted_of(call: Call) -> list[ranking.Evaluation]:
    """Every submitted evaluation of the call whose evaluator is in force."""
    rows = (
        Evaluation.objects.filter(
            assignment__application__call=call,
            assignment__application__status__in=EVALUATED,
            assignment__state=AssignmentState.OPEN,
            submitted_at__isnull=False,
        )
        .select_related("assignment")
        .prefetch_related("scores__criterion")
        .order_by("pk")
    )
    return [as_given(row) for row in rows]


def as_given(row: Evaluation) -> ranking.Evaluation:
    """A submitted evaluation as the arithmetic takes it."""
    return ranking.Evaluation(
        file=str(row.assignment.application_id),
        evaluator=str(row.assignment.evaluator_id),
        scores={
            score.criterion.code: score.value
            for score in row.scores.all()
            if score.value is not None or score.does_not_apply
        },
    )


def as_criterion(row: Criterion) -> ranking.Criterion:
    """A criterion of the call as the arithmetic takes it."""
    return ranking.Criterion(
        code=row.code,
        weight=row.weight,
        least=row.least,
        greatest=row.greatest,
        step=row.step,
        justified_up_to=row.reason_up_to,
        justified_from=row.reason_from,
        may_not_apply=row.may_not_apply,
    )
