"""A change by hand moves as few pairs as can be, and says which and why."""

import subprocess
import sys

import pytest

from applications.assigning import BadProblem, Change, NoSolution, Problem, change, explain, solve
from tests.applications.assigning.rounds import city, expert, file

FILES = (file("lyon"), file("metz"), file("york"))
EVALUATORS = (expert("a"), expert("b"), expert("c"), expert("d"))
PAIRS = frozenset(
    {("lyon", "a"), ("lyon", "b"), ("metz", "b"), ("metz", "c"), ("york", "c"), ("york", "d")}
)
ROUND = Problem(FILES, EVALUATORS, per_file=2)


def removed(changed):
    return {each.pair: str(each.reason) for each in changed.removed}


def added(changed):
    return {each.pair for each in changed.added}


def test_nothing_moves_where_nothing_is_changed():
    changed = change(ROUND, PAIRS, Change())

    assert changed.assignment.pairs == PAIRS
    assert (changed.added, changed.removed) == ((), ())
    assert "earlier" in [each.code for each in changed.kept[0].reasons]


def test_a_wanted_pair_makes_one_other_make_way():
    changed = change(ROUND, PAIRS, Change(wanted=frozenset({("lyon", "d")})))

    # Only one of a and b goes; as b has the more files, the loads are even without b.
    assert removed(changed) == {
        ("lyon", "b"): "b makes way for an evaluator who was set for lyon by hand."
    }
    assert added(changed) == {("lyon", "d")}
    assert str(changed.added[0].reasons[0]) == "The pair was set by hand."
    assert len(changed.kept) == 5


def test_a_forbidden_pair_is_replaced():
    changed = change(ROUND, PAIRS, Change(forbidden=frozenset({("metz", "b")})))

    assert removed(changed) == {("metz", "b"): "The pair was forbidden by hand."}
    assert {pair[0] for pair in added(changed)} == {"metz"}


def test_recusing_ends_accepted_work_and_becomes_a_conflict():
    problem = Problem(FILES, EVALUATORS, per_file=2, fixed=frozenset({("lyon", "a")}))

    changed = change(problem, PAIRS, Change(recused={("lyon", "a"): "My sister lives there."}))

    assert removed(changed) == {
        ("lyon", "a"): "a has recused from lyon: My sister lives there.",
    }
    assert changed.problem.file_by_key["lyon"].conflicts == {"a": "My sister lives there."}
    assert changed.problem.fixed == frozenset()


def test_whoever_leaves_is_replaced_and_the_rest_stays():
    changed = change(ROUND, PAIRS, Change(left=frozenset({"c"})))

    assert removed(changed) == {
        ("metz", "c"): "c evaluates no longer.",
        ("york", "c"): "c evaluates no longer.",
    }
    assert "c" not in changed.assignment.loads
    assert changed.assignment.spread <= 1


def test_a_pair_moves_on_where_only_that_frees_a_reader():
    files = (file("lyon", "fr"), file("york"))
    evaluators = (expert("a", capacity=1), expert("b", "en"), expert("c", capacity=1))
    before = {("lyon", "a"), ("york", "c")}
    problem = Problem(files, evaluators, per_file=1)

    changed = change(problem, before, Change(left=frozenset({"a"})))

    assert changed.assignment.pairs == {("lyon", "c"), ("york", "b")}
    assert removed(changed)["york", "c"] == (
        "c had to leave york so that every file has its evaluators."
    )


def test_accepted_work_is_not_moved_for_a_wish():
    problem = Problem(FILES, EVALUATORS, per_file=2, fixed=PAIRS)

    with pytest.raises(BadProblem, match="lyon has 3 set evaluators, but 2 are asked for"):
        change(problem, PAIRS, Change(wanted=frozenset({("lyon", "d")})))


def test_a_change_that_contradicts_itself_is_refused():
    with pytest.raises(BadProblem) as raised:
        change(
            ROUND,
            PAIRS,
            Change(
                wanted=frozenset({("lyon", "c")}),
                recused={("paris", "a"): ""},
                left=frozenset({"c", "zoe"}),
            ),
        )

    assert {each.code for each in raised.value.errors} == {
        "unknown-evaluator",
        "unknown-recusal",
        "wanted-and-left",
    }


def test_a_change_that_leaves_too_few_is_no_solution():
    with pytest.raises(NoSolution, match="york needs 2 evaluators, and 1 can take it"):
        change(ROUND, PAIRS, Change(left=frozenset({"a", "b", "c"})))


def test_a_pair_says_what_speaks_for_it_and_what_is_given_up():
    lyon = file("lyon", "fr", "film", country="france", name="Lyon")
    rome = city("rome", fields="film", region="asia", capacity=2, name="Rome")
    ann = expert("ann", country="france", preferred_language="en", name="Ann")
    problem = Problem((lyon,), (rome, ann), per_file=2)

    of_ann, of_rome = explain(problem, solve(problem))

    assert [str(each) for each in of_rome.reasons] == [
        "Rome is a member city of the field of Lyon.",
        "Rome reads French, the language of the file.",
        "Rome is of another region than Lyon.",
        "Rome has 1 file in all, of at most 2.",
    ]
    assert of_rome.given_up == ()
    assert [str(each) for each in of_ann.given_up] == [
        "The field of Lyon is not among those of Ann.",
        "Ann and Lyon are of the same country.",
        "Ann reads French, but prefers another language.",
    ]


def test_the_solver_is_not_imported_before_something_is_solved():
    found = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, applications.assigning; print({'scipy', 'numpy'} & set(sys.modules))",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()

    assert found == "set()"
