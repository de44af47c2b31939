"""What the Secretariat does with files after the deadline, and the days that a city gets."""

import datetime

import pytest

from applications.models import Screening, Status
from applications.workflow import Conflict, Incomplete, Late, perform
from tests.applications.workflow.people import denmark, file_of, open_call, owner_of
from tests.factories import (
    AnswerFactory,
    EvaluationTermsFactory,
    FormSectionFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

A_MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def call():
    call = open_call()
    EvaluationTermsFactory(call=call, completion_days=14)
    section = FormSectionFactory(version=call.form_versions.get())
    QuestionFactory(section=section, code="motivation", label_en="Motivation")
    QuestionFactory(section=section, code="impact", label_en="Impact")
    return call


@pytest.fixture
def file(call):
    """An endorsed file with an answer to one of its two questions."""
    file = file_of(denmark(), call, endorsed=True, form=call.form_versions.get())
    AnswerFactory(application=file, question="motivation", value="Because of the port")
    return file


@pytest.fixture
def staff():
    return UserFactory(superuser=True)


def test_nobody_screens_before_the_deadline(file, staff):
    with pytest.raises(Conflict) as refusal:
        perform(file, "admit", by=staff, at=file.call.deadline - A_MINUTE, reason="Early")

    assert refusal.value.code == "still-open"


def test_a_file_that_breaks_a_rule_is_admitted_with_a_reason_alone(file, staff):
    with pytest.raises(Incomplete) as refusal:
        perform(file, "admit", by=staff, at=file.call.deadline)
    assert refusal.value.findings.codes() == ["not-answered"]

    change = perform(file, "admit", by=staff, at=file.call.deadline, reason="It stands elsewhere")

    assert file.status == Status.UNDER_EVALUATION
    broken = {row["code"]: row for row in change.screening.verdicts if not row["is_kept"]}
    assert list(broken) == ["answered"]
    assert broken["answered"]["clause"] == (
        "Every section is filled in, or says that there is no relevant information."
    )
    assert [found["subject"] for found in broken["answered"]["findings"]] == ["impact"]


def test_a_whole_file_is_admitted_without_a_reason_and_every_verdict_is_kept(file, staff):
    AnswerFactory(application=file, question="impact", value="More jobs")

    change = perform(file, "admit", by=staff, at=file.call.deadline)

    assert len(change.screening.verdicts) == 13
    assert all(row["is_kept"] for row in change.screening.verdicts)


def test_a_returned_file_has_the_days_of_the_call_for_what_was_named(file, staff):
    deadline = file.call.deadline
    perform(file, "return", by=staff, at=deadline, reason="One is missing", subjects=["impact"])

    screening = Screening.objects.get(application=file)
    assert file.status == Status.RETURNED
    assert screening.subjects == ["impact"]
    assert screening.complete_by == deadline + datetime.timedelta(days=14)


@pytest.mark.parametrize("subjects", [[], ["unknown"], ["impact", "unknown"], "impact", None])
def test_a_return_names_parts_of_the_form(file, staff, subjects):
    with pytest.raises(Incomplete) as refusal:
        perform(
            file, "return", by=staff, at=file.call.deadline, reason="Missing", subjects=subjects
        )

    assert refusal.value.findings.codes() == ["no-parts"]
    assert not Screening.objects.exists()


def test_a_call_without_days_for_it_returns_nothing(file, staff):
    file.call.evaluation_terms.delete()

    with pytest.raises(Conflict) as refusal:
        perform(
            file, "return", by=staff, at=file.call.deadline, reason="Missing", subjects=["impact"]
        )

    assert refusal.value.code == "no-completion"


def test_a_file_is_completed_in_time_and_returned_only_once(file, staff):
    deadline = file.call.deadline
    perform(file, "return", by=staff, at=deadline, reason="Missing", subjects=["impact"])
    owner, until = owner_of(file), deadline + datetime.timedelta(days=14)
    with pytest.raises(Incomplete):
        perform(file, "complete", by=owner, at=until - A_MINUTE, declared=True)
    AnswerFactory(application=file, question="impact", value="More jobs")
    with pytest.raises(Late) as late:
        perform(file, "complete", by=owner, at=until, declared=True)
    assert late.value.deadline == until

    change = perform(file, "complete", by=owner, at=until - A_MINUTE, declared=True)

    assert file.status == Status.ENDORSED
    assert [answer["value"] for answer in change.receipt.contents["answers"]] == [
        "More jobs",
        "Because of the port",
    ]
    with pytest.raises(Conflict) as refusal:
        perform(file, "return", by=staff, at=until, reason="Again", subjects=["impact"])
    assert refusal.value.code == "returned-before"


def test_a_returned_file_is_not_refused_before_its_days_are_over(file, staff):
    deadline = file.call.deadline
    perform(file, "return", by=staff, at=deadline, reason="Missing", subjects=["impact"])
    until = deadline + datetime.timedelta(days=14)
    with pytest.raises(Conflict) as refusal:
        perform(file, "refuse", by=staff, at=until - A_MINUTE, reason="Late", ground="incomplete")
    assert refusal.value.code == "still-being-completed"

    perform(file, "refuse", by=staff, at=until, reason="Never completed", ground="incomplete")

    assert file.status == Status.INELIGIBLE


@pytest.mark.parametrize("ground", ["", "ugly", None])
def test_a_refusal_names_a_ground_that_the_network_knows(file, staff, ground):
    with pytest.raises(Incomplete) as refusal:
        perform(file, "refuse", by=staff, at=file.call.deadline, reason="No", ground=ground)

    assert refusal.value.findings.codes() == ["no-ground"]


def test_a_file_that_nobody_endorsed_is_not_evaluated(call, staff):
    file = file_of(denmark(), call, submitted=True, form=call.form_versions.get())

    change = perform(
        file, "refuse", by=staff, at=call.deadline, reason="No letter", ground="not-endorsed"
    )

    assert file.status == Status.INELIGIBLE
    assert change.screening.get_ground_display() == "not endorsed by the National Commission"


def test_nothing_is_taken_up_again_without_a_granted_review(file, staff):
    perform(file, "refuse", by=staff, at=file.call.deadline, reason="No", ground="incomplete")

    with pytest.raises(Conflict) as refusal:
        perform(file, "reinstate", by=staff)

    assert refusal.value.code == "no-review"
