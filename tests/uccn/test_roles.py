"""Roles: what each group may do, and that the code and nobody else decides it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.urls import reverse

from tests.admin_forms import typed
from tests.factories import CityFactory, UserFactory
from uccn.roles import ROLES, sync_roles

pytestmark = pytest.mark.django_db

SECRETARIAT_MAY = {
    "cities.city": "view add change",
    "cities.designation": "view add change",
    "cities.country": "view add change",
    "cities.cityname": "view add change delete",
    "cities.focalpoint": "view add change delete",
    "cities.formerslug": "view",
    "cities.statement": "view add change delete",
    "cities.loadedrow": "view",
    "cities.revision": "",
    "fields.creativefield": "view add change",
    "applications.call": "view add change",
    "applications.application": "view add change",
    "applications.milestone": "view add change delete",
    "uccn.user": "view",
    "uccn.partnerkey": "view add change",
    "auth.group": "",
    "auth.permission": "",
    "admin.logentry": "",
}


def person_in(role):
    person = UserFactory(staff=True)
    person.groups.add(Group.objects.get(name=role))
    return person


def verbs(person, model):
    app_label, name = model.split(".")
    every = ("view", "add", "change", "delete")
    return " ".join(verb for verb in every if person.has_perm(f"{app_label}.{verb}_{name}"))


def test_the_groups_are_there_after_migrating():
    assert {role.name for role in ROLES} == {
        "Secretariat",
        "Director-General’s office",
        "National Commission",
        "Evaluator",
        "Focal point",
        "Applicant",
    }
    assert Group.objects.filter(name__in=[role.name for role in ROLES]).count() == 6
    assert all(role.description for role in ROLES)


@pytest.mark.parametrize(("model", "expected"), SECRETARIAT_MAY.items())
def test_what_the_secretariat_may(model, expected):
    assert verbs(person_in("Secretariat"), model) == expected


@pytest.mark.parametrize("role", ["National Commission", "Evaluator", "Focal point", "Applicant"])
@pytest.mark.parametrize("model", SECRETARIAT_MAY)
def test_the_other_roles_may_nothing_in_the_staff_s_pages(role, model):
    assert verbs(person_in(role), model) == ""


def test_syncing_gives_back_what_was_taken_and_takes_what_was_added():
    secretariat = Group.objects.get(name="Secretariat")
    right = set(secretariat.permissions.all())
    stolen = Permission.objects.get(codename="change_user")
    secretariat.permissions.set([stolen])

    sync_roles()
    sync_roles()

    assert set(secretariat.permissions.all()) == right
    assert stolen not in right


def test_migrating_syncs_and_leaves_every_other_group_alone():
    own = Group.objects.create(name="Translators")
    own.permissions.add(Permission.objects.get(codename="view_city"))
    Group.objects.filter(name="Applicant").delete()

    call_command("migrate", verbosity=0)

    assert Group.objects.filter(name="Applicant").exists()
    assert [permission.codename for permission in own.permissions.all()] == ["view_city"]


def edit(client, city):
    address = reverse("admin:cities_city_change", args=(city.pk,))
    page = client.get(address)
    if page.status_code != 200:
        return page.status_code
    return client.post(address, typed(page) | {"name": "Edited"}).status_code


def test_the_secretariat_edits_a_city(client):
    city = CityFactory()
    client.force_login(person_in("Secretariat"))

    assert edit(client, city) == 302
    city.refresh_from_db()
    assert city.name == "Edited"


@pytest.mark.parametrize("role", ["National Commission", "Evaluator", "Focal point", "Applicant"])
def test_nobody_else_edits_a_city(client, role):
    city = CityFactory(name="Bergen")
    client.force_login(person_in(role))

    assert edit(client, city) == 403
    city.refresh_from_db()
    assert city.name == "Bergen"


def test_the_secretariat_deletes_no_city(client):
    city = CityFactory()
    client.force_login(person_in("Secretariat"))

    address = reverse("admin:cities_city_delete", args=(city.pk,))

    assert client.post(address, {"post": "yes"}).status_code == 403
