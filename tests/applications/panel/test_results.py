"""What evaluations come to, and which files wait for one or for a note."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.models import Consensus, LogEntry, Status
from applications.panel.consensus import version_of, write_consensus
from applications.panel.results import results_of
from applications.ranking import BadScores, Correction, NotCorrected
from applications.workflow import Conflict, Incomplete, NotAllowed
from tests.applications.panel.panels import assigned, panel, scored, secretary
from tests.factories import CallFactory, CriterionFactory, UserFactory

pytestmark = pytest.mark.django_db


def call_with(files=2, evaluators=2, per_file=2, criteria=1):
    call = panel(files=files, evaluators=evaluators, per_file=per_file)
    for _criterion in range(criteria):
        CriterionFactory(call=call)
    return call


def test_a_call_without_terms_has_no_results():
    with pytest.raises(Conflict):
        results_of(CallFactory())


def test_the_raw_mean_is_in_points_of_a_hundred_and_ranks_where_nothing_is_corrected():
    call = call_with(criteria=2)
    first, second, third, fourth = assigned(call)
    scored(first, Decimal(5), Decimal(0))
    scored(second, Decimal(5), Decimal("2.5"))
    scored(third, Decimal(5), Decimal(5))
    scored(fourth, Decimal(4), Decimal(5))

    found = results_of(call)

    assert [(one.application, one.raw.mean, one.raw_place) for one in found.ranked] == [
        (third.application, Fraction(95), 1),
        (first.application, Fraction(125, 2), 2),
    ]
    assert isinstance(found.correction, NotCorrected)
    assert [one.corrected for one in found.ranked] == [None, None]
    assert found.unscored == []


def test_a_file_without_evaluations_is_listed_and_not_ranked():
    call = call_with(files=2, evaluators=2, per_file=1)
    first, second = assigned(call)
    scored(first, Decimal(3))

    found = results_of(call)

    assert [one.application for one in found.ranked] == [first.application]
    assert [one.application for one in found.unscored] == [second.application]
    assert found.unscored[0].raw_place is None


def test_a_call_without_any_evaluation_or_criterion_lists_all_its_files():
    call = call_with(criteria=0)
    assigned(call)

    found = results_of(call)

    assert (found.ranked, len(found.unscored)) == ([], 2)


def test_what_is_not_submitted_or_no_longer_in_force_does_not_count():
    call = call_with(files=1, evaluators=2, per_file=2)
    first, second = assigned(call)
    scored(first, Decimal(3))
    evaluation = scored(second, Decimal(5))
    type(second).objects.filter(pk=second.pk).update(state="removed")

    (result,) = results_of(call).ranked
    assert (result.submitted, result.assigned, result.raw.mean) == (1, 1, Fraction(60))
    assert (result.is_complete, result.is_short) == (True, True)
    type(second).objects.filter(pk=second.pk).update(state="open")
    type(evaluation).objects.filter(pk=evaluation.pk).update(submitted_at=None)

    (result,) = results_of(call).incomplete
    assert (result.submitted, result.assigned, result.is_complete) == (1, 2, False)


def test_a_file_whose_evaluators_are_far_apart_needs_a_note_once_all_are_in():
    call = call_with(files=1)
    first, second = assigned(call)
    scored(first, Decimal(1))
    assert results_of(call).needing_consensus == []
    scored(second, Decimal(4))

    (result,) = results_of(call).needing_consensus
    assert (result.raw.spread, result.raw.is_apart) == (Fraction(60), True)


def test_files_that_were_decided_keep_their_results():
    call = call_with(files=1, per_file=1)
    (row,) = assigned(call)
    scored(row, Decimal(3))
    type(row.application).objects.filter(pk=row.application_id).update(status=Status.DESIGNATED)

    assert len(results_of(call).ranked) == 1


def test_scores_that_do_not_fit_the_criteria_are_named_with_what_to_do():
    call = call_with(files=1, per_file=1)
    (row,) = assigned(call)
    scored(row, Decimal(3))
    CriterionFactory(call=call)

    with pytest.raises(BadScores) as mistakes:
        results_of(call)
    assert mistakes.value.mistakes[0].code == "missing-criterion"


def test_a_harsh_evaluator_is_corrected_with_an_interval_and_a_sentence():
    call = call_with(files=12, evaluators=6, per_file=3)
    rows = assigned(call)
    harsh = call.evaluators.first().pk
    for row in rows:
        value = Decimal(row.application_id % 3 + 2)
        scored(row, value - Decimal("1.5") if row.evaluator_id == harsh else value)

    found = results_of(call)

    assert isinstance(found.correction, Correction)
    hit = next(one for one in found.ranked if str(harsh) in one.raw.evaluators)
    assert hit.corrected.corrected > hit.corrected.raw
    assert hit.corrected.interval.least < hit.corrected.corrected
    assert "rises" in hit.sentence
    assert "Harsher" in found.harshness[harsh]


def test_results_ask_as_many_queries_for_three_files_as_for_one():
    numbers = []
    for files in [1, 3]:
        call = call_with(files=files, evaluators=files, per_file=1)
        for row in assigned(call):
            scored(row, Decimal(3))
        with CaptureQueriesContext(connection) as asked:
            results_of(call)
        numbers.append(len(asked))

    assert numbers[0] == numbers[1]


# The consensus note ---------------------------------------------------------------------------


@pytest.fixture
def apart():
    """A file whose two evaluators are far apart."""
    call = call_with(files=1)
    first, second = assigned(call)
    scored(first, Decimal(1))
    scored(second, Decimal(4))
    return first.application


def test_a_note_is_written_with_the_dissent_and_stands_in_the_log_by_digests(apart):
    note = write_consensus(
        apart, note="A strong plan.", dissent="Too dear, says one.", by=secretary()
    )

    assert (note.spread, note.dissent) == (Decimal("60.00"), "Too dear, says one.")
    assert results_of(apart.call).needing_consensus == []
    entry = LogEntry.objects.get(kind="evaluation:consensus")
    assert entry.contents["spread"] == "60.00"
    assert set(entry.contents["note"]) == set(entry.contents["dissent"]) == {"salted_sha256"}


def test_the_same_note_again_changes_nothing(apart):
    person = secretary()
    first = write_consensus(apart, note="A strong plan.", by=person)
    again = write_consensus(apart, note="A strong plan.", by=person)

    assert again.at == first.at
    assert LogEntry.objects.filter(kind="evaluation:consensus").count() == 1


def test_whoever_writes_over_a_note_has_read_it(apart):
    person = secretary()
    write_consensus(apart, note="A strong plan.", by=person)

    with pytest.raises(Conflict) as refusal:
        write_consensus(apart, note="A weak plan.", by=person)
    assert refusal.value.code == "stale"
    write_consensus(apart, note="A weak plan.", by=person, seen=version_of(apart))

    assert Consensus.objects.get().note == "A weak plan."


def test_a_note_waits_until_all_evaluations_are_in():
    call = call_with(files=1)
    first, _second = assigned(call)
    scored(first, Decimal(1))

    with pytest.raises(Conflict) as refusal:
        write_consensus(first.application, note="A strong plan.", by=secretary())
    assert refusal.value.code == "not-complete"


def test_a_note_says_something_and_is_the_secretariat_s(apart):
    with pytest.raises(Incomplete):
        write_consensus(apart, note="  ", by=secretary())
    for person in [UserFactory(), apart.assignments.first().evaluator.user]:
        with pytest.raises(NotAllowed):
            write_consensus(apart, note="A strong plan.", by=person)
