"""The database triggers that keep the endorsements within the call's rules, and acts as they were.

Scores stay on their scales, are given by whoever declared no conflict of interest, and stay as they
were submitted; whoever recused from a file stays recused. Nobody can change, delete or empty the
log of acts, or add an entry that does not follow. What people wrote of a file stands, until the
file is erased: then it can be emptied, and nothing else can be changed with it.

They stand behind the verbs, for whatever comes past them: a shell, another program, `psql`. What a
unique constraint can keep (a place is held once, a file endorsed once) stands in the models; here
is what compares tables. They are installed and checked with those of the record.
"""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from applications.models import (
    Announcement,
    Application,
    Assignment,
    AssignmentState,
    Call,
    Consensus,
    Criterion,
    Decision,
    Decline,
    Endorsement,
    Evaluation,
    LetterTemplate,
    LogEntry,
    PublishedHead,
    ReviewRequest,
    Score,
    StatusChange,
)
from applications.models.log import BEGINNING
from cities.models import City
from cities.record.triggers import Trigger

PREFIX = "candidature_"

LIMIT, FIELDS = "endorsement_limit", "endorsement_fields"
AGREES, KEPT, ACT = "endorsement_agrees", "endorsed_file_is_kept", "act_is_kept"
LOG, FOLLOWS = "log_is_kept", "log_entry_follows"
RECUSED = "recused_stays_recused"
SCALE, DECLARED, SUBMITTED = "score_on_its_scale", "score_was_declared_for", "submitted_score_kept"
APPLIES = "criterion_applies"
DECIDED, ANNOUNCED, LETTER = "decision_is_kept", "announcement_is_kept", "letter_version_is_kept"
DECLINE, CONSENSUS = "decline_has_a_reason", "consensus_says_something"
GROUNDS, ANSWER = "review_request_has_grounds", "review_answer_says_why"
# What a person is told whom a trigger refuses, by the name that the database says.
REFUSALS = {
    LIMIT: _("The call gives this country fewer places."),
    FIELDS: _("The files of this country must all be in different fields."),
    AGREES: _("An endorsement is for the call, the country and the field of its file."),
    KEPT: _("Call, city and field of an endorsed file cannot change."),
    ACT: _("An act on a file cannot be changed."),
    LOG: _("What is in the log, or was published of it, cannot be changed or deleted."),
    FOLLOWS: _("An entry of the log follows the last one."),
    RECUSED: _("Whoever recused from a file stays recused."),
    SCALE: _("A score lies on the scale of its criterion, on one of its steps."),
    APPLIES: _("This criterion applies to every file."),
    DECLARED: _("Scores are given by an evaluator who declared no conflict of interest."),
    SUBMITTED: _("The scores of an evaluation that was submitted cannot change."),
    DECIDED: _("A decision that was announced cannot be changed."),
    ANNOUNCED: _("An announcement that was carried out cannot be changed."),
    LETTER: _("A version of a letter cannot be changed: write another."),
    DECLINE: _("Declining a file needs a reason."),
    CONSENSUS: _("A consensus note says what was agreed."),
    GROUNDS: _("A request for review says on what grounds."),
    ANSWER: _("An answer to a request for review says why."),
}

APPLICATION, CALL, CITY, ENDORSEMENT, ACTS, ENTRIES, PUBLISHED = (
    model._meta.db_table
    for model in (Application, Call, City, Endorsement, StatusChange, LogEntry, PublishedHead)
)
ASSIGNMENT, EVALUATION, SCORE, CRITERION = (
    model._meta.db_table for model in (Assignment, Evaluation, Score, Criterion)
)
DECISIONS, ANNOUNCEMENTS, LETTERS = (
    model._meta.db_table for model in (Decision, Announcement, LetterTemplate)
)
DECLINES, CONSENSUSES, REVIEWS = (
    model._meta.db_table for model in (Decline, Consensus, ReviewRequest)
)

ERASED = f"""EXISTS (
    SELECT 1 FROM {APPLICATION} AS gone
    WHERE gone.id = NEW.application_id AND gone.erased_at IS NOT NULL)"""
ITS_FILE_IS_ERASED = f"""EXISTS (
    SELECT 1 FROM {EVALUATION} AS judged
    JOIN {ASSIGNMENT} AS given ON given.id = judged.assignment_id
    JOIN {APPLICATION} AS gone ON gone.id = given.application_id
    WHERE judged.id = NEW.evaluation_id AND gone.erased_at IS NOT NULL)"""


def emptied(model: type[Model], text: str) -> str:
    """That a change empties this text and leaves every other column as it is."""
    kept = [field for field in model._meta.concrete_fields if field.column != text]
    unchanged = (
        f'(NEW."{field.column}" = OLD."{field.column}"'
        f' OR NEW."{field.column}" IS NULL AND OLD."{field.column}" IS NULL)'
        for field in kept
    )
    return " AND ".join((f"NEW.{text} = ''", *unchanged))


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
WAS_RECUSED = f"OLD.state = '{AssignmentState.RECUSED.value}'"
REOPENED = f"""{WAS_RECUSED} AND (NEW.state <> OLD.state
    OR NEW.application_id <> OLD.application_id OR NEW.evaluator_id <> OLD.evaluator_id)"""
# SQLite keeps decimals as binary fractions: steps are counted in hundredths.
OFF_SCALE = """({score} < {scale}.least OR {score} > {scale}.greatest
    OR CAST(ROUND(({score} - {scale}.least) * 100) AS INTEGER)
    % CAST(ROUND({scale}.step * 100) AS INTEGER) <> 0)"""
ASTRAY_SCORE = f"""NEW.value IS NOT NULL AND EXISTS (
    SELECT 1 FROM {CRITERION} AS scale WHERE scale.id = NEW.criterion_id
    AND {OFF_SCALE.format(score="NEW.value", scale="scale")})"""
ASTRAY_SCALE = f"""EXISTS (
    SELECT 1 FROM {SCORE} AS given WHERE given.criterion_id = NEW.id AND given.value IS NOT NULL
    AND {OFF_SCALE.format(score="given.value", scale="NEW")})"""
APPLIES_ALWAYS = f"""NEW.does_not_apply AND NOT EXISTS (
    SELECT 1 FROM {CRITERION} AS asked
    WHERE asked.id = NEW.criterion_id AND asked.may_not_apply)"""
SAID_NOT_TO_APPLY = f"""NOT NEW.may_not_apply AND EXISTS (
    SELECT 1 FROM {SCORE} AS given WHERE given.criterion_id = NEW.id AND given.does_not_apply)"""
UNDECLARED = f"""NOT EXISTS (
    SELECT 1 FROM {EVALUATION} AS draft JOIN {ASSIGNMENT} AS own ON own.id = draft.assignment_id
    WHERE draft.id = NEW.evaluation_id AND own.state = '{AssignmentState.OPEN}')"""
IS_SUBMITTED = f"""EXISTS (
    SELECT 1 FROM {EVALUATION} AS done
    WHERE done.id = {{row}}.evaluation_id AND done.submitted_at IS NOT NULL)"""
FROM_SUBMITTED = IS_SUBMITTED.format(row="OLD")
TO_SUBMITTED = IS_SUBMITTED.format(row="NEW")
# What people wrote goes with its file, and nothing else of what was done.
ACT_OTHERWISE = f"NOT ({ERASED} AND {emptied(StatusChange, 'reason')})"
DECIDED_OTHERWISE = f"""OLD.change_id IS NOT NULL
    AND NOT ({ERASED} AND {emptied(Decision, "reason")})"""
SCORE_OTHERWISE = f"NOT ({ITS_FILE_IS_ERASED} AND {emptied(Score, 'reason')})"
NOT_ERASED = f"NOT {ERASED}"

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
    (ACTS, ("update",), {ACT: ACT_OTHERWISE}),
    (
        SCORE,
        ("insert",),
        {
            SCALE: ASTRAY_SCORE,
            APPLIES: APPLIES_ALWAYS,
            DECLARED: UNDECLARED,
            SUBMITTED: TO_SUBMITTED,
        },
    ),
    (
        SCORE,
        ("update",),
        {
            SCALE: ASTRAY_SCORE,
            APPLIES: APPLIES_ALWAYS,
            DECLARED: f"{UNDECLARED} AND {SCORE_OTHERWISE}",
            SUBMITTED: f"({TO_SUBMITTED} OR {FROM_SUBMITTED}) AND {SCORE_OTHERWISE}",
        },
    ),
    (SCORE, ("delete",), {SUBMITTED: FROM_SUBMITTED}),
    (CRITERION, ("update",), {SCALE: ASTRAY_SCALE, APPLIES: SAID_NOT_TO_APPLY}),
    (ENTRIES, ("insert",), {FOLLOWS: ASTRAY}),
    (ENTRIES, ("update", "delete"), {LOG: "1 = 1"}),
    (PUBLISHED, ("update", "delete"), {LOG: "1 = 1"}),
    (ASSIGNMENT, ("update",), {RECUSED: REOPENED}),
    (ASSIGNMENT, ("delete",), {RECUSED: WAS_RECUSED}),
    (DECISIONS, ("update",), {DECIDED: DECIDED_OTHERWISE}),
    (ANNOUNCEMENTS, ("update",), {ANNOUNCED: "OLD.done_at IS NOT NULL"}),
    (LETTERS, ("update",), {LETTER: "1 = 1"}),
    (DECLINES, ("insert", "update"), {DECLINE: f"NEW.reason = '' AND {NOT_ERASED}"}),
    (CONSENSUSES, ("insert", "update"), {CONSENSUS: f"NEW.note = '' AND {NOT_ERASED}"}),
    (
        REVIEWS,
        ("insert", "update"),
        {
            GROUNDS: f"NEW.grounds = '' AND {NOT_ERASED}",
            ANSWER: f"NEW.outcome <> '' AND NEW.answer = '' AND {NOT_ERASED}",
        },
    ),
)
# PostgreSQL empties a table without touching its rows.
NEVER_EMPTIED = (ENTRIES, PUBLISHED)
# On PostgreSQL other transactions are seen only once they have committed: whoever takes a place
# first waits for whoever is taking one in the same call, and for a change of the file; a score
# waits for whoever is submitting its evaluation.
LOCKS = {
    ENDORSEMENT: f"PERFORM 1 FROM {CALL} WHERE id = NEW.call_id FOR NO KEY UPDATE;"
    f" PERFORM 1 FROM {APPLICATION} WHERE id = NEW.application_id FOR SHARE;",
    SCORE: f"PERFORM 1 FROM {EVALUATION} WHERE id = NEW.evaluation_id FOR SHARE;",
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
