"""What evaluators give: criteria with their scales, and the scores of an evaluation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

POINTS = 100


@dataclass(frozen=True)
class Criterion:
    """One criterion of a call: what it weighs, and the scale that it is scored on.

    Scores run from `least` to `greatest` in steps. Weights count in proportion to each other.
    `may_not_apply` lets an evaluator say that the criterion does not apply to a file. A score at or
    below `justified_up_to`, or at or above `justified_from`, needs a justification.
    """

    code: str
    weight: Decimal
    least: Decimal
    greatest: Decimal
    step: Decimal = Decimal("0.5")
    may_not_apply: bool = False
    justified_up_to: Decimal | None = None
    justified_from: Decimal | None = None

    def points(self, score: Decimal) -> Fraction:
        """The score as points from 0, the least that the scale gives, to 100, the greatest."""
        width = Fraction(self.greatest) - Fraction(self.least)
        return POINTS * (Fraction(score) - Fraction(self.least)) / width


@dataclass(frozen=True)
class Evaluation:
    """What one evaluator gives one file. `None` as a score says that the criterion does not apply.

    Whether a draft is complete does not matter: only what is submitted counts.
    """

    file: str
    evaluator: str
    scores: Mapping[str, Decimal | None]
    submitted: bool = True


@dataclass(frozen=True)
class Total:
    """An evaluation in one number: points from 0 to 100."""

    file: str
    evaluator: str
    points: Fraction


def total(criteria: Sequence[Criterion], evaluation: Evaluation) -> Total:
    """The weighted mean of an evaluation that `check` has passed.

    Criteria of different scales are first brought to points from 0 to 100, which people read as a
    share of what could be had. The weights of criteria that do not apply fall away, and those that
    are left share the whole. Fractions are exact, so that equal files are seen to be equal.
    """
    given = [
        (Fraction(criterion.weight), criterion.points(score))
        for criterion in criteria
        if (score := evaluation.scores.get(criterion.code)) is not None
    ]
    weights = sum((weight for weight, _ in given), Fraction())
    weighted = sum((weight * points for weight, points in given), Fraction())
    return Total(evaluation.file, evaluation.evaluator, weighted / weights)


def scores_to_justify(
    criteria: Sequence[Criterion], scores: Mapping[str, Decimal | None]
) -> list[str]:
    """The codes of the criteria, in their order, whose scores need a justification.

    Those are the extremes: scores at a criterion's thresholds, or beyond them. A criterion that
    does not apply needs none.
    """
    return [
        criterion.code
        for criterion in criteria
        if (score := scores.get(criterion.code)) is not None and is_extreme(criterion, score)
    ]


def is_extreme(criterion: Criterion, score: Decimal) -> bool:
    """Whether a score lies at one of the criterion's thresholds, or beyond it."""
    low, high = criterion.justified_up_to, criterion.justified_from
    return (low is not None and score <= low) or (high is not None and score >= high)
