"""The database triggers that keep the endorsements within the call's rules, and acts as they were.

Neither can anybody change, delete or empty the log of acts, or add an entry that does not follow.

They stand behind the verbs, for whatever comes past them: a shell, another program, `psql`. What a
unique constraint can keep (a place is held once, a file endorsed once) stands in the models; here
is what compares tables. They are installed and checked with those of the record.
"""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from applications.models import (
    Announcement,
    Application,
    Call,
    Decision,
    Endorsement,
    LetterTemplate,
    LogEntry,
    PublishedHead,
    StatusChange,
)
from applications.models.log import BEGINNING
from cities.models import City
from cities.record.triggers import Trigger

PREFIX = "candidature_"

LIMIT, FIELDS = "endorsement_limit", "endorsement_fields"
AGREES, KEPT, ACT = "endorsement_agrees", "endorsed_file_is_kept", "act_is_kept"
LOG, FOLLOWS = "log_is_kept", "log_entry_follows"
DECIDED, ANNOUNCED, LETTER = "decision_is_kept", "announcement_is_kept", "letter_version_is_kept"
# What a person is told whom a trigger refuses, by the name that the database says.
REFUSALS = {
    LIMIT: _("The call gives this country fewer places."),
    FIELDS: _("The files of this country must all be in different fields."),
    AGREES: _("An endorsement is for the call, the country and the field of its file."),
    KEPT: _("Call, city and field of an endorsed file cannot change."),
    ACT: _("An act on a file cannot be changed."),
    LOG: _("What is in the log, or was published of it, cannot be changed or deleted."),
    FOLLOWS: _("An entry of the log follows the last one."),
    DECIDED: _("A decision that was announced cannot be changed."),
    ANNOUNCED: _("An announcement that was carried out cannot be changed."),
    LETTER: _("A version of a letter cannot be changed: write another."),
}

APPLICATION, CALL, CITY, ENDORSEMENT, ACTS, ENTRIES, PUBLISHED = (
    model._meta.db_table
    for model in (Application, Call, City, Endorsement, StatusChange, LogEntry, PublishedHead)
)
DECISIONS, ANNOUNCEMENTS, LETTERS = (
    model._meta.db_table for model in (Decision, Announcement, LetterTemplate)
)

DISAGREES = f"""NOT EXISTS (
    SELECT 1 FROM {APPLICATION} AS file JOIN {CITY} AS city ON city.id = file.city_id
    WHERE file.id = NEW.application_id AND file.call_id = NEW.call_id
    AND file.field_id = NEW.field_id AND city.country_id = NEW.country_id)"""
BEYOND = f"""EXISTS (
    SELECT 1 FROM {CALL} AS round
    WHERE round.id = NEW.call_id AND NEW.slot > round.max_submitted_per_country)"""
# A call whose files must name as many fields as it gives places wants all of them different.
SAME_FIELD = f"""EXISTS (
    SELECT 1 FROM {ENDORSEMENT} AS other JOIN {CALL} AS round ON round.id = other.call_id
    WHERE other.call_id = NEW.call_id AND other.country_id = NEW.country_id
    AND other.field_id = NEW.field_id AND other.id <> NEW.id AND other.withdrawn_at IS NULL
    AND round.min_distinct_fields >= round.max_submitted_per_country)"""
TOO_FEW = f"""EXISTS (
    SELECT 1 FROM {ENDORSEMENT} AS held
    WHERE held.call_id = NEW.id AND held.withdrawn_at IS NULL
    AND held.slot > NEW.max_submitted_per_country)"""
ALIKE = f"""NEW.min_distinct_fields >= NEW.max_submitted_per_country AND EXISTS (
    SELECT 1 FROM {ENDORSEMENT} AS one JOIN {ENDORSEMENT} AS other
    ON other.call_id = one.call_id AND other.country_id = one.country_id
    AND other.field_id = one.field_id AND other.id > one.id
    WHERE one.call_id = NEW.id AND one.withdrawn_at IS NULL AND other.withdrawn_at IS NULL)"""
MOVED = f"""(OLD.call_id <> NEW.call_id OR OLD.city_id <> NEW.city_id
    OR OLD.field_id <> NEW.field_id) AND EXISTS (
    SELECT 1 FROM {ENDORSEMENT} AS held
    WHERE held.application_id = NEW.id AND held.withdrawn_at IS NULL)"""
ASTRAY = f"""NOT (NEW.sequence = 1 AND NEW.previous = '{BEGINNING}') AND NOT EXISTS (
    SELECT 1 FROM {ENTRIES} AS last
    WHERE last.sequence = NEW.sequence - 1 AND last.digest = NEW.previous)"""
IN_FORCE = "NEW.withdrawn_at IS NULL"
# What the office wrote may be erased, and nothing else of a decision that was announced.
DECIDED_OTHERWISE = """OLD.change_id IS NOT NULL AND (NEW.change_id IS NULL
    OR NEW.change_id <> OLD.change_id OR NEW.outcome <> OLD.outcome
    OR NEW.application_id <> OLD.application_id OR NEW.by_id <> OLD.by_id OR NEW.at <> OLD.at
    OR NEW.reason NOT IN (OLD.reason, ''))"""

# Table, events, and the conditions that are refused, by name.
Rule = tuple[str, tuple[str, ...], dict[str, str]]
RULES: tuple[Rule, ...] = (
    (
        ENDORSEMENT,
        ("insert", "update"),
        {
            AGREES: f"{IN_FORCE} AND {DISAGREES}",
            LIMIT: f"{IN_FORCE} AND {BEYOND}",
            FIELDS: f"{IN_FORCE} AND {SAME_FIELD}",
        },
    ),
    (CALL, ("update",), {LIMIT: TOO_FEW, FIELDS: ALIKE}),
    (APPLICATION, ("update",), {KEPT: MOVED}),
    (ACTS, ("update",), {ACT: "1 = 1"}),
    (ENTRIES, ("insert",), {FOLLOWS: ASTRAY}),
    (ENTRIES, ("update", "delete"), {LOG: "1 = 1"}),
    (PUBLISHED, ("update", "delete"), {LOG: "1 = 1"}),
    (DECISIONS, ("update",), {DECIDED: DECIDED_OTHERWISE}),
    (ANNOUNCEMENTS, ("update",), {ANNOUNCED: "OLD.done_at IS NOT NULL"}),
    (LETTERS, ("update",), {LETTER: "1 = 1"}),
)
# PostgreSQL empties a table without touching its rows.
NEVER_EMPTIED = (ENTRIES, PUBLISHED)
# On PostgreSQL other transactions are seen only once they have committed: whoever takes a place
# first waits for whoever is taking one in the same call, and for a change of the file.
LOCKS = {
    ENDORSEMENT: f"PERFORM 1 FROM {CALL} WHERE id = NEW.call_id FOR NO KEY UPDATE;"
    f" PERFORM 1 FROM {APPLICATION} WHERE id = NEW.application_id FOR SHARE;"
}
# What PostgreSQL's catalogue says of AFTER (0) each ROW (1) on INSERT (4), DELETE (8), UPDATE (16).
TYPES = {"insert": 4, "delete": 8, "update": 16}
# And of BEFORE (2) each statement (0) that does TRUNCATE (32).
BEFORE_TRUNCATE = 34


def wanted(connection: BaseDatabaseWrapper, tables: set[str]) -> set[Trigger]:
    """The triggers that the candidature needs, once its tables exist."""
    if not {table for table, _events, _refused in RULES} <= tables:
        return set()
    if connection.vendor != "postgresql":
        return {trigger for rule in RULES for trigger in _sqlite(*rule)}
    kept = {_never_emptied(table) for table in NEVER_EMPTIED}
    return kept | {trigger for rule in RULES for trigger in _postgresql(*rule)}


def _sqlite(table: str, events: tuple[str, ...], refused: dict[str, str]) -> Iterator[Trigger]:
    """One trigger for each event; AFTER, because before an insert a row has no id there."""
    refusals = "; ".join(
        f"SELECT RAISE(ABORT, '{name}') WHERE {condition}" for name, condition in refused.items()
    )
    for event in events:
        name = f"{PREFIX}{event}_{table}"
        creation = f'CREATE TRIGGER {name} AFTER {event.upper()} ON "{table}" BEGIN {refusals}; END'
        yield Trigger(name, table, creation, (creation,))


def _postgresql(table: str, events: tuple[str, ...], refused: dict[str, str]) -> Iterator[Trigger]:
    refusals = "".join(
        f"IF {condition} THEN {_raising(name)}; END IF; " for name, condition in refused.items()
    )
    body = f" BEGIN {LOCKS.get(table, '')} {refusals} RETURN NULL; END "
    name = f"{PREFIX}{'_'.join(events)}_{table}"
    kind = 1 + sum(TYPES[event] for event in events)
    yield Trigger(
        name,
        table,
        f"{kind} O {body}",
        (
            _function(name, body),
            f'CREATE TRIGGER {name} AFTER {" OR ".join(events).upper()} ON "{table}"'
            f" FOR EACH ROW EXECUTE FUNCTION {name}()",
        ),
    )


def _never_emptied(table: str) -> Trigger:
    """Refuses `TRUNCATE` of a table that has rows."""
    has_rows = f"EXISTS (SELECT 1 FROM {table})"
    body = f" BEGIN IF {has_rows} THEN {_raising(LOG)}; END IF; RETURN NULL; END "
    name = f"{PREFIX}truncate_{table}"
    return Trigger(
        name,
        table,
        f"{BEFORE_TRUNCATE} O {body}",
        (
            _function(name, body),
            f'CREATE TRIGGER {name} BEFORE TRUNCATE ON "{table}"'
            f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
        ),
    )


def _function(name: str, body: str) -> str:
    returned = "RETURNS trigger LANGUAGE plpgsql"
    return f"CREATE OR REPLACE FUNCTION {name}() {returned} AS $body${body}$body$"


def _raising(name: str) -> str:
    return f"RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'"
