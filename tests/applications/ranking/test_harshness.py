"""The correction of a call: what holds whatever the evaluators give."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from applications.ranking import (
    Criterion,
    Evaluation,
    Minimum,
    Total,
    correct,
    places,
    raw_results,
)
from applications.ranking import totals as all_totals

FILES, EVALUATORS = 8, 5
ANY = Minimum(files=1, evaluators=1, files_each=1, comparisons=1)


@st.composite
def calls(draw):
    """Points of a connected call: each file by two evaluators in turn, and by some more."""
    found = {}
    for file in range(FILES):
        more = draw(st.sets(st.integers(0, EVALUATORS - 1), max_size=2))
        for evaluator in {file % EVALUATORS, (file + 1) % EVALUATORS} | more:
            found[file, evaluator] = draw(st.integers(0, 80))
    return found


def totals(call, shift=0, factor=1, file="f{}".format, evaluator="e{}".format):
    return [
        Total(file(one), evaluator(other), Fraction(points * factor + shift))
        for (one, other), points in call.items()
    ]


varied = calls().filter(lambda call: len(set(call.values())) > 1)
some = settings(max_examples=8, deadline=None)


@some
@given(call=varied, shift=st.integers(-20, 20))
def test_what_is_added_to_all_points_is_added_to_all_results(call, shift):
    before, after = correct(totals(call), ANY), correct(totals(call, shift), ANY)

    for file, found in before.files.items():
        assert after.files[file].corrected == pytest.approx(found.corrected + shift, abs=1e-4)
        assert after.files[file].expected == pytest.approx(found.expected + shift, abs=1e-4)
    for evaluator, found in before.evaluators.items():
        assert after.evaluators[evaluator].points == pytest.approx(found.points, abs=1e-4)


@some
@given(call=varied)
def test_twice_the_points_are_twice_the_results(call):
    before, after = correct(totals(call), ANY), correct(totals(call, factor=2), ANY)

    for file, found in before.files.items():
        assert after.files[file].corrected == pytest.approx(2 * found.corrected, abs=1e-4)
        assert after.files[file].interval.least == pytest.approx(2 * found.interval.least, abs=1e-3)


@some
@given(call=varied, random=st.randoms(use_true_random=False))
def test_keys_and_their_order_change_nothing(call, random):
    names = random.sample(range(10, 99), FILES)
    others = random.sample(range(10, 99), EVALUATORS)
    renamed = totals(
        call, file=lambda file: f"{names[file]}", evaluator=lambda one: f"{others[one]}"
    )
    random.shuffle(renamed)

    before, after = correct(totals(call), ANY), correct(renamed, ANY)

    for file in range(FILES):
        found, again = before.files[f"f{file}"], after.files[f"{names[file]}"]
        assert again.corrected == pytest.approx(found.corrected, abs=1e-4)
    for evaluator in range(EVALUATORS):
        found, again = before.evaluators[f"e{evaluator}"], after.evaluators[f"{others[evaluator]}"]
        assert again.points == pytest.approx(found.points, abs=1e-4)
        assert again.files == found.files


@some
@given(call=varied)
def test_harshness_and_the_files_own_parts_add_up_to_nothing(call):
    found = correct(totals(call), ANY)

    assert sum(one.points for one in found.evaluators.values()) == pytest.approx(0, abs=1e-6)
    own = [file.expected - found.mean for file in found.files.values()]
    assert sum(own) == pytest.approx(0, abs=1e-6)


@some
@given(call=varied)
def test_a_correction_is_the_mean_harshness_of_the_file_s_evaluators(call):
    found = correct(totals(call), ANY)

    for file in found.files.values():
        given_back = [found.evaluators[key].points for key in file.evaluators]
        raised = sum(given_back) / len(given_back)
        assert file.corrected - file.raw == pytest.approx(raised, abs=1e-9)
        assert file.interval.least <= file.corrected <= file.interval.greatest
        assert file.interval_of_expected.least <= file.expected


@some
@given(call=varied)
def test_the_same_evaluations_give_the_same_correction(call):
    assert correct(totals(call), ANY) == correct(totals(call), ANY)


def test_where_evaluators_do_not_differ_the_corrected_order_is_the_raw_one():
    criteria = [Criterion("quality", Decimal(1), Decimal(0), Decimal(10))]
    # Each of six evaluators gives two files the least of their scores, two the most, two the third.
    evaluations = [
        Evaluation(f"f{file:02}", f"e{(file + place) % 6}", {"quality": Decimal(file % 7) + more})
        for file in range(12)
        for place, more in enumerate((0, 2, 1))
    ]
    results = raw_results(criteria, evaluations, threshold=Decimal(30))

    found = correct(all_totals(criteria, evaluations))

    assert found.changes_nothing
    assert {one.points for one in found.evaluators.values()} == {0}
    assert [file.corrected for file in found.files.values()] == [
        file.raw for file in found.files.values()
    ]
    ranked = places(results, found)
    assert [place.file for place in ranked[:5]] == ["f06", "f05", "f04", "f11", "f03"]
    assert [place.raw for place in ranked] == [1, 2, 3, 3, 5, 5, 7, 7, 9, 9, 11, 11]
    assert [place.corrected for place in ranked] == [place.raw for place in ranked]


def test_harshness_has_the_sign_of_what_it_takes_away():
    # The first evaluator gives 10 less than the others, for the same files.
    given = [
        Total(f"f{file:02}", f"e{one}", Fraction(50 + 3 * file - (10 if one == 0 else 0)))
        for file in range(10)
        for one in {0, 1 + file % 4, 1 + (file + 1) % 4}
    ]

    found = correct(given)

    harsh, *others = (found.evaluators[f"e{one}"].points for one in range(5))
    assert harsh == pytest.approx(8, abs=0.01)  # against the mean of all five, itself included
    assert others == pytest.approx([-2] * 4, abs=0.01)
    assert found.evaluators["e0"].files == 10
    assert found.evaluators["e0"].interval.least < harsh < found.evaluators["e0"].interval.greatest


def test_unequal_numbers_of_evaluations_leave_a_file_its_corrected_mean():
    """What is expected of a file is drawn to the mean; its place comes of the corrected mean."""
    given = [
        Total(f"f{file:02}", f"e{(file + place) % 5}", Fraction(40 + 5 * (file * 7 % 10) + noise))
        for file in range(10)
        for place, noise in enumerate((0, 4, -4))
        if not (file == 7 and place)  # the best file has one evaluation
    ]

    best = correct(given).files["f07"]

    assert best.raw == 85
    assert abs(best.corrected - best.raw) < abs(best.expected - best.raw)
    width = best.interval.greatest - best.interval.least
    other = correct(given).files["f04"].interval
    assert width > 1.5 * (other.greatest - other.least)


def test_a_large_call_is_corrected():
    given = [
        Total(
            f"f{file:03}",
            f"e{(file * 7 + place * (11 + file % 13)) % 60:02}",
            Fraction((file * 37 + place * 53) % 101),
        )
        for file in range(200)
        for place in range(3)
    ]

    found = correct(given)

    assert len(found.files) == 200
    assert len(found.evaluators) == 60
    assert all(file.interval.greatest - file.interval.least > 0 for file in found.files.values())
