"""What cannot be solved names the rule, the files and the evaluators, and how to mend it."""

from dataclasses import replace

import pytest

from applications.assigning import EXPERT, MEMBER_CITY, NoSolution, Problem, solve
from tests.applications.assigning.rounds import city, expert, file, large_round


def refusal(problem):
    with pytest.raises(NoSolution) as raised:
        solve(problem)
    return raised.value


def test_conflicts_with_one_file_are_counted_after_its_language():
    conflicts = dict.fromkeys(("a", "b", "c", "d"), "Worked for the city.")
    lyon = file("lyon", "fr", name="Lyon", conflicts=conflicts)
    evaluators = [expert(key) for key in "abcde"] + [expert(key, "en") for key in "fgh"]

    found = refusal(Problem((lyon, file("york")), tuple(evaluators)))

    (block,) = found.blocks
    assert str(block) == (
        "Lyon needs 3 evaluators, and 1 can take it. "
        "Of 8 evaluators, 3 do not read French. "
        "Of the 5 who read French and may take its field, 4 are in conflict with Lyon."
    )
    assert [str(each) for each in block.remedies] == [
        "Add 2 evaluators (evaluators) who read French and are not in conflict with Lyon.",
        "Ask for 1 for Lyon (evaluators).",
    ]
    assert block.files == ("lyon",)
    assert block.evaluators == tuple("abcdfgh")
    assert found.short == {"lyon": 2}


def test_too_little_capacity_for_all_files_is_said_in_places():
    problem = large_round()
    evaluators = tuple(replace(each, capacity=9) for each in problem.evaluators)
    evaluators = tuple(replace(each, languages=frozenset(("en", "fr"))) for each in evaluators)
    files = tuple(replace(each, conflicts={}) for each in problem.files)

    found = refusal(replace(problem, evaluators=evaluators, files=files))

    (block,) = found.blocks
    assert block.sentence.code == "too-little-capacity"
    assert block.sentence.values["needed"] - block.sentence.values["capacity"] == 60
    assert sum(found.short.values()) == 60
    # As few files as can be: each lacks all its three evaluators.
    assert len(found.short) == 20


def test_files_that_compete_for_the_same_readers_are_named_together():
    french = tuple(file(key, "fr") for key in ("lyon", "metz", "nantes"))
    readers = (expert("a", capacity=2), expert("b", capacity=2))
    others = tuple(expert(key, "en", capacity=9) for key in "cd")

    found = refusal(Problem((*french, file("york")), readers + others, per_file=2))

    (block,) = found.blocks
    assert str(block) == (
        "3 files need 6 places, and the evaluators who can take them (2) have 4 left for them: "
        "lyon, metz, nantes."
    )
    assert block.evaluators == ("a", "b")
    assert [str(each) for each in block.remedies] == [
        "Raise the capacity of evaluators by 2 in all, among: a, b.",
        "Add evaluators who read French, with a capacity of 2 in all.",
        "Ask for 2 fewer evaluators in all for these files.",
    ]
    assert sum(found.short.values()) == 2
    assert len(found.short) == 1


def test_a_kind_of_evaluators_that_is_missing_is_named():
    lyon = file("lyon", field="film")
    evaluators = (*(expert(key) for key in "abc"), city("bologna"), city("rome", fields="film"))
    problem = Problem(
        (lyon,), evaluators, at_least={MEMBER_CITY: 1}, forbidden=frozenset({("lyon", "rome")})
    )

    (block,) = refusal(problem).blocks

    assert str(block) == (
        "lyon needs at least 1 member city, and 0 can take it. "
        "Of the 2 who read English, 1 is a member city of another field. "
        "Of the 1 left, 1 is forbidden by hand."
    )
    assert [each.code for each in block.remedies] == [
        "add-evaluator",
        "lower-number",
        "allow-pairs",
    ]


def test_a_kind_and_the_number_can_both_be_missing():
    problem = Problem((file("lyon"),), (city("rome"),), at_least={EXPERT: 1})

    found = refusal(problem)

    assert [each.sentence.values["lacking"] for each in found.blocks] == [1, 2]
    assert found.short == {"lyon": 2}


def test_evaluators_without_capacity_are_told_apart():
    evaluators = (expert("a"), expert("b"), expert("c", capacity=0))

    (block,) = refusal(Problem((file("lyon"),), evaluators)).blocks

    assert str(block.reasons[0]) == "Of the 3 left, 1 has no capacity."
    assert block.remedies[-1].code == "give-capacity"


def test_accepted_work_takes_capacity_from_the_other_files():
    evaluators = (expert("a", capacity=1), expert("b", capacity=2))
    files = (file("lyon", needed=1), file("metz", needed=2))

    found = refusal(Problem(files, evaluators, fixed=frozenset({("lyon", "a")})))

    (block,) = found.blocks
    assert block.sentence.code == "too-little-capacity"
    assert "metz" in block.files
    assert sum(found.short.values()) == 1


def test_a_minimum_that_cannot_be_reached_is_named():
    evaluators = (expert("a", "fr", minimum=2), expert("b"), expert("c"))

    (block,) = refusal(Problem((file("york"), file("lyon", "fr")), evaluators, 1)).blocks

    assert str(block) == "a is to have at least 2 files, and 1 can be given."
    assert str(block.remedies[0]) == "Lower the minimum of a to 1."


def test_the_bottlenecks_lack_what_is_short_in_all():
    problem = large_round()
    problem = replace(problem, at_least={EXPERT: 1, MEMBER_CITY: 1})

    found = refusal(problem)

    lacking = sum(each.sentence.values["lacking"] for each in found.blocks)
    assert lacking >= sum(found.short.values()) > 0
    assert all(set(found.short) & set(each.files) for each in found.blocks)


def test_a_sentence_is_read_in_the_reader_s_language_and_by_programs():
    (block,) = refusal(Problem((file("lyon"),), (expert("a"),))).blocks

    assert block.sentence.in_language("en") == "lyon needs 3 evaluators, and 1 can take it."
    assert block.sentence.code == "too-few-for-file"
    assert (block.sentence.values["needed"], block.sentence.values["able"]) == (3, 1)
