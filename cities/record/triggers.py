"""The database triggers that raise the revision, note what changed, and refuse overlaps.

Apps above add what their own tables need by `also_wanted`.

Triggers, because nothing else sees every door: bulk writes, cascades, fixtures, `psql`. They are
made after migrations and compared with the models by a system check. On SQLite they are removed
before migrations, which remake tables there: a remade table loses its triggers silently.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from cities.models import ChangedObject, Designation, Revision
from cities.record import noting
from cities.record.public_tables import public_models
from cities.record.revision import RevisionUnknown, current, new_epoch

RAISING, NOTING, OVERLAP = "public_record_", "changed_objects_", "designation_overlap_"
PREFIXES = (RAISING, NOTING, OVERLAP)

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
SELECT t.tgname, c.relname,
  concat_ws(' ', t.tgtype, t.tgenabled, t.tgoldtable, t.tgnewtable, p.prosrc)
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)
"""
# What the catalogue says of the events above, by statement (2 + 4 + 8 + 16 + 32), and not disabled.
POSTGRESQL_DEFINITION = f"62 O {POSTGRESQL_BODY}"
# What it says of each single event, after it and by statement.
POSTGRESQL_TYPES = {"insert": 4, "delete": 8, "update": 16, "truncate": 32}


@dataclass(frozen=True)
class Trigger:
    """A trigger of ours. `definition` is equal for two triggers that do the same.

    `creation` are the statements that make it.
    """

    name: str
    table: str
    definition: str
    creation: tuple[str, ...] = field(default=(), compare=False)


Wanted = Callable[[BaseDatabaseWrapper, set[str]], set[Trigger]]
# Prefix of names to what tells, for a database and its tables, which triggers of them it needs.
_FURTHER: dict[str, Wanted] = {}


def also_wanted(prefix: str, triggers: Wanted) -> None:
    """Install and check triggers of another app, too; all their names begin with the prefix.

    On PostgreSQL each calls a function that bears its own name.
    """
    _FURTHER[prefix] = triggers


def wanted(connection: BaseDatabaseWrapper) -> set[Trigger]:
    """The triggers that the existing tables should have; none before the revision has its own."""
    tables = set(connection.introspection.table_names())
    if Revision._meta.db_table not in tables:
        return set()
    further = {one for triggers in _FURTHER.values() for one in triggers(connection, tables)}
    return further | _of_the_record(connection, tables)


def _of_the_record(connection: BaseDatabaseWrapper, tables: set[str]) -> set[Trigger]:
    public = [model for model in public_models() if model._meta.db_table in tables]
    notes = ChangedObject._meta.db_table in tables
    if connection.vendor == "postgresql":
        raising = {_postgresql_raising(model._meta.db_table) for model in public}
        noting = {trigger for model in public if notes for trigger in _postgresql_noting(model)}
        return raising | noting
    triggers = {trigger for model in public for trigger in _sqlite_raising(model, notes=notes)}
    if Designation._meta.db_table in tables:
        triggers.update(_sqlite_refusing_overlaps())
    return triggers


def _sqlite_raising(model: type[Model], *, notes: bool) -> Iterator[Trigger]:
    """The triggers that raise the revision and note what changed: nothing orders two of them."""
    table = model._meta.db_table
    for event in ("insert", "update", "delete"):
        name = f"{RAISING}{event}_{table}"
        statements = [SQLITE_RAISE, *(noting.sqlite_notes(model, event) if notes else ())]
        yield _sqlite_trigger(
            name,
            table,
            f'CREATE TRIGGER {name} AFTER {event.upper()} ON "{table}"'
            f" BEGIN {'; '.join(statements)}; END",
        )


def _sqlite_trigger(name: str, table: str, creation: str) -> Trigger:
    return Trigger(name, table, creation, (creation,))


def _postgresql_raising(table: str) -> Trigger:
    name, function = f"{RAISING}{table}", "raise_public_revision"
    return Trigger(
        name,
        table,
        POSTGRESQL_DEFINITION,
        (
            _postgresql_function(function, POSTGRESQL_BODY),
            f'CREATE TRIGGER {name} {POSTGRESQL_EVENTS} ON "{table}"'
            f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
        ),
    )


def _postgresql_noting(model: type[Model]) -> Iterator[Trigger]:
    table = model._meta.db_table
    for event, (old, new) in noting.TABLES_OF_ROWS.items() if noting.seen(model) else ():
        name, body = f"{NOTING}{event}_{table}", noting.postgresql_body(model, event)
        named = [(f"OLD TABLE AS {old}", old), (f"NEW TABLE AS {new}", new)]
        referencing = " ".join(words for words, rows in named if rows)
        yield Trigger(
            name,
            table,
            " ".join((str(POSTGRESQL_TYPES[event]), "O", *filter(None, (old, new)), body)),
            (
                _postgresql_function(name, body),
                f'CREATE TRIGGER {name} AFTER {event.upper()} ON "{table}"'
                f" {f'REFERENCING {referencing}' if referencing else ''}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
            ),
        )


def _postgresql_function(name: str, body: str) -> str:
    returned = "RETURNS trigger LANGUAGE plpgsql"
    return f"CREATE OR REPLACE FUNCTION {name}() {returned} AS $body${body}$body$"


def _sqlite_refusing_overlaps() -> Iterator[Trigger]:
    """The twin of the exclusion constraint that a migration gives to PostgreSQL.

    AFTER, because before an insert SQLite does not know the row's id yet.
    """
    table = Designation._meta.db_table
    for event in ("insert", "update"):
        name = f"{OVERLAP}{event}"
        yield _sqlite_trigger(
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
        ours = (*PREFIXES, *_FURTHER)
        return {Trigger(*row) for row in cursor.fetchall() if row[0].startswith(ours)}


def install(connection: BaseDatabaseWrapper) -> bool:
    """Give the database the triggers that it should have, and no other of ours.

    Returns whether anything had to be done.
    """
    present, required = installed(connection), wanted(connection)
    if present == required:
        return False
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        _drop(connection, present - required)
        for trigger in sorted(required - present, key=lambda trigger: trigger.name):
            for statement in trigger.creation:
                cursor.execute(statement)
    return True


def _drop(connection: BaseDatabaseWrapper, triggers: set[Trigger]) -> None:
    with connection.cursor() as cursor:
        for trigger in sorted(triggers, key=lambda trigger: trigger.name):
            table = f' ON "{trigger.table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {trigger.name}{table}")
            has_function = trigger.name.startswith((NOTING, *_FURTHER))
            if connection.vendor == "postgresql" and has_function:
                cursor.execute(f"DROP FUNCTION IF EXISTS {trigger.name}()")


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
