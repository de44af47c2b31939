"""What the evaluators of files have given so far, for whoever decides on them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.models import (
    Assignment,
    AssignmentState,
    Call,
    Consensus,
    Criterion,
    EvaluationTerms,
    Score,
)
from applications.panel.submitted import as_criterion
from applications.preflight.clauses import PROCEDURE
from applications.preflight.findings import Finding
from applications.ranking import scores


@dataclass(frozen=True)
class Judged:
    """How far a file is evaluated.

    `points` are the evaluations that were submitted, each in points of a hundred; `waiting` counts
    the evaluators who have not submitted theirs. `wanted` and `spread_at_most` are terms of the
    call, None where it has none.
    """

    wanted: int | None = None
    spread_at_most: int | None = None
    points: list[Decimal] = field(default_factory=list)
    waiting: int = 0
    has_consensus: bool = False

    @property
    def mean(self) -> Decimal | None:
        """The raw mean, to a tenth of a point."""
        return tenth(sum(self.points, Decimal()) / len(self.points)) if self.points else None

    @property
    def spread(self) -> Decimal | None:
        return tenth(max(self.points) - min(self.points)) if self.points else None

    def missing(self) -> Iterator[Finding]:
        """What an evaluation under the call's terms would still need."""
        if self.wanted is not None and (self.waiting or len(self.points) < self.wanted):
            yield Finding(
                "evaluations-missing",
                _("%(submitted)s of %(wanted)s evaluations are submitted.")
                % {"submitted": len(self.points), "wanted": self.wanted},
                _("Wait for the others, or decide with a reason."),
                PROCEDURE,
            )
        apart = self.spread_at_most is not None and (self.spread or 0) > self.spread_at_most
        if apart and not self.has_consensus:
            yield Finding(
                "consensus-missing",
                _("The evaluations lie %(spread)s points apart, and there is no consensus note.")
                % {"spread": self.spread},
                _("Wait for the note, or decide with a reason."),
                PROCEDURE,
            )


def tenth(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"))


def judged(call: Call, applications: Iterable[int]) -> dict[int, Judged]:
    """How far each of the files is evaluated, by key, in a fixed number of queries."""
    numbers = list(applications)
    terms = EvaluationTerms.objects.filter(call=call).first()
    noted = set(
        Consensus.objects.filter(application__in=numbers).values_list("application", flat=True)
    )
    found = {
        number: Judged(
            wanted=terms.evaluators_per_file if terms else None,
            spread_at_most=terms.spread_at_most if terms else None,
            points=[],
            waiting=waiting,
            has_consensus=number in noted,
        )
        for number, waiting in _waiting(numbers).items()
    }
    for number, points in _points(call, numbers):
        found[number].points.append(points)
    return found


def _waiting(numbers: list[int]) -> dict[int, int]:
    counted = dict.fromkeys(numbers, 0)
    waiting = Assignment.objects.in_force().filter(
        application__in=numbers, evaluation__submitted_at__isnull=True
    )
    for number in waiting.values_list("application", flat=True):
        counted[number] += 1
    return counted


def _points(call: Call, numbers: list[int]) -> Iterator[tuple[int, Decimal]]:
    """The file and the points of each submitted evaluation whose evaluator is not recused."""
    criteria = [as_criterion(one) for one in Criterion.objects.filter(call=call)]
    given: defaultdict[tuple[int, int], dict[str, Any]] = defaultdict(dict)
    rows = Score.objects.filter(
        evaluation__assignment__application__in=numbers,
        evaluation__assignment__state=AssignmentState.OPEN,
        evaluation__submitted_at__isnull=False,
        value__isnull=False,
    )
    columns = ("evaluation__assignment__application", "evaluation", "criterion__code", "value")
    for number, evaluation, code, value in rows.order_by("evaluation", "pk").values_list(*columns):
        given[number, evaluation][code] = value
    for (number, evaluation), values in given.items():
        whole = scores.Evaluation(str(number), str(evaluation), values)
        points = scores.total(criteria, whole).points
        yield number, Decimal(points.numerator) / Decimal(points.denominator)
