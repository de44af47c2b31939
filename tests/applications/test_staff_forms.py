"""The forms of calls and the outbox in the staff's pages: acts go through the verbs."""

import pytest
from django.urls import reverse

from applications.models import FormVersion
from tests.admin_forms import errors, open_form
from tests.applications.workflow.people import denmark, file_of, open_call
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    CreativeFieldFactory,
    FormSectionFactory,
    FormVersionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(superuser=True))
    return client


def address(name, *arguments):
    return reverse(f"admin:applications_{name}", args=arguments)


def act(staff, action, *versions):
    page = address("formversion_changelist")
    data = {"action": action, "_selected_action": [version.pk for version in versions]}
    return staff.post(page, data, follow=True).content.decode()


def test_a_published_form_is_read_and_never_edited(staff):
    section = FormSectionFactory(version=FormVersionFactory())

    for page in (
        address("formversion_change", section.version_id),
        address("formsection_change", section.pk),
    ):
        assert b"_save" not in staff.get(page).content
        assert staff.post(page, {"title_en": "Another"}).status_code == 403


def test_a_correction_is_begun_and_published_by_its_actions(staff):
    call = open_call()
    draft = file_of(denmark(), call)

    assert "Version 2 is begun." in act(staff, "begin_next", call.form_versions.get())
    version = call.form_versions.get(number=2)
    assert "Say what changed" in act(staff, "publish_chosen", version)
    version.what_changed_en = "The limits"
    version.save()
    assert "is published." in act(staff, "publish_chosen", version)

    draft.refresh_from_db()
    assert draft.form == FormVersion.objects.current_of(call) == version


def test_a_call_keeps_the_places_that_are_held_and_says_so(staff):
    call = CallFactory(max_submitted_per_country=2)
    country = denmark()
    for _number in range(2):
        file_of(country, call, endorsed=True)
    page, data = open_form(staff, address("call_change", call.pk))

    response = staff.post(page, data | {"max_submitted_per_country": 1})

    assert errors(response) == ["The call gives this country fewer places."]


@pytest.mark.parametrize("state", ["submitted", "endorsed", "declined", "withdrawn"])
def test_a_file_that_was_handed_in_keeps_call_city_and_field(staff, state):
    application = ApplicationFactory(**{state: True})
    page, data = open_form(staff, address("application_change", application.pk))

    response = staff.post(page, data | {"field": CreativeFieldFactory().pk})

    assert errors(response) == ["Call, city and field of a file that was handed in cannot change."]
    assert staff.post(page, data | {"initiator": "The library"}).status_code == 302
