"""Keys in the administration: issued and shown once, listed with their use, revoked."""

import datetime
import io
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from cities.record.revision import current
from tests.admin_forms import errors, typed
from tests.factories import PartnerKeyFactory, UserFactory
from uccn.access.keys import issue, key_of_header, revoke
from uccn.models import PartnerKey
from uccn.roles import ROLES

pytestmark = pytest.mark.django_db

ADD = reverse("admin:uccn_partnerkey_add")
LIST = reverse("admin:uccn_partnerkey_changelist")
KEY = re.compile(r"uccn_[a-z2-7]{8}_[A-Za-z0-9_-]{43}")


def person_in(role):
    person = UserFactory(staff=True)
    person.groups.add(Group.objects.get(name=role))
    return person


@pytest.fixture
def secretary(client):
    person = person_in("Secretariat")
    client.force_login(person)
    return person


@pytest.fixture
def issue_by_form(client):
    def issue_with(**values):
        data = typed(client.get(ADD)) | {"partner": "Atlas", "contact": "atlas@example.org"}
        return client.post(ADD, data | values)

    return issue_with


@pytest.mark.usefixtures("secretary")
class TestIssuing:
    def test_the_key_is_shown_on_the_page_after_saving_and_it_opens_the_api(
        self, client, issue_by_form
    ):
        page = issue_by_form()

        assert page.status_code == 200
        (text,) = set(KEY.findall(page.content.decode()))
        assert "only time that the key is shown" in page.content.decode()
        assert key_of_header(f"Bearer {text}").partner == "Atlas"
        client.logout()
        response = client.get("/api/v1/", headers={"authorization": f"Bearer {text}"})
        assert response.status_code == 200

    def test_who_issued_it_is_kept(self, secretary, issue_by_form):
        issue_by_form()

        assert PartnerKey.objects.get().issued_by == secretary

    def test_no_browser_and_no_proxy_keeps_that_page(self, issue_by_form):
        page = issue_by_form()

        assert "no-store" in page["Cache-Control"]
        assert not KEY.search(str(page.cookies))

    def test_it_is_shown_never_again_and_kept_nowhere(self, client, issue_by_form, caplog):
        with caplog.at_level("DEBUG"):
            text = KEY.search(issue_by_form().content.decode())[0]
        secret = text.split("_", 2)[2]
        key = PartnerKey.objects.get()

        for address in (
            LIST,
            reverse("admin:uccn_partnerkey_change", args=(key.pk,)),
            reverse("admin:uccn_partnerkey_history", args=(key.pk,)),
            reverse("admin:index"),
            ADD,
        ):
            page = client.get(address)
            assert page.status_code == 200
            assert secret not in page.content.decode()
            assert key.digest not in page.content.decode()
        dump = io.StringIO()
        call_command("dumpdata", stdout=dump)
        assert key.prefix in dump.getvalue()
        assert secret not in dump.getvalue()
        assert secret not in caplog.text
        assert LogEntry.objects.count() == 1
        assert not any(secret in str(session.get_decoded()) for session in Session.objects.all())

    def test_scopes_limit_and_end_are_chosen(self, issue_by_form):
        page = issue_by_form(
            scopes=["changes", "files"],
            limit="12000/minute",
            expires_at_0="2099-05-01",
            expires_at_1="12:00:00",
        )

        assert page.status_code == 200
        key = PartnerKey.objects.get()
        assert (key.scopes, key.limit) == (["changes", "files"], "12000/minute")
        assert key.expires_at == datetime.datetime(2099, 5, 1, 12, tzinfo=datetime.UTC)

    @pytest.mark.parametrize(
        ("values", "told"),
        [
            ({"partner": ""}, "This field is required."),
            ({"contact": "nobody"}, "Enter a valid email address."),
            ({"scopes": []}, "This field is required."),
            ({"scopes": ["everything"]}, "not one of the available choices"),
            ({"limit": "many"}, "“many” is no limit. Write it like 6000/minute."),
            ({"limit": "0/minute"}, "is no limit"),
            ({"expires_at_0": "2001-01-01"}, "A key expires after it was issued."),
            ({"partner": "At\0las"}, "Null characters are not allowed."),
        ],
    )
    def test_what_cannot_be_is_refused_in_words_and_no_key_is_made(
        self, issue_by_form, values, told
    ):
        page = issue_by_form(**values)

        assert told in " ".join(errors(page))
        assert not KEY.search(page.content.decode())
        assert not PartnerKey.objects.exists()

    def test_issuing_does_not_change_the_public_record(self, issue_by_form):
        before = current()
        issue_by_form()

        assert current() == before


@pytest.mark.usefixtures("secretary")
class TestKeeping:
    def test_the_list_says_what_became_of_each_key(self, client):
        now = timezone.now()
        PartnerKeyFactory(partner="Fresh", prefix="freshhhh", last_used_at=now)
        PartnerKeyFactory(
            partner="Old",
            issued_at=now - datetime.timedelta(days=9),
            expires_at=now - datetime.timedelta(days=1),
        )
        revoke(PartnerKeyFactory(partner="Gone"), by=None)

        rows = client.get(LIST).context["cl"].result_list
        admin = client.get(LIST).context["cl"].model_admin

        assert {key.partner: admin.standing(key) for key in rows} == {
            "Fresh": "valid",
            "Old": "expired",
            "Gone": "revoked",
        }
        html = client.get(LIST).content.decode()
        assert "freshhhh" in html
        assert "record, changes, files" in html

    @pytest.mark.parametrize(
        ("standing", "expected"),
        [
            ("valid", {"Fresh", "Ending"}),
            ("soon", {"Ending"}),
            ("expired", {"Old"}),
            ("revoked", {"Gone"}),
            ("unused", {"Ending", "Old", "Gone"}),
        ],
    )
    def test_the_list_is_filtered_by_that(self, client, standing, expected):
        now, day = timezone.now(), datetime.timedelta(days=1)
        PartnerKeyFactory(partner="Fresh", last_used_at=now)
        PartnerKeyFactory(partner="Ending", expires_at=now + 9 * day)
        PartnerKeyFactory(partner="Old", issued_at=now - 9 * day, expires_at=now - day)
        revoke(PartnerKeyFactory(partner="Gone"), by=None)

        page = client.get(LIST, {"standing": standing})

        assert {key.partner for key in page.context["cl"].result_list} == expected

    @pytest.mark.parametrize("question", ["zürich", "ZURICH", "music zur", "music@", "abcd"])
    def test_a_key_is_found_by_its_partner_its_contact_and_its_beginning(self, client, question):
        PartnerKeyFactory(partner="Zürich Music", contact="music@example.org", prefix="abcdefgh")
        PartnerKeyFactory(partner="Other")

        page = client.get(LIST, {"q": question})

        assert [key.partner for key in page.context["cl"].result_list] == ["Zürich Music"]

    def test_what_was_agreed_may_change_and_the_key_stays(self, client, issued_key):
        key, text = issued_key
        address = reverse("admin:uccn_partnerkey_change", args=(key.pk,))
        data = typed(client.get(address)) | {"scopes": ["record"], "limit": "9/second"}

        assert client.post(address, data).status_code == 302

        changed = key_of_header(f"Bearer {text}")
        assert (changed.scopes, changed.limit) == (["record"], "9/second")

    def test_revoking_is_asked_for_and_done_at_once(self, client, issued_key, secretary):
        key, text = issued_key
        change = reverse("admin:uccn_partnerkey_change", args=(key.pk,))
        address = reverse("admin:uccn_partnerkey_revoke", args=(key.pk,))
        assert address in client.get(change).content.decode()

        assert str(key) in client.get(address).content.decode()
        key.refresh_from_db()
        assert key.revoked_at is None

        assert client.post(address, {"confirmed": "yes"}).status_code == 302
        response = client.get("/api/v1/", headers={"authorization": f"Bearer {text}"})
        assert response.status_code == 401
        key.refresh_from_db()
        assert key.revoked_by == secretary
        assert LogEntry.objects.get(object_id=str(key.pk)).change_message == "Revoked."
        assert address not in client.get(change).content.decode()

    def test_several_are_revoked_together(self, client):
        keys = [PartnerKeyFactory() for _ in range(3)]
        ticked = {"action": "revoke_selected", "_selected_action": [key.pk for key in keys[:2]]}

        assert "Revoke for good" in client.post(LIST, ticked).content.decode()
        assert not PartnerKey.objects.revoked().exists()
        client.post(LIST, ticked | {"confirmed": "yes"})

        assert set(PartnerKey.objects.revoked()) == set(keys[:2])

    def test_no_key_is_deleted(self, client):
        key = PartnerKeyFactory()
        address = reverse("admin:uccn_partnerkey_delete", args=(key.pk,))

        assert client.post(address, {"post": "yes"}).status_code == 403
        assert PartnerKey.objects.exists()

    def test_a_key_that_is_not_there_cannot_be_revoked(self, client):
        assert client.get(reverse("admin:uccn_partnerkey_revoke", args=(7,))).status_code == 404


@pytest.fixture
def issued_key():
    key = PartnerKey(partner="Atlas", contact="atlas@example.org")
    return key, issue(key, by=None)


@pytest.mark.parametrize("role", [role.name for role in ROLES if role.name != "Secretariat"])
def test_no_other_role_sees_issues_changes_or_revokes_a_key(client, role, issued_key):
    key, _text = issued_key
    client.force_login(person_in(role))
    pages = [
        LIST,
        ADD,
        reverse("admin:uccn_partnerkey_change", args=(key.pk,)),
        reverse("admin:uccn_partnerkey_revoke", args=(key.pk,)),
    ]

    assert {client.get(page).status_code for page in pages} == {403}
    assert {client.post(page, {"confirmed": "yes"}).status_code for page in pages} == {403}
    assert PartnerKey.objects.count() == 1
    key.refresh_from_db()
    assert key.revoked_at is None


def test_whoever_may_only_look_revokes_nothing(client, issued_key):
    person = UserFactory(staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_partnerkey"))
    client.force_login(person)
    address = reverse("admin:uccn_partnerkey_revoke", args=(issued_key[0].pk,))

    assert client.get(LIST).status_code == 200
    assert client.post(address, {"confirmed": "yes"}).status_code == 403
    assert not PartnerKey.objects.revoked().exists()


class TestCommand:
    @staticmethod
    def run(*arguments):
        out = io.StringIO()
        call_command("partner_keys", *arguments, stdout=out)
        return out.getvalue().strip()

    def test_a_key_is_issued_printed_alone_listed_and_revoked(self):
        text = self.run("issue", "Atlas", "atlas@example.org", "--scope", "changes", "--days", "30")

        assert KEY.fullmatch(text)
        key = key_of_header(f"Bearer {text}")
        assert (key.scopes, key.issued_by) == (["changes"], None)
        assert key.expires_at - key.issued_at == pytest.approx(
            datetime.timedelta(days=30), abs=datetime.timedelta(minutes=1)
        )
        line = self.run("list")
        assert line.startswith(f"{key.prefix}  Atlas <atlas@example.org>  changes  expires 2")
        assert text not in line

        assert self.run("revoke", key.prefix) == f"Revoked: Atlas ({key.prefix})."
        assert self.run("revoke", key.prefix).startswith("Was revoked before")
        assert "revoked 2" in self.run("list")

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (("issue", "Atlas", "nobody"), "valid email"),
            (("issue", "Atlas", "a@example.org", "--limit", "many"), "is no limit"),
            (("issue", "Atlas", "a@example.org", "--days", "0"), "expires after"),
            (("issue", "Atlas", "a@example.org", "--days", "99999999999"), "calendar"),
            (("issue", "Atlas", "a@example.org", "--days", "9999999"), "calendar"),
            (("issue", "Atlas", "a@example.org", "--scope", "all"), "invalid choice"),
            (("revoke", "nothing"), "No key begins with uccn_nothing"),
            ((), "required"),
        ],
    )
    def test_what_cannot_be_is_refused_in_words(self, arguments, told):
        with pytest.raises(CommandError, match=told):
            self.run(*arguments)
        assert not PartnerKey.objects.exists()
