"""What a load balancer is told: alive, and ready or why not."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from cities.models import Revision
from cities.record.revision import new_epoch
from cities.record.triggers import install
from tests.factories import CityFactory

pytestmark = pytest.mark.django_db(transaction=True)

GOOD = {"database": "ok", "migrations": "ok", "triggers": "ok", "record": "ok"}


@pytest.fixture
def city():
    return CityFactory()


def checks(answer):
    found = answer.json()["checks"]
    found.pop("cache", None)
    return found


def test_a_process_that_runs_says_so_without_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


def test_a_portal_with_its_record_is_ready(client, city):
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["status"] == "ready"
    assert checks(answer) == GOOD


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_probes_ask_by_number_and_without_https(city, settings, address):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["portal.example.org"]

    answer = Client().get(address, headers={"host": "10.1.2.3:8000"})

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert not answer.has_header("ETag")
    assert not answer.cookies


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_probes_only_read(client, address):
    assert client.post(address).status_code == 405


def test_an_empty_record_is_not_ready(client):
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["status"] == "not ready"
    assert checks(answer) == GOOD | {"record": "empty: manage.py load_record"}


def test_a_migration_that_is_missing_is_told(client, city):
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("cities", "0001_before_the_first_release")
    try:
        answer = client.get("/readyz")
    finally:
        recorder.record_applied("cities", "0001_before_the_first_release")

    assert answer.status_code == 503
    assert checks(answer) == GOOD | {"migrations": "1 to be applied: manage.py migrate"}


def test_a_trigger_that_is_missing_is_told(client, city):
    name = "public_record_cities_city"
    with connection.cursor() as cursor:
        cursor.execute(
            f"DROP TRIGGER {name} ON cities_city"
            if connection.vendor == "postgresql"
            else "DROP TRIGGER public_record_update_cities_city"
        )
    try:
        answer = client.get("/readyz")
    finally:
        install(connection)

    assert answer.status_code == 503
    assert checks(answer)["triggers"].endswith("missing or changed: manage.py migrate")
    assert client.get("/readyz").status_code == 200


def test_an_unknown_revision_is_told(client, city):
    Revision.objects.update(epoch="")
    try:
        answer = client.get("/readyz")
    finally:
        new_epoch()

    assert answer.status_code == 503
    assert checks(answer)["database"].startswith("the revision is unknown")


def test_a_database_that_does_not_answer_is_told_and_the_process_still_lives(client):
    def refuse(*_query):
        raise OperationalError("The server closed the connection.")

    with connection.execute_wrapper(refuse):
        answer = client.get("/readyz")
        alive = client.get("/healthz")

    assert answer.status_code == 503
    assert set(checks(answer).values()) == {"the database does not answer"}
    assert alive.status_code == 200


def test_a_shared_cache_that_is_away_is_told_but_decides_nothing(client, city, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["checks"]["cache"].startswith("does not answer")


@pytest.mark.redis
def test_a_shared_cache_that_answers_is_told(client, city):
    assert client.get("/readyz").json()["checks"]["cache"] == "ok"
