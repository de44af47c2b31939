"""A list on its way into a file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from cities.exports.about import About
from cities.exports.columns import Row, Table

# So many rows are in memory at once. The whole network is far less; what is not is streamed.
ROWS_IN_A_CHUNK = 2000


@dataclass(frozen=True)
class Listing:
    """A table's rows in their order, to be read once, and what is known about them."""

    table: Table
    about: About
    count: int
    chunks: Iterable[list[Row]]

    @property
    def is_long(self) -> bool:
        """Whether the rows come in several chunks."""
        return self.count > ROWS_IN_A_CHUNK

    @property
    def rows(self) -> Iterator[Row]:
        for chunk in self.chunks:
            yield from chunk


def in_chunks(
    table: Table, about: About, keys: Sequence[Any], rows: Callable[[Sequence[Any]], Iterable[Row]]
) -> Iterator[list[Row]]:
    """The rows of the keys, a chunk at a time, with its words in the language of the file.

    What is streamed is read after the view, where the language of the request may be forgotten.
    """
    for start in range(0, len(keys), ROWS_IN_A_CHUNK):
        with translation.override(about.language):
            chunk = [table.row(row) for row in rows(keys[start : start + ROWS_IN_A_CHUNK])]
        yield chunk


def whole(table: Table, about: About, rows: Sequence[Row]) -> Listing:
    """The listing of rows that are at hand."""
    return Listing(table, about, len(rows), [[table.row(row) for row in rows]])
