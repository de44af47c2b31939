"""Sentences that say why a file's mean was corrected."""

import pytest
from django.utils import translation

from applications.ranking import (
    CorrectedFile,
    Correction,
    Harshness,
    Interval,
    of_evaluator,
    why,
)


def told(*harshness, raw, corrected, interval=(58, 70), differ=True):
    """What is said of a file whose evaluators are as harsh as given."""
    evaluators = {
        f"e{number}": Harshness(f"e{number}", points, Interval(points - 2, points + 2), 10)
        for number, points in enumerate(harshness)
    }
    lies = Interval(*interval)
    file = CorrectedFile("lyon", raw, corrected, lies, corrected, lies, tuple(evaluators))
    return why(
        file,
        Correction(
            {"lyon": file},
            evaluators,
            mean=60,
            deviation_of_files=10,
            deviation_of_harshness=5 if differ else 0,
            deviation_of_noise=5,
        ),
    )


def test_harsh_evaluators_raise_a_file():
    assert told(4.5, 4, 0.5, raw=61, corrected=64, interval=(58.04, 69.96)) == (
        "2 of its 3 evaluators give on average about 4.3 points less than colleagues do on the same"
        " files. Corrected for that, it rises from 61.0 to 64.0 (58.0 to 70.0)."
    )


def test_mild_evaluators_lower_a_file():
    assert told(-6, 0, 0, raw=64, corrected=62) == (
        "1 of its 3 evaluators gives about 6.0 points more than colleagues do on the same files."
        " Corrected for that, it falls from 64.0 to 62.0 (58.0 to 70.0)."
    )


def test_whoever_decides_the_direction_is_told_first():
    assert told(2, -8, 0, raw=64, corrected=62) == (
        "1 of its 3 evaluators gives about 8.0 points more than colleagues do on the same files."
        " 1 of its 3 evaluators gives about 2.0 points less than colleagues do on the same files."
        " Corrected for that, it falls from 64.0 to 62.0 (58.0 to 70.0)."
    )
    assert told(8, -2, 0, raw=62, corrected=64).startswith(
        "1 of its 3 evaluators gives about 8.0 points less than"
    )


def test_many_small_differences_are_told_together():
    """Also where one evaluator stands out to the other side."""
    assert told(0.9, 0.9, 0.9, -1.5, raw=62, corrected=62.3) == (
        "Its evaluators, taken together, give about 0.3 points less than colleagues do."
        " Corrected for that, it rises from 62.0 to 62.3 (58.0 to 70.0)."
    )
    assert told(-0.6, -0.2, raw=62, corrected=61.6).startswith(
        "Its evaluators, taken together, give about 0.4 points more than colleagues do."
    )


@pytest.mark.parametrize(
    ("harshness", "corrected", "begins"),
    [
        (5, 65, "Its only evaluator gives about 5.0 points less than colleagues do. Corrected"),
        (
            -0.4,
            59.6,
            "Its only evaluator gives about 0.4 points more than colleagues do. Corrected",
        ),
        (0.01, 60.01, "Its only evaluator is about as harsh as colleagues are. It stays"),
    ],
)
def test_a_single_evaluator_is_told_of_as_one(harshness, corrected, begins):
    assert told(harshness, raw=60, corrected=corrected).startswith(begins)


def test_evaluators_like_their_colleagues_leave_a_file_where_it_is():
    assert told(0.3, -0.3, raw=62, corrected=62) == (
        "Its evaluators are about as harsh as their colleagues. It stays at 62.0 (58.0 to 70.0)."
    )


def test_harsh_and_mild_evaluators_balance_each_other():
    assert told(5, -5, raw=62, corrected=62.04) == (
        "Its harsh evaluators and its mild ones balance each other."
        " It stays at 62.0 (58.0 to 70.0)."
    )


def test_without_differences_in_harshness_nothing_is_corrected():
    assert told(0, 0, raw=62, corrected=62, differ=False) == (
        "The evaluators of this call differ no more in harshness than chance explains; it stays at"
        " 62.0 (58.0 to 70.0)."
    )


def test_intervals_end_with_the_scale_and_halves_are_rounded_up():
    assert told(4, raw=98.25, corrected=99.35, interval=(92.25, 104)).endswith(
        "it rises from 98.3 to 99.4 (92.3 to 100.0)."
    )


def test_numbers_are_written_as_the_reader_writes_them():
    with translation.override("fr"):
        said = told(4, 4, raw=61.5, corrected=65.5)

    assert "61,5" in said
    assert "65,5" in said


@pytest.mark.parametrize(
    ("points", "files", "said"),
    [
        (4.04, 10, "Harsher than colleagues by 4.0 points (interval 2.0 to 6.0), after 10 files."),
        (-4.04, 1, "Milder than colleagues by 4.0 points (interval 2.0 to 6.0), after 1 file."),
        (-0.04, 7, "As harsh as colleagues (interval -2.0 to 2.0), after 7 files."),
    ],
)
def test_an_evaluator_is_told_of_to_the_secretariat(points, files, said):
    found = Harshness("ada", points, Interval(points - 2, points + 2), files)

    assert of_evaluator(found) == said


def test_without_differences_an_evaluator_is_told_of_without_an_interval():
    assert of_evaluator(Harshness("ada", 0, Interval(0, 0), 3)) == (
        "As harsh as colleagues but for what chance explains, after 3 files."
    )
