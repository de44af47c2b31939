"""What a person tells of themselves, and asking to be forgotten."""

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.utils import timezone

from tests.factories import PASSWORD, NationalCommissionFactory, UserFactory
from uccn.accounts.leaving import erase_account, request_deletion, take_back_deletion
from uccn.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_home(client, person, sign_in):
    sign_in()
    client.post("/account/confirm/", {"password": PASSWORD})
    return client


def test_the_first_page_leads_members_of_a_commission_to_its_desk(at_home, person):
    desk = "/applications/commission/"
    assert desk not in at_home.get("/account/").text

    NationalCommissionFactory(name="Commission of the Sea").members.add(person)

    page = at_home.get("/account/").text
    assert f'href="{desk}"' in page
    assert "Commission of the Sea" in page


def test_the_first_page_lists_what_there_is(at_home):
    page = at_home.get("/account/").text

    for address in [
        "/account/data/",
        "/account/email/",
        "/account/password/",
        "/account/second-factor/",
        "/account/sessions/",
        "/account/sign-out/",
        "/account/deletion/",
    ]:
        assert f'"{address}"' in page
        assert at_home.get(address).status_code == 200


def test_a_person_says_their_name_language_and_time_zone(at_home, person):
    typed = {
        "first_name": "Ana",
        "last_name": "Ólafsdóttir",
        "language": "fr",
        "time_zone": "America/Argentina/Buenos_Aires",
    }

    assert at_home.post("/account/data/", typed).url == "/account/"

    person.refresh_from_db()
    assert {name: getattr(person, name) for name in typed} == typed
    page = at_home.get("/account/").text
    assert "Ana Ólafsdóttir" in page
    assert "Your data were saved." in page


def test_staff_read_that_the_administration_speaks_their_language_too(at_home, person):
    said = "in which the administration speaks to you"
    assert said not in at_home.get("/account/data/").text

    person.is_staff = True
    person.save()

    assert said in at_home.get("/account/data/").text


def test_an_unknown_time_zone_is_refused_and_the_rest_kept(at_home, person):
    typed = {"first_name": "Ana", "language": "fr", "time_zone": "Mars/Olympus"}

    page = at_home.post("/account/data/", typed).text

    assert 'value="Ana"' in page
    assert '<a href="#id_time_zone">' in page
    person.refresh_from_db()
    assert person.first_name == ""


def test_nobody_makes_themselves_staff(at_home, person):
    at_home.post(
        "/account/data/",
        {"language": "en", "time_zone": "UTC", "is_staff": "on", "is_superuser": "on"},
    )

    person.refresh_from_db()
    assert not person.is_staff
    assert not person.is_superuser


def test_times_are_those_of_the_person(at_home, person):
    person.time_zone = "Asia/Kathmandu"
    person.save()

    assert "Times of Asia/Kathmandu" in at_home.get("/account/sessions/").text


def test_asking_for_deletion_writes_to_both_sides_once(
    at_home, person, mailoutbox, settings, django_capture_on_commit_callbacks
):
    person.language = "fr"
    person.save()

    with django_capture_on_commit_callbacks(execute=True):
        at_home.post("/account/deletion/")
        at_home.post("/account/deletion/")

    person.refresh_from_db()
    assert person.deletion_requested_at is not None
    assert [(letter.to, letter.subject) for letter in mailoutbox] == [
        (["ana@example.org"], "Vous avez demandé la suppression de votre compte"),
        ([settings.CONTACT_EMAIL], "Somebody asks that their account be deleted"),
    ]
    # No name and no address of the person leaves the house.
    assert "ana@example.org" not in mailoutbox[1].body
    assert f"no. {person.pk}" in mailoutbox[1].body


def test_the_wish_can_be_taken_back(at_home, person):
    at_home.post("/account/deletion/")
    assert "Keep it after all" in at_home.get("/account/").text

    at_home.post("/account/deletion/", {"take_back": "yes"})

    person.refresh_from_db()
    assert person.deletion_requested_at is None


def test_deletion_is_asked_by_whoever_confirms_to_be_the_person(client, person, sign_in):
    sign_in()

    assert client.post("/account/deletion/").url.startswith("/account/confirm/")
    person.refresh_from_db()
    assert person.deletion_requested_at is None


def test_an_erased_account_says_nothing_of_the_person_and_lets_nobody_in(
    at_home, person, mailoutbox, sign_in, django_capture_on_commit_callbacks
):
    at_home.post("/account/data/", {"first_name": "Ana", "language": "en", "time_zone": "UTC"})

    with django_capture_on_commit_callbacks(execute=True):
        erase_account(User.objects.get())

    person.refresh_from_db()
    assert (person.email, person.get_full_name()) == (f"erased-{person.pk}@example.invalid", "")
    assert not person.is_active
    assert not EmailAddress.objects.exists()
    assert not UserSession.objects.exists()
    assert at_home.get("/account/").status_code == 302
    assert "do not belong together" in sign_in().text
    assert [(letter.to, letter.subject) for letter in mailoutbox] == [
        (["ana@example.org"], "Your account is deleted")
    ]


def test_the_address_of_an_erased_account_is_free_again(person, client):
    erase_account(person)

    client.post("/account/sign-up/", {"email": "ana@example.org", "password1": PASSWORD})

    assert User.objects.filter(email="ana@example.org").count() == 1


def test_the_second_of_two_clicks_does_nothing():
    person = UserFactory()

    assert request_deletion(person, at=timezone.now())
    assert not request_deletion(person, at=timezone.now())
    assert take_back_deletion(person)
    assert not take_back_deletion(person)
