"""A whole round: 200 files, 60 evaluators, three for each."""

from dataclasses import replace

import pytest

from applications.assigning import EXPERT, MEMBER_CITY, Change, change, explain, solve
from applications.assigning.eligibility import broken_rule
from tests.applications.assigning.rounds import large_round


@pytest.fixture(scope="module")
def solved():
    problem = large_round()
    return problem, solve(problem)


def test_every_file_has_three_evaluators_without_conflict_and_loads_are_even(solved):
    problem, assignment = solved

    assert len(assignment.pairs) == 600
    assert {len([p for p in assignment.pairs if p[0] == f.key]) for f in problem.files} == {3}
    assert all(
        broken_rule(problem, problem.file_by_key[f], problem.evaluator_by_key[e]) is None
        for f, e in assignment.pairs
    )
    assert assignment.spread <= 1
    assert set(assignment.loads.values()) == {10}
    assert assignment.is_proven


def test_every_pair_is_explained(solved):
    problem, assignment = solved

    explanations = explain(problem, assignment)

    assert [each.pair for each in explanations] == sorted(assignment.pairs)
    assert all(each.reasons[-1].code == "load" for each in explanations)


def test_one_pair_moves_for_one_recusal(solved):
    problem, assignment = solved
    file, evaluator = min(assignment.pairs)

    changed = change(
        problem, assignment.pairs, Change(recused={(file, evaluator): "A former colleague."})
    )

    assert [each.pair for each in changed.removed] == [(file, evaluator)]
    assert [each.pair[0] for each in changed.added] == [file]
    assert len(changed.kept) == 599


def test_the_files_of_an_evaluator_who_leaves_are_all_that_moves(solved):
    problem, assignment = solved

    changed = change(problem, assignment.pairs, Change(left=frozenset({"evaluator 30"})))

    assert len(changed.removed) == len(changed.added) == assignment.loads["evaluator 30"] == 10
    assert {each.reason.code for each in changed.removed} == {"left"}
    assert changed.assignment.spread <= 1


def test_each_file_has_an_expert_and_a_member_city_where_both_are_asked_for():
    problem = replace(large_round(), at_least={EXPERT: 1, MEMBER_CITY: 1})
    # Enough room that the member cities of each field can take all its files.
    problem = replace(
        problem,
        files=tuple(replace(each, conflicts={}, language="en") for each in problem.files),
        evaluators=tuple(replace(each, capacity=30) for each in problem.evaluators),
    )

    assignment = solve(problem)

    kinds = {each.key: each.kind for each in problem.evaluators}
    for file in problem.files:
        assert {kinds[e] for f, e in assignment.pairs if f == file.key} == {EXPERT, MEMBER_CITY}
