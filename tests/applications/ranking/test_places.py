"""Places, shared and in a total order."""

from fractions import Fraction

from applications.ranking import (
    CorrectedFile,
    Correction,
    Interval,
    NotCorrected,
    Place,
    RawResult,
    places,
)


def result(file, mean):
    return RawResult(file, Fraction(mean), {}, Fraction(0), 0.0, ("ada", "bo"), is_apart=False)


def correction(**corrected):
    wide = Interval(0, 100)
    return Correction(
        {
            file: CorrectedFile(file, 0, points, wide, 0, wide, ("ada", "bo"))
            for file, points in corrected.items()
        },
        {},
        mean=60,
        deviation_of_files=1,
        deviation_of_harshness=1,
        deviation_of_noise=1,
    )


RESULTS = [result("oslo", 70), result("graz", "140/2"), result("lyon", 80), result("bonn", 60)]


def test_without_a_correction_files_stand_by_their_raw_places():
    assert places(RESULTS, NotCorrected([])) == [
        Place("lyon", 1, None),
        Place("graz", 2, None),
        Place("oslo", 2, None),
        Place("bonn", 4, None),
    ]


def test_with_a_correction_files_stand_by_their_corrected_places():
    found = places(RESULTS, correction(oslo=72.5, graz=68.25, lyon=72.5 - 1e-9, bonn=64))

    assert found == [
        Place("lyon", 1, 1),
        Place("oslo", 2, 1),
        Place("graz", 2, 3),
        Place("bonn", 4, 4),
    ]


def test_means_that_differ_by_less_than_anybody_sees_are_not_equal():
    found = places([result("graz", 70), result("lyon", "70.000001")], NotCorrected([]))

    assert [place.raw for place in found] == [1, 2]
    assert [place.file for place in found] == ["lyon", "graz"]


def test_no_files_have_no_places():
    assert places([], NotCorrected([])) == []
