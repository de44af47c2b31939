"""When nothing is corrected, and the reasons that are given."""

import subprocess
import sys
from fractions import Fraction

import pytest

from applications.ranking import Correction, Minimum, NotCorrected, Reason, Total, correct


def around(files, evaluators, each=3):
    """Evaluators in turn: file 0 by the first, second, third; file 1 by the second, third …"""
    return [
        Total(
            f"f{file:02}", f"e{(file + place) % evaluators}", Fraction(40 + 7 * file % 31 + place)
        )
        for file in range(files)
        for place in range(each)
    ]


def codes(totals, **minimum):
    found = correct(totals, Minimum(**minimum))
    return [reason.code for reason in found.reasons] if isinstance(found, NotCorrected) else []


def test_enough_is_corrected():
    assert isinstance(correct(around(10, 5)), Correction)


def test_all_reasons_are_given_at_once():
    given = [Total("lyon", "ada", Fraction(50))]

    assert correct(given) == NotCorrected(
        [
            Reason(
                "few-files",
                "Only 1 file has a complete evaluation; the correction needs 10 files.",
            ),
            Reason(
                "few-evaluators",
                "Only 0 evaluators have evaluated 3 files or more; the correction needs 5.",
            ),
            Reason(
                "few-comparisons",
                "The evaluators have too few files in common: there are 0 comparisons to spare,"
                " and the correction needs 10.",
            ),
            Reason(
                "no-variance",
                "All evaluations give the same points: there is nothing to correct.",
            ),
        ]
    )


def test_nothing_at_all_is_not_corrected():
    assert codes([]) == ["few-files", "few-evaluators", "few-comparisons"]


@pytest.mark.parametrize(("files", "expected"), [(9, ["few-files"]), (10, [])])
def test_files_are_counted(files, expected):
    assert codes(around(files, 5)) == expected


@pytest.mark.parametrize(("evaluators", "expected"), [(4, ["few-evaluators"]), (5, [])])
def test_evaluators_are_counted(evaluators, expected):
    assert codes(around(12, evaluators)) == expected


def test_evaluators_of_two_files_take_part_but_do_not_count():
    given = around(12, 4)
    guest = [Total("f00", "guest", Fraction(50)), Total("f01", "guest", Fraction(51))]

    assert codes(given + guest) == ["few-evaluators"]
    assert "guest" in correct(around(12, 5) + guest).evaluators


def test_files_that_share_no_evaluator_are_named():
    apart = [
        Total(file, evaluator, Fraction(points))
        for file, points in (("z2", 70), ("z1", 30))
        for evaluator in ("zoe", "zac")
    ]

    (reason,) = correct(around(12, 6) + apart).reasons

    assert (reason.code, reason.files) == ("not-connected", ("z1", "z2"))
    assert reason.message.startswith("2 files share no evaluator with the others")


def test_groups_that_one_evaluation_connects_are_connected():
    apart = [Total("z1", "zoe", Fraction(70)), Total("z1", "e0", Fraction(60))]

    assert codes(around(12, 6) + apart) == []


def test_evaluations_that_connect_and_no_more_leave_nothing_to_compare():
    chain = [
        Total(f"f{number // 2:02}", f"e{(number + 1) // 2:02}", Fraction(number % 7))
        for number in range(24)
    ]  # file 0 by 0 and 1, file 1 by 1 and 2, …

    assert codes(chain, evaluators=0) == ["few-comparisons"]
    assert codes(chain, evaluators=0, comparisons=0) == []


def test_points_that_are_all_the_same_leave_nothing_to_correct():
    same = [Total(given.file, given.evaluator, Fraction(60)) for given in around(12, 6)]

    assert codes(same) == ["no-variance"]


def test_heavy_libraries_come_only_with_a_model():
    program = (
        "import sys; from applications.ranking import correct; correct([]);"
        "print({'numpy', 'scipy'} & set(sys.modules))"
    )
    settings = "from django.conf import settings; settings.configure(USE_I18N=False);"

    found = subprocess.run(
        [sys.executable, "-c", settings + program], capture_output=True, text=True, check=True
    )

    assert found.stdout.strip() == "set()"
