"""Settings: loud in production about everything at once, safe by default."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from uccn.environment import Environment

ROOT = Path(settings.BASE_DIR)
PRODUCTION = {
    "SECRET_KEY": "a-text-of-fifty-letters-that-nobody-else-can-guess-9",
    "ALLOWED_HOSTS": "portal.example.org",
    "CONTACT_EMAIL": "secretariat@example.org",
    "EMAIL_HOST": "mail.example.org",
    "DATABASE_URL": "postgres://portal:secret@database.example.org/portal",
}


def manage(*arguments, **environment):
    """Run manage.py in an environment that holds nothing else."""
    return subprocess.run(
        [sys.executable, "-W", "error", "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHON_DOTENV_DISABLED": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


class TestProduction:
    def test_the_deployment_check_has_no_complaint(self):
        done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

        assert done.returncode == 0, done.stderr
        assert "no issues" in done.stdout

    def test_an_empty_environment_is_production_and_names_all_that_it_lacks(self):
        done = manage("check")

        assert done.returncode == 1
        for name in PRODUCTION:
            assert f"- {name} is not set." in done.stderr

    def test_what_cannot_be_read_is_named_beside_what_is_missing(self):
        done = manage(
            "check", SECRET_KEY="short", DEBUG="yes", EMAIL_PORT="smtp", LOG_LEVEL="loud",
            CACHE_URL="memcached://somewhere", BEHIND_PROXY="maybe", API_LIMIT_ANONYMOUS="many",
        )  # fmt: skip

        complaint = done.stderr[done.stderr.index("The environment is not ready") :]
        for name in (
            *("SECRET_KEY", "ALLOWED_HOSTS", "CONTACT_EMAIL", "EMAIL_HOST", "DATABASE_URL"),
            *("DEBUG", "EMAIL_PORT", "LOG_LEVEL", "CACHE_URL", "BEHIND_PROXY"),
            "API_LIMIT_ANONYMOUS",
        ):
            assert f"- {name}" in complaint

    def test_a_password_is_never_repeated(self):
        done = manage("check", **PRODUCTION | {"DATABASE_URL": "mysql://portal:secret@host/portal"})

        assert "- DATABASE_URL begins with none of" in done.stderr
        assert "portal:secret" not in done.stderr[done.stderr.index("The environment") :]

    def test_a_developers_machine_needs_a_secret_key_only(self):
        assert manage("check", LOCAL="yes", SECRET_KEY="any").returncode == 0


def test_every_variable_is_described_in_the_deployment_page():
    source = (ROOT / "uccn" / "settings.py").read_text()
    described = (ROOT / "docs" / "deployment.md").read_text()
    names = set(re.findall(r'environment\.\w+\(\s*"([A-Z_]+)"', source))

    assert len(names) >= 20
    assert {name for name in names if f"`{name}`" not in described} == set()


class TestEnvironment:
    def test_a_postgresql_address_keeps_its_connections(self, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgres://user:p%40ss@%2Frun%2Fpostgresql:5433/portal")

        database = Environment().database("DATABASE_URL", "", required=True, hint="")

        assert database["ENGINE"] == "django.db.backends.postgresql"
        assert (database["HOST"], database["PORT"]) == ("/run/postgresql", 5433)
        assert (database["USER"], database["PASSWORD"]) == ("user", "p@ss")
        assert database["CONN_MAX_AGE"] == 600
        assert database["CONN_HEALTH_CHECKS"] is True

    def test_a_redis_address_chooses_redis(self, monkeypatch):
        monkeypatch.setenv("CACHE_URL", "redis://127.0.0.1:6379/1")

        assert Environment().cache("CACHE_URL", hint="") == {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:6379/1",
        }

    def test_without_an_address_each_process_has_its_own_cache(self, monkeypatch):
        monkeypatch.delenv("CACHE_URL", raising=False)

        assert Environment().cache("CACHE_URL", hint="")["BACKEND"].endswith("LocMemCache")

    @pytest.mark.parametrize("word", ["yes", "On", "TRUE", "1"])
    def test_yes_has_several_spellings(self, monkeypatch, word):
        monkeypatch.setenv("BEHIND_PROXY", word)

        assert Environment().switch("BEHIND_PROXY", default=False) is True

    @pytest.mark.parametrize("written", ["600/minute", "1/second", "99999/day"])
    def test_a_limit_is_a_number_within_a_time(self, monkeypatch, written):
        monkeypatch.setenv("API_LIMIT_ANONYMOUS", written)
        environment = Environment()

        assert environment.limit("API_LIMIT_ANONYMOUS", "600/minute") == written
        assert environment.problems == []

    @pytest.mark.parametrize(
        "written", ["many", "600", "0/minute", "-1/minute", "6e2/minute", "600/fortnight",
                    "١/minute", "600/minute;1/second", "9999999/day", "600/minute\n600/minute"]
    )  # fmt: skip
    def test_anything_else_is_no_limit(self, monkeypatch, written):
        monkeypatch.setenv("API_LIMIT_ANONYMOUS", written)
        environment = Environment()

        assert environment.limit("API_LIMIT_ANONYMOUS", "600/minute") == "600/minute"
        assert len(environment.problems) == 1

    def test_one_error_holds_every_problem(self, monkeypatch):
        monkeypatch.setenv("EMAIL_PORT", "-1")
        monkeypatch.delenv("EMAIL_HOST", raising=False)
        environment = Environment()
        environment.number("EMAIL_PORT", 587)
        environment.text("EMAIL_HOST", required=True, hint="Name it.")

        with pytest.raises(ImproperlyConfigured, match=r"(?s)EMAIL_PORT=-1.*EMAIL_HOST is not set"):
            environment.complain()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="these are SQLite's options")
def test_sqlite_waits_for_the_write_lock_instead_of_failing():
    options = settings.DATABASES["default"]["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 20
    assert "journal_mode=WAL" in options["init_command"]


def test_a_page_may_load_nothing_from_elsewhere():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]

    assert directives["default-src"] == ["'self'"]
    assert not any(
        "unsafe" in word or word.startswith("http")
        for words in directives.values()
        for word in words
    )
