"""Calls, National Commissions and candidate cities' files in the staff's pages."""

import pytest
from django.urls import reverse

from applications.models import Application, Call
from tests.admin_forms import errors, open_form
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    CityFactory,
    CreativeFieldFactory,
    NationalCommissionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(superuser=True))
    return client


def address(name, *arguments):
    return reverse(f"admin:applications_{name}", args=arguments)


def test_a_call_takes_its_rules_and_a_later_deadline(staff):
    field = CreativeFieldFactory()
    page, data = open_form(staff, address("call_add"))

    response = staff.post(
        page,
        data
        | {
            "year": 2027,
            "fields": [field.pk],
            "languages": ["en", "fr"],
            "channel": "platform",
            "deadline_0": "2027-06-30",
            "deadline_1": "21:59:00",
            "max_submitted_per_country": 2,
            "deadline_changes-TOTAL_FORMS": 1,
            "deadline_changes-0-old_deadline_0": "2027-05-31",
            "deadline_changes-0-old_deadline_1": "21:59:00",
            "deadline_changes-0-new_deadline_0": "2027-06-30",
            "deadline_changes-0-new_deadline_1": "21:59:00",
            "change_reason": "Announcement of the call",
        },
    )

    assert response.status_code == 302, errors(response)
    call = Call.objects.get()
    assert call.languages == ["en", "fr"]
    assert call.deadline.isoformat() == "2027-06-30T21:59:00+00:00"
    assert call.deadline_changes.count() == 1


def test_a_call_that_closes_before_it_opens_is_refused_in_words(staff):
    call = CallFactory()
    page, data = open_form(staff, address("call_change", call.pk))

    response = staff.post(
        page,
        data
        | {
            "opens_at_0": "2027-06-30",
            "opens_at_1": "00:00:00",
            "deadline_0": "2027-06-01",
            "deadline_1": "00:00:00",
        },
    )

    assert errors(response) == ["A call closes after it opens."]


def test_the_status_of_a_file_is_shown_and_not_set(staff):
    application = ApplicationFactory()
    page, data = open_form(staff, address("application_change", application.pk))

    response = staff.post(page, data | {"status": "designated", "initiator": "The library"})

    assert response.status_code == 302
    application.refresh_from_db()
    assert (application.status, application.initiator) == ("draft", "The library")
    assert "draft" in staff.get(page).content.decode()


def test_a_file_is_edited_with_its_parts(staff):
    application = ApplicationFactory()
    kolding = CityFactory(name="Kolding")
    page, data = open_form(staff, address("application_change", application.pk))

    response = staff.post(
        page,
        data
        | {
            "milestones-TOTAL_FORMS": 1,
            "milestones-0-on": "2014",
            "milestones-0-title": "Strategy of the city",
            "process_steps-TOTAL_FORMS": 1,
            "process_steps-0-on": "2019-05",
            "process_steps-0-title": "Council decides",
            "commitments-TOTAL_FORMS": 1,
            "commitments-0-position": 0,
            "commitments-0-title": "Meetings",
            "budget_lines-TOTAL_FORMS": 1,
            "budget_lines-0-position": 0,
            "budget_lines-0-title": "A post",
            "reference_cities-TOTAL_FORMS": 1,
            "reference_cities-0-city": kolding.pk,
            "reference_cities-0-reason": "Near, and a member",
        },
    )

    assert response.status_code == 302, errors(response)
    assert application.milestones.get().on == "2014"
    assert application.process_steps.get().on == "2019-05"
    assert application.commitments.get().title == "Meetings"
    assert application.budget_lines.get().title == "A post"
    assert application.reference_cities.get().city == kolding


def test_a_second_file_of_a_city_for_the_same_call_is_refused_in_words(staff):
    application = ApplicationFactory()
    page, data = open_form(staff, address("application_add"))

    response = staff.post(
        page,
        data
        | {
            "call": application.call_id,
            "city": application.city_id,
            "field": application.field_id,
        },
    )

    assert errors(response) == ["The city already applies to this call."]
    assert Application.objects.get() == application


def test_commissions_without_members_are_one_filter_away(staff):
    NationalCommissionFactory(name="Commission nationale française")
    staffed = NationalCommissionFactory(name="Danish National Commission")
    staffed.members.add(UserFactory())

    def found(**query):
        page = staff.get(reverse("admin:applications_nationalcommission_changelist"), query)
        return [commission.name for commission in page.context["cl"].result_list]

    assert found(missing="members") == ["Commission nationale française"]
    assert found(q="FRANCAISE") == ["Commission nationale française"]
