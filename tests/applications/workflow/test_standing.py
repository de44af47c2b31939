"""Where a file stands after its endorsement: whose turn it is, until when, and for whom."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from applications.models import Announcement, Application
from applications.outcome.reviews import request_review
from applications.permissions import Part
from applications.workflow import perform
from applications.workflow.standing import Who, stage_of, stages_of
from tests.applications.workflow.network import (
    closed_call,
    file_in,
    not_designated,
    refused,
    returned,
    secretariat,
)
from tests.applications.workflow.people import denmark, file_of, open_call, owner_of
from tests.factories import (
    AssignmentFactory,
    EvaluationFactory,
    FormSectionFactory,
    QuestionFactory,
)

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
OUTSIDE = [Part.OWNER, Part.READER, Part.COMMISSION]
STAFF = frozenset({Part.STAFF})


def outside(file, at):
    """What applicants and Commissions are told, which is the same."""
    stage, *others = [stage_of(file, frozenset({part}), at) for part in OUTSIDE]
    assert others == [stage] * len(others)
    return stage


def question_in(call):
    return QuestionFactory(
        section=FormSectionFactory(version=call.form_versions.get()), is_required=False
    )


def test_an_endorsed_file_waits_for_the_secretariat_from_the_deadline_on():
    call = open_call()
    file = file_in(denmark(), call)

    before = outside(file, timezone.now())
    after = outside(file, call.deadline)

    assert (before.who, before.begins) == (Who.SECRETARIAT, call.deadline)
    assert (after.who, after.begins, after.until) == (Who.SECRETARIAT, None, None)


def test_a_returned_file_is_the_citys_until_its_days_are_over():
    call, now = closed_call(completion_days=10), timezone.now()
    question = question_in(call)
    file = returned(file_in(denmark(), call), question.code, at=now)

    last = outside(file, now + 10 * DAY - datetime.timedelta(seconds=1))
    over = outside(file, now + 10 * DAY)

    assert (last.who, last.action, last.until) == (Who.CITY, "complete", now + 10 * DAY)
    assert last.screening.subjects == [question.code]
    assert (over.who, over.action) == (Who.SECRETARIAT, None)


def test_an_ineligible_file_waits_for_nobody_and_tells_its_ground_and_the_days_of_review():
    file, now = file_in(denmark(), closed_call(review_days=30)), timezone.now()
    refused(file, at=now)

    stage = outside(file, now)

    assert (stage.who, stage.screening.ground) == (Who.NOBODY, "late")
    assert stage.review_until == now + 30 * DAY
    assert outside(file, now + 30 * DAY).review_until is None


def test_a_requested_review_waits_for_somebody_without_a_part_in_the_act():
    file, now = file_in(denmark(), closed_call()), timezone.now()
    refused(file, at=now)
    request_review(file, "It came in time.", by=owner_of(file), at=now)

    stage = outside(file, now)

    assert (stage.who, stage.review_until) == (Who.REVIEWER, None)


def test_before_the_announcement_nothing_that_is_told_outside_depends_on_the_evaluation():
    file, now = file_in(denmark(), closed_call(), "under-evaluation"), timezone.now()
    planned = now + 40 * DAY
    Announcement.objects.create(call=file.call, at=planned)
    told = [outside(file, now)]

    evaluation = EvaluationFactory(assignment__application=file)
    told.append(outside(file, now))
    evaluation.submitted_at = now
    evaluation.save()
    told.append(outside(file, now))
    file.decisions.create(outcome="designated", by=secretariat(), at=now)
    told.append(outside(file, now))

    assert told == [told[0]] * 4
    assert (told[0].who, told[0].announced, told[0].evaluations, told[0].until) == (
        Who.EVALUATORS,
        planned,
        None,
        None,
    )


def test_a_planned_instant_that_passed_without_an_announcement_is_told_no_longer():
    file, now = file_in(denmark(), closed_call(), "under-evaluation"), timezone.now()
    Announcement.objects.create(call=file.call, at=now)
    assert outside(file, now).announced is None


def test_the_staff_see_how_many_evaluations_are_in():
    due_at = timezone.now() + 20 * DAY
    file = file_in(denmark(), closed_call(evaluations_due_at=due_at), "under-evaluation")
    now = timezone.now()
    assert stage_of(file, STAFF, now).who == Who.SECRETARIAT

    EvaluationFactory(assignment__application=file, submitted_at=now)
    AssignmentFactory(application=file)
    AssignmentFactory(application=file, state="removed")
    some = stage_of(file, STAFF, now)
    file.assignments.filter(evaluation=None, state="sealed").update(state="removed")
    every = stage_of(file, STAFF, now)

    assert (some.who, some.evaluations, some.until) == (Who.EVALUATORS, (1, 2), due_at)
    assert (every.who, every.evaluations, every.until) == (Who.OFFICE, (1, 1), None)


def test_a_draft_is_nobodys_once_the_call_is_closed():
    file = file_of(denmark(), closed_call())
    assert outside(file, timezone.now()).who == Who.NOBODY


def test_three_files_cost_as_many_queries_as_one():
    country, call = denmark(), closed_call()
    one = file_in(country, call)
    refused(one)

    def queries():
        files = Application.objects.select_related("call", "city").order_by("pk")
        with CaptureQueriesContext(connection) as captured:
            stages_of(files, STAFF, timezone.now())
        return len(captured)

    first = queries()
    not_designated(file_in(country, call, "under-evaluation"))
    EvaluationFactory(assignment__application=file_in(country, call, "under-evaluation"))

    assert queries() == first


def test_a_verdict_is_kept_in_english_whatever_language_the_screening_person_speaks():
    file = file_in(denmark(), closed_call())
    with translation.override("fr"):
        perform(file, "admit", by=secretariat())

    verdicts = file.screenings.get().verdicts
    assert verdicts[0]["title"] == "a field that the call offers"
