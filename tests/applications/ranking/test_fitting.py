"""The model against formulas of its own: by hand, by explicit matrices, by another program."""

from types import SimpleNamespace

import numpy as np
import pytest

from applications.ranking.equations import Design, Solved
from applications.ranking.fitting import fit, predict

EFFECTS_OF_FILES = np.array([[-10.0], [0.0], [10.0]])
# Rows and columns add up to nought.
NOISE = np.array([[1.0, -1.0, 0.0], [-2.0, 1.0, 1.0], [1.0, 0.0, -1.0]])


def crossed(table):
    """Each row of the table is a file, each column an evaluator."""
    files, evaluators = np.indices(table.shape)
    return table.ravel(), files.ravel(), evaluators.ravel()


def test_balanced_variances_are_those_of_the_analysis_of_variance():
    # Squares: files 3 (100 + 100) / 2 = 300, evaluators 3 (16 + 16) / 2 = 48, noise 10 / 4 = 2.5.
    found = fit(*crossed(60 + EFFECTS_OF_FILES - [4.0, 0.0, -4.0] + NOISE))

    assert found.mean == pytest.approx(60)
    assert found.variance_of_noise == pytest.approx(2.5, rel=1e-5)
    assert found.variance_of_evaluators == pytest.approx((48 - 2.5) / 3, rel=1e-5)
    assert found.variance_of_files == pytest.approx((300 - 2.5) / 3, rel=1e-5)
    # Each mean is drawn to the whole by the share of noise in its square.
    shrunk = 4 * (1 - 2.5 / 48)
    assert found.leniency == pytest.approx([-shrunk, 0, shrunk], abs=1e-5)
    shrunk = 10 * (1 - 2.5 / 300)
    assert found.file == pytest.approx([60 - shrunk, 60, 60 + shrunk], abs=1e-5)
    # Everybody evaluated everything.
    assert found.raw == pytest.approx([50, 60, 70])
    assert found.corrected == pytest.approx([50, 60, 70])
    assert found.reach == pytest.approx(2.776, abs=1e-3)  # the table's for four degrees of freedom


def test_evaluators_whose_means_are_alike_are_not_corrected():
    found = fit(*crossed(60 + EFFECTS_OF_FILES + NOISE))

    assert found.variance_of_evaluators == 0
    assert found.leniency.tolist() == [0, 0, 0]
    assert found.error_of_leniency.tolist() == [0, 0, 0]
    assert found.corrected.tolist() == found.raw.tolist()
    # Without evaluators: within files 10 / 6, between them 300.
    assert found.variance_of_noise == pytest.approx(10 / 6, rel=1e-5)
    assert found.variance_of_files == pytest.approx((300 - 10 / 6) / 3, rel=1e-5)
    assert found.error_of_corrected == pytest.approx([(10 / 6 / 3) ** 0.5] * 3, rel=1e-5)


def test_files_whose_means_are_alike_are_all_expected_at_the_mean():
    found = fit(*crossed(60 - np.array([[4.0, 0.0, -4.0]]) + NOISE))

    assert found.variance_of_files == 0
    assert found.file == pytest.approx([60, 60, 60])
    assert found.variance_of_noise == pytest.approx(10 / 6, rel=1e-5)
    assert found.variance_of_evaluators == pytest.approx((48 - 10 / 6) / 3, rel=1e-5)


def test_points_without_noise_are_told_apart_completely():
    files = np.array([0, 0, 0, 1, 1, 1, 2, 2, 3, 3])
    evaluators = np.array([0, 1, 2, 1, 2, 3, 2, 3, 3, 0])
    quality, leniency = np.array([50.0, 60, 80, 62]), np.array([3.0, -6, 1, 2])

    found = fit(quality[files] + leniency[evaluators], files, evaluators)

    assert found.leniency == pytest.approx(leniency, abs=1e-3)
    assert found.corrected == pytest.approx(quality, abs=1e-3)
    # How far the four as a whole are from evaluators at large stays unknown.
    assert found.variance_of_noise < 1e-3
    assert found.variance_of_evaluators == pytest.approx(50 / 3, rel=1e-3)
    assert found.error_of_corrected == pytest.approx([(50 / 3 / 4) ** 0.5] * 4, rel=1e-3)


# File, evaluator, points: uneven, with one file evaluated once.
UNEVEN = np.array(
    [(0, 0, 61), (0, 1, 55), (0, 2, 70), (1, 1, 40), (1, 2, 52), (2, 0, 77), (2, 3, 90), (3, 3, 66)]
)


@pytest.mark.parametrize(
    ("ratio", "evaluator_ratio"), [(4.0, 1.5), (0.3, 8.0), (2.0, 0.0), (0.0, 2.0), (0.0, 0.0)]
)
def test_predictions_and_errors_are_those_of_the_explicit_formulas(ratio, evaluator_ratio):
    files, evaluators, points = UNEVEN.T
    expected = by_matrices(points.astype(float), files, evaluators, ratio, evaluator_ratio)

    found = predict(Design(points.astype(float), files, evaluators), ratio, evaluator_ratio)

    assert found.mean == pytest.approx(expected.mean)
    assert found.variance_of_noise == pytest.approx(expected.noise)
    assert found.file == pytest.approx(expected.file)
    assert found.leniency == pytest.approx(expected.leniency)
    assert found.corrected == pytest.approx(expected.corrected)
    assert found.error_of_file == pytest.approx(expected.error_of_file)
    assert found.error_of_leniency == pytest.approx(expected.error_of_leniency, abs=1e-9)
    assert found.error_of_corrected == pytest.approx(expected.error_of_corrected)


def by_matrices(points, files, evaluators, ratio, evaluator_ratio):
    """Generalised least squares and predictions with every matrix written out.

    What is predicted is `wanted` times the effects, what predicts it `linear` times the points: the
    error is the difference of the two.
    """
    count = len(points)
    of_file, of_evaluator = np.eye(4)[files], np.eye(4)[evaluators]
    ones = np.ones((count, 1))
    covariance = (
        np.eye(count)
        + ratio * of_file @ of_file.T
        + evaluator_ratio * of_evaluator @ of_evaluator.T
    )
    inverse = np.linalg.inv(covariance)
    to_mean = np.linalg.inv(ones.T @ inverse @ ones) @ ones.T @ inverse
    residuals = np.eye(count) - ones @ to_mean
    noise = points @ inverse @ residuals @ points / (count - 1)
    to_file = np.ones((4, 1)) @ to_mean + ratio * of_file.T @ inverse @ residuals
    to_leniency = evaluator_ratio * of_evaluator.T @ inverse @ residuals
    means = np.linalg.inv(of_file.T @ of_file) @ of_file.T
    to_corrected = means - means @ of_evaluator @ to_leniency

    def error(linear, *, of_files, of_evaluators):
        parts = [
            ratio**0.5 * (linear @ of_file - of_files),
            evaluator_ratio**0.5 * (linear @ of_evaluator - of_evaluators),
            linear,
        ]
        return np.sqrt(noise * sum((part**2).sum(axis=1) for part in parts))

    nothing, all_of_it = np.zeros((4, 4)), np.eye(4)
    return SimpleNamespace(
        mean=(to_mean @ points)[0],
        noise=noise,
        file=to_file @ points,
        leniency=to_leniency @ points,
        corrected=to_corrected @ points,
        error_of_file=error(to_file, of_files=all_of_it, of_evaluators=nothing),
        error_of_leniency=error(to_leniency, of_files=nothing, of_evaluators=all_of_it),
        error_of_corrected=error(to_corrected, of_files=all_of_it, of_evaluators=nothing),
    )


@pytest.mark.parametrize("ratio", [0.2, 1.0, 7.0])
@pytest.mark.parametrize("evaluator_ratio", [0.1, 1.0, 5.0])
def test_the_likelihood_is_that_of_the_explicit_formula_and_has_its_slope(ratio, evaluator_ratio):
    files, evaluators, points = UNEVEN.T
    design = Design(points.astype(float), files, evaluators)
    of_file, of_evaluator = np.eye(4)[files], np.eye(4)[evaluators]
    covariance = (
        np.eye(8) + ratio * of_file @ of_file.T + evaluator_ratio * of_evaluator @ of_evaluator.T
    )
    inverse = np.linalg.inv(covariance)
    solved = Solved(design, ratio, evaluator_ratio)

    assert solved.deviance == pytest.approx(
        np.linalg.slogdet(covariance)[1] + np.log(inverse.sum()) + 7 * np.log(solved.noise)
    )
    small = 1e-5
    assert solved.slope == pytest.approx(
        [
            (
                Solved(design, ratio + small * one, evaluator_ratio + small * other).deviance
                - Solved(design, ratio - small * one, evaluator_ratio - small * other).deviance
            )
            / (2 * small)
            for one, other in ((1, 0), (0, 1))
        ],
        abs=1e-6,
    )


# Twelve files, six evaluators; file 3 has four evaluations.
POINTS = [
    [(0, 63), (1, 54), (3, 63)],
    [(2, 59), (3, 50), (5, 54)],
    [(2, 74), (3, 73), (5, 64)],
    [(0, 50), (1, 42), (3, 44), (2, 50)],
    [(4, 76), (5, 62), (1, 61)],
    [(4, 64), (5, 59), (1, 53)],
    [(0, 77), (1, 76), (3, 77)],
    [(2, 52), (3, 38), (5, 43)],
    [(2, 72), (3, 64), (5, 68)],
    [(0, 51), (1, 47), (3, 48)],
    [(4, 85), (5, 72), (1, 66)],
    [(4, 70), (5, 57), (1, 59)],
]


def test_another_program_finds_the_same():
    """statsmodels 0.15.0, MixedLM with both as components of one group, best of three searches.

    Its three searches agree with each other to about four digits.
    """
    rows = [(file, *given) for file, row in enumerate(POINTS) for given in row]
    files, evaluators, points = np.array(rows).T

    found = fit(points.astype(float), files, evaluators)

    assert found.mean == pytest.approx(61.9395, abs=1e-3)
    assert found.variance_of_files == pytest.approx(113.058, rel=5e-4)
    assert found.variance_of_evaluators == pytest.approx(25.448, rel=5e-4)
    assert found.variance_of_noise == pytest.approx(8.6465, rel=5e-4)
    assert found.leniency == pytest.approx(
        [-0.1618, -5.4257, 3.5504, -2.9650, 7.7087, -2.7066], abs=1e-3
    )
    own = [0.8887, -6.7276, 8.8747, -13.9228, 4.4223, -3.0538]
    own += [17.1411, -16.4791, 6.5994, -10.1630, 12.2235, 0.1967]
    assert found.file - found.mean == pytest.approx(own, abs=2e-3)
