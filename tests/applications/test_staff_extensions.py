"""Staff extend a call in the administration, by the verb of the workflow and by no other way."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from applications.models import CountryExtension, DeadlineChange
from tests.admin_forms import open_form
from tests.applications.workflow.people import denmark, file_of, open_call
from tests.factories import CallFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    user = UserFactory(superuser=True)
    client.force_login(user)
    return user


def extension(call, days=3, **given):
    until = call.deadline + datetime.timedelta(days=days)
    return {"until": until.strftime("%Y-%m-%d %H:%M:%S"), "reason": "A storm.", **given}


def page(call):
    return reverse("admin:applications_call_extend", args=[call.pk])


def test_a_call_is_extended_for_every_country(client, staff):
    call = open_call()
    file = file_of(denmark(), call)
    before = call.deadline

    assert client.post(page(call), extension(call)).status_code == 302

    call.refresh_from_db()
    assert call.deadline > before
    assert DeadlineChange.objects.get().reason == "A storm."
    assert file.notices.filter(template="deadline-extended").exists()


def test_a_call_is_extended_for_one_country(client, staff):
    call, country = open_call(), denmark()
    before = call.deadline

    answer = client.post(page(call), extension(call, country=str(country.pk)))

    assert answer.status_code == 302
    call.refresh_from_db()
    assert call.deadline == before
    assert call.deadline_for(country) > before
    assert CountryExtension.objects.get().by == staff
    assert "A storm." in client.get(page(call)).content.decode()


def test_an_earlier_deadline_is_refused_and_what_was_typed_stays(client, staff):
    call = open_call()

    answer = client.post(page(call), extension(call, days=-1))

    assert answer.status_code == 409
    assert "A storm." in answer.content.decode()
    assert not DeadlineChange.objects.exists()


def test_an_extension_needs_a_reason(client, staff):
    call = open_call()

    assert client.post(page(call), extension(call, reason="")).status_code == 200
    assert not DeadlineChange.objects.exists()


def test_staff_without_the_right_extend_nothing(client):
    call = open_call()
    client.force_login(UserFactory(staff=True))

    assert client.post(page(call), extension(call)).status_code == 403
    assert not DeadlineChange.objects.exists()


def test_the_secretariat_extends(client):
    call = open_call()
    person = UserFactory(staff=True)
    person.groups.add(Group.objects.get(name="Secretariat"))
    client.force_login(person)

    assert client.post(page(call), extension(call)).status_code == 302


def test_the_form_of_a_file_has_no_way_to_its_status(client, staff):
    file = file_of(denmark(), open_call())
    address = reverse("admin:applications_application_change", args=[file.pk])

    text = client.get(address).content.decode()

    assert 'name="status"' not in text
    assert 'name="submitted_at"' not in text


def test_a_deadline_that_cities_rely_on_is_changed_by_extending_only(client, staff):
    call = open_call()
    address, form = open_form(client, reverse("admin:applications_call_change", args=[call.pk]))
    assert "deadline_0" not in form
    sent = {"deadline_0": "2099-01-01", "deadline_1": "00:00:00", "change_reason": "Try"}

    assert client.post(address, form | sent).status_code == 302

    before = call.deadline
    call.refresh_from_db()
    assert call.deadline == before


def test_a_call_without_a_form_takes_the_deadline_that_is_typed(client, staff):
    call = CallFactory(open=True)
    address, form = open_form(client, reverse("admin:applications_call_change", args=[call.pk]))
    sent = {"deadline_0": "2099-01-01", "deadline_1": "10:00:00", "change_reason": "Read again"}

    assert client.post(address, form | sent).status_code == 302

    call.refresh_from_db()
    assert call.deadline == datetime.datetime(2099, 1, 1, 10, tzinfo=datetime.UTC)
