"""The mixed model behind the corrected ranking: restricted likelihood, predictions, their errors.

It brings numpy and scipy into memory: `harshness` imports it where a model is fitted, and nobody
else does.

    points = mean + file + leniency of the evaluator + noise

Files and evaluators are random and crossed. statsmodels fits crossed effects only as components of
one group, with dense matrices of the size of all evaluations and a search that stops short of the
boundary; here nothing larger than evaluators by evaluators is ever factored.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from applications.ranking.equations import Design, Floats, Whole

# Where the search begins: variances of files and of evaluators as multiples of the noise's.
STARTS = (0.0, 0.05, 0.25, 1.0, 4.0, 25.0)
# Beyond it there is next to no noise, and nothing changes any more.
LARGEST = 1e6
# A variance is taken as none where the likelihood is not better by more than this with it.
INDISTINCT = 1e-7


@dataclass(frozen=True)
class Fit:
    """What the model says, in points. Arrays are in the order of the numbers that came in.

    `leniency` is what an evaluator gives more than the average one, `file` the mean plus the file's
    own part; each with the standard error of its prediction. `raw` is the mean of the file's
    evaluations, `corrected` the same less the leniency of those who gave them.
    """

    mean: float
    variance_of_files: float
    variance_of_evaluators: float
    variance_of_noise: float
    file: Floats
    error_of_file: Floats
    leniency: Floats
    error_of_leniency: Floats
    raw: Floats
    corrected: Floats
    error_of_corrected: Floats


def fit(points: Floats, files: Whole, evaluators: Whole) -> Fit:
    """Variances by restricted maximum likelihood, then the best linear unbiased predictions.

    `files` and `evaluators` number those of each evaluation from 0, without gaps. The points must
    not be all the same.
    """
    design = Design(points, files, evaluators)
    return predict(design, *ratios(design))


def ratios(design: Design) -> tuple[float, float]:
    """The two ratios at which the restricted likelihood is largest; nought where it falls at once.

    From the best point of a grid, so that the search ends in the same place on every machine.
    """

    def deviance(at: Floats) -> tuple[float, Floats]:
        solved = design.at(float(at[0]), float(at[1]))
        return solved.deviance, solved.slope

    def search(start: tuple[float, float], *, largest: tuple[float, float]) -> tuple[float, Floats]:
        found = minimize(
            deviance,
            start,
            jac=True,
            method="L-BFGS-B",
            bounds=[(0.0, most) for most in largest],
            options={"ftol": 1e-15, "gtol": 1e-9, "maxiter": 500},
        )
        return float(found.fun), found.x

    grid = [(files, evaluators) for files in STARTS for evaluators in STARTS]
    start = min(grid, key=lambda ratio: design.at(*ratio).deviance)
    least, (files, evaluators) = search(start, largest=(LARGEST, LARGEST))
    without_evaluators, (files_alone, _) = search((start[0], 0.0), largest=(LARGEST, 0.0))
    if without_evaluators <= least + INDISTINCT:
        return float(files_alone), 0.0
    return float(files), float(evaluators)


def predict(design: Design, file_ratio: float, evaluator_ratio: float) -> Fit:
    """The predictions at given ratios, each with its standard error at these ratios."""
    solved = design.at(file_ratio, evaluator_ratio)
    file = file_ratio * solved.file_points
    leniency = evaluator_ratio * solved.evaluator_points

    # The mean and the file's own part are wrong together, so their errors are one term.
    off_mean = 1 - file_ratio * solved.file_ones
    own_part = file_ratio - file_ratio**2 * (
        solved.file_sandwich + solved.file_ones**2 / solved.weight
    )
    of_file = own_part + off_mean**2 / solved.weight
    of_leniency = evaluator_ratio - evaluator_ratio**2 * np.diag(solved.evaluator_sandwich)

    shares = (design.pairs / design.of_file[:, None]).T  # of each evaluator in each file's mean
    raw = design.sums / design.of_file
    corrected = raw - shares.T @ leniency
    of_corrected = (
        evaluator_ratio * (shares**2).sum(axis=0)
        - evaluator_ratio**2 * np.einsum("ji,jk,ki->i", shares, solved.evaluator_sandwich, shares)
        - 2 * evaluator_ratio * (shares * solved.crossed).sum(axis=0) / design.of_file
        + 1 / design.of_file
    )

    def error(variance: Floats) -> Floats:
        return np.sqrt(np.maximum(variance, 0.0) * solved.noise)

    return Fit(
        mean=design.centre + solved.mean,
        variance_of_files=file_ratio * solved.noise,
        variance_of_evaluators=evaluator_ratio * solved.noise,
        variance_of_noise=solved.noise,
        file=design.centre + solved.mean + file,
        error_of_file=error(of_file),
        leniency=leniency,
        error_of_leniency=error(of_leniency),
        raw=design.centre + raw,
        corrected=design.centre + corrected,
        error_of_corrected=error(of_corrected),
    )
