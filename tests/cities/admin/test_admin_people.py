"""Contacts in the staff's pages: which of them want attention, and forgetting a person."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse

from cities.models import FocalPoint
from tests.admin_forms import typed
from tests.factories import FocalPointFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = "admin:cities_focalpoint_changelist"


def erase_address(person):
    return reverse("admin:cities_focalpoint_erase", args=(person.pk,))


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(superuser=True))
    return client


def names(client, **query):
    page = client.get(reverse(LIST), query)
    return sorted(person.name for person in page.context["cl"].result_list)


def test_contacts_that_want_attention_are_one_filter_away(staff, time_machine):
    time_machine.move_to("2026-11-21")
    FocalPointFactory(name="Never", email="never@example.org")
    FocalPointFactory(name="Old", verified_on="2025-01-01", telephone="+4712345678")
    FocalPointFactory(name="Fresh", verified_on="2026-06-01", until="2026-10-01")

    assert names(staff, verified="never") == ["Never"]
    assert names(staff, verified="old") == ["Old"]
    assert names(staff, verified="recently") == ["Fresh"]
    assert names(staff, missing="email") == ["Fresh", "Old"]
    assert names(staff, missing="telephone") == ["Fresh", "Never"]
    assert names(staff, speaking="today") == ["Never", "Old"]
    assert names(staff, speaking="formerly") == ["Fresh"]


def test_a_person_is_found_without_accents_and_by_their_city(staff):
    FocalPointFactory(name="Søren Ågård", city__name="Viborg")
    FocalPointFactory(name="Ada", city__name="Bergen")

    assert names(staff, q="soren AGARD") == ["Søren Ågård"]
    assert names(staff, q="viborg") == ["Søren Ågård"]


def test_erasing_asks_first(staff):
    person = FocalPointFactory(name="Ada Lovelace")

    page = staff.post(erase_address(person)).content.decode()

    assert "Ada Lovelace" in page
    assert FocalPoint.objects.exists()


def test_erasing_leaves_nothing_of_the_person(staff):
    person = FocalPointFactory(name="Ada Lovelace", city__name="Bergen")
    other = FocalPointFactory(name="Grace Hopper")
    change = reverse("admin:cities_focalpoint_change", args=(person.pk,))
    data = typed(staff.get(change))
    assert staff.post(change, data | {"title": "Countess"}, follow=True).status_code == 200
    assert LogEntry.objects.filter(object_repr__contains="Ada").exists()

    response = staff.post(erase_address(person), {"confirmed": "yes"}, follow=True)

    assert "Erased" in response.content.decode()
    assert "Ada" not in response.content.decode()
    assert list(FocalPoint.objects.all()) == [other]
    assert not FocalPoint.history.filter(name="Ada Lovelace").exists()
    assert FocalPoint.history.filter(name="Grace Hopper").exists()
    assert not LogEntry.objects.filter(object_repr__contains="Ada").exists()


def test_ticked_people_are_erased_after_the_same_question(staff):
    first, second = FocalPointFactory(), FocalPointFactory()
    kept = FocalPointFactory()
    ticked = {"action": "erase_selected", "_selected_action": [first.pk, second.pk]}

    question = staff.post(reverse(LIST), ticked)
    assert question.status_code == 200
    assert FocalPoint.objects.count() == 3

    staff.post(reverse(LIST), ticked | {"confirmed": "yes"})
    assert list(FocalPoint.objects.all()) == [kept]


def test_whoever_may_only_read_cannot_erase(client):
    reader = UserFactory(staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_focalpoint"))
    client.force_login(reader)
    person = FocalPointFactory()
    change = reverse("admin:cities_focalpoint_change", args=(person.pk,))

    assert "Erase" not in client.get(change).content.decode()
    assert client.post(erase_address(person), {"confirmed": "yes"}).status_code == 403
    ticked = {"action": "erase_selected", "_selected_action": [person.pk], "confirmed": "yes"}
    client.post(reverse(LIST), ticked)
    assert FocalPoint.objects.get() == person
