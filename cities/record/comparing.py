"""Three-way comparison: the file now, the file when it was last loaded, and the record."""

import hashlib
import json
from collections.abc import Container, Iterable, Mapping
from typing import Any, NamedTuple

from cities.models import LoadedRow
from cities.record.kinds import RowKind

EMPTY: tuple[Any, ...] = (None, "", [], {})


class Comparison(NamedTuple):
    """What to write into the record, what a person has edited since, and what to remember."""

    to_write: dict[str, Any]
    edited: list[str]
    remembered: dict[str, Any]


class Memory:
    """What the fixtures last gave to the rows of one kind.

    Of a personal kind it holds digests only: enough to tell an edit, nothing to read.
    """

    def __init__(self, kind: RowKind) -> None:
        self.kind = kind
        self.rows = {row.key: row for row in LoadedRow.objects.filter(kind=kind.label)}
        self._to_add: list[LoadedRow] = []
        self._to_change: list[LoadedRow] = []

    def holds(self, key: str) -> bool:
        """Whether the fixtures have loaded a row of this natural key before."""
        return self._key(key) in self.rows

    def compare(
        self, key: str, wanted: Mapping[str, Any], record: Mapping[str, Any], *, overwrite: bool
    ) -> Comparison:
        """Tell a change of the file from an edit by a person, column by column."""
        remembered = self._values(key)
        is_known = self.holds(key)
        to_write, edited = {}, []
        for column, value in wanted.items():
            sign = self._sign(value)
            if record[column] == value:
                remembered[column] = sign
            elif column not in remembered and is_known and record[column] in EMPTY:
                # The files have only now begun to speak of this column, and nobody else has.
                to_write[column] = value
                remembered[column] = sign
            elif overwrite or remembered.get(column, ...) == self._sign(record[column]):
                to_write[column] = value
                remembered[column] = sign
            else:
                edited.append(column)
        return Comparison(to_write, edited, remembered)

    def remember(self, key: str, values: Mapping[str, Any]) -> None:
        """Note what the fixtures have given, in the form that `compare` returned."""
        known = self.rows.get(self._key(key))
        if known is None:
            row = LoadedRow(kind=self.kind.label, key=self._key(key), values=dict(values))
            self._to_add.append(row)
        elif known.values != values:
            known.values = dict(values)
            self._to_change.append(known)

    def remember_added(self, key: str, values: Mapping[str, Any]) -> None:
        """Note a row that was added as the file has it."""
        self.remember(key, {column: self._sign(value) for column, value in values.items()})

    def forgotten_by_files(self, rows: Container[str], record: Iterable[str]) -> list[str]:
        """The rows of the record that the fixtures have loaded once and no longer speak of."""
        return [key for key in record if key not in rows and self.holds(key)]

    def write(self) -> None:
        """Write what was noted."""
        LoadedRow.objects.bulk_create(self._to_add, batch_size=2000)
        LoadedRow.objects.bulk_update(self._to_change, ["values"], batch_size=500)

    def _values(self, key: str) -> dict[str, Any]:
        row = self.rows.get(self._key(key))
        return dict(row.values) if row else {}

    def _key(self, key: str) -> str:
        return _digest(key) if self.kind.is_personal else key

    def _sign(self, value: Any) -> Any:
        return _digest(value) if self.kind.is_personal else value


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
