"""Henderson's equations of the mixed model, for any pair of ratios of variances.

It brings numpy into memory; only `fitting` imports it.
"""

from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]


class Design:
    """The evaluations, and sums that every pair of ratios is solved from."""

    def __init__(self, points: Floats, files: Whole, evaluators: Whole) -> None:
        self.count = len(points)
        # Far from nought, differences between points would lose their last digits.
        self.centre = float(points.mean())
        points = points - self.centre
        self.squares = float(points @ points)
        self.sums, self.given = weighed(files, points), weighed(evaluators, points)
        self.of_file, self.of_evaluator = counted(files), counted(evaluators)
        self.pairs: Floats = np.zeros((len(self.of_file), len(self.of_evaluator)))
        np.add.at(self.pairs, (files, evaluators), 1.0)
        # Which two evaluators meet, and in which file: each has few, so that no product of
        # matrices is needed to add up over files.
        meetings = [
            (file, *two)
            for file, row in enumerate(self.pairs)
            for two in product(np.flatnonzero(row), repeat=2)
        ]
        self.met_in, met, other = np.array(meetings, dtype=np.intp).T
        self.met = met * len(self.of_evaluator) + other

    def between_evaluators(self, weights: Floats) -> Floats:
        """The weights of the files that each two evaluators have in common, added up."""
        size = len(self.of_evaluator)
        found = np.bincount(self.met, weights[self.met_in], minlength=size * size)
        return np.asarray(found, dtype=np.float64).reshape(size, size)

    def to_evaluators(self, values: Floats) -> Floats:
        """The values of the files of each evaluator, added up."""
        return np.asarray(values @ self.pairs)

    def to_files(self, values: Floats) -> Floats:
        """The values of the evaluators of each file, added up."""
        return np.asarray(self.pairs @ values)


class Solved:
    """The design under two ratios: the variances of files and of evaluators, each divided by that
    of the noise.

    The files are absorbed first (their block is diagonal), then the evaluators by a matrix of their
    own size, in a form that holds at a ratio of nought. A sandwich is a product with the inverse
    covariance on both sides, the mean taken out (the matrix P of the literature), in units of the
    noise's variance.
    """

    def __init__(self, design: Design, file_ratio: float, evaluator_ratio: float) -> None:
        self.design, self.file_ratio, self.evaluator_ratio = design, file_ratio, evaluator_ratio
        absorbed = file_ratio / (1 + file_ratio * design.of_file)
        # What is left of each file's row after it is absorbed: 1 / (1 + ratio · evaluations).
        self.kept = 1 / (1 + file_ratio * design.of_file)
        self.between = np.diag(design.of_evaluator) - design.between_evaluators(absorbed)
        size = len(design.of_evaluator)
        core = np.eye(size) + evaluator_ratio * self.between
        # Not solved for the columns of a factor: that is spread over threads, which for matrices
        # as small as these wait for each other a hundred times longer than they work.
        self.inverse = np.linalg.inv(core)

        ones = design.of_evaluator - design.to_evaluators(absorbed * design.of_file)
        points = design.given - design.to_evaluators(absorbed * design.sums)
        self.evaluator_ones: Floats = self.inverse @ ones
        evaluator_points: Floats = self.inverse @ points

        # Products with the inverse covariance: of the ones and the points, with each other.
        ones_ones = self.kept @ design.of_file - evaluator_ratio * ones @ self.evaluator_ones
        ones_points = self.kept @ design.sums - evaluator_ratio * ones @ evaluator_points
        points_points = (
            design.squares - absorbed @ design.sums**2 - evaluator_ratio * points @ evaluator_points
        )
        self.weight, self.mean = float(ones_ones), float(ones_points / ones_ones)
        # Points without any noise would leave nothing, or less by rounding.
        residual = max(float(points_points - ones_points * self.mean), 1e-13 * design.squares)
        self.noise = residual / (design.count - 1)

        self.file_ones = self.kept * (
            design.of_file - evaluator_ratio * design.to_files(self.evaluator_ones)
        )
        self.evaluator_points = evaluator_points - self.evaluator_ones * self.mean
        file_points = self.kept * (
            design.sums - evaluator_ratio * design.to_files(evaluator_points)
        )
        self.file_points = file_points - self.file_ones * self.mean
        self.determinant = -np.log(self.kept).sum() + np.linalg.slogdet(core)[1]

    @property
    def deviance(self) -> float:
        """Minus two times the restricted logarithmic likelihood, the noise profiled out."""
        free = self.design.count - 1
        return float(self.determinant + np.log(self.weight) + free * np.log(self.noise))

    @property
    def slope(self) -> Floats:
        """How the deviance changes with either ratio: traces of the sandwiches, less squares."""
        common = self.design.between_evaluators(self.kept**2)
        files = (
            self.kept @ self.design.of_file
            - self.evaluator_ratio * (self.inverse * common).sum()
            - self.file_ones @ self.file_ones / self.weight
        )
        evaluators = (
            self.inverse * self.between
        ).sum() - self.evaluator_ones @ self.evaluator_ones / self.weight
        squares = np.array(
            [
                self.file_points @ self.file_points,
                self.evaluator_points @ self.evaluator_points,
            ]
        )
        return np.array([files, evaluators]) - squares / self.noise

    @cached_property
    def crossed_sandwich(self) -> Floats:
        """Evaluators by files."""
        tables = self.inverse @ (self.kept[:, None] * self.design.pairs).T
        return np.asarray(tables - np.outer(self.evaluator_ones, self.file_ones) / self.weight)

    @cached_property
    def evaluator_sandwich(self) -> Floats:
        """Evaluators by evaluators."""
        ones = np.outer(self.evaluator_ones, self.evaluator_ones)
        return np.asarray(self.inverse @ self.between - ones / self.weight)

    @cached_property
    def file_sandwich(self) -> Floats:
        """Each file by itself; the mean is left in, for it is predicted along with the file."""
        tables = (self.kept[:, None] * self.design.pairs).T
        seen = (tables * (self.inverse @ tables)).sum(axis=0)
        return np.asarray(self.kept * self.design.of_file - self.evaluator_ratio * seen)


def weighed(numbers: Whole, weights: Floats) -> Floats:
    """The sum of the weights that belong to each number."""
    return np.asarray(np.bincount(numbers, weights), dtype=np.float64)


def counted(numbers: Whole) -> Floats:
    """How often each number occurs."""
    return np.bincount(numbers).astype(np.float64)
