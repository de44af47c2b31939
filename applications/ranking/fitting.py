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
from scipy.special import stdtrit

from applications.ranking.equations import Design, Floats, Solved, Whole

# Where the search begins: variances of files and of evaluators as multiples of the noise's.
STARTS = (0.1, 1.0, 10.0, 1000.0)
# Beyond it there is next to no noise, and nothing changes any more.
LARGEST = 1e6
# The search ends so near to nought where it ends there.
NOUGHT = 1e-9
# A variance is taken as none where the likelihood is not better by more than this with it.
INDISTINCT = 1e-7


@dataclass(frozen=True)
class Fit:
    """What the model says, in points. Arrays are in the order of the numbers that came in.

    `leniency` is what an evaluator gives more than the average one, `file` the mean plus the file's
    own part; each with the standard error of its prediction. `raw` is the mean of the file's
    evaluations, `corrected` the same less the leniency of those who gave them. `reach` is how many
    standard errors to both sides 95 % lie within, by Student's distribution of what is left free.
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
    reach: float


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
    grid = [(files, evaluators) for files in STARTS for evaluators in STARTS]
    start = min(grid, key=lambda ratio: Solved(design, *ratio).deviance)
    least, files, evaluators = search(design, start, largest=(LARGEST, LARGEST))
    without, files_alone, _ = search(design, (start[0], 0.0), largest=(LARGEST, 0.0))
    if without <= least + INDISTINCT:
        return files_alone, 0.0
    return files, evaluators


def search(
    design: Design, start: tuple[float, float], *, largest: tuple[float, float]
) -> tuple[float, float, float]:
    """The least deviance that is found from a start, and the two ratios there.

    It steps in log(1 + ratio), which is even for large ratios and does not keep away from nought.
    """

    def deviance(at: Floats) -> tuple[float, Floats]:
        files, evaluators = np.expm1(at)
        solved = Solved(design, float(files), float(evaluators))
        return solved.deviance, solved.slope * np.exp(at)

    found = minimize(
        deviance,
        np.log1p(start),
        jac=True,
        # As exact as L-BFGS-B here, and does not wake threads for matrices of two numbers.
        method="SLSQP",
        bounds=[(0.0, float(np.log1p(most))) for most in largest],
        options={"ftol": 1e-12, "maxiter": 200},
    )
    files, evaluators = np.expm1(np.where(found.x < NOUGHT, 0.0, found.x))
    return float(found.fun), float(files), float(evaluators)


def predict(design: Design, file_ratio: float, evaluator_ratio: float) -> Fit:
    """The predictions at given ratios, each with its standard error at these ratios."""
    solved = Solved(design, file_ratio, evaluator_ratio)
    file = file_ratio * solved.file_points
    leniency = evaluator_ratio * solved.evaluator_points

    # The mean and the file's own part are wrong together, so their errors are one term.
    off_mean = 1 - file_ratio * solved.file_ones
    own_part = file_ratio - file_ratio**2 * solved.file_sandwich
    of_file = own_part + off_mean**2 / solved.weight
    of_leniency = evaluator_ratio - evaluator_ratio**2 * np.diag(solved.evaluator_sandwich)

    shares = (design.pairs / design.of_file[:, None]).T  # of each evaluator in each file's mean
    raw = design.sums / design.of_file
    corrected = raw - shares.T @ leniency
    of_corrected = (
        evaluator_ratio * (shares**2).sum(axis=0)
        - evaluator_ratio**2 * (shares * (solved.evaluator_sandwich @ shares)).sum(axis=0)
        - 2 * evaluator_ratio * (shares * solved.crossed_sandwich).sum(axis=0) / design.of_file
        + 1 / design.of_file
    )

    free = design.count - len(design.of_file) - len(design.of_evaluator) + 1

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
        reach=float(stdtrit(max(free, 1), 0.975)),
    )
