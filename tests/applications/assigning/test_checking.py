"""A round that contradicts itself is refused with all that is wrong with it."""

from dataclasses import replace

import pytest

from applications.assigning import EXPERT, MEMBER_CITY, BadProblem, Problem, solve
from tests.applications.assigning.rounds import city, expert, file


def errors(problem):
    with pytest.raises(BadProblem) as raised:
        solve(problem)
    return {each.code for each in raised.value.errors}


def test_everything_that_is_wrong_is_said_at_once():
    problem = Problem(
        (file("lyon"), file("lyon"), file("metz", needed=1, conflicts={"who": "?"})),
        (expert("a", capacity=-1), expert("b", minimum=4), expert("b"), expert("c", kind="dog")),
        at_least={EXPERT: 1, MEMBER_CITY: 1},
        fixed=frozenset({("paris", "a")}),
        earlier=frozenset({("lyon", "zoe")}),
    )

    assert errors(problem) == {
        "file-twice",
        "evaluator-twice",
        "negative-capacity",
        "bad-minimum",
        "unknown-kind",
        "fewer-than-kinds",
        "unknown-file",
        "unknown-evaluator",
    }


def test_set_pairs_that_break_hard_rules_are_named_with_the_rule():
    evaluators = (expert("a", "en"), expert("b"), city("rome", fields="film"), expert("d"))
    problem = Problem(
        (file("lyon", "fr", conflicts={"b": "Born there."}), file("york")),
        (*evaluators, expert("e", capacity=1)),
        per_file=2,
        fixed=frozenset({("lyon", "a"), ("lyon", "b"), ("york", "e"), ("lyon", "e")}),
        wanted=frozenset({("lyon", "rome"), ("york", "d")}),
        forbidden=frozenset({("york", "d")}),
    )

    assert errors(problem) == {
        "settled-language",
        "settled-conflict",
        "settled-field",
        "settled-forbidden",
        "settled-capacity",
        "settled-number",
    }
    with pytest.raises(BadProblem, match=r"b and lyon are set, .* in conflict: Born there\."):
        solve(problem)


def test_set_pairs_must_leave_a_place_for_the_other_kind():
    problem = Problem(
        (file("york"),),
        (expert("a"), expert("b"), city("rome")),
        per_file=2,
        at_least={MEMBER_CITY: 1},
        wanted=frozenset({("york", "a"), ("york", "b")}),
    )

    assert errors(problem) == {"settled-kind"}
    assert errors(replace(problem, at_least={MEMBER_CITY: -1})) == {"bad-kind-rule"}


def test_nothing_to_assign_is_solved():
    assert solve(Problem((), ())).pairs == frozenset()
    assert solve(Problem((), (expert("a"),))).loads == {"a": 0}
    assert solve(Problem((file("lyon", needed=0),), ())).pairs == frozenset()
