"""Scoring: drafts that lose nothing, complete submissions, and giving an evaluation back."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from applications.log import differences
from applications.models import Decision, Evaluation, LogEntry, LogSalt, Notice, Score
from applications.notices.letters import letter
from applications.panel.asking import ask_about_conflict
from applications.panel.missing import DOES_NOT_APPLY
from applications.panel.others import seen_after_submission
from applications.panel.scoring import Stale, give_back, save, submit
from applications.panel.submitted import submitted_of
from applications.workflow.refusals import Conflict, Incomplete, NotAllowed
from tests.factories import (
    AssignmentFactory,
    CriterionFactory,
    EvaluationTermsFactory,
    UserFactory,
)
from tests.unlocked import unlock_the_log

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)
HALF_PAST = NOW + datetime.timedelta(minutes=30)


@pytest.fixture
def assignment():
    """With two criteria, from 0 to 5 in halves, whose scores up to 1 and from 4.5 are explained."""
    made = AssignmentFactory(open=True)
    CriterionFactory(call=made.application.call, code="impact", title_en="Impact")
    CriterionFactory(call=made.application.call, code="finance", title_en="Finance")
    return made


def saved(assignment, *, impact=None, finance=None, comment="", revision=0, **details):
    """A draft from scores as text, with their reasons after a stroke."""
    scores = {}
    for code, said in (("impact", impact), ("finance", finance)):
        if said is not None:
            value, _stroke, reason = said.partition("|")
            scores[code] = (Decimal(value) if value else None, reason)
    given = {"by": assignment.evaluator.user, "at": NOW} | details
    return save(assignment, scores=scores, comment=comment, revision=revision, **given)


def submitted(assignment, **details):
    given = {"by": assignment.evaluator.user, "at": HALF_PAST, "key": "one"} | details
    return submit(assignment, **given)


def table():
    rows = Score.objects.order_by("criterion__position")
    return list(rows.values_list("criterion__code", "value", "reason"))


def test_a_draft_is_saved_with_gaps_and_goes_on(assignment):
    first = saved(assignment, impact="|A thought before the score")
    second = saved(assignment, impact="4", finance="2.5|Thin", comment="So far.", revision=1)

    assert (first.revision, second.revision, second.saved_at) == (1, 2, NOW)
    assert table() == [("impact", 4, ""), ("finance", Decimal("2.5"), "Thin")]
    assert Evaluation.objects.get().comment == "So far."


def test_criteria_that_are_not_named_stay(assignment):
    saved(assignment, impact="3|Sound", finance="2")
    saved(assignment, finance="3", revision=1)

    assert table() == [("impact", 3, "Sound"), ("finance", 3, "")]


def test_an_older_page_overwrites_nothing_and_is_told_what_is_there(assignment):
    saved(assignment, impact="3", comment="Mine")

    with pytest.raises(Stale) as refusal:
        saved(assignment, impact="4", comment="Other", revision=0)

    assert refusal.value.status == 409
    assert (refusal.value.stored.revision, refusal.value.stored.comment) == (1, "Mine")
    assert table() == [("impact", 3, "")]


def test_sending_again_what_is_there_does_no_harm(assignment):
    saved(assignment, impact="3.0", comment="Mine")

    assert saved(assignment, impact="3", comment="Mine", revision=0).revision == 1


def test_a_score_that_its_criterion_does_not_have_is_refused_with_every_other(assignment):
    with pytest.raises(Incomplete) as refusal:
        saved(assignment, impact="5.5", finance="0.3")

    assert [(found.subject, str(found.to_do)) for found in refusal.value.findings] == [
        ("impact", "Choose a score from 0 to 5, in steps of 0.5."),
        ("finance", "Choose a score from 0 to 5, in steps of 0.5."),
    ]
    assert not Evaluation.objects.exists()


def test_a_criterion_of_no_call_and_a_text_without_end_are_refused(assignment):
    with pytest.raises(Incomplete) as refusal:
        save(
            assignment,
            by=assignment.evaluator.user,
            at=NOW,
            revision=0,
            scores={"other": (Decimal(1), "")},
            comment="x" * 20_001,
        )

    assert refusal.value.findings.codes() == ["unknown-criterion", "too-long"]


def test_only_the_own_evaluator_saves_and_submits(assignment):
    other = AssignmentFactory(open=True, application=assignment.application)
    for person in (other.evaluator.user, UserFactory(), UserFactory(superuser=True)):
        with pytest.raises(NotAllowed):
            saved(assignment, impact="3", by=person)
        with pytest.raises(NotAllowed):
            submitted(assignment, by=person)


@pytest.mark.parametrize(
    ("state", "code"),
    [("sealed", "not-declared"), ("recused", "not-allowed"), ("removed", "not-allowed")],
)
def test_nothing_is_scored_before_the_declaration_nor_after_the_end(assignment, state, code):
    type(assignment).objects.filter(pk=assignment.pk).update(
        state=state,
        answered_at=None if state == "sealed" else NOW,
        conflict="declared" if state == "recused" else "",
    )

    with pytest.raises(NotAllowed) as refusal:
        saved(assignment, impact="3")
    assert refusal.value.code == code
    with pytest.raises(NotAllowed):
        submitted(assignment)


def test_a_file_that_is_not_under_evaluation_takes_no_scores(assignment):
    type(assignment.application).objects.update(status="withdrawn")

    with pytest.raises(Conflict, match="not under evaluation"):
        saved(assignment, impact="3")


def test_a_submission_needs_every_score_and_the_reasons_at_the_ends(assignment):
    with pytest.raises(Incomplete) as refusal:
        submitted(assignment)
    assert refusal.value.findings.codes() == ["no-score", "no-score"]

    saved(assignment, impact="1", finance="4.5| ")
    with pytest.raises(Incomplete) as refusal:
        submitted(assignment)
    assert [str(found.message) for found in refusal.value.findings] == [
        "The score 1 for “Impact” has no reason.",
        "The score 4.5 for “Finance” has no reason.",
    ]
    assert Evaluation.objects.get().submitted_at is None


def test_a_submission_stands_and_is_made_once(assignment):
    saved(assignment, impact="1.5", finance="4")
    evaluation = submitted(assignment)

    assert (evaluation.submitted_at, evaluation.is_late) == (HALF_PAST, False)
    assert submitted(assignment, at=timezone.now()).submitted_at == HALF_PAST
    with pytest.raises(Conflict, match="submitted already"):
        submitted(assignment, key="two")
    with pytest.raises(Conflict, match="submitted already"):
        saved(assignment, impact="3", revision=1)
    assert LogEntry.objects.filter(kind="evaluation:submit").count() == 1


def test_what_was_changed_since_it_was_read_is_not_submitted(assignment):
    saved(assignment, impact="3", finance="3")

    with pytest.raises(Stale):
        submitted(assignment, revision=0)
    assert submitted(assignment, revision=1).submitted_at


@pytest.mark.parametrize(("minutes", "late"), [(1, False), (0, True), (-60, True)])
def test_a_submission_after_the_due_instant_is_taken_and_marked(assignment, minutes, late):
    EvaluationTermsFactory(
        call=assignment.application.call,
        evaluations_due_at=HALF_PAST + datetime.timedelta(minutes=minutes),
    )
    saved(assignment, impact="3", finance="3")

    assert submitted(assignment).is_late is late
    assert LogEntry.objects.get(kind="evaluation:submit").contents["is_late"] is late


def test_once_decisions_of_the_call_have_begun_nothing_is_submitted_or_given_back(assignment):
    saved(assignment, impact="3", finance="3")
    other = AssignmentFactory(application=assignment.application, open=True)
    saved(other, impact="3", finance="3")
    done = submitted(other)
    Decision.objects.create(
        application=assignment.application, outcome="designated", by=UserFactory(), at=NOW
    )

    with pytest.raises(Conflict, match="Decisions on the files of this call have begun"):
        submitted(assignment)
    with pytest.raises(Conflict, match="Decisions on the files of this call have begun"):
        give_back(done, by=UserFactory(superuser=True), at=NOW, reason="Look again.")


def test_the_log_has_the_scores_and_of_the_words_digests_only(assignment):
    saved(assignment, impact="1.0|Very weak indeed", finance="4", comment="For the panel")
    submitted(assignment)

    entry = LogEntry.objects.get(kind="evaluation:submit")
    assert entry.contents["scores"] == {"impact": "1", "finance": "4"}
    assert entry.contents["assignment"] == str(assignment.number)
    assert entry.at == HALF_PAST
    salts = LogSalt.objects.filter(entry=entry).order_by("name")
    assert [salt.name for salt in salts] == ["comment", "reason-impact"]
    assert "weak" not in str(entry.contents)
    assert entry.application == assignment.application


def problems():
    return [said for said in map(str, differences()) if said.startswith("evaluation")]


def test_submitted_scores_agree_with_the_log_until_somebody_changes_them(assignment):
    saved(assignment, impact="1|Weak", finance="4")
    evaluation = submitted(assignment)
    assert problems() == []

    unlock_the_log()
    Score.objects.filter(criterion__code="finance").update(value=5)
    assert problems() == [f"evaluation {evaluation.pk} says otherwise than the log: scores [state]"]
    Score.objects.filter(criterion__code="impact").update(reason="Strong")
    assert problems()[0].endswith("reason-impact, scores [state]")


def test_words_that_are_gone_are_a_difference_unless_the_file_is_erased(
    assignment,
):
    saved(assignment, impact="1|Weak", finance="4")
    submitted(assignment)
    unlock_the_log()

    Score.objects.update(reason="")
    LogSalt.objects.all().delete()

    pk = assignment.evaluation.pk
    assert problems() == [f"evaluation {pk} says otherwise than the log: reason-impact [state]"]


def test_an_evaluation_that_is_submitted_past_the_verb_is_seen(assignment):
    saved(assignment, impact="3", finance="4")
    Evaluation.objects.update(submitted_at=NOW)
    assert "by the log it is not" in problems()[0]

    Evaluation.objects.update(submitted_at=None)
    evaluation = submitted(assignment)
    Evaluation.objects.update(submitted_at=None)
    assert problems() == [f"evaluation {evaluation.pk} is submitted by the log, and is not [state]"]


def test_an_evaluation_given_back_is_a_draft_again_and_its_author_is_told_why(assignment):
    saved(assignment, impact="3", finance="4")
    staff = UserFactory(superuser=True)
    evaluation = submitted(assignment)

    given = give_back(evaluation, by=staff, at=NOW, reason="The second score seems a slip.")

    assert (given.submitted_at, given.returned_reason) == (None, "The second score seems a slip.")
    assert table() == [("impact", 3, ""), ("finance", 4, "")]
    notice = Notice.objects.get()
    assert (notice.user, notice.application) == (assignment.evaluator.user, None)
    written = letter(notice)
    assert "The second score seems a slip." in written.body
    assert str(assignment.number) in written.body
    assert assignment.application.city.name not in written.subject + written.body
    saved(assignment, finance="2", revision=1)
    submitted(assignment, key="two")
    assert problems() == []


def test_only_the_secretariat_gives_back_what_is_submitted_with_a_reason(assignment):
    saved(assignment, impact="3", finance="4")
    staff = UserFactory(superuser=True)
    with pytest.raises(Conflict, match="not submitted"):
        give_back(Evaluation.objects.get(), by=staff, at=NOW, reason="Why")
    evaluation = submitted(assignment)

    with pytest.raises(Incomplete):
        give_back(evaluation, by=staff, at=NOW, reason=" ")
    for person in (assignment.evaluator.user, UserFactory()):
        with pytest.raises(NotAllowed):
            give_back(evaluation, by=person, at=NOW, reason="Why")


def test_a_question_about_a_conflict_goes_to_the_secretariat_once_and_opens_nothing():
    assignment = AssignmentFactory()
    staff = UserFactory(superuser=True)
    UserFactory(staff=True)
    ask = {"by": assignment.evaluator.user, "at": NOW, "key": "one"}

    with pytest.raises(Incomplete):
        ask_about_conflict(assignment, note=" ", **ask)
    assert ask_about_conflict(assignment, note="My cousin lives there.", **ask) == 1
    assert ask_about_conflict(assignment, note="My cousin lives there.", **ask) == 0

    notice = Notice.objects.get()
    assert (notice.user, notice.template) == (staff, "conflict-asked")
    written = letter(notice).body
    assert "My cousin lives there." in written
    assert f"/applications/commission/files/{assignment.application_id}/" in written
    assignment.refresh_from_db()
    assert assignment.state == "sealed"
    with pytest.raises(NotAllowed):
        ask_about_conflict(assignment, note="Me?", **ask | {"by": UserFactory()})


# What does not apply.


def said(assignment, impact, finance, revision=0):
    return save(
        assignment,
        by=assignment.evaluator.user,
        at=NOW,
        revision=revision,
        scores={"impact": impact, "finance": finance},
        comment="",
    )


@pytest.fixture
def lenient(assignment):
    """An assignment in whose call finance may not apply."""
    criteria = assignment.application.call.criteria
    criteria.filter(code="finance").update(may_not_apply=True)
    return assignment


def test_what_does_not_apply_is_said_with_a_reason_and_weighs_nothing(lenient):
    said(lenient, (Decimal(4), ""), (DOES_NOT_APPLY, ""))
    with pytest.raises(Incomplete) as refusal:
        submitted(lenient)
    assert [(one.code, one.subject) for one in refusal.value.findings] == [("no-reason", "finance")]

    said(lenient, (Decimal(4), ""), (DOES_NOT_APPLY, "It has no budget yet"), revision=1)
    submitted(lenient)

    assert problems() == []
    assert LogEntry.objects.get().contents["scores"] == {"impact": "4", "finance": "does-not-apply"}
    # Four of five in the only criterion that counts.
    assert seen_after_submission(lenient).mean == 80
    (judged,) = submitted_of(lenient.application.call)
    assert judged.scores == {"impact": 4, "finance": None}
    unlock_the_log()
    Evaluation.objects.update(submitted_at=None)
    Score.objects.filter(criterion__code="finance").update(does_not_apply=False)
    Evaluation.objects.update(submitted_at=HALF_PAST)
    assert problems()[0].endswith("says otherwise than the log: scores [state]")


def test_one_criterion_at_least_applies_and_others_do_where_the_call_says_so(lenient):
    with pytest.raises(Incomplete) as refusal:
        said(lenient, (DOES_NOT_APPLY, "No"), (DOES_NOT_APPLY, "No"))
    assert refusal.value.findings.codes() == ["applies"]

    lenient.application.call.criteria.update(may_not_apply=True)
    said(lenient, (DOES_NOT_APPLY, "No"), (DOES_NOT_APPLY, "No"))
    with pytest.raises(Incomplete) as refusal:
        submitted(lenient)
    assert refusal.value.findings.codes() == ["no-score"]
