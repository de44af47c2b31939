"""The whole record for tests that ask questions of it."""

import atexit
import functools
import io
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from cities.models import ChangedObject
from cities.record.collecting import Collection
from uccn.management.commands.load_record import collect_record, load_record

# The record as it was loaded, once it was.
COPIES: list[sqlite3.Connection] = []
# On PostgreSQL, by the name of the table.
ROWS: dict[str, io.BytesIO] = {}


@functools.cache
def collection() -> Collection:
    """The fixtures, read once per session; reading them writes nothing."""
    return collect_record(settings.BASE_DIR / "fixtures")


@pytest.fixture(scope="module")
def _network_of_the_module(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        around = loaded_from_a_copy if connection.vendor == "sqlite" else loaded_and_rolled_back
        with around():
            ContentType.objects.clear_cache()
            yield
        ContentType.objects.clear_cache()


@contextmanager
def loaded_from_a_copy() -> Iterator[None]:
    """The record in the place of what the database held, which is put back."""
    connection.ensure_connection()
    before = copied(connection.connection)
    put_the_record()
    try:
        yield
    finally:
        before.backup(connection.connection)
        before.close()


def put_the_record() -> None:
    """On SQLite, load the record into the database; once per process, and copy it from then on."""
    connection.ensure_connection()
    if not COPIES:
        # Of objects that tests of whole transactions made and took away.
        ChangedObject.objects.all().delete()
        load_record(collection())
        COPIES.append(copied(connection.connection))
        atexit.register(COPIES[0].close)
    else:
        COPIES[0].backup(connection.connection)


def copied(source: sqlite3.Connection) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:")
    source.backup(copy)
    return copy


@contextmanager
def loaded_and_rolled_back() -> Iterator[None]:
    """The record in a transaction around all tests of a module."""
    with pytest.MonkeyPatch.context() as patch:
        # Each test closes the connection behind itself, and with it would close the transaction.
        patch.setattr(connection, "close", lambda: None)
        around = transaction.atomic()
        # As test cases mark theirs, so that code may insist on the outermost transaction.
        around._from_testcase = True
        with around:
            if ROWS:
                copy_rows()
            else:
                ChangedObject.objects.all().delete()
                load_record(collection())
                if may_copy():
                    keep_rows()
            yield
            transaction.set_rollback(True)


def may_copy() -> bool:
    """Whether triggers can be silenced, which PostgreSQL lets superusers do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])


def keep_rows() -> None:
    with connection.cursor() as cursor:
        # Triggers and foreign keys that wait for the end would fire in the midst of copying.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in tables():
            ROWS[table] = io.BytesIO()
            cursor.copy_expert(f"COPY {table} TO STDOUT (FORMAT binary)", ROWS[table])


def copy_rows() -> None:
    """Put the rows that were kept in the place of all rows, past triggers and foreign keys."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, rows in ROWS.items():
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
            rows.seek(0)
            cursor.copy_expert(f"COPY {table} FROM STDIN (FORMAT binary)", rows)
        cursor.execute("SET LOCAL session_replication_role = origin")
        # A test that emptied the database let its numbers begin anew.
        models = apps.get_models(include_auto_created=True)
        cursor.execute("".join(connection.ops.sequence_reset_sql(no_style(), models)))


def tables() -> list[str]:
    """Every table but that of the migrations, quoted.

    Also those of permissions, which have other numbers once a test has emptied the database.
    """
    every = {*connection.introspection.table_names()} - {MigrationRecorder.Migration._meta.db_table}
    return sorted(map(connection.ops.quote_name, every))


@pytest.fixture
def network(_network_of_the_module, db) -> None:
    """The whole record as `manage.py load_record` loads it: all members, names, sources and calls.

    It is there from the first test of a module that asks for it until the module's end; what a test
    changes is rolled back after the test. Every test of such a module that uses the database finds
    the record in it, so tests that want an empty one stand elsewhere.
    """
