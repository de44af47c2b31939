"""Raw results: what a file's evaluators gave it, as they gave it."""

import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from applications.ranking.checking import check
from applications.ranking.scores import Criterion, Evaluation, Total, total


@dataclass(frozen=True)
class RawResult:
    """A file's result before any correction.

    `mean`, `spread` (largest less smallest total) and `deviation` (of the sample, none for a single
    evaluation) are in points from 0 to 100. `by_criterion` has each criterion's mean on its own
    scale, on which the evaluators and the criterion's words put it; none where it applies to no
    evaluation. `is_apart` says that the spread exceeds the call's threshold.
    """

    file: str
    mean: Fraction
    by_criterion: Mapping[str, Fraction | None]
    spread: Fraction
    deviation: float | None
    evaluators: tuple[str, ...]
    is_apart: bool

    @property
    def evaluations(self) -> int:
        return len(self.evaluators)


def raw_results(
    criteria: Sequence[Criterion], evaluations: Sequence[Evaluation], *, threshold: Decimal
) -> list[RawResult]:
    """The result of each file that has a submitted evaluation, by the files' keys.

    `threshold` is the spread in points up to which evaluators are taken to agree. Raises
    `BadScores` with every mistake in the criteria and in the scores.
    """
    check(criteria, evaluations)
    by_file: dict[str, list[Evaluation]] = defaultdict(list)
    for evaluation in sorted(evaluations, key=lambda given: (given.file, given.evaluator)):
        if evaluation.submitted:
            by_file[evaluation.file].append(evaluation)
    return [raw_result(criteria, given, Fraction(threshold)) for given in by_file.values()]


def totals(criteria: Sequence[Criterion], evaluations: Sequence[Evaluation]) -> list[Total]:
    """The submitted evaluations in one number each, for the model. Raises `BadScores`."""
    check(criteria, evaluations)
    return [total(criteria, evaluation) for evaluation in evaluations if evaluation.submitted]


def raw_result(
    criteria: Sequence[Criterion], evaluations: Sequence[Evaluation], threshold: Fraction
) -> RawResult:
    """The result of one file from its submitted evaluations, of which there is one at least."""
    points = [total(criteria, evaluation).points for evaluation in evaluations]
    spread = max(points) - min(points)
    return RawResult(
        file=evaluations[0].file,
        mean=statistics.mean(points),
        by_criterion={
            criterion.code: mean_of_criterion(criterion, evaluations) for criterion in criteria
        },
        spread=spread,
        deviation=statistics.stdev(map(float, points)) if len(points) > 1 else None,
        evaluators=tuple(evaluation.evaluator for evaluation in evaluations),
        is_apart=spread > threshold,
    )


def mean_of_criterion(criterion: Criterion, evaluations: Sequence[Evaluation]) -> Fraction | None:
    """The mean of the scores on the criterion's own scale."""
    given = [
        Fraction(score)
        for evaluation in evaluations
        if (score := evaluation.scores.get(criterion.code)) is not None
    ]
    return statistics.mean(given) if given else None
