"""The corrected result: what a file would have had from evaluators of average harshness.

    points of an evaluation = mean + the file's quality - the evaluator's harshness + noise

Files and evaluators are both random and crossed; variances are estimated by restricted maximum
likelihood (Patterson and Thompson 1971), harshness by best linear unbiased prediction (Henderson
1975). What few evaluations say of an evaluator is drawn towards nought, and where the evaluators
do not differ more than by chance, nothing is corrected at all: so a correction does next to no
harm where there was nothing to correct.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from applications.ranking.enough import Minimum, Reason, lacking
from applications.ranking.scores import Total


@dataclass(frozen=True)
class Interval:
    """Where a value lies with a probability of 95 %, in points."""

    least: float
    greatest: float


@dataclass(frozen=True)
class CorrectedFile:
    """One file's result, in points from 0 to 100, which a correction may leave by a little.

    `corrected` is the mean of its evaluations after the harshness of each evaluator is given back.
    Files are ranked by it. `expected` is the best prediction of the file's quality, which draws
    what few evaluations say towards the mean of all files. With as many evaluations for each file
    both give the same order. With unequal numbers `expected` would let a file lose places because
    an evaluator of it fell ill, and a correction of harshness could not be told from a distrust in
    few evaluations; the uncertainty of few evaluations is in the interval instead. Intervals hold
    also how far a call's evaluators as a whole may be from evaluators at large, which moves all
    files alike and no place.
    """

    file: str
    raw: float
    corrected: float
    interval: Interval
    expected: float
    interval_of_expected: Interval
    evaluators: tuple[str, ...]


@dataclass(frozen=True)
class Harshness:
    """How many points fewer an evaluator gives than colleagues would for the same files.

    Below nought: milder. `files` is on how many evaluations it rests. Where evaluators differ no
    more than chance explains, all are at nought, and the intervals have no width.
    """

    evaluator: str
    points: float
    interval: Interval
    files: int


@dataclass(frozen=True)
class Correction:
    """The model of a call: its files and evaluators by their keys, and standard deviations."""

    files: Mapping[str, CorrectedFile]
    evaluators: Mapping[str, Harshness]
    mean: float
    deviation_of_files: float
    deviation_of_harshness: float
    deviation_of_noise: float

    @property
    def changes_nothing(self) -> bool:
        """Whether the evaluators differ no more in harshness than chance explains."""
        return self.deviation_of_harshness == 0


@dataclass(frozen=True)
class NotCorrected:
    """No correction, because the evaluations do not allow for one: all the reasons."""

    reasons: Sequence[Reason]


def correct(totals: Sequence[Total], minimum: Minimum | None = None) -> Correction | NotCorrected:
    """The correction of a call's evaluations, or why there is none.

    There may be one total at most of a pair of file and evaluator, as `check` grants. Intervals
    take the ratios of the estimated variances for the true ones: in simulations 93 to 95 % of those
    of files hold the truth, in calls of ten files as of two hundred; of those of evaluators 95 %
    in calls of sixty files and more, and 86 to 95 % in calls of ten.
    """
    totals = sorted(totals, key=lambda given: (given.file, given.evaluator))
    if reasons := lacking(totals, minimum or Minimum()):
        return NotCorrected(reasons)
    return fitted(totals)


def fitted(totals: Sequence[Total]) -> Correction:
    """The correction of totals that suffice, in the order of files and evaluators."""
    import numpy as np  # noqa: PLC0415 - a library of a rare act

    from applications.ranking.fitting import fit  # noqa: PLC0415

    evaluators_of: dict[str, list[str]] = defaultdict(list)
    for given in totals:
        evaluators_of[given.file].append(given.evaluator)
    loads = Counter(given.evaluator for given in totals)
    files, evaluators = sorted(evaluators_of), sorted(loads)
    number = {key: place for place, key in enumerate(files)}
    number_of_evaluator = {key: place for place, key in enumerate(evaluators)}
    model = fit(
        np.array([float(given.points) for given in totals]),
        np.array([number[given.file] for given in totals]),
        np.array([number_of_evaluator[given.evaluator] for given in totals]),
    )
    return Correction(
        files={
            file: CorrectedFile(
                file=file,
                raw=float(model.raw[place]),
                corrected=float(model.corrected[place]),
                interval=around(
                    model.corrected[place], model.reach * model.error_of_corrected[place]
                ),
                expected=float(model.file[place]),
                interval_of_expected=around(
                    model.file[place], model.reach * model.error_of_file[place]
                ),
                evaluators=tuple(evaluators_of[file]),
            )
            for place, file in enumerate(files)
        },
        evaluators={
            evaluator: Harshness(
                evaluator=evaluator,
                points=float(0 - model.leniency[place]),
                interval=around(
                    0 - model.leniency[place], model.reach * model.error_of_leniency[place]
                ),
                files=loads[evaluator],
            )
            for place, evaluator in enumerate(evaluators)
        },
        mean=model.mean,
        deviation_of_files=model.variance_of_files**0.5,
        deviation_of_harshness=model.variance_of_evaluators**0.5,
        deviation_of_noise=model.variance_of_noise**0.5,
    )


def around(value: float, reach: float) -> Interval:
    """The interval that reaches as far to both sides of a value."""
    return Interval(float(value - reach), float(value + reach))
