"""The rows of the record by their natural keys, whole or as primary keys."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from cities.record.kinds import RowKind, as_json, key_text


class Recorded(NamedTuple):
    """A row as the record has it: its primary key, and its columns in the types of JSON."""

    pk: int
    values: Mapping[str, Any]


class NaturalKeys:
    """The rows of every kind read so far. A kind is read after those that its rows refer to."""

    def __init__(self) -> None:
        self._pks: dict[str, dict[str, int]] = {}
        self._keys: dict[str, dict[int, str]] = {}

    def pk(self, label: str, key: str) -> int | None:
        """The primary key of the row of that kind and natural key, if the record has it."""
        return self._pks[label].get(key)

    def add(self, kind: RowKind, key: str, pk: int) -> None:
        """Note a row that has just come into the record."""
        self._pks[kind.label][key] = pk
        self._keys[kind.label][pk] = key

    def read(self, kind: RowKind) -> dict[str, Recorded]:
        """All rows of a kind by natural key."""
        columns = [column for column in kind.columns if column not in kind.many]
        attributes = [kind.fields[column].attname for column in columns]
        found = list(kind.objects.order_by("pk").values_list("pk", *attributes))
        of_key = [(columns.index(column) + 1, column) for column in kind.key]
        keys = self._keys[kind.label] = {
            cells[0]: key_text(*(self._row_value(kind, c, cells[i]) for i, c in of_key))
            for cells in found
        }
        many = {column: self._read_many(kind, column) for column in kind.many}
        record: dict[str, Recorded] = {}
        for pk, *cells in found:
            values = {
                column: self._row_value(kind, column, cell)
                for column, cell in zip(columns, cells, strict=True)
            }
            for column in kind.many:
                values[column] = sorted(many[column][pk])
            # A city may hold a field twice, years apart: the fixtures know of the first time.
            record.setdefault(keys[pk], Recorded(pk, values))
        self._pks[kind.label] = {key: recorded.pk for key, recorded in record.items()}
        return record

    def _row_value(self, kind: RowKind, column: str, cell: Any) -> Any:
        if cell is not None and column in kind.references:
            return self._keys[kind.references[column]][cell]
        return as_json(cell)

    def _read_many(self, kind: RowKind, column: str) -> dict[int, list[str]]:
        field = kind.fields[column]
        keys = self._keys[kind.references[column]]
        found: dict[int, list[str]] = defaultdict(list)
        pairs = field.remote_field.through.objects.values_list(
            f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        )
        for pk, other in pairs:
            found[pk].append(keys[other])
        return found
