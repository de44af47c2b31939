"""What the other evaluators of a file gave it: shown to each after their own submission only."""

import string
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from applications import ranking
from applications.models import Assignment, AssignmentState, Evaluation
from applications.panel.missing import Given, scores_of
from applications.panel.own import demand_open
from applications.panel.submitted import as_criterion, as_given
from applications.panel.terms import criteria_of
from applications.workflow.refusals import Conflict


@dataclass(frozen=True)
class Seen:
    """One submitted evaluation without its author's name: “A”, “B”; the own one has no letter."""

    letter: str
    scores: dict[str, Given]
    comment: str
    points: Fraction


@dataclass(frozen=True)
class AllSeen:
    """The evaluations of a file, the own one first, and their mean in points of a hundred."""

    evaluations: list[Seen]
    mean: Fraction
    by_criterion: dict[str, Fraction | None]
    awaited: int


def seen_after_submission(assignment: Assignment) -> AllSeen:
    """Everything that the evaluators of the file submitted, for one who did so too.

    Nobody is swayed by the others before. The letters go by the assignments' random numbers, so
    that they tell nothing of who is who. Raises `NotAllowed` for whoever may not read the file, and
    `Conflict` before the own submission.
    """
    demand_open(assignment, assignment.evaluator.user)
    rows = list(
        Evaluation.objects.filter(
            assignment__application=assignment.application_id,
            assignment__state=AssignmentState.OPEN,
            submitted_at__isnull=False,
        )
        .select_related("assignment")
        .prefetch_related("scores__criterion")
        .order_by("assignment__number")
    )
    if all(row.assignment_id != assignment.pk for row in rows):
        raise Conflict(
            _("You see what the others gave once you have submitted your own evaluation."),
            code="not-submitted",
        )
    criteria = criteria_of(assignment)
    judged = [as_criterion(criterion) for criterion in criteria.values()]
    given = {row.pk: as_given(row) for row in rows}
    (result,) = ranking.raw_results(judged, list(given.values()), threshold=Decimal(100))
    totals = {row.pk: ranking.total(judged, given[row.pk]).points for row in rows}
    others = [row for row in rows if row.assignment_id != assignment.pk]
    own = [row for row in rows if row.assignment_id == assignment.pk]
    letters = dict(zip((row.pk for row in others), lettered(len(others)), strict=True))
    in_force = assignment.application.assignments.in_force().count()
    return AllSeen(
        evaluations=[
            Seen(letters.get(row.pk, ""), scores_of(row), row.comment, totals[row.pk])
            for row in (*own, *others)
        ],
        mean=result.mean,
        by_criterion=dict(result.by_criterion),
        awaited=in_force - len(rows),
    )


def lettered(number: int) -> list[str]:
    """A, B, … Z, AA, AB…"""
    letters = string.ascii_uppercase
    pairs = [one + other for one in letters for other in letters]
    return [*letters, *pairs][:number]
