"""Loading collected rows into the record, in one transaction and without losing anybody's edit."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction

from cities.record.collecting import Collection
from cities.record.comparing import Memory
from cities.record.histories import write_history
from cities.record.kinds import Row, RowKind
from cities.record.natural_keys import NaturalKeys, Recorded
from cities.record.reading import BadFixtures
from cities.record.reporting import LeftAlone, Report
from cities.record.revision import public_change

# What the database says of one row. Its other errors are no fault of a file and are not caught.
ROW_REFUSED = (IntegrityError, DataError)


class _MissingReference(LookupError):
    """A row refers to one that the record does not have."""


def load(
    collection: Collection,
    kinds: Iterable[RowKind],
    *,
    overwrite: bool = False,
    check: bool = False,
) -> Report:
    """Bring the record to what the fixtures say, or change nothing at all.

    What a person has edited or deleted since the last load is reported and left alone; with
    `overwrite` the fixtures take it back. With `check` the report says what a load would do, and
    nothing is written. Raises `BadFixtures` with every reason of refusal.
    """
    loader = _Loader(collection, overwrite=overwrite)
    with public_change():
        for kind in kinds:
            loader.load(kind)
        if collection.fixtures.problems:
            raise BadFixtures(collection.fixtures.problems)
        if check:
            transaction.set_rollback(True)
    return loader.report


class _Loader:
    def __init__(self, collection: Collection, *, overwrite: bool) -> None:
        self.collection, self.overwrite = collection, overwrite
        self.report = Report()
        self.keys = NaturalKeys()

    def load(self, kind: RowKind) -> None:
        record, memory = self.keys.read(kind), Memory(kind)
        rows = self.collection.of(kind)
        new = []
        for row in rows.values():
            recorded = record.get(row.key)
            if recorded is not None:
                self._compare(row, recorded, memory)
            elif memory.holds(row.key) and (kind.is_personal or not self.overwrite):
                self._leave(row, "deleted or renamed in the record since the last load")
            else:
                new.append(row)
        self._add(kind, new, memory)
        self._report_forgotten(kind, rows, record, memory)
        memory.write()

    # Rows that the record has ------------------------------------------------------------------

    def _compare(self, row: Row, recorded: Recorded, memory: Memory) -> None:
        if not memory.holds(row.key):
            for column in row.kind.identity:
                if row.values[column] != recorded.values[column]:
                    self._refuse(row, ValidationError({column: _taken(row, recorded, column)}))
                    return
        comparison = memory.compare(row.key, row.values, recorded.values, overwrite=self.overwrite)
        for column in comparison.edited:
            reason = _difference(row, recorded, column)
            self.report.left_alone.append(LeftAlone(row.place, _title(row), reason))
        if comparison.to_write:
            if not self._change(row, recorded.pk, comparison.to_write):
                return
            outcome = "changed"
        else:
            outcome = "left alone" if comparison.edited else "unchanged"
        self.report.count(row, outcome)
        memory.remember(row.key, comparison.remembered)

    def _change(self, row: Row, pk: int, columns: Mapping[str, Any]) -> bool:
        kind = row.kind
        instance = kind.objects.get(pk=pk)
        try:
            with transaction.atomic():
                for name, value in self._attributes(row, columns).items():
                    setattr(instance, name, value)
                instance.full_clean()
                self._save(row, instance)
                for column in set(columns) & set(kind.many):
                    getattr(instance, column).set(self._targets(row, column))
        except (ValidationError, *ROW_REFUSED, _MissingReference) as error:
            self._refuse(row, error)
            return False
        return True

    def _save(self, row: Row, instance: models.Model) -> None:
        if row.kind.is_recorded(row):
            instance._change_reason = _reason(row.place.file)  # type: ignore[attr-defined]
        else:
            instance.skip_history_when_saving = True  # type: ignore[attr-defined]
        instance.save()

    # Rows that are new -------------------------------------------------------------------------

    def _add(self, kind: RowKind, rows: list[Row], memory: Memory) -> None:
        """Add rows in bulk; those that refer to their own kind after those that they refer to."""
        own = [c for c, label in kind.references.items() if label == kind.label]
        first = [row for row in rows if not any(row.values.get(column) for column in own)]
        later = [row for row in rows if any(row.values.get(column) for column in own)]
        for batch in (first, later):
            added = self._add_batch(kind, batch) if batch else []
            for row, instance in added:
                self.keys.add(kind, row.key, instance.pk)
                memory.remember_added(row.key, row.values)
                self.report.count(row, "added")

    def _add_batch(self, kind: RowKind, rows: list[Row]) -> list[tuple[Row, models.Model]]:
        has_rules = kind.model.clean is not models.Model.clean
        pairs = []
        for row in rows:
            try:
                instance = kind.model(**self._attributes(row, row.values))
                if has_rules:
                    instance.clean()
            except (ValidationError, _MissingReference) as error:
                self._refuse(row, error)
            else:
                pairs.append((row, instance))
        try:
            with transaction.atomic():
                kind.objects.bulk_create([instance for _row, instance in pairs], batch_size=1000)
        except ROW_REFUSED as error:
            self._refuse_the_guilty(pairs, error)
            return []
        for column in kind.many:
            self._add_many(kind, column, pairs)
        write_history(
            [(row.place.file, instance) for row, instance in pairs if kind.is_recorded(row)],
            kind.model,
            _reason,
        )
        return pairs

    def _add_many(self, kind: RowKind, column: str, pairs: list[tuple[Row, models.Model]]) -> None:
        field = kind.fields[column]
        through = field.remote_field.through
        own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        links = []
        for row, instance in pairs:
            try:
                targets = self._targets(row, column)
            except _MissingReference as error:
                self._refuse(row, error)
            else:
                links += [through(**{own: instance.pk, other: target}) for target in targets]
        through.objects.bulk_create(links, batch_size=1000)

    def _refuse_the_guilty(self, pairs: list[tuple[Row, models.Model]], error: Exception) -> None:
        """The database refused the rows together: ask row by row which it was, and why."""
        before = len(self.collection.fixtures.problems)
        for row, instance in pairs:
            instance.pk = None
            instance._state.adding = True
            instance.skip_history_when_saving = True  # type: ignore[attr-defined]
            try:
                with transaction.atomic():
                    instance.full_clean()
                    instance.save()
            except (ValidationError, *ROW_REFUSED) as refusal:
                self._refuse(row, refusal)
        if len(self.collection.fixtures.problems) == before:
            self._refuse(pairs[0][0], error)

    # Both --------------------------------------------------------------------------------------

    def _attributes(self, row: Row, columns: Mapping[str, Any]) -> dict[str, Any]:
        attributes = {}
        for column, value in columns.items():
            if column in row.kind.many:
                continue
            if column in row.kind.references:
                name = row.kind.fields[column].attname
                attributes[name] = self._target(row, column, value) if value else None
            else:
                attributes[column] = row.kind.from_json(column, value)
        return attributes

    def _targets(self, row: Row, column: str) -> list[int]:
        return [self._target(row, column, key) for key in row.values.get(column, [])]

    def _target(self, row: Row, column: str, key: str) -> int:
        label = row.kind.references[column]
        pk = self.keys.pk(label, key)
        if pk is None:
            raise _MissingReference(label, column, key)
        return pk

    def _refuse(self, row: Row, error: Exception) -> None:
        """Note why a row cannot be loaded, unless another row has already said so."""
        self.collection.refused.add((row.kind.label, row.key))
        if isinstance(error, _MissingReference):
            label, column, key = error.args
            if (label, key) in self.collection.refused:
                return
            if key in self.collection.rows.get(label, {}):
                self._leave(row, f"{column}: “{key}” is no longer in the record")
                return
            reasons = [f"{column}: there is no “{key}”"]
        elif isinstance(error, ValidationError):
            named = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            reasons = [
                f"{column}: {message}" if column not in ("", "__all__") else message
                for column, messages in named.items()
                for message in messages
            ]
        else:
            reasons = [f"the database refuses this: {error}".strip()]
        for reason in reasons:
            self.collection.refuse(row.place, reason)

    def _leave(self, row: Row, reason: str) -> None:
        self.report.count(row, "left alone")
        self.report.left_alone.append(LeftAlone(row.place, _title(row), reason))

    def _report_forgotten(
        self, kind: RowKind, rows: Mapping[str, Row], record: Mapping[str, Recorded], memory: Memory
    ) -> None:
        for key in memory.forgotten_by_files(rows, record):
            reason = "no longer in the fixtures, still in the record"
            self.report.left_alone.append(LeftAlone(None, f"{kind.name} {key}", reason))


def _reason(file: str) -> str:
    return f"Loaded from {file}"


def _title(row: Row) -> str:
    return f"{row.kind.name}" if row.kind.is_personal else f"{row.kind.name} {row.key}"


def _difference(row: Row, recorded: Recorded, column: str) -> str:
    if row.kind.is_personal:
        return f"{column}: edited in the record since the last load"
    says, stands = _words(row.values[column]), _words(recorded.values[column])
    return f"{column}: the file says {says}, the record says {stands}"


def _taken(row: Row, recorded: Recorded, column: str) -> str:
    stands = _words(recorded.values[column])
    return f"in the record, {row.kind.name} {row.key} is {stands}"


def _words(value: Any) -> str:
    return "nothing" if value in (None, "", [], {}) else f"“{value}”"
