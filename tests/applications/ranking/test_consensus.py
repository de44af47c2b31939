"""Which files need a consensus note."""

from fractions import Fraction

from applications.ranking import Agreement, RawResult, agreements, needing_consensus


def result(file, evaluations, *, apart):
    evaluators = tuple("abcdef"[:evaluations])
    return RawResult(file, Fraction(60), {}, Fraction(30), 15.0, evaluators, is_apart=apart)


RESULTS = [
    result("graz", 3, apart=False),
    result("lyon", 3, apart=True),
    result("oslo", 2, apart=True),
    result("pune", 4, apart=True),
    result("sana", 3, apart=True),
]
EXPECTED = {"sana": 3, "pune": 3, "oslo": 3, "lyon": 3, "kyiv": 3, "graz": 3}


def test_a_file_waits_until_all_are_in_then_agrees_or_needs_a_note():
    assert agreements(RESULTS, expected=EXPECTED, noted={"lyon"}) == {
        "sana": Agreement.APART,
        "pune": Agreement.APART,
        "oslo": Agreement.WAITING,
        "lyon": Agreement.NOTED,
        "kyiv": Agreement.WAITING,
        "graz": Agreement.AGREED,
    }


def test_the_files_that_need_a_note_are_listed_by_key():
    assert needing_consensus(RESULTS, expected=EXPECTED) == ["lyon", "pune", "sana"]
    assert needing_consensus(RESULTS, expected=EXPECTED, noted={"lyon"}) == ["pune", "sana"]
    assert needing_consensus([], expected=EXPECTED) == []
