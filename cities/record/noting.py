"""The statements by which triggers note which objects of the API a change is seen in.

Each is made of what the models declare (`uccn.doors.public_objects`). They upsert the number that
the revision has been raised to, and note an object once, however often it changes. What was deleted
is noted in the same way: it is told apart by its absence.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from cities.models import ChangedObject
from cities.record.public_tables import public_object, shown_in
from uccn.doors.public_objects import PublicObject, ShownIn, ShownInEvery

OUTBOX = ChangedObject._meta.db_table
# Stands in a statement for the alias of the changed row.
ROW = "{row}"
NO_KEY = f"'{ChangedObject.EVERY}'"


@dataclass(frozen=True)
class Seen:
    """Where one row is seen: the objects of a kind that are reached from it by joins.

    `start` is the column of the row from which they are reached. `columns` are those that are seen
    there; without any, all are.
    """

    kind: str
    key: str
    start: str
    joins: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


def seen(model: type[Model]) -> list[Seen]:
    """Where the rows of a public table are seen, themselves first."""
    found = []
    if own := public_object(model):
        start = _column(model, own.key)
        found.append(Seen(own.kind, f'{ROW}."{start}"', start, conditions=_needed(model, own, ROW)))
    for shown in shown_in(model) or ():
        columns = tuple(_column(model, name) for name in shown.columns)
        if isinstance(shown, ShownInEvery):
            found.append(Seen(shown.kind, NO_KEY, _primary_key(model), columns=columns))
        else:
            found.append(_at_the_end(model, shown, columns))
    return found


@dataclass
class _Walk:
    """A path of relations as joins, begun at the changed row."""

    model: Any
    alias: str = ROW
    start: str = ""
    joins: list[str] = field(default_factory=list)
    passed: set[Any] = field(default_factory=set)

    def follow(self, name: str) -> None:
        """Go on to what a relation of the model leads to."""
        relation: Any = self.model._meta.get_field(name)
        self.passed.add(self.model)
        if relation.many_to_many:
            forward = getattr(relation, "field", relation)
            own, other = forward.m2m_column_name(), forward.m2m_reverse_name()
            if forward is not relation:
                own, other = other, own
            through = forward.remote_field.through
            self._join(through, own, _primary_key(self.model))
            self._join(relation.related_model, _primary_key(relation.related_model), other)
        elif relation.concrete:
            target = relation.target_field.column
            self._join(relation.related_model, target, relation.column)
        else:
            self._join(relation.related_model, relation.field.column, _primary_key(self.model))

    def _join(self, model: Any, column: str, from_column: str) -> None:
        alias = f"joined_{len(self.joins) + 1}"
        self.start = self.start or from_column
        self.joins.append(
            f'JOIN "{model._meta.db_table}" AS {alias}'
            f' ON {alias}."{column}" = {self.alias}."{from_column}"'
        )
        self.model, self.alias = model, alias


def _at_the_end(model: type[Model], shown: ShownIn, columns: tuple[str, ...]) -> Seen:
    walk = _Walk(model)
    for name in shown.path.split("__"):
        walk.follow(name)
    end = public_object(walk.model)
    if end is None:
        raise TypeError(f"{model.__name__} is shown in {shown.path}, which is no public object.")
    # What the path has come by need not be looked for.
    needed: Any = walk.model._meta.get_field(end.needs).related_model if end.needs else None
    conditions = () if needed in walk.passed else _needed(walk.model, end, walk.alias)
    key = f'{walk.alias}."{_column(walk.model, end.key)}"'
    return Seen(end.kind, key, walk.start, tuple(walk.joins), conditions, columns)


def _column(model: type[Model], name: str) -> str:
    relation: Any = model._meta.get_field(name)
    return str(relation.column)


def _primary_key(model: Any) -> str:
    return str(model._meta.pk.column)


def _needed(model: type[Model], own: PublicObject, alias: str) -> tuple[str, ...]:
    if not own.needs:
        return ()
    relation: Any = model._meta.get_field(own.needs)
    table, column = relation.related_model._meta.db_table, relation.field.column
    key = f'{alias}."{_primary_key(model)}"'
    return (f'EXISTS (SELECT 1 FROM "{table}" AS needed WHERE needed."{column}" = {key})',)


def _note(kind: str, key: str, tables: str, conditions: Iterable[str], *, alike: bool) -> str:
    """The statement that notes what is found in tables besides the revision.

    `alike`: the same object may be found several times, which an upsert of PostgreSQL refuses.
    """
    return (
        f"INSERT INTO {OUTBOX} (kind, key, number)"
        f" SELECT{' DISTINCT' if alike else ''} '{kind}', CAST({key} AS text), revision.number"
        f" FROM revision {tables}"
        f" WHERE {' AND '.join(('revision.id = 1', *conditions))}"
        f" ON CONFLICT (kind, key) DO UPDATE SET number = excluded.number"
        f" WHERE {OUTBOX}.number <> excluded.number"
    )


def everything(model: type[Model]) -> str:
    """The statement that notes every object of a model."""
    own = public_object(model)
    if own is None:
        raise TypeError(f"The rows of {model.__name__} are no public objects.")
    return _note(
        own.kind,
        f'noted."{_column(model, own.key)}"',
        f'CROSS JOIN "{model._meta.db_table}" AS noted',
        _needed(model, own, "noted"),
        alike=False,
    )


# SQLite: row by row ------------------------------------------------------------------------------


def sqlite_notes(model: type[Model], event: str) -> list[str]:
    """The statements for one row that was inserted, updated or deleted."""
    notes = []
    for one in seen(model):
        if event == "delete":
            notes.append(_sqlite_note(one, "OLD"))
            continue
        changed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in one.columns)
        given = (f"({changed})",) if changed and event == "update" else ()
        notes.append(_sqlite_note(one, "NEW", given))
        if event == "update" and one.key != NO_KEY:
            # Where a row was seen before it moved; of one that stays, its new state tells it.
            moved = f'OLD."{one.start}" IS NOT NEW."{one.start}"'
            notes.append(_sqlite_note(one, "OLD", (moved,)))
    return notes


def _sqlite_note(one: Seen, row: str, given: tuple[str, ...] = ()) -> str:
    conditions = (*given, *one.conditions)
    note = _note(one.kind, one.key, " ".join(one.joins), conditions, alike=False)
    return note.replace(ROW, row)


# PostgreSQL: statement by statement, from the tables of rows as they were and as they are ---------

TABLES_OF_ROWS = {
    "insert": (None, "new_rows"),
    "update": ("old_rows", "new_rows"),
    "delete": ("old_rows", None),
    "truncate": (None, None),
}


def postgresql_body(model: type[Model], event: str) -> str:
    """What the function of a trigger does, in PL/pgSQL."""
    notes = _whole_kinds(model) if event == "truncate" else _postgresql_notes(model, event)
    return "\n".join(("", "BEGIN", *(f"  {note};" for note in notes), "  RETURN NULL;", "END", ""))


def _postgresql_notes(model: type[Model], event: str) -> Iterator[str]:
    for one in seen(model):
        tables = " ".join((f"CROSS JOIN ({_rows(model, event, one)}) AS changed", *one.joins))
        note = _note(one.kind, one.key, tables, one.conditions, alike=True)
        yield note.replace(ROW, "changed")


def _rows(model: type[Model], event: str, one: Seen) -> str:
    """The changed rows, as they were and as they are, with the columns that are asked for."""
    key = _primary_key(model)
    wanted = list(dict.fromkeys((f'"{one.start}"', f'"{key}"')))
    tables = [name for name in TABLES_OF_ROWS[event] if name]
    if event != "update" or not one.columns:
        return " UNION ALL ".join(f"SELECT {', '.join(wanted)} FROM {name}" for name in tables)
    differs = " OR ".join(f'one."{c}" IS DISTINCT FROM other."{c}"' for c in one.columns)
    columns = ", ".join(f"one.{name}" for name in wanted)
    return " UNION ALL ".join(
        f"SELECT {columns} FROM {here} AS one LEFT JOIN {there} AS other"
        f' ON other."{key}" = one."{key}" WHERE {differs}'
        for here, there in (tables, tables[::-1])
    )


def _whole_kinds(model: type[Model]) -> Iterator[str]:
    """After TRUNCATE, which tells of no rows: every object of the kinds in which they were seen."""
    for kind, key in {one.kind: one.key for one in seen(model)}.items():
        if key == NO_KEY:
            yield _note(kind, key, "", (), alike=False)
        else:
            yield (
                f"UPDATE {OUTBOX} SET number = revision.number FROM revision WHERE revision.id = 1"
                f" AND kind = '{kind}' AND {OUTBOX}.number <> revision.number"
            )
