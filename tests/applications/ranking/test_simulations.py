"""Calls with known quality and known harshness: how near the ranking comes to the truth.

One hundred files by thirty evaluators, three for each file, drawn so that all have about as much to
do. Quality has a standard deviation of one; harshness and noise are told in the same unit.
"""

from decimal import Decimal
from fractions import Fraction
from statistics import mean

import numpy as np
import pytest
from scipy.stats import kendalltau

from applications.ranking import (
    Criterion,
    Evaluation,
    Total,
    correct,
    places,
    raw_results,
    totals,
)

FILES, EVALUATORS, REPLICATIONS = 100, 30, 20
UNIT = 10  # points


class Call:
    """A simulated call: the truth, and what evaluators gave."""

    def __init__(self, seed, *, harshness, noise, evaluations=(3,)):
        random = np.random.default_rng(seed)
        self.quality = random.normal(size=FILES)
        self.harshness = harshness * random.normal(size=EVALUATORS)
        self.pairs, loads = [], np.zeros(EVALUATORS)
        for file in range(FILES):
            chosen = np.argsort(loads + random.random(EVALUATORS))[: random.choice(evaluations)]
            loads[chosen] += 1
            self.pairs += [(file, evaluator) for evaluator in chosen]
        self.values = [
            self.quality[file] - self.harshness[evaluator] + noise * random.normal()
            for file, evaluator in self.pairs
        ]

    def totals(self):
        """Their evaluations as points, around 60."""
        return [
            Total(f"{file:03}", f"{evaluator:02}", Fraction(60 + UNIT * value))
            for (file, evaluator), value in zip(self.pairs, self.values, strict=True)
        ]

    def tau(self, values):
        """Kendall's tau between the truth and a value of each file."""
        return kendalltau(self.quality, list(values)).statistic

    def with_known_harshness(self):
        """The best that any correction could do: each mean less the true harshness."""
        files, evaluators = np.array(self.pairs).T
        return np.bincount(files, self.values + self.harshness[evaluators]) / np.bincount(files)


def replicated(**details):
    """Raw, corrected, expected, and best possible tau, each the mean of the replications."""
    taus = []
    for seed in range(REPLICATIONS):
        call = Call(seed, **details)
        files = correct(call.totals()).files.values()
        taus.append(
            (
                call.tau(file.raw for file in files),
                call.tau(file.corrected for file in files),
                call.tau(file.expected for file in files),
                call.tau(call.with_known_harshness()),
            )
        )
    return np.mean(taus, axis=0)


@pytest.mark.parametrize("noise", [0.5, 0.75])
def test_with_harsh_and_mild_evaluators_the_correction_comes_nearer_to_the_truth(noise):
    raw, corrected, _, possible = replicated(harshness=1, noise=noise)

    assert corrected - raw >= 0.10
    assert possible - corrected <= 0.03


def test_with_much_noise_it_comes_nearly_as_near_as_if_harshness_were_known():
    """Who knew every evaluator's harshness would gain hardly more than 0.10 there."""
    raw, corrected, _, possible = replicated(harshness=1, noise=1)

    assert corrected - raw >= 0.07
    assert possible - corrected <= 0.03


@pytest.mark.parametrize("noise", [0.5, 0.75, 1])
def test_with_evaluators_who_are_alike_the_correction_does_no_harm(noise):
    raw, corrected, _, _ = replicated(harshness=0, noise=noise)

    assert corrected >= raw - 0.01


def test_with_unequal_numbers_the_corrected_mean_ranks_as_well_as_the_prediction():
    raw, corrected, expected, _ = replicated(harshness=1, noise=0.75, evaluations=(2, 3, 4))

    assert corrected - raw >= 0.10
    assert abs(corrected - expected) <= 0.005


def test_nineteen_of_twenty_intervals_hold_the_truth():
    hits, hits_of_expected, hits_of_harshness = [], [], []
    for seed in range(REPLICATIONS):
        call = Call(seed, harshness=1, noise=0.75, evaluations=(2, 3, 4))
        found = correct(call.totals())
        for file, quality in zip(found.files.values(), 60 + UNIT * call.quality, strict=True):
            hits.append(holds(file.interval, quality))
            hits_of_expected.append(holds(file.interval_of_expected, quality))
        for one, true in zip(found.evaluators.values(), UNIT * call.harshness, strict=True):
            hits_of_harshness.append(holds(one.interval, true))

    assert mean(hits) == pytest.approx(0.95, abs=0.02)
    assert mean(hits_of_expected) == pytest.approx(0.95, abs=0.02)
    assert mean(hits_of_harshness) == pytest.approx(0.95, abs=0.03)


def holds(interval, value):
    return int(interval.least <= value <= interval.greatest)


def test_scores_in_half_steps_on_three_criteria_lead_to_a_better_ranking_too():
    criteria = [
        Criterion("quality", Decimal(2), Decimal(0), Decimal(10)),
        Criterion("plan", Decimal(1), Decimal(0), Decimal(10)),
        Criterion("partners", Decimal(1), Decimal(1), Decimal(5), may_not_apply=True),
    ]
    gains = []
    for seed in range(REPLICATIONS // 4):
        call = Call(seed, harshness=1, noise=0.5)
        random = np.random.default_rng(seed)
        evaluations = [
            Evaluation(f"{file:03}", f"{evaluator:02}", scores(criteria, value, random))
            for (file, evaluator), value in zip(call.pairs, call.values, strict=True)
        ]
        results = raw_results(criteria, evaluations, threshold=Decimal(30))
        found = places(results, correct(totals(criteria, evaluations)))

        by_key = sorted(found, key=lambda place: place.file)
        assert [int(place.file) for place in by_key] == list(range(FILES))
        raw = call.tau(-place.raw for place in by_key)
        gains.append(call.tau(-place.corrected for place in by_key) - raw)

    assert mean(gains) >= 0.10


def scores(criteria, value, random):
    """Around the value, with noise for each criterion, within its scale and on its steps."""
    given = {}
    for criterion in criteria:
        if criterion.may_not_apply and random.random() < 0.2:
            given[criterion.code] = None
            continue
        share = np.clip(0.55 + 0.13 * (value + 0.4 * random.normal()), 0, 1)
        halves = round(2 * float(share) * float(criterion.greatest - criterion.least))
        given[criterion.code] = criterion.least + Decimal(halves) / 2
    return given
