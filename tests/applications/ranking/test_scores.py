"""Points of an evaluation, and which of its scores need a justification."""

from decimal import Decimal
from fractions import Fraction

import pytest

from applications.ranking import Criterion, Evaluation, scores_to_justify, total


def criterion(code, weight="1", least="0", greatest="5", **details):
    return Criterion(code, Decimal(weight), Decimal(least), Decimal(greatest), **details)


def points(criteria, **scores):
    given = {code: score if score is None else Decimal(score) for code, score in scores.items()}
    return total(criteria, Evaluation("file", "evaluator", given)).points


@pytest.mark.parametrize(
    ("score", "expected"), [("1", 0), ("2", 25), ("3", 50), ("4.5", Fraction(175, 2)), ("5", 100)]
)
def test_points_are_the_share_of_the_scale_that_was_given(score, expected):
    assert points([criterion("quality", least="1")], quality=score) == expected


def test_criteria_weigh_in_proportion_whatever_their_scales():
    criteria = [criterion("quality", "3"), criterion("budget", "1", greatest="10")]

    assert points(criteria, quality="4", budget="4") == 70  # (3 × 80 + 1 × 40) / 4


def test_a_criterion_that_does_not_apply_leaves_its_weight_to_the_others():
    criteria = [
        criterion("quality", "2"),
        criterion("budget", "1"),
        criterion("partners", "5", may_not_apply=True),
    ]

    assert points(criteria, quality="5", budget="2", partners=None) == 80  # (2 × 100 + 40) / 3


def test_points_are_exact():
    criteria = [criterion("quality", "1", greatest="3"), criterion("budget", "2", greatest="3")]

    assert points(criteria, quality="1", budget="2") == Fraction(500, 9)


@pytest.mark.parametrize(
    ("score", "expected"),
    [("0", ["quality"]), ("1", ["quality"]), ("1.5", []), ("4", []), ("4.5", ["quality"])],
)
def test_scores_at_a_threshold_or_beyond_it_need_a_justification(score, expected):
    criteria = [
        criterion("quality", justified_up_to=Decimal(1), justified_from=Decimal("4.5")),
        criterion("budget"),
    ]
    scores = {"budget": Decimal(5), "quality": Decimal(score)}

    assert scores_to_justify(criteria, scores) == expected


def test_what_is_not_scored_needs_no_justification():
    criteria = [
        criterion("quality", justified_up_to=Decimal(1)),
        criterion("budget", justified_up_to=Decimal(1)),
    ]

    assert scores_to_justify(criteria, {"quality": None}) == []


def test_one_threshold_may_stand_alone():
    assert (
        scores_to_justify(
            [criterion("quality", justified_from=Decimal(5))], {"quality": Decimal(0)}
        )
        == []
    )
