"""Henderson's equations of the mixed model, for any pair of ratios of variances.

It brings numpy and scipy into memory, as `fitting` does, which alone imports it.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]


def weighed(numbers: Whole, weights: Floats) -> Floats:
    """The sum of the weights that belong to each number."""
    return np.asarray(np.bincount(numbers, weights), dtype=np.float64)


class Design:
    """The evaluations, and what a pair of ratios of variances makes of them.

    `ratio` of files and of evaluators is their variance divided by the noise's. The files are
    absorbed first (their block is diagonal), the evaluators by a matrix of their own size
    (Henderson's equations), in a form that holds at a ratio of nought.
    """

    def __init__(self, points: Floats, files: Whole, evaluators: Whole) -> None:
        self.count = len(points)
        # Far from nought, differences between points would lose their last digits.
        self.centre = float(points.mean())
        self.points = points - self.centre
        self.files, self.evaluators = files, evaluators
        self.of_file: Floats = np.bincount(files).astype(np.float64)
        self.of_evaluator: Floats = np.bincount(evaluators).astype(np.float64)
        self.pairs: Floats = np.zeros((len(self.of_file), len(self.of_evaluator)))
        np.add.at(self.pairs, (files, evaluators), 1.0)
        self.squares = float(self.points @ self.points)
        self.sums = weighed(files, self.points)
        self.given = weighed(evaluators, self.points)

    def at(self, file_ratio: float, evaluator_ratio: float) -> "Solved":
        return Solved(self, file_ratio, evaluator_ratio)


class Solved:
    """The design under two ratios. Sandwiches are those with the inverse covariance, the mean
    taken out (the matrix P of the literature), in units of the noise's variance.
    """

    def __init__(self, design: Design, file_ratio: float, evaluator_ratio: float) -> None:
        self.design, self.file_ratio, self.evaluator_ratio = design, file_ratio, evaluator_ratio
        absorbed = file_ratio / (1 + file_ratio * design.of_file)
        kept = 1 - absorbed * design.of_file  # of each file's row, after it is absorbed
        between = np.diag(design.of_evaluator) - design.pairs.T @ (absorbed[:, None] * design.pairs)
        core = cho_factor(np.eye(len(between)) + evaluator_ratio * between, lower=True)

        def less_evaluators(seen: Floats) -> Floats:
            """The columns as the evaluators leave them: (I + ratio · between)⁻¹ seen."""
            return np.asarray(cho_solve(core, seen))

        ones = design.of_evaluator - design.pairs.T @ (absorbed * design.of_file)
        marks = design.given - design.pairs.T @ (absorbed * design.sums)
        tables = (kept[:, None] * design.pairs).T
        solved_ones, solved_marks = less_evaluators(ones), less_evaluators(marks)
        solved_between, solved_tables = less_evaluators(between), less_evaluators(tables)

        # Products with the inverse covariance: of the ones, the points, files and evaluators.
        ones_ones = float(kept @ design.of_file - evaluator_ratio * ones @ solved_ones)
        ones_points = float(kept @ design.sums - evaluator_ratio * ones @ solved_marks)
        points_points = float(
            design.points @ design.points
            - absorbed @ design.sums**2
            - evaluator_ratio * marks @ solved_marks
        )
        file_ones = kept * design.of_file - evaluator_ratio * tables.T @ solved_ones
        file_points = kept * design.sums - evaluator_ratio * tables.T @ solved_marks

        self.weight = ones_ones
        self.mean = ones_points / ones_ones
        # Points without any noise would leave nothing, or less by rounding.
        residual = max(points_points - ones_points * self.mean, 1e-13 * design.squares)
        self.noise = residual / (design.count - 1)
        self.file_ones, self.evaluator_ones = file_ones, solved_ones
        self.file_points = file_points - file_ones * self.mean
        self.evaluator_points = solved_marks - solved_ones * self.mean
        self.file_sandwich = (
            kept * design.of_file
            - evaluator_ratio * np.einsum("ji,ji->i", tables, solved_tables)
            - file_ones**2 / ones_ones
        )
        self.evaluator_sandwich = solved_between - np.outer(solved_ones, solved_ones) / ones_ones
        self.crossed = solved_tables - np.outer(solved_ones, file_ones) / ones_ones
        self.determinant = float(
            np.log1p(file_ratio * design.of_file).sum() + 2 * np.log(np.diag(core[0])).sum()
        )

    @property
    def deviance(self) -> float:
        """Minus two times the restricted logarithmic likelihood, the noise profiled out."""
        free = self.design.count - 1
        return float(self.determinant + np.log(self.weight) + free * np.log(self.noise))

    @property
    def slope(self) -> Floats:
        """How the deviance changes with either ratio."""
        files = self.file_sandwich.sum() - self.file_points @ self.file_points / self.noise
        evaluators = (
            np.trace(self.evaluator_sandwich)
            - self.evaluator_points @ self.evaluator_points / self.noise
        )
        return np.array([files, evaluators])
