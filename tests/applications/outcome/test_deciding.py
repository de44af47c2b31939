"""Drafts of decisions: who, when, on what they have seen, and with which reasons."""

from decimal import Decimal

import pytest
from django.utils import timezone

from applications.evaluation.ranking import row_of
from applications.models import Consensus, Decision, LogEntry
from applications.outcome import decide, hold
from applications.outcome.judged import judged
from applications.panel.results import results_of
from applications.workflow import Conflict, Incomplete, NotAllowed
from tests.applications.outcome.decided import (
    closed_call,
    judged_file,
    office,
    person_in,
    released,
)
from tests.applications.workflow.people import member_of_commission, owner_of
from tests.factories import (
    ApplicationFactory,
    AssignmentFactory,
    CriterionFactory,
    EvaluationFactory,
    EvaluationTermsFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def scored(file, *values, criterion=None, **details):
    """Submitted evaluations of a file with these scores."""
    criterion = criterion or CriterionFactory(call=file.call)
    for value in values:
        submitted(file, {criterion: Decimal(value)}, **details)


def submitted(file, scores, **details):
    """A submitted evaluation of a file with a score for each criterion."""
    evaluation = EvaluationFactory(
        assignment=AssignmentFactory(application=file, open=True, **details)
    )
    for criterion, value in scores.items():
        evaluation.scores.create(criterion=criterion, value=value)
    # Once it is submitted, its scores stay as they are.
    evaluation.submitted_at = timezone.now()
    evaluation.save()


def test_a_draft_changes_until_it_is_released_and_each_change_counts():
    file, by = judged_file(closed_call()), office()

    first = decide(file, "designated", by=by)
    second = decide(file, "not-designated", by=by, seen_revision=1, reason="Another look")

    assert (first.pk, first.revision, second.revision) == (second.pk, 1, 2)
    draft = Decision.objects.get()
    assert (draft.outcome, draft.reason, draft.change) == ("not-designated", "Another look", None)
    file.refresh_from_db()
    assert file.status == "under-evaluation"


def test_of_two_people_who_decide_on_one_file_the_second_is_told_who_decided_what():
    file = judged_file(closed_call())
    first, second = office(), office()
    first.first_name, first.last_name = "Ana", "Silva"
    first.save()
    decide(file, "designated", by=first)

    with pytest.raises(Conflict, match="Ana Silva decided “designated” on") as refused:
        decide(file, "not-designated", by=second)

    assert refused.value.code == "stale"
    assert Decision.objects.get().outcome == "designated"


def test_what_is_sent_twice_is_decided_once():
    file, by = judged_file(closed_call()), office()

    decide(file, "designated", by=by)
    assert decide(file, "designated", by=by).revision == 1
    assert LogEntry.objects.filter(kind="decision:draft").count() == 1


@pytest.mark.parametrize("who", ["owner", "commission", "Secretariat", "Evaluator", "somebody"])
def test_nobody_else_decides(who):
    file = judged_file(closed_call())
    people = {
        "owner": lambda: owner_of(file),
        "commission": lambda: member_of_commission(file.city.country),
        "somebody": UserFactory,
    }
    person = people[who]() if who in people else person_in(who)

    with pytest.raises(NotAllowed):
        decide(file, "designated", by=person)

    assert not Decision.objects.exists()


@pytest.mark.parametrize("status", ["draft", "endorsed", "withdrawn", "ineligible"])
def test_only_files_under_evaluation_are_decided_on(status):
    file = ApplicationFactory(status=status, submitted_at=timezone.now())

    with pytest.raises(Conflict) as refused:
        decide(file, "designated", by=office())

    assert refused.value.code == "wrong-status"


def test_what_is_released_is_held_before_it_changes():
    call, by = closed_call(), office()
    file = judged_file(call)
    released(call, by, {file: "designated"})

    with pytest.raises(Conflict, match="Hold it before") as refused:
        decide(file, "not-designated", by=by, seen_revision=1)
    assert refused.value.code == "released"

    hold(call, by)
    assert decide(file, "not-designated", by=by, seen_revision=1).outcome == "not-designated"


def test_the_log_tells_that_something_was_decided_and_not_what():
    file, by = judged_file(closed_call()), office()

    decide(file, "designated", by=by, reason="For its port")

    contents = LogEntry.objects.get(kind="decision:draft").contents
    assert set(contents) == {"row", "revision", "decision"}
    assert set(contents["decision"]) == {"salted_sha256"}


class TestEvaluations:
    def test_a_file_that_is_not_judged_by_all_is_decided_with_a_reason_alone(self):
        call, by = closed_call(), office()
        EvaluationTermsFactory(call=call, evaluators_per_file=3)
        file = judged_file(call)
        scored(file, 4, 4)

        with pytest.raises(Incomplete) as refused:
            decide(file, "designated", by=by)
        assert refused.value.findings.codes() == ["evaluations-missing", "reason-missing"]
        assert "2 of 3 evaluations" in str(refused.value.findings.found[0].message)

        assert decide(file, "designated", by=by, reason="The third expert is ill").revision == 1

    def test_evaluations_far_apart_want_a_consensus_note(self):
        call, by = closed_call(), office()
        EvaluationTermsFactory(call=call, evaluators_per_file=2, spread_at_most=25)
        file = judged_file(call)
        scored(file, "1.5", "4")  # 30 and 80 points of a hundred

        with pytest.raises(Incomplete, match="not evaluated completely") as refused:
            decide(file, "designated", by=by)
        assert refused.value.findings.codes() == ["consensus-missing", "reason-missing"]
        assert judged(call, [file.pk])[file.pk].mean == "55.0"

        Consensus.objects.create(
            application=file, spread=50, note="Agreed on 3", by=by, at=timezone.now()
        )
        assert decide(file, "designated", by=by).revision == 1

    def test_the_office_reads_what_the_secretariat_reads(self):
        call = closed_call()
        EvaluationTermsFactory(call=call, evaluators_per_file=1)
        file = judged_file(call)
        light, heavy = CriterionFactory(call=call, weight=1), CriterionFactory(call=call, weight=39)
        scores = {light: Decimal(5), heavy: Decimal("0.5")}
        submitted(file, scores)

        # (1 × 100 + 39 × 10) ÷ 40 is 12.25: halves go up.
        evaluated = judged(call, [file.pk])[file.pk]
        assert (evaluated.mean, evaluated.spread) == ("12.3", "0.0")
        (secretariat,) = map(row_of, results_of(call).ranked)
        assert (secretariat["raw"], secretariat["spread"]) == ("12.3", "0.0")

        CriterionFactory(call=call)
        assert judged(call, [file.pk])[file.pk].mean is None
        with pytest.raises(Incomplete) as refused:
            decide(file, "designated", by=office())
        assert refused.value.findings.codes() == ["scores-mistaken", "reason-missing"]

    def test_criteria_weigh_and_recused_evaluators_do_not_count(self):
        call = closed_call()
        file = judged_file(call)
        light = CriterionFactory(call=call, weight=1)
        heavy = CriterionFactory(call=call, weight=3)
        scored(file, 5, criterion=light)
        scored(file, 0, criterion=heavy, conflict="declared")
        recused = file.assignments.get(conflict="declared")
        recused.state = "recused"
        recused.save()
        (evaluation,) = [one.evaluation for one in file.assignments.filter(state="open")]
        evaluation.submitted_at = None
        evaluation.save()
        evaluation.scores.create(criterion=heavy, value=Decimal("2.5"))
        evaluation.submitted_at = timezone.now()
        evaluation.save()

        # (1 × 100 + 3 × 50) ÷ 4
        assert judged(call, [file.pk])[file.pk].mean == "62.5"
