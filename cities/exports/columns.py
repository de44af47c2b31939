"""Tables and their columns: what each is called, holds and means.

Names and descriptions are in English whatever the language of the values, as those of the API, so
that a program written for one language reads all of them.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

Row = dict[str, Any]

PARTIAL_DATE = "As precise as the source: 2004, 2021-11 or 2015-12-11."
# Between the values of a list in one cell; none of them holds a space.
BETWEEN_VALUES = " "


@dataclass(frozen=True)
class Column:
    """One column. `type` is one of Table Schema's: a `list` holds words, an `object` is JSON."""

    name: str
    type: str
    description: str


@dataclass(frozen=True)
class Reference:
    """A column that names a row of another table by that table's column."""

    column: str
    table: str
    other: str


@dataclass(frozen=True)
class Table:
    """A table of a file: its name in addresses, its columns, and those that tell rows apart.

    A table that `has_places` has the columns `latitude` and `longitude`.
    """

    name: str
    title: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    has_places: bool = False
    references: tuple[Reference, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(column.name for column in self.columns)

    def row(self, values: Row) -> Row:
        """The table's columns out of the values, in their order; what is empty is unknown."""
        return {name: None if (value := values[name]) == "" else value for name in self.names}


def columns(**described: tuple[str, str]) -> tuple[Column, ...]:
    """Columns written as `name=(type, description)`."""
    return tuple(Column(name, type_, text) for name, (type_, text) in described.items())
