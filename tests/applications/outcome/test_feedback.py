"""Feedback to the applicants: written by the staff, without names, shown after the announcement."""

import pytest
from django.urls import reverse

from applications.log import verify
from applications.models import LogEntry
from applications.outcome.feedback import feedback_for, prefilled, write_feedback
from applications.workflow import Conflict, Incomplete, NotAllowed
from tests.applications.workflow.network import (
    closed_call,
    file_in,
    not_designated,
    secretariat,
)
from tests.applications.workflow.people import denmark, member_of_commission, owner_of
from tests.factories import (
    CriterionFactory,
    EvaluationFactory,
    EvaluatorFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    return file_in(denmark(), closed_call(), "under-evaluation")


@pytest.fixture
def criterion(file):
    return CriterionFactory(call=file.call, code="plan", title_en="Action plan")


@pytest.fixture
def staff(client):
    user = secretariat()
    client.force_login(user)
    return user


def evaluated(file, criterion, reason, **person):
    """An evaluation of the file, handed in, by a person of that name."""
    evaluation = EvaluationFactory(
        assignment__application=file,
        assignment__evaluator__user=UserFactory(**person),
    )
    evaluation.scores.create(criterion=criterion, value=1, reason=reason)
    evaluation.submitted_at = file.submitted_at
    evaluation.save()
    return evaluation.assignment.evaluator


def page_of(file):
    return reverse("applications:screening:feedback", args=[file.pk])


def text_of(answer):
    return answer.content.decode()


def test_it_begins_with_the_evaluators_reasons_without_their_names(client, file, criterion, staff):
    evaluated(file, criterion, "The plan has no budget.", first_name="Maria", last_name="Keller")
    draft = EvaluationFactory(assignment__application=file)
    draft.scores.create(criterion=criterion, value=1, reason="Not handed in yet.")

    page = text_of(client.get(page_of(file)))

    assert "The plan has no budget." in page
    assert "Not handed in yet." not in page
    assert "Keller" not in page


def test_what_is_written_takes_the_place_of_the_reasons(client, file, criterion, staff):
    evaluated(file, criterion, "The plan has no budget.")
    answer = client.post(page_of(file), {"plan": "Tell what it costs.", "seen": ""})

    assert answer.status_code == 302
    assert prefilled(file) == {criterion.pk: "Tell what it costs."}
    assert LogEntry.objects.get(kind="feedback:write").by_id == staff.pk
    assert list(verify()) == []


@pytest.mark.parametrize(
    "text",
    [
        "As Maria Keller says, it has no budget.",
        "KELLER: no budget.",
        "Write to maria.keller@example.org.",
        "Garcia-Lopez of the panel agrees.",
    ],
)
def test_a_text_that_names_an_evaluator_is_refused(client, file, criterion, staff, text):
    evaluated(
        file,
        criterion,
        "No budget.",
        first_name="Maria",
        last_name="Keller",
        email="maria.keller@example.org",
    )
    evaluated(file, criterion, "No.", first_name="José", last_name="García-López")

    with pytest.raises(Incomplete) as refused:
        write_feedback(file, {criterion: text}, by=staff)
    assert [one.subject for one in refused.value.findings] == ["plan"]

    answer = client.post(page_of(file), {"plan": text, "seen": ""})
    assert answer.status_code == 422
    assert "Say it without names and addresses." in text_of(answer)
    assert not file.feedback.exists()


def test_of_an_evaluator_of_other_files_only_the_whole_name_is_refused(file, criterion, staff):
    EvaluatorFactory(call=file.call, user=UserFactory(first_name="Ann", last_name="Stone"))

    write_feedback(file, {criterion: "A bridge of stone in the annex."}, by=staff)
    with pytest.raises(Incomplete):
        write_feedback(file, {criterion: "Ann Stone liked the bridge."}, by=staff)


def test_only_the_secretariat_writes_it_and_only_of_evaluated_files(client, file, criterion, staff):
    with pytest.raises(NotAllowed):
        write_feedback(file, {criterion: "Good."}, by=owner_of(file))
    other = file_in(file.city.country, file.call)
    with pytest.raises(Conflict):
        write_feedback(other, {criterion: "Good."}, by=staff)

    client.force_login(owner_of(file))
    assert client.get(page_of(file)).status_code == 404
    client.force_login(UserFactory())
    assert client.get(page_of(file)).status_code == 404


def test_whoever_writes_over_another_text_is_told(client, file, criterion, staff):
    assert client.post(page_of(file), {"plan": "First.", "seen": ""}).status_code == 302
    answer = client.post(page_of(file), {"plan": "Second.", "seen": ""})

    assert answer.status_code == 409
    assert "Second." in text_of(answer)
    assert file.feedback.get().text == "First."


def test_team_and_commission_read_it_after_the_announcement_only(client, file, criterion, staff):
    write_feedback(file, {criterion: "Tell what it costs."}, by=staff)
    owner, member = owner_of(file), member_of_commission(file.city.country)
    pages = {
        owner: reverse("applications:candidature:result", args=[file.pk]),
        member: reverse("applications:commission:file", args=[file.pk]),
    }
    for person, page in pages.items():
        client.force_login(person)
        assert feedback_for(person, file) == []
        assert "Tell what it costs." not in text_of(client.get(page))

    not_designated(file)

    for person, page in pages.items():
        client.force_login(person)
        assert "Tell what it costs." in text_of(client.get(page))
    assert feedback_for(UserFactory(), file) == []
