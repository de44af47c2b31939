"""Accounts: signing in by e-mail address, making accounts, and the site around them."""

import datetime
import io

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone, translation

from tests.admin_forms import errors, typed
from tests.factories import CityFactory, FocalPointFactory, SourceFactory, UserFactory
from uccn.models import User

pytestmark = pytest.mark.django_db

LOGIN = "admin:login"


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(superuser=True))
    return client


def test_staff_sign_in_by_e_mail_address_however_it_is_capitalised(client):
    User.objects.create_superuser("ada@example.org", "a long pass phrase")

    response = client.post(
        reverse(LOGIN) + "?next=/admin/",
        {"username": "Ada@Example.ORG", "password": "a long pass phrase"},
    )

    assert response.status_code == 302
    assert client.get(reverse("admin:index")).status_code == 200


def test_an_account_without_a_staff_mark_does_not_sign_in_here(client):
    User.objects.create_user("ada@example.org", "a long pass phrase")

    response = client.post(
        reverse(LOGIN), {"username": "ada@example.org", "password": "a long pass phrase"}
    )

    assert response.status_code == 200
    assert response.context["form"].errors


def test_a_new_account_needs_an_address_and_a_password(staff):
    response = staff.post(
        reverse("admin:uccn_user_add"),
        {
            "email": "Grace@Example.org",
            "usable_password": "true",
            "password1": "a long pass phrase",
            "password2": "a long pass phrase",
        },
    )

    assert response.status_code == 302
    person = User.objects.get(email="grace@example.org")
    assert person.check_password("a long pass phrase")
    assert not person.is_staff


def test_a_second_account_with_the_same_address_is_refused_in_words(staff):
    UserFactory(email="grace@example.org")

    response = staff.post(
        reverse("admin:uccn_user_add"), {"email": "GRACE@example.org", "usable_password": "false"}
    )

    assert response.context["adminform"].form.errors["email"] == [
        "There is already an account with this e-mail address."
    ]


def test_an_account_gets_its_role_and_the_form_says_what_roles_are(staff):
    person = UserFactory()
    address = reverse("admin:uccn_user_change", args=(person.pk,))
    page = staff.get(address)
    assert "Secretariat: keeps the record" in page.content.decode()

    secretariat = Group.objects.get(name="Secretariat")
    response = staff.post(address, typed(page) | {"is_staff": "on", "groups": [secretariat.pk]})

    assert response.status_code == 302, errors(response)
    assert list(person.groups.all()) == [secretariat]


def test_a_role_is_shown_and_not_edited(staff):
    secretariat = Group.objects.get(name="Secretariat")
    address = reverse("admin:auth_group_change", args=(secretariat.pk,))

    assert staff.get(address).status_code == 200
    assert staff.post(address, {"name": "Kings"}).status_code == 403
    delete = reverse("admin:auth_group_delete", args=(secretariat.pk,))
    assert staff.post(delete, {"post": "yes"}).status_code == 403


def test_a_first_superuser_is_made_from_the_environment(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a long pass phrase")

    call_command("createsuperuser", "--noinput", "--email", "Ada@Example.org", stdout=io.StringIO())

    person = User.objects.get(email="ada@example.org")
    assert person.is_superuser
    assert person.is_staff
    assert person.check_password("a long pass phrase")


def test_a_superuser_without_an_address_is_refused():
    with pytest.raises(CommandError, match="--email"):
        call_command("createsuperuser", "--noinput")


def test_a_first_superuser_is_made_by_answering_questions(monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question="": "ada@example.org")
    monkeypatch.setattr("getpass.getpass", lambda *question: "a long pass phrase")
    terminal = io.StringIO()
    terminal.isatty = lambda: True

    call_command("createsuperuser", stdin=terminal, stdout=io.StringIO())

    assert User.objects.get().email == "ada@example.org"


@pytest.mark.parametrize(
    ("language", "spoken", "said"),
    [
        ("en", "en", "Creative Cities Network: record"),
        ("fr", "fr", "Réseau des villes créatives\N{NO-BREAK SPACE}: registre"),
        # Staff's pages are in the languages of people's own pages.
        ("ar", "en", "Creative Cities Network: record"),
    ],
)
def test_staff_pages_are_in_the_account_s_language_whatever_the_browser_asks_for(
    client, language, spoken, said
):
    client.force_login(UserFactory(superuser=True, language=language))
    city = CityFactory()

    for page in (
        reverse("admin:index"),
        reverse("admin:cities_city_changelist"),
        reverse("admin:cities_city_change", args=(city.pk,)),
    ):
        for asked in ("ar", "fr", "en"):
            response = client.get(page, headers={"Accept-Language": asked})
            html = response.content.decode()
            assert response.headers["Content-Language"] == spoken
            assert f'<html lang="{spoken}"' in html
            assert 'dir="ltr"' in html
            assert said in html


@pytest.mark.parametrize(
    ("asked", "said"), [("fr-CA, en;q=0.5", "Connexion"), ("ar", "Log in"), ("en", "Log in")]
)
def test_the_login_page_is_in_the_language_of_the_browser_where_own_pages_speak_it(
    client, asked, said
):
    html = client.get(reverse(LOGIN), headers={"Accept-Language": asked}).content.decode()

    assert said in html
    assert 'dir="ltr"' in html


def test_staff_who_read_french_look_at_the_portal_in_french(client):
    client.force_login(UserFactory(superuser=True, language="fr"))

    assert '<a href="/fr/">' in client.get(reverse("admin:index")).text


def test_a_date_is_typed_as_french_writes_it_and_read_back_alike(client):
    client.force_login(UserFactory(superuser=True, language="fr"))
    contact = FocalPointFactory(verified_on=datetime.date(2026, 3, 4))
    address = reverse("admin:cities_focalpoint_change", args=(contact.pk,))
    page = client.get(address)
    assert 'value="04/03/2026"' in page.text

    client.post(address, typed(page) | {"verified_on": "05/12/2025"})
    contact.refresh_from_db()
    assert contact.verified_on == datetime.date(2025, 12, 5)


def test_what_a_reader_of_french_changed_is_told_in_english_to_who_reads_english(client):
    source = SourceFactory(title="A page")
    address = reverse("admin:cities_source_change", args=(source.pk,))
    client.force_login(UserFactory(superuser=True, language="fr"))
    client.post(address, typed(client.get(address)) | {"title": "Another page"})

    with translation.override("en"):
        kept = LogEntry.objects.get(object_id=str(source.pk)).get_change_message()
    assert kept == "Changed Title."


def test_staff_pages_keep_the_strict_content_security_policy(staff):
    policy = staff.get(reverse("admin:index")).headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


class TestLeavingAndLosing:
    """What only the Secretariat's superusers do for people: erase an account, open it again."""

    def tick(self, staff, person, action, **more):
        chosen = {"action": action, "_selected_action": [person.pk], **more}
        return staff.post(reverse("admin:uccn_user_changelist"), chosen)

    def test_people_who_ask_for_deletion_are_found(self, staff):
        UserFactory(email="stays@example.org")
        UserFactory(email="leaves@example.org", deletion_requested_at=timezone.now())

        page = staff.get(
            reverse("admin:uccn_user_changelist") + "?deletion_requested_at__isempty=0"
        )

        assert [person.email for person in page.context["cl"].result_list] == ["leaves@example.org"]

    def test_erasing_is_asked_first_and_then_done(self, staff):
        person = UserFactory(confirmed=True, email="leaves@example.org", first_name="Lea")

        asked = self.tick(staff, person, "erase_selected")
        person.refresh_from_db()
        assert "leaves@example.org" in asked.text
        assert person.first_name == "Lea"
        self.tick(staff, person, "erase_selected", confirmed="yes")

        person.refresh_from_db()
        assert person.first_name == ""
        page = staff.get(reverse("admin:uccn_user_history", args=[person.pk])).text
        assert "leaves@example.org" not in page
        assert "Erased." in page

    def test_a_lost_second_factor_is_removed_and_told_of(
        self, staff, mailoutbox, django_capture_on_commit_callbacks
    ):
        person = UserFactory(confirmed=True)
        Authenticator.objects.create(user=person, type="totp", data={"secret": "kept"})

        assert (
            "by another way than e-mail" in self.tick(staff, person, "remove_second_factors").text
        )
        assert Authenticator.objects.exists()
        with django_capture_on_commit_callbacks(execute=True):
            self.tick(staff, person, "remove_second_factors", confirmed="yes")

        assert not Authenticator.objects.exists()
        assert [letter.to for letter in mailoutbox] == [[person.email]]

    def test_the_secretariat_may_look_at_people_and_do_neither(self, client):
        person = UserFactory(confirmed=True, first_name="Lea")
        client.force_login(user := UserFactory(staff=True))
        user.groups.add(Group.objects.get(name="Secretariat"))

        for action in ("erase_selected", "remove_second_factors"):
            self.tick(client, person, action, confirmed="yes")

        person.refresh_from_db()
        assert person.first_name == "Lea"

    def test_an_address_that_staff_change_takes_the_place_of_the_old_one(self, staff):
        person = UserFactory(confirmed=True, email="old@example.org")
        address = reverse("admin:uccn_user_change", args=[person.pk])

        staff.post(address, typed(staff.get(address)) | {"email": "new@example.org"})

        person.refresh_from_db()
        assert person.email == "new@example.org"
        assert not EmailAddress.objects.filter(email="old@example.org").exists()
