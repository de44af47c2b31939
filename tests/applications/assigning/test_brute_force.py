"""The solver against every assignment that there is, in rounds small enough to try all."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.assigning import EXPERT, MEMBER_CITY, NoSolution, Problem, solve
from applications.assigning.cutting import bottlenecks
from applications.assigning.network import Network
from tests.applications.assigning.rounds import every_assignment, expert, file, rank, spread

some = st.sampled_from


@st.composite
def rounds(draw):
    kinds = draw(st.lists(some([EXPERT, EXPERT, MEMBER_CITY]), min_size=3, max_size=5))
    evaluators = tuple(
        expert(
            f"e{number}",
            languages=draw(some(["en fr", "en fr", "en"])),
            capacity=draw(some([3, 2, 4, 1, 0])),
            fields=draw(some(["music film", "music", "film"])),
            region=draw(some(["europe", "asia"])),
            country=draw(some(["france", "japan"])),
            employer=draw(some(["", "academy"])),
            kind=kind,
        )
        for number, kind in enumerate(kinds)
    )
    if draw(st.booleans()):
        evaluators = tuple(
            replace(each, minimum=draw(st.integers(0, min(each.capacity, 1))))
            for each in evaluators
        )
    files = tuple(
        file(
            f"f{number}",
            language=draw(some(["en", "en", "fr"])),
            field=draw(some(["music", "film"])),
            region=draw(some(["europe", "asia"])),
            country=draw(some(["france", "japan"])),
            conflicts={each.key: "won" for each in evaluators if draw(st.integers(0, 7)) == 7},
        )
        for number in range(draw(st.integers(1, 3)))
    )
    per_file = draw(some([2, 2, 1, 3]))
    at_least = draw(some([{}, {}, {EXPERT: 1}, {EXPERT: 1, MEMBER_CITY: 1}]))
    every = [(each.key, other.key) for each in files for other in evaluators]
    return Problem(
        files,
        evaluators,
        per_file=max(per_file, sum(at_least.values())),
        at_least=at_least,
        forbidden=draw(st.frozensets(some(every), max_size=2)),
        earlier=draw(st.one_of(st.just(frozenset()), st.frozensets(some(every), max_size=8))),
    )


@settings(max_examples=70, deadline=None, suppress_health_check=list(HealthCheck))
@given(rounds())
def test_no_assignment_is_better_than_the_one_found(problem):
    every = list(every_assignment(problem))
    if not every:
        with pytest.raises(NoSolution) as refusal:
            solve(problem)
        assert refusal.value.blocks
        assert all(block.remedies and str(block) for block in refusal.value.blocks)
        return

    found = solve(problem)

    assert found.pairs in every
    assert rank(problem, found.pairs) == min(rank(problem, each) for each in every)
    assert found.moved == min(len(problem.earlier - each) for each in every)
    as_near = [each for each in every if len(problem.earlier - each) == found.moved]
    assert found.spread == min(spread(problem, each) for each in as_near)
    assert found.is_proven


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(rounds(), st.randoms())
def test_the_order_of_the_input_decides_nothing(problem, random):
    def answer(asked):
        try:
            return solve(asked)
        except NoSolution as refusal:
            return str(refusal), refusal.short

    files, evaluators = list(problem.files), list(problem.evaluators)
    random.shuffle(files)
    random.shuffle(evaluators)
    other = replace(problem, files=tuple(files), evaluators=tuple(evaluators))

    assert answer(other) == answer(problem)


def proven_shortage(problem):
    network = Network(problem)
    _short, prices = network.aim_at_places()
    return sum(each.lacking for each in bottlenecks(network, prices))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(rounds())
def test_what_is_short_is_the_least_that_can_be(problem):
    """Lowering the files' numbers by what is short gives a round that can be solved."""
    problem = replace(
        problem,
        at_least={},
        evaluators=tuple(replace(each, minimum=0) for each in problem.evaluators),
    )
    try:
        solve(problem)
    except NoSolution as refusal:
        mended = replace(
            problem,
            files=tuple(
                replace(each, needed=problem.needed(each) - refusal.short.get(each.key, 0))
                for each in problem.files
            ),
        )
        solve(mended)
        lacking = sum(refusal.short.values())
        assert proven_shortage(problem) == lacking
        for key in refusal.short:
            once_more = replace(
                mended,
                files=tuple(
                    replace(each, needed=mended.needed(each) + (each.key == key))
                    for each in mended.files
                ),
            )
            assert list(every_assignment(once_more)) == []
