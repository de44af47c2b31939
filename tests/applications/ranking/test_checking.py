"""Mistakes in criteria and scores: all at once, each with its place and how to mend it."""

from decimal import Decimal

import pytest

from applications.ranking import (
    BadScores,
    Criterion,
    Evaluation,
    Mistake,
    mistakes_in,
    raw_results,
    totals,
)

QUALITY = Criterion("quality", Decimal(2), Decimal(0), Decimal(5))
PARTNERS = Criterion("partners", Decimal(1), Decimal(0), Decimal(5), may_not_apply=True)


def criterion(**changes):
    details = {"weight": "1", "least": "0", "greatest": "5", "step": "0.5"} | changes
    return Criterion("budget", **{name: Decimal(value) for name, value in details.items()})


def evaluation(submitted=True, file="lyon", evaluator="ada", **scores):
    given = {code: score if score is None else Decimal(score) for code, score in scores.items()}
    return Evaluation(file, evaluator, given, submitted)


def codes(criteria, *evaluations):
    return [mistake.code for mistake in mistakes_in(criteria, evaluations)]


def test_what_is_right_has_no_mistakes():
    assert (
        codes(
            [QUALITY, PARTNERS],
            evaluation(quality="4.5", partners=None),
            evaluation(evaluator="bo", quality="0", partners="5"),
            evaluation(file="graz", quality="2", partners="3"),
        )
        == []
    )


@pytest.mark.parametrize("weight", ["0", "-1", "NaN", "Infinity"])
def test_weights_are_above_nought(weight):
    assert codes([criterion(weight=weight)]) == ["weight"]


@pytest.mark.parametrize(
    "scale",
    [
        {"least": "5", "greatest": "5"},
        {"least": "6"},
        {"step": "0"},
        {"step": "-1"},
        {"step": "2"},
        {"step": "NaN"},
        {"greatest": "Infinity"},
    ],
)
def test_scales_rise_in_whole_steps(scale):
    assert codes([criterion(**scale)], evaluation(budget="3")) == ["scale"]


@pytest.mark.parametrize("name", ["justified_up_to", "justified_from"])
@pytest.mark.parametrize("threshold", ["-0.5", "5.5", "NaN"])
def test_thresholds_of_justifications_lie_on_the_scale(name, threshold):
    assert codes([criterion(**{name: threshold})]) == ["threshold"]


def test_criteria_exist_and_have_codes_of_their_own():
    assert codes([]) == ["no-criteria"]
    assert codes([QUALITY, PARTNERS, QUALITY]) == ["same-code"]


@pytest.mark.parametrize("score", ["-0.5", "5.5", "1e40", "NaN", "-Infinity"])
def test_scores_lie_on_the_scale(score):
    assert codes([QUALITY], evaluation(quality=score)) == ["off-scale"]


@pytest.mark.parametrize("score", ["0.25", "3.1", "4.9999"])
def test_scores_lie_on_a_step(score):
    assert codes([QUALITY], evaluation(quality=score)) == ["off-step"]


def test_steps_are_counted_from_the_end_of_the_scale():
    odd = criterion(least="1", greatest="9", step="2")

    assert codes([odd], evaluation(budget="7")) == []
    assert codes([odd], evaluation(budget="6")) == ["off-step"]


def test_only_some_criteria_may_not_apply():
    given = evaluation(quality=None, partners=None)

    assert codes([QUALITY, PARTNERS], given) == ["applies", "no-score"]


def test_an_evaluation_scores_something():
    assert codes([PARTNERS], evaluation(partners=None)) == ["no-score"]


def test_drafts_need_not_be_complete_but_right():
    given = evaluation(submitted=False, quality="7")

    assert codes([QUALITY, PARTNERS], given) == ["off-scale"]


def test_an_evaluator_has_one_evaluation_of_a_file():
    first = evaluation(quality="3")
    draft = evaluation(submitted=False, quality="4")

    assert codes([QUALITY], first, draft) == ["same-pair"]


def test_all_mistakes_are_told_at_once_with_their_places():
    criteria = [criterion(weight="0"), QUALITY]
    given = evaluation(quality="5.2", speed="1")

    with pytest.raises(BadScores) as refused:
        raw_results(criteria, [given], threshold=Decimal(20))

    where = {"file": "lyon", "evaluator": "ada"}
    assert refused.value.mistakes == [
        Mistake(
            "weight",
            "The weight of “budget” is 0.",
            "Give a number above 0, or leave the criterion out.",
            "budget",
        ),
        Mistake(
            "unknown-criterion",
            "ada on file lyon scores “speed”, which is no criterion.",
            "The criteria are: budget, quality.",
            "speed",
            **where,
        ),
        Mistake(
            "missing-criterion",
            "ada on file lyon has not scored “budget”.",
            "Give a score, or take the submission back.",
            "budget",
            **where,
        ),
        Mistake(
            "off-scale",
            "ada on file lyon gives “quality” 5.2, off its scale.",
            "Give a score from 0 to 5 in steps of 0.5.",
            "quality",
            **where,
        ),
    ]
    assert str(refused.value).splitlines()[3] == (
        "ada on file lyon gives “quality” 5.2, off its scale."
        " Give a score from 0 to 5 in steps of 0.5."
    )


def test_totals_are_not_made_of_mistakes_either():
    with pytest.raises(BadScores):
        totals([QUALITY], [evaluation(quality="9")])
