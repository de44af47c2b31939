"""What evaluators declare, and how a recusal is made good."""

import pytest
from django.core import mail

from applications.models import LogEntry, LogSalt, Notice, Status
from applications.notices import send_waiting
from applications.panel.assignments import remove
from applications.panel.declaring import declare_conflict, declare_no_conflict
from applications.workflow import Conflict, Incomplete, NotAllowed
from tests.applications.panel.panels import assigned, panel, rows_of, secretary
from tests.factories import ApplicationFactory, AssignmentFactory, UserFactory

pytestmark = pytest.mark.django_db


def entries(kind):
    return LogEntry.objects.filter(kind=f"evaluation:{kind}")


def test_declaring_that_nothing_is_in_the_way_opens_the_file_once():
    (row,) = assigned(panel(files=1, evaluators=1, per_file=1))

    first = declare_no_conflict(row, by=row.evaluator.user)
    again = declare_no_conflict(row, by=row.evaluator.user)

    assert (first.state, again.answered_at) == ("open", first.answered_at)
    assert entries("declare").count() == 1


@pytest.mark.parametrize("declare", [declare_no_conflict, declare_conflict])
def test_nobody_declares_for_the_evaluator(declare):
    (row,) = assigned(panel(files=1, evaluators=1, per_file=1))
    given = {"kind": "tie"} if declare is declare_conflict else {}

    for person in [UserFactory(), secretary()]:
        with pytest.raises(NotAllowed):
            declare(row, by=person, **given)


def test_a_conflict_that_the_portal_found_cannot_be_declared_away():
    (row,) = assigned(panel(files=1, evaluators=1, per_file=1))
    row.evaluator.ties.create(city=row.application.city, kind="employment")

    with pytest.raises(Conflict) as refusal:
        declare_no_conflict(row, by=row.evaluator.user)

    assert refusal.value.code == "conflict-detected"
    row.refresh_from_db()
    assert row.state == "sealed"


def test_a_recusal_is_for_ever_and_another_evaluator_is_found_at_once():
    call = panel(files=1, evaluators=2, per_file=1)
    (row,) = assigned(call)

    recused = declare_conflict(row, kind="tie", note="My sister", by=row.evaluator.user)

    assert (recused.state, recused.conflict, recused.conflict_note) == (
        *("recused", "tie"),
        "My sister",
    )
    (other,) = rows_of(call).in_force()
    assert other.evaluator_id != row.evaluator_id
    assert Notice.objects.filter(template="assigned", user=other.evaluator.user).count() == 1
    with pytest.raises(Conflict) as refusal:
        declare_no_conflict(row, by=row.evaluator.user)
    assert refusal.value.code == "recused"


def test_recusing_twice_is_recusing_once():
    call = panel(files=1, evaluators=3, per_file=1)
    (row,) = assigned(call)

    declare_conflict(row, kind="tie", by=row.evaluator.user)
    declare_conflict(row, kind="country", by=row.evaluator.user)

    assert rows_of(call).get(pk=row.pk).conflict == "tie"
    assert entries("recuse").count() == 1
    assert rows_of(call).in_force().count() == 1


def test_the_words_of_a_recusal_stand_in_the_log_as_a_salted_digest_only():
    (row,) = assigned(panel(files=1, evaluators=2, per_file=1))

    declare_conflict(row, kind="tie", note="My sister works there", by=row.evaluator.user)

    entry = entries("recuse").get()
    assert set(entry.contents["note"]) == {"salted_sha256"}
    assert LogSalt.objects.filter(entry=entry, name="note").exists()


def test_a_recusal_says_which_kind_of_conflict_it_is():
    (row,) = assigned(panel(files=1, evaluators=2, per_file=1))

    with pytest.raises(Incomplete):
        declare_conflict(row, kind="bored", by=row.evaluator.user)


def test_whoever_began_may_still_recuse():
    (row,) = assigned(panel(files=1, evaluators=2, per_file=1))
    declare_no_conflict(row, by=row.evaluator.user)

    assert declare_conflict(row, kind="team", by=row.evaluator.user).state == "recused"


def test_a_recusal_moves_no_other_pair_than_it_must():
    call = panel(files=3, evaluators=6, per_file=2)
    rows = assigned(call)
    before = {(row.application_id, row.evaluator_id) for row in rows}

    declare_conflict(rows[0], kind="tie", by=rows[0].evaluator.user)

    after = {(row.application_id, row.evaluator_id) for row in rows_of(call).in_force()}
    assert before - after == {(rows[0].application_id, rows[0].evaluator_id)}
    assert len(after) == 6


def test_a_recusal_assigns_no_file_that_the_secretariat_has_not_assigned_yet():
    call = panel(files=1, evaluators=3, per_file=1)
    (row,) = assigned(call)
    later = ApplicationFactory(call=call, field=row.application.field, under_evaluation=True)

    declare_conflict(row, kind="tie", by=row.evaluator.user)

    assert not later.assignments.exists()
    assert row.application.assignments.in_force().count() == 1


def test_a_recusal_finds_a_substitute_though_another_evaluator_lowered_their_capacity():
    call = panel(files=2, evaluators=3, per_file=1)
    first, second = assigned(call)
    declare_no_conflict(second, by=second.evaluator.user)
    later = ApplicationFactory(call=call, field=first.application.field, under_evaluation=True)
    AssignmentFactory(application=later, evaluator=second.evaluator)
    call.evaluators.filter(pk=second.evaluator_id).update(capacity=1)

    declare_conflict(first, kind="tie", by=first.evaluator.user)

    assert first.application.assignments.in_force().count() == 1
    assert second.application.assignments.in_force().get() == second


def test_where_nobody_is_left_the_secretariat_is_told_by_which_rule():
    call = panel(files=1, evaluators=1, per_file=1)
    person = secretary()
    (row,) = assigned(call, by=person)
    mail.outbox.clear()

    declare_conflict(row, kind="tie", by=row.evaluator.user)

    assert rows_of(call).get().state == "recused"
    letter = Notice.objects.get(template="nobody-left", user=person)
    assert row.application.city.name in letter.context["rules"]
    send_waiting()
    body = next(one.body for one in mail.outbox if one.to == [person.email])
    assert "nobody else can take it" in body
    assert f"/applications/evaluation/calls/{call.year}/" in body


def test_what_was_taken_back_or_is_over_is_declared_no_more():
    (row,) = assigned(panel(files=1, evaluators=2, per_file=1))
    remove(row, by=secretary(), reason="Ill")
    (other,) = assigned(panel(files=1, evaluators=1, per_file=1))
    type(other.application).objects.filter(pk=other.application_id).update(status=Status.DESIGNATED)

    for gone in [row, other]:
        with pytest.raises(Conflict) as refusal:
            declare_no_conflict(gone, by=gone.evaluator.user)
        assert refusal.value.code == "not-assigned"
        with pytest.raises(Conflict):
            declare_conflict(gone, kind="tie", by=gone.evaluator.user)
