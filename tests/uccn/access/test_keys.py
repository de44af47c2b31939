"""The life of a partner's key, from the day on which it is shown once to its end."""

import datetime
import io
import logging
import re
import time

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from cities.record.revision import current
from tests.factories import UserFactory
from uccn.access import keys
from uccn.access.keys import KeyRefused, issue, key_of_header, note_use, revoke
from uccn.models import PartnerKey, User

pytestmark = pytest.mark.django_db

UTC = datetime.UTC


def refused(response):
    """The sentence of a 401 that tells how to mend it."""
    body = response.json()
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response["WWW-Authenticate"].startswith("Bearer ")
    assert (body["status"], body["type"]) == (401, "/api/problems/key-refused/")
    assert response["Cache-Control"] == "no-store"
    return body["detail"]


class TestIssuing:
    def test_a_key_says_what_it_is_and_is_known_by_its_beginning(self, issued):
        key = issued()

        assert re.fullmatch(r"uccn_[a-z2-7]{8}_[A-Za-z0-9_-]{43}", key.text)
        assert key.text.split("_")[1] == key.prefix
        assert str(key) == f"Atlas of Music ({key.prefix})"

    def test_a_key_is_for_everything_and_a_year_unless_somebody_decides_otherwise(self, issued):
        with time_machine.travel(datetime.datetime(2030, 5, 1, tzinfo=UTC), tick=False):
            key = issued()

        assert key.scopes == ["record", "changes", "files"]
        assert key.expires_at == datetime.datetime(2031, 5, 1, tzinfo=UTC)
        assert key.limit == ""

    def test_who_issued_it_is_kept(self):
        person = UserFactory()
        key = PartnerKey(partner="Atlas", contact="atlas@example.org")
        issue(key, by=person)

        assert PartnerKey.objects.get().issued_by == person

    def test_no_two_keys_are_alike(self, issued):
        made = [issued() for _ in range(50)]

        assert len({key.text for key in made}) == len({key.prefix for key in made}) == 50

    def test_the_secret_is_in_no_table(self, issued):
        """Everything that the database holds, as a dump would show it."""
        key = issued()
        dump = io.StringIO()
        call_command("dumpdata", stdout=dump)

        assert key.prefix in dump.getvalue()
        assert key.text not in dump.getvalue()
        assert key.text.split("_", 2)[2] not in dump.getvalue()

    def test_a_key_that_expires_before_it_is_issued_is_refused_by_the_database(self, issued):
        with pytest.raises(Exception, match="partner_key_expires_after_it_was_issued"):
            issued(expires_at=datetime.datetime(2001, 1, 1, tzinfo=UTC))

    def test_neither_issuing_nor_using_nor_revoking_changes_the_public_record(self, issued, ask):
        before = current()

        key = issued()
        assert ask(key).status_code == 200
        revoke(key, by=None)

        assert current() == before


class TestRecognising:
    def test_a_valid_key_opens_the_api(self, issued, ask):
        assert ask(issued()).status_code == 200

    @pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
    def test_the_word_before_it_may_be_written_in_any_case(self, issued, client, scheme):
        key = issued()

        response = client.get("/api/v1/", headers={"authorization": f"{scheme} {key.text}"})

        assert response.status_code == 200

    def test_an_unknown_key_is_refused_and_never_taken_for_none(self, issued, ask):
        key = issued()
        other = issued()
        wrong = f"uccn_{key.prefix}_{other.text.split('_', 2)[2]}"

        assert "not known" in refused(ask(wrong))
        assert "not known" in refused(ask(f"uccn_aaaaaaaa_{'a' * 43}"))

    def test_an_expired_key_says_since_when(self, issued, ask):
        with time_machine.travel(datetime.datetime(2030, 5, 1, tzinfo=UTC), tick=False) as clock:
            key = issued(expires_at=datetime.datetime(2030, 6, 1, tzinfo=UTC))
            clock.move_to(datetime.datetime(2030, 5, 31, 23, 59, 59, tzinfo=UTC))
            assert ask(key).status_code == 200
            clock.move_to(datetime.datetime(2030, 6, 1, tzinfo=UTC))
            assert "expired on 2030-06-01" in refused(ask(key))

    def test_a_revoked_key_opens_nothing_from_the_next_request_on(self, issued, ask):
        key = issued()
        assert ask(key).status_code == 200

        assert revoke(key, by=None) is True

        assert "revoked on 20" in refused(ask(key))

    def test_revoking_twice_keeps_the_first_time_and_person(self, issued):
        key, first = issued(), UserFactory()
        revoke(key, by=first)
        when = key.revoked_at

        assert revoke(key, by=UserFactory()) is False
        assert (key.revoked_at, key.revoked_by) == (when, first)

    def test_what_became_of_a_key_is_told_to_its_owner_only(self, issued, ask):
        key = issued()
        revoke(key, by=None)

        assert "not known" in refused(ask(f"uccn_{key.prefix}_{'a' * 43}"))

    @pytest.mark.parametrize(
        "header",
        [
            "", " ", "Bearer", "Bearer ", "Bearer uccn_", "Basic dXNlcjpwYXNz", "Api-Key {key}",
            "Token {key}", "{key}", "Bearer  {key}x", "Bearer {key} {key}",
            "Bearer {key}, Bearer {key}", "Bearer {key},Bearer {key}", "Bearer {key}\0",
            "Bearer \0", "Bearer {upper}", "Bearer {short}", "Bearer " + "a" * 10_000,
            "Bearer uccn_" + "a" * 10_000, "Bearer ключ", "Bearer\t{key}", "\x7f", "Bearer {key}\r",
            "Bearer {key}\n",
        ],
    )  # fmt: skip
    def test_a_header_that_brings_no_key_is_refused_with_advice(self, issued, client, header):
        text = issued().text
        header = header.format(key=text, upper=text.upper(), short=text[:-1])

        with CaptureQueriesContext(connection) as asked:
            response = client.get("/api/v1/fields/", HTTP_AUTHORIZATION=header)

        told = refused(response)
        assert "Authorization: Bearer" in told or "begins with “uccn_”" in told
        # The database is not asked for what no key can be.
        assert not [query for query in asked if "partnerkey" in query["sql"]]

    def test_the_digests_are_compared_in_constant_time_whether_there_is_a_key_or_not(
        self, issued, monkeypatch
    ):
        compared = []

        def spy(one, other):
            compared.append((one, other))
            return real(one, other)

        real = keys.compare_digest
        monkeypatch.setattr(keys, "compare_digest", spy)
        key = issued()
        for text in (f"uccn_{key.prefix}_{'a' * 43}", f"uccn_aaaaaaaa_{'a' * 43}"):
            with pytest.raises(KeyRefused):
                key_of_header(f"Bearer {text}")

        assert [{len(one), len(other)} for one, other in compared] == [{64}, {64}]
        assert compared[0][0] == key.digest

    def test_one_key_costs_one_query(self, issued, ask):
        key = issued()
        ask(key)

        with CaptureQueriesContext(connection) as with_key:
            ask(key)
        with CaptureQueriesContext(connection) as without:
            ask()

        assert len(with_key) == len(without) + 1


class TestSecrecy:
    def test_nothing_is_logged_of_a_key_whatever_becomes_of_it(self, issued, ask, caplog):
        key = issued(scopes=["changes"])
        with caplog.at_level(logging.DEBUG):
            ask(key)
            revoke(key, by=None)
            ask(key)
            ask(key.text[:-1])

        assert caplog.records
        for text in (key.text, key.text[:-1], key.text.split("_", 2)[2], key.digest):
            assert text not in caplog.text

    def test_the_letter_about_an_error_of_ours_hides_the_header(
        self, issued, client, settings, monkeypatch
    ):
        key = issued()
        settings.ADMINS = [("a", "admin@example.org")]
        settings.DEBUG = False
        monkeypatch.setattr(logging.getLogger("django").handlers[0], "filters", [])
        client.raise_request_exception = False
        monkeypatch.setattr("uccn.api.FieldResource.list", None)

        assert (
            client.get(
                "/api/v1/fields/", headers={"authorization": f"Bearer {key.text}"}
            ).status_code
            == 500
        )

        (letter,) = mail.outbox
        assert "HTTP_AUTHORIZATION" in letter.body
        assert key.text.split("_", 2)[2] not in str(letter.message())


class TestLastUse:
    NOON = datetime.datetime(2030, 5, 1, 12, tzinfo=UTC)

    def test_it_is_noted_once_an_hour(self, issued, ask):
        with time_machine.travel(self.NOON, tick=False) as clock:
            key = issued()
            assert key.last_used_at is None
            for minutes, expected in ((0, 0), (1, 0), (59, 0), (60, 60), (61, 60), (200, 200)):
                clock.move_to(self.NOON + datetime.timedelta(minutes=minutes))
                assert ask(key).status_code == 200
                key.refresh_from_db()
                assert key.last_used_at == self.NOON + datetime.timedelta(minutes=expected)

    def test_between_two_notes_nothing_is_written(self, issued, ask):
        key = issued()
        ask(key)

        with CaptureQueriesContext(connection) as asked:
            ask(key)

        assert not [query for query in asked if not query["sql"].startswith("SELECT")]

    def test_a_refused_key_was_not_used(self, issued, ask):
        key = issued()
        revoke(key, by=None)
        ask(key)

        key.refresh_from_db()
        assert key.last_used_at is None

    def test_of_two_requests_at_once_one_writes(self, issued):
        key = issued()
        first, second = PartnerKey.objects.get(), PartnerKey.objects.get()
        with time_machine.travel(self.NOON, tick=False) as clock:
            note_use(first)
            clock.shift(5)
            note_use(second)

        key.refresh_from_db()
        assert key.last_used_at == self.NOON


@pytest.fixture
def _database_of_a_deployment(transactional_db, tmp_path):
    """The tests' database, but on SQLite one in a file: those in memory know other locks."""
    if connection.vendor != "sqlite":
        yield
        return
    tests_own = connections["default"]
    tests_own.close()
    file = type(tests_own)({**tests_own.settings_dict, "NAME": str(tmp_path / "portal")}, "default")
    connections["default"] = file
    with file.schema_editor() as editor:
        editor.create_model(User)
        editor.create_model(PartnerKey)
    yield
    file.close()
    connections["default"] = tests_own


@pytest.mark.usefixtures("_database_of_a_deployment")
def test_a_busy_database_is_not_waited_for(issued, caplog):
    """Somebody else holds the lock that the note needs."""
    key = issued()
    other = connections["default"].copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE" if other.vendor == "sqlite" else "BEGIN")
        cursor.execute("UPDATE uccn_partnerkey SET partner = 'Busy'")
        begun = time.monotonic()
        note_use(key)
        waited = time.monotonic() - begun
        cursor.execute("ROLLBACK")
    other.close()

    assert waited < 5  # everybody else waits for ten seconds and more
    assert "was not noted" in caplog.text
    assert PartnerKey.objects.get().last_used_at is None
    note_use(key)
    assert PartnerKey.objects.get().last_used_at is not None
    if connection.vendor == "sqlite":
        # Whatever comes next on this connection waits as long as ever.
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA busy_timeout").fetchone() == (30_000,)
