"""The whole record for tests that ask questions of it."""

import functools
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, transaction

from cities.models import ChangedObject
from cities.record.collecting import Collection
from uccn.management.commands.load_record import collect_record, load_record


@functools.cache
def collection() -> Collection:
    """The fixtures, read once per session; reading them writes nothing."""
    return collect_record(settings.BASE_DIR / "fixtures")


@pytest.fixture(scope="module")
def _network_of_the_module(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        # Each test closes the connection behind itself, and with it would close the transaction
        # around the module.
        patch.setattr(connection, "close", lambda: None)
        around = transaction.atomic()
        # As test cases mark theirs, so that code may insist on the outermost transaction.
        around._from_testcase = True
        with around:
            # Of objects that tests of whole transactions made and took away.
            ChangedObject.objects.all().delete()
            load_record(collection())
            yield
            transaction.set_rollback(True)


@pytest.fixture
def network(_network_of_the_module, db) -> None:
    """The whole record as `manage.py load_record` loads it: all members, names, sources and calls.

    It is loaded once for each test module that asks for it (two or three seconds) and rolled back
    after the module; what a test changes is rolled back after the test. Every test of such a module
    that uses the database finds the record in it, so tests that want an empty one stand elsewhere.
    """
