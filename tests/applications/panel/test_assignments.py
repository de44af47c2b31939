"""Proposing who evaluates what, assigning it, and taking an assignment back."""

import uuid

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.assigning import BadProblem, NoSolution
from applications.log import differences
from applications.models import AssignmentState, LogEntry, Notice
from applications.notices import send_waiting
from applications.panel.assignments import assign, remove
from applications.panel.declaring import declare_conflict, declare_no_conflict
from applications.panel.proposals import propose, propose_change
from applications.workflow import Conflict, Incomplete, NotAllowed
from tests.applications.panel.panels import assigned, loads, panel, rows_of, secretary
from tests.factories import (
    AnswerFactory,
    ApplicationFactory,
    AssignmentFactory,
    CallFactory,
    EvaluatorFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def pairs(proposal):
    return [tuple(map(int, one.pair)) for one in proposal.added]


def test_a_proposal_gives_each_file_its_evaluators_evenly_and_changes_nothing():
    call = panel(files=2, evaluators=4, per_file=2)

    proposal = propose(call)

    assert len(proposal.added) == 4
    assert set(proposal.solution.loads.values()) == {1}
    assert all(one.reasons for one in proposal.added)
    assert not rows_of(call).exists()


def test_a_call_without_terms_has_no_proposal():
    with pytest.raises(Conflict) as refusal:
        propose(CallFactory())
    assert refusal.value.code == "no-terms"


def test_conflicts_are_never_proposed():
    call = panel(files=1, evaluators=2, per_file=1)
    file, (first, second) = call.applications.get(), call.evaluators.order_by("pk")
    first.ties.create(city=file.city, kind="family")

    assert pairs(propose(call)) == [(file.pk, second.pk)]


def test_whoever_takes_part_no_longer_is_not_proposed():
    call = panel(files=1, evaluators=2, per_file=1)
    first, second = call.evaluators.order_by("pk")
    call.evaluators.filter(pk=first.pk).update(is_active=False)

    assert pairs(propose(call)) == [(call.applications.get().pk, second.pk)]


def test_a_file_whose_language_is_not_known_goes_to_whoever_reads_all_that_the_call_takes():
    call = panel(files=1, evaluators=0, per_file=1)
    field = call.applications.get().field
    EvaluatorFactory(call=call, languages=["en"], fields=[field])
    both = EvaluatorFactory(call=call, languages=["fr", "en"], fields=[field])

    assert pairs(propose(call)) == [(call.applications.get().pk, both.pk)]


def test_a_file_that_says_its_language_goes_to_whoever_reads_it():
    call = panel(files=1, evaluators=0, per_file=1)
    file = call.applications.get()
    AnswerFactory(application=file, question="language", value="fr")
    EvaluatorFactory(call=call, languages=["en"], fields=[file.field])
    french = EvaluatorFactory(call=call, languages=["fr"], fields=[file.field])

    assert pairs(propose(call)) == [(file.pk, french.pk)]


def test_what_cannot_be_solved_says_which_rule_blocks_which_file():
    call = panel(files=1, evaluators=1, per_file=2)

    with pytest.raises(NoSolution) as hindrance:
        propose(call)
    assert call.applications.get().city.name in str(hindrance.value)
    assert hindrance.value.blocks[0].remedies


def test_assigning_writes_sealed_rows_with_reasons_and_one_letter_for_each_evaluator():
    call = panel(files=3, evaluators=2, per_file=1)

    rows = assigned(call)

    assert [row.state for row in rows] == ["sealed"] * 3
    assert {"code": "load", "load": max(loads(call)), "capacity": 10} in [
        reason for row in rows for reason in row.reasons
    ]
    letters = Notice.objects.filter(template="assigned")
    assert sorted(letter.context["number"] for letter in letters) == [1, 2]
    assert {letter.application for letter in letters} == {None}


def test_the_letter_tells_of_no_file_and_leads_to_the_desk():
    call = panel(files=1, evaluators=1, per_file=1)
    assigned(call)

    send_waiting()

    (letter,) = mail.outbox
    assert "/applications/evaluation/" in letter.body
    assert call.applications.get().city.name not in letter.body + letter.subject


def test_only_the_secretariat_assigns():
    call = panel()
    digest = propose(call).digest

    for person in [UserFactory(), UserFactory(staff=True), call.evaluators.first().user]:
        with pytest.raises(NotAllowed):
            assign(call, digest, by=person)
    assert not rows_of(call).exists()


def test_a_proposal_that_would_be_another_now_is_refused():
    call = panel()
    digest = propose(call).digest
    evaluator = call.evaluators.first()
    evaluator.ties.create(city=call.applications.first().city, kind="other")
    call.evaluators.filter(pk=evaluator.pk).update(capacity=0)

    with pytest.raises(Conflict) as refusal:
        assign(call, digest, by=secretary())
    assert refusal.value.code == "stale"
    assert not rows_of(call).exists()


def test_a_proposal_that_became_impossible_is_refused_with_the_rule():
    call = panel(files=1, evaluators=1, per_file=1)
    digest = propose(call).digest
    call.evaluators.update(capacity=0)

    with pytest.raises(Conflict) as refusal:
        assign(call, digest, by=secretary())
    assert refusal.value.code == "no-solution"


def test_a_double_click_assigns_once():
    call, person, key = panel(), secretary(), str(uuid.uuid4())
    digest = propose(call).digest

    first = assign(call, digest, by=person, key=key)
    again = assign(call, digest, by=person, key=key)

    assert again == first
    assert LogEntry.objects.filter(kind="evaluation:assign").count() == 1
    assert Notice.objects.filter(template="assigned").count() == 4


def test_what_is_in_force_stays_when_a_file_comes_later():
    call = panel(files=2, evaluators=4, per_file=2)
    before = {(row.application_id, row.evaluator_id) for row in assigned(call)}
    ApplicationFactory(call=call, field=call.applications.first().field, under_evaluation=True)

    proposal = propose(call)

    assert len(proposal.added) == 2
    assert {tuple(map(int, one.pair)) for one in proposal.kept} == before
    assert proposal.removed == ()


def test_a_conflict_that_is_found_later_ends_the_assignment():
    call = panel(files=1, evaluators=2, per_file=1)
    (row,) = assigned(call)
    row.evaluator.ties.create(city=row.application.city, kind="employment")

    proposal = propose(call)
    assert [one.reason.code for one in proposal.removed] == ["conflict"]
    assigned(call)

    row.refresh_from_db()
    assert (row.state, row.conflict) == ("removed", "tie")
    assert rows_of(call).in_force().count() == 1
    assert Notice.objects.filter(template="assignment-taken-back").count() == 1


def test_accepted_work_never_moves_even_when_the_capacity_is_lowered():
    call = panel(files=1, evaluators=2, per_file=1)
    (row,) = assigned(call)
    declare_no_conflict(row, by=row.evaluator.user)
    call.evaluators.filter(pk=row.evaluator_id).update(capacity=0, is_active=False)

    proposal = propose(call)

    assert (proposal.added, proposal.removed) == ((), ())


def test_a_pair_set_by_hand_moves_the_rest_and_stays():
    call = panel(files=1, evaluators=2, per_file=1)
    (row,) = assigned(call)
    other = call.evaluators.exclude(pk=row.evaluator_id).get()
    wanted = [(row.application_id, other.pk)]

    proposal = propose_change(call, wanted=wanted)
    assert [one.reason.code for one in proposal.removed] == ["made-way"]
    assign(call, proposal.digest, by=secretary(), wanted=wanted)

    assert [one.evaluator_id for one in rows_of(call).in_force()] == [other.pk]
    assert not propose(call).changes_anything


def test_a_pair_that_was_in_force_already_may_be_set_by_hand():
    call = panel(files=1, evaluators=2, per_file=1)
    (row,) = assigned(call)
    wanted = [(row.application_id, row.evaluator_id)]

    assign(call, propose_change(call, wanted=wanted).digest, by=secretary(), wanted=wanted)

    row.refresh_from_db()
    assert {"code": "wanted"} in row.reasons


def test_a_pair_forbidden_by_hand_does_not_come_again():
    call = panel(files=1, evaluators=2, per_file=1)
    (row,) = assigned(call)
    forbidden = [(row.application_id, row.evaluator_id)]
    proposal = propose_change(call, forbidden=forbidden)

    assign(call, proposal.digest, by=secretary(), forbidden=forbidden)

    row.refresh_from_db()
    assert row.state == AssignmentState.REMOVED
    call.evaluators.exclude(pk=row.evaluator_id).update(is_active=False)
    with pytest.raises(NoSolution):
        propose(call)


def test_a_pair_may_be_forbidden_before_it_was_ever_assigned():
    call = panel(files=1, evaluators=2, per_file=1)
    file, (first, second) = call.applications.get(), call.evaluators.order_by("pk")
    forbidden = [(file.pk, first.pk)]

    assign(
        call, propose_change(call, forbidden=forbidden).digest, by=secretary(), forbidden=forbidden
    )

    assert [one.evaluator for one in rows_of(call).in_force()] == [second]
    # Set by hand, it is no longer forbidden.
    wanted = [(file.pk, first.pk)]
    assign(call, propose_change(call, wanted=wanted).digest, by=secretary(), wanted=wanted)
    assert [one.evaluator for one in rows_of(call).in_force()] == [first]


def test_a_pair_in_conflict_cannot_be_set_by_hand():
    call = panel(files=1, evaluators=2, per_file=1)
    file, evaluator = call.applications.get(), call.evaluators.first()
    evaluator.ties.create(city=file.city, kind="family")

    with pytest.raises(BadProblem) as mistakes:
        propose_change(call, wanted=[(file.pk, evaluator.pk)])
    assert mistakes.value.errors[0].code == "settled-conflict"


def test_an_assignment_is_taken_back_with_a_reason_and_does_not_come_again():
    call = panel(files=1, evaluators=2, per_file=1)
    (row,) = assigned(call)

    with pytest.raises(Incomplete):
        remove(row, by=secretary(), reason=" ")
    with pytest.raises(NotAllowed):
        remove(row, by=row.evaluator.user, reason="Ill")
    removed = remove(row, by=secretary(), reason="Ill until spring")
    remove(row, by=secretary(), reason="Ill until spring")

    assert (removed.state, removed.ended_reason) == ("removed", "Ill until spring")
    assert LogEntry.objects.filter(kind="evaluation:remove").count() == 1
    assert Notice.objects.filter(template="assignment-taken-back").count() == 1
    assert [who for _file, who in pairs(propose(call))] != [row.evaluator_id]


def test_a_recused_assignment_is_not_taken_back():
    row = AssignmentFactory(
        state="recused", conflict="tie", answered_at=timezone.now(), ended_at=timezone.now()
    )

    with pytest.raises(Conflict) as refusal:
        remove(row, by=secretary(), reason="Ill")
    assert refusal.value.code == "recused"


@pytest.mark.parametrize("state", ["sealed", "open", "removed"])
def test_the_database_never_lets_a_recused_assignment_become_anything_else(state):
    row = AssignmentFactory(state="recused", conflict="tie", answered_at=timezone.now())
    answered_at = None if state == "sealed" else row.answered_at

    with pytest.raises(IntegrityError, match="recused_stays_recused"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(state=state, answered_at=answered_at)
    with pytest.raises(IntegrityError, match="recused_stays_recused"), transaction.atomic():
        row.delete()
    type(row).objects.filter(pk=row.pk).update(conflict_note="My sister works there")


def test_the_log_leads_to_the_same_assignments():
    call = panel(files=2, evaluators=5, per_file=2)
    first, second, third, _fourth = assigned(call)
    declare_no_conflict(first, by=first.evaluator.user)
    declare_conflict(second, kind="tie", by=second.evaluator.user)
    remove(third, by=secretary(), reason="Ill")
    assigned(call)

    assert of_assignments() == []
    type(first).objects.filter(pk=first.pk).update(state="removed")
    assert len(of_assignments()) == 1


def of_assignments():
    # The files of the factories have states without acts.
    return [problem for problem in differences() if "evaluator" in problem.detail]


def test_a_proposal_asks_as_many_queries_for_three_of_each_as_for_one():
    one, three = panel(files=1, evaluators=1, per_file=1), panel(files=3, evaluators=3, per_file=1)
    numbers = []
    for call in [one, three]:
        assigned(call)
        with CaptureQueriesContext(connection) as asked:
            propose(call)
        numbers.append(len(asked))

    assert numbers[0] == numbers[1]
