"""The database triggers that raise the revision and refuse overlapping designations.

Triggers, because nothing else sees every door: bulk writes, cascades, fixtures, `psql`. They are
made after migrations and compared with the models by a system check. On SQLite they are removed
before migrations, which remake tables there: a remade table loses its triggers silently.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from simple_history.models import HistoricalChanges

from cities.models import Designation, Revision
from cities.record.revision import RevisionUnknown, current, new_epoch

HOUSE = frozenset({"uccn", "fields", "cities", "applications"})
PREFIXES = ("public_record_", "designation_overlap_")

SQLITE_RAISE = (
    "UPDATE revision SET number = number + 1,"
    " changed_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = 1"
)
SQLITE_OVERLAP = (
    "EXISTS (SELECT 1 FROM cities_designation AS other"
    " WHERE other.city_id = NEW.city_id AND other.id <> NEW.id"
    " AND (other.lapsed_from IS NULL OR other.lapsed_from > NEW.in_force_from)"
    " AND (NEW.lapsed_from IS NULL OR NEW.lapsed_from > other.in_force_from))"
)

# Once per transaction. The setting ends with the transaction, and with a savepoint that is rolled
# back, so that a later write raises the number again.
POSTGRESQL_BODY = """
BEGIN
  IF coalesce(current_setting('uccn.raised', true), '') <> 'yes' THEN
    UPDATE revision SET number = number + 1,
      changed_at = to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
    WHERE id = 1;
    PERFORM set_config('uccn.raised', 'yes', true);
  END IF;
  RETURN NULL;
END
"""
# BEFORE, so that the revision is locked before any row of the record: writers queue up there
# instead of waiting for each other's rows.
POSTGRESQL_EVENTS = "BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE"
POSTGRESQL_INSTALLED = """
SELECT t.tgname, c.relname, concat_ws(' ', t.tgtype, t.tgenabled, p.prosrc)
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)
"""
# What the catalogue says of the events above, by statement (2 + 4 + 8 + 16 + 32), and not disabled.
POSTGRESQL_DEFINITION = f"62 O {POSTGRESQL_BODY}"


@dataclass(frozen=True)
class Trigger:
    """A trigger of ours. `definition` is equal for two triggers that do the same."""

    name: str
    table: str
    definition: str


def house_models(registry: Apps = installed_apps) -> list[type[Model]]:
    """The models of our own apps that keep a table, apart from the histories, which are private."""
    return [
        model
        for model in registry.get_models()
        if model._meta.app_label in HOUSE
        and not model._meta.proxy
        and not issubclass(model, HistoricalChanges)
    ]


def public_models(registry: Apps = installed_apps) -> list[type[Model]]:
    """The models whose tables hold the public record, with their automatic tables of relations.

    Ours say so by `in_public_record`; those of other projects are private. By name of the table.
    """
    public = {
        model for model in house_models(registry) if getattr(model, "in_public_record", False)
    }
    relations = {
        through
        for model in public
        for relation in model._meta.local_many_to_many
        if (through := relation.remote_field.through) and through._meta.auto_created
    }
    return sorted(public | relations, key=lambda model: model._meta.db_table)


def wanted(connection: BaseDatabaseWrapper) -> set[Trigger]:
    """The triggers that the existing tables should have; none before the revision has its own."""
    tables = set(connection.introspection.table_names())
    if Revision._meta.db_table not in tables:
        return set()
    public = [model._meta.db_table for model in public_models() if model._meta.db_table in tables]
    if connection.vendor == "postgresql":
        return {Trigger(f"public_record_{table}", table, POSTGRESQL_DEFINITION) for table in public}
    triggers = {trigger for table in public for trigger in _sqlite_raising(table)}
    if Designation._meta.db_table in tables:
        triggers.update(_sqlite_refusing_overlaps())
    return triggers


def _sqlite_raising(table: str) -> Iterator[Trigger]:
    for event in ("insert", "update", "delete"):
        name = f"public_record_{event}_{table}"
        yield Trigger(
            name,
            table,
            f'CREATE TRIGGER {name} AFTER {event.upper()} ON "{table}" BEGIN {SQLITE_RAISE}; END',
        )


def _sqlite_refusing_overlaps() -> Iterator[Trigger]:
    """The twin of the exclusion constraint that a migration gives to PostgreSQL.

    AFTER, because before an insert SQLite does not know the row's id yet.
    """
    table = Designation._meta.db_table
    for event in ("insert", "update"):
        name = f"designation_overlap_{event}"
        yield Trigger(
            name,
            table,
            f'CREATE TRIGGER {name} AFTER {event.upper()} ON "{table}" WHEN {SQLITE_OVERLAP}'
            " BEGIN SELECT RAISE(ABORT, 'designation_overlap'); END",
        )


def installed(connection: BaseDatabaseWrapper) -> set[Trigger]:
    """Those of our triggers that the database has."""
    with connection.cursor() as cursor:
        cursor.execute(
            POSTGRESQL_INSTALLED
            if connection.vendor == "postgresql"
            else "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
        )
        return {Trigger(*row) for row in cursor.fetchall() if row[0].startswith(PREFIXES)}


def install(connection: BaseDatabaseWrapper) -> bool:
    """Give the database the triggers that it should have, and no other of ours.

    Returns whether anything had to be done.
    """
    present, required = installed(connection), wanted(connection)
    if present == required:
        return False
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        _drop(connection, present - required)
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION raise_public_revision() RETURNS trigger"
                f" LANGUAGE plpgsql AS $${POSTGRESQL_BODY}$$"
            )
        for trigger in sorted(required - present, key=lambda trigger: trigger.name):
            cursor.execute(
                f'CREATE TRIGGER {trigger.name} {POSTGRESQL_EVENTS} ON "{trigger.table}"'
                " FOR EACH STATEMENT EXECUTE FUNCTION raise_public_revision()"
                if connection.vendor == "postgresql"
                else trigger.definition
            )
    return True


def _drop(connection: BaseDatabaseWrapper, triggers: set[Trigger]) -> None:
    with connection.cursor() as cursor:
        for trigger in sorted(triggers, key=lambda trigger: trigger.name):
            table = f' ON "{trigger.table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {trigger.name}{table}")


def remove_before_migrations(*, using: str, plan: Any = (), **_kwargs: Any) -> None:
    """On SQLite, remove the triggers before tables are remade, and make the revision unknown.

    Should the migrations fail, nothing is kept from the record until they have succeeded: while
    the triggers are away, no number can vouch for it.
    """
    connection = connections[using]
    if connection.vendor != "sqlite" or not plan:
        return
    with transaction.atomic(using=using):
        present = installed(connection)
        _drop(connection, present)
        if present:
            Revision.objects.using(using).update(epoch="")


def install_after_migrations(*, using: str, plan: Any = (), **_kwargs: Any) -> None:
    """Install what is missing; after migrations, whose writes may be uncounted, begin an epoch."""
    connection = connections[using]
    if Revision._meta.db_table not in connection.introspection.table_names():
        return
    changed = install(connection)
    try:
        current(using)
    except RevisionUnknown:
        changed = True
    if plan or changed:
        new_epoch(using)
