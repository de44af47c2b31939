"""Raw results of files, by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from applications.ranking import Criterion, Evaluation, raw_results, totals

CRITERIA = [
    Criterion("quality", Decimal(3), Decimal(0), Decimal(5)),
    Criterion("budget", Decimal(1), Decimal(0), Decimal(10), may_not_apply=True),
]


def evaluation(file, evaluator, quality, budget, submitted=True):
    scores = {"quality": Decimal(quality), "budget": budget and Decimal(budget)}
    return Evaluation(file, evaluator, scores, submitted)


def test_a_result_has_means_spread_and_number():
    (result,) = raw_results(
        CRITERIA,
        [
            evaluation("lyon", "bo", "3", "8"),  # (3 × 60 + 80) / 4 = 65
            evaluation("lyon", "ada", "5", "4"),  # (3 × 100 + 40) / 4 = 85
            evaluation("lyon", "cy", "4.5", None),  # 90
        ],
        threshold=Decimal(25),
    )

    assert result.file == "lyon"
    assert result.mean == 80
    assert result.by_criterion == {"quality": Fraction(25, 6), "budget": 6}
    assert result.spread == 25
    assert result.deviation == pytest.approx(175**0.5)  # (15² + 5² + 10²) / 2
    assert result.evaluations == 3
    assert result.evaluators == ("ada", "bo", "cy")
    assert not result.is_apart


def test_a_spread_above_the_threshold_is_flagged():
    given = [evaluation("lyon", "ada", "5", None), evaluation("lyon", "bo", "4", None)]

    assert not raw_results(CRITERIA, given, threshold=Decimal(20))[0].is_apart
    assert raw_results(CRITERIA, given, threshold=Decimal("19.99"))[0].is_apart


def test_only_submitted_evaluations_count():
    results = raw_results(
        CRITERIA,
        [
            evaluation("lyon", "ada", "5", "10"),
            evaluation("lyon", "bo", "0", "0", submitted=False),
            evaluation("graz", "bo", "0", "0", submitted=False),
        ],
        threshold=Decimal(20),
    )

    assert [(result.file, result.mean, result.evaluations) for result in results] == [
        ("lyon", 100, 1)
    ]


def test_one_evaluation_has_no_deviation_and_what_never_applies_no_mean():
    (result,) = raw_results(CRITERIA, [evaluation("lyon", "ada", "5", None)], threshold=Decimal(20))

    assert (result.spread, result.deviation) == (0, None)
    assert result.by_criterion == {"quality": 5, "budget": None}


def test_no_evaluations_give_no_results():
    assert raw_results(CRITERIA, [], threshold=Decimal(20)) == []


EVALUATIONS = st.lists(
    st.builds(
        evaluation,
        st.sampled_from(["graz", "lyon", "oslo"]),
        st.sampled_from(["ada", "bo", "cy", "di"]),
        st.integers(0, 10).map(lambda half: str(half / 2)),
        st.one_of(st.none(), st.integers(0, 20).map(lambda half: str(half / 2))),
        st.booleans(),
    ),
    unique_by=lambda given: (given.file, given.evaluator),
)


@settings(max_examples=30, deadline=None)
@given(evaluations=EVALUATIONS, random=st.randoms(use_true_random=False))
def test_results_lie_on_the_scale_and_know_no_order(evaluations, random):
    results = raw_results(CRITERIA, evaluations, threshold=Decimal(20))
    shuffled = random.sample(evaluations, len(evaluations))

    assert raw_results(CRITERIA, shuffled, threshold=Decimal(20)) == results
    assert sum(result.evaluations for result in results) == len(totals(CRITERIA, evaluations))
    assert all(0 <= result.mean <= 100 and 0 <= result.spread <= 100 for result in results)
