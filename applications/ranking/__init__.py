"""From evaluators' scores to a ranking: arithmetic alone, without models and without a database.

`raw_results` and `totals` take criteria and evaluations, or raise `BadScores` with every mistake;
`correct` takes the evaluators' harshness out of the totals, `places` ranks, `why` explains.
"""

from applications.ranking.checking import BadScores, Mistake, check, mistakes_in
from applications.ranking.consensus import Agreement, agreements, needing_consensus
from applications.ranking.enough import Minimum, Reason
from applications.ranking.explaining import of_evaluator, why
from applications.ranking.harshness import (
    CorrectedFile,
    Correction,
    Harshness,
    Interval,
    NotCorrected,
    correct,
)
from applications.ranking.places import Place, places
from applications.ranking.results import RawResult, raw_results, totals
from applications.ranking.scores import Criterion, Evaluation, Total, scores_to_justify, total

__all__ = [
    "Agreement",
    "BadScores",
    "CorrectedFile",
    "Correction",
    "Criterion",
    "Evaluation",
    "Harshness",
    "Interval",
    "Minimum",
    "Mistake",
    "NotCorrected",
    "Place",
    "RawResult",
    "Reason",
    "Total",
    "agreements",
    "check",
    "correct",
    "mistakes_in",
    "needing_consensus",
    "of_evaluator",
    "places",
    "raw_results",
    "scores_to_justify",
    "total",
    "totals",
    "why",
]
