"""The call for trying: everybody in it signs in and sees their page; production has none."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.urls import reverse

from applications.demonstration.opening import ROLES, address
from applications.models import Application, Call, NationalCommission, Notice
from applications.preflight import check
from fields.models import CreativeField
from tests.factories import CountryFactory, CreativeFieldFactory
from uccn.roles import sync_roles

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def record(settings):
    settings.LOCAL = True
    CountryFactory(code="DK", name="Denmark")
    for slug in ("design", "film", "music"):
        CreativeFieldFactory(slug=slug)
    sync_roles()


def run(*options):
    said = StringIO()
    call_command("open_demonstration_call", *options, stdout=said)
    return said.getvalue()


def passwords_in(said):
    lines = [line.split() for line in said.splitlines() if line.startswith("  demonstration-")]
    return {words[0]: words[1] for words in lines}


def sign_in(client, email, password):
    client.logout()
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_one_account_for_each_role_signs_in_and_sees_its_page(client):
    passwords = passwords_in(run())
    assert list(passwords) == [address(role) for role in ROLES]
    begun = Application.objects.get(status="draft")
    submitted = Application.objects.get(status="submitted")
    year = begun.call.year
    pages = {
        "owner": reverse("applications:candidature:file", args=[begun.pk]),
        "editor": reverse("applications:candidature:planner", args=[begun.pk]),
        "reader": reverse("applications:candidature:file", args=[begun.pk]),
        "second-owner": reverse("applications:candidature:file", args=[submitted.pk]),
        "commission": reverse("applications:commission:desk", args=["dk", year]),
        "staff": reverse("admin:applications_application_change", args=[submitted.pk]),
    }
    for role, page in pages.items():
        answer = sign_in(client, address(role), passwords[address(role)])
        assert answer.status_code == 302, role
        assert client.get(page).status_code == 200, role


def test_the_call_says_what_it_is_and_can_be_worked_in(client):
    run()
    call = Call.objects.get()
    assert call.is_open
    assert "A demonstration on a developer’s machine" in call.note
    page = client.get(reverse("applications:call", args=[call.year])).content.decode()
    assert "It is no call of UNESCO" in page
    submitted = call.applications.get(status="submitted")
    assert not check(submitted, submitted.submitted_at).found
    assert submitted.status_changes.get(action="submit").receipt.sha256
    assert call.applications.get(status="draft").answers.exists()


def test_its_cities_are_shown_nowhere(client):
    run()
    for path in ("/cities/", "/api/v1/cities/", "/calls/"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "Examplehaven" not in answer.content.decode()


def test_its_letters_are_not_sent():
    run()
    assert not Notice.objects.exists()


def test_a_year_of_the_record_is_left_to_it(time_machine):
    time_machine.move_to("2026-03-01")
    Call.objects.create(year=2027)
    run()
    assert sorted(Call.objects.values_list("year", flat=True)) == [2027, 2028]


def test_a_country_keeps_its_own_commission():
    denmark = CountryFactory(code="DK")
    NationalCommission.objects.create(country=denmark, name="Danish Commission")
    with pytest.raises(CommandError, match="Every country of the record"):
        run()
    CountryFactory(code="SE", name="Sweden")
    run()
    assert NationalCommission.objects.get(country__code="SE").members.count() == 1
    assert denmark.national_commission.members.count() == 0


def test_run_again_it_changes_nothing_and_prints_no_password(client):
    passwords = passwords_in(run())
    said = run()
    assert "is there already" in said
    assert passwords_in(said) == {}
    assert (Call.objects.count(), Application.objects.count()) == (1, 2)
    assert not any(password in said for password in passwords.values())
    assert sign_in(client, *next(iter(passwords.items()))).status_code == 302


def test_new_passwords_take_the_place_of_the_old(client):
    before, after = passwords_in(run()), passwords_in(run("--new-passwords"))
    assert set(before) == set(after)
    assert not set(before.values()) & set(after.values())
    assert len(set(after.values())) == len(ROLES)
    email = address("reader")
    assert sign_in(client, email, before[email]).status_code == 200
    assert sign_in(client, email, after[email]).status_code == 302


def test_after_its_deadline_it_is_prolonged(time_machine):
    time_machine.move_to("2026-03-01")
    run()
    time_machine.move_to("2026-06-01")
    assert not Call.objects.get().is_open
    assert "weeks later now" in run()
    assert Call.objects.get().is_open


def test_production_has_none(settings):
    settings.LOCAL = False
    for options in ([], ["--new-passwords"]):
        with pytest.raises(CommandError, match="developer's machine only"):
            run(*options)
    assert not Call.objects.exists()
    assert not get_user_model().objects.exists()


def test_it_is_not_taken_out_and_says_why():
    run()
    with pytest.raises(CommandError, match="Acts on files are kept for ever"):
        run("--remove")
    assert Application.objects.count() == 2


def test_without_a_record_it_says_what_to_do_first():
    CreativeField.objects.all().delete()
    with pytest.raises(CommandError, match="load_record"):
        run()
    assert not get_user_model().objects.exists()
