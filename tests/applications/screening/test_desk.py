"""The Secretariat's desk: who finds it, what it shows, and what it does."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.models import Status
from tests.applications.workflow.people import denmark, file_of, member_of_commission, owner_of
from tests.factories import (
    CallFactory,
    EvaluationTermsFactory,
    FormSectionFactory,
    FormVersionFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    call = CallFactory(closed=True)
    EvaluationTermsFactory(call=call, completion_days=14)
    section = FormSectionFactory(version=FormVersionFactory(call=call))
    QuestionFactory(section=section, code="impact", label_en="Impact")
    return call


@pytest.fixture
def file(call):
    return file_of(denmark(), call, endorsed=True, form=call.form_versions.get())


@pytest.fixture
def staff(client):
    person = UserFactory(superuser=True)
    client.force_login(person)
    return person


def address(name, *which):
    return reverse(f"applications:screening:{name}", args=which)


def post(client, file, action, **given):
    page = client.get(address("act", file.pk, action))
    sent = {"key": page.context["key"], "seen": page.context["seen"], **given}
    return client.post(address("act", file.pk, action), sent)


def test_only_the_secretariat_finds_the_desk(client, file):
    pages = [
        address("desks"),
        address("desk", file.call.year),
        address("file", file.pk),
        address("act", file.pk, "admit"),
    ]
    office = UserFactory(is_staff=True)
    others = [owner_of(file), member_of_commission(file.city.country), UserFactory(), office]
    for person in others:
        client.force_login(person)
        assert [client.get(page).status_code for page in pages] == [404] * 4
    client.logout()
    assert [client.get(page).status_code for page in pages] == [302] * 4


def test_the_file_shows_a_verdict_on_every_rule_with_its_clause(client, staff, file):
    page = client.get(address("file", file.pk))

    told = page.content.decode()
    assert "1 rule of 13 is broken." in told
    assert "Every section is filled in, or says that there is no relevant information." in told


def test_a_file_is_returned_from_the_page_with_what_the_check_found_chosen(client, staff, file):
    page = client.get(address("act", file.pk, "return"))
    assert page.context["form"].initial["subjects"] == ["impact"]
    assert "The city has 14 days to complete what you name, and nothing else." in page.text

    answer = post(client, file, "return", subjects=["impact"], reason="One answer is missing")

    file.refresh_from_db()
    assert answer.status_code == 302
    assert file.status == Status.RETURNED


def test_a_refusal_without_a_ground_keeps_what_was_typed(client, staff, file):
    answer = post(client, file, "refuse", reason="A reason of many words")

    assert answer.status_code == 422
    assert "A reason of many words" in answer.text
    assert "Choose one of the grounds." in answer.text


def test_whoever_acts_on_an_older_copy_is_told(client, staff, file):
    page = client.get(address("act", file.pk, "refuse"))
    sent = {"key": page.context["key"], "seen": page.context["seen"], "ground": "incomplete"}
    post(client, file, "admit", reason="It stands elsewhere")

    answer = client.post(address("act", file.pk, "refuse"), {**sent, "reason": "No"})

    file.refresh_from_db()
    assert answer.status_code == 409
    assert file.status == Status.UNDER_EVALUATION


def test_a_double_click_admits_once(client, staff, file):
    page = client.get(address("act", file.pk, "admit"))
    sent = {"key": page.context["key"], "seen": page.context["seen"], "reason": "Elsewhere"}

    answers = [client.post(address("act", file.pk, "admit"), sent) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert file.status_changes.filter(action="admit").count() == 1


def test_before_the_deadline_the_page_says_when_screening_begins(client, staff, file):
    type(file.call).objects.update(deadline=timezone.now() + datetime.timedelta(days=1))

    page = client.get(address("act", file.pk, "admit"))

    assert "Screening begins then." in page.text
    assert "<textarea" not in page.text


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_cost_as_much_for_many_files(
    client, staff, call, number, django_assert_max_num_queries
):
    country = denmark()
    for _nth in range(number):
        file_of(country, call, endorsed=True)
    client.get(address("desks"))

    with django_assert_max_num_queries(8):
        client.get(address("desks"))
    with django_assert_max_num_queries(9):
        page = client.get(address("desk", call.year))
    assert len(page.context["page"]) == number


def test_files_to_be_screened_come_first_and_drafts_not_at_all(client, staff, call):
    country = denmark()
    file_of(country, call, under_evaluation=True)
    file_of(country, call)
    waiting = file_of(country, call, endorsed=True)

    page = client.get(address("desk", call.year))

    assert next(row["city"] for row in page.context["page"]) == waiting.city.name
    assert len(page.context["page"]) == 2
