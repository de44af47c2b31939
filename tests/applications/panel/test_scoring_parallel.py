"""Two pages of one evaluator, and the Secretariat, at the same instant."""

from decimal import Decimal

import pytest
from django.utils import timezone

from applications.log import differences
from applications.models import Evaluation, LogEntry, Score
from applications.panel.scoring import Stale, give_back, save, submit
from applications.workflow import Conflict, perform
from tests.applications.workflow.people import owner_of
from tests.applications.workflow.test_parallel import all_at_once
from tests.factories import (
    AssignmentFactory,
    CriterionFactory,
    TeamMemberFactory,
    UserFactory,
)
from tests.serving import shared_database  # noqa: F401, fixture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]


@pytest.fixture
def assignment():
    made = AssignmentFactory(open=True)
    CriterionFactory(call=made.application.call, code="impact")
    TeamMemberFactory(application=made.application)
    return made


def saved(assignment, value, revision=0):
    return save(
        assignment,
        by=assignment.evaluator.user,
        at=timezone.now(),
        revision=revision,
        scores={"impact": (Decimal(value), "")},
        comment=f"Number {value}",
    )


def submitted(assignment, key):
    return submit(assignment, by=assignment.evaluator.user, at=timezone.now(), key=key)


def test_of_many_pages_that_save_from_one_revision_one_does_and_the_others_are_told(assignment):
    # The row of the draft is made by the first of them, too.
    values = ["1.5", "2", "2.5", "3", "3.5", "4"]

    ended = all_at_once([lambda value=value: saved(assignment, value) for value in values])

    done = [one for one in ended if isinstance(one, Evaluation)]
    stale = [one for one in ended if isinstance(one, Stale)]
    assert (len(done), len(stale)) == (1, len(values) - 1), ended
    assert Score.objects.get().value == Decimal(done[0].comment.removeprefix("Number "))
    assert {one.stored.revision for one in stale} == {1}


def test_a_double_click_submits_once_and_what_is_saved_meanwhile_is_in_it_or_refused(assignment):
    saved(assignment, "3")
    acts = [
        *[lambda: submitted(assignment, "one")] * 3,
        lambda: saved(assignment, "4", revision=1),
    ]

    ended = all_at_once(acts)

    assert all(isinstance(one, Evaluation | Conflict) for one in ended), ended
    entry = LogEntry.objects.get(kind="evaluation:submit")
    assert Decimal(entry.contents["scores"]["impact"]) == Score.objects.get().value
    assert [str(one) for one in differences() if str(one).startswith("evaluation")] == []


def test_a_withdrawal_and_a_submission_come_one_after_the_other(assignment):
    saved(assignment, "3")
    file = assignment.application

    ended = all_at_once(
        [
            lambda: submitted(assignment, "one"),
            lambda: perform(file, "withdraw", by=owner_of(file)),
            lambda: give_back(
                Evaluation.objects.get(),
                by=UserFactory(superuser=True),
                at=timezone.now(),
                reason="Look again.",
            ),
        ]
    )

    assert not [one for one in ended if isinstance(one, Exception) and not hasattr(one, "code")]
    file.refresh_from_db()
    assert file.status == "withdrawn"
