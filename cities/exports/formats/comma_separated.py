"""CSV as RFC 4180 has it: a row of names, then nothing but rows.

A line of comment would be a row to most readers, so the day and the licence are columns, and the
file is described beside it (`described`).
"""

import codecs
import csv
import datetime
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType, NoneType
from typing import Any

from cities.exports.about import LICENCE_IN_A_ROW
from cities.exports.columns import BETWEEN_VALUES, Row, Table, columns
from cities.exports.formats.formulas import BEGINNINGS, inert
from cities.exports.listing import Listing

IN_EVERY_ROW = columns(
    as_of=("date", "The day as of which the row speaks."),
    licence=("string", "The licence, and whom to credit."),
)
AS_THEY_ARE = frozenset({int, float, NoneType})


def comma_separated(listing: Listing) -> Iterator[bytes]:
    """The list, a chunk at a time. It begins with a byte order mark, by which Excel knows UTF-8."""
    yield codecs.BOM_UTF8
    said = {"as_of": listing.about.as_of.isoformat(), "licence": LICENCE_IN_A_ROW}
    yield from lines(listing.table, listing.chunks, said)


def lines(
    table: Table, chunks: Iterable[list[Row]], said: Mapping[str, str] = MappingProxyType({})
) -> Iterator[bytes]:
    """The row of names and the rows of the table, without a byte order mark.

    `said` is what stands in every row after the table's own columns.
    """
    yield _encoded([[*table.names, *said]])
    in_every_row = said.values()
    for chunk in chunks:
        yield _encoded([[*cells(row.values()), *in_every_row] for row in chunk])


def cells(values: Iterable[Any]) -> list[Any]:
    """Values as CSV holds them; most are numbers, unknown, or texts that stay as they are."""
    return [
        value
        if (kind := type(value)) in AS_THEY_ARE or (kind is str and value[:1] not in BEGINNINGS)
        else cell(value)
        for value in values
    ]


def table_of_figures(
    names: Sequence[str], rows: Iterable[Sequence[Any]], as_of: datetime.date
) -> bytes:
    """The table of a figure, with columns of its own, and the day and licence in each row."""
    said = [as_of.isoformat(), LICENCE_IN_A_ROW]
    head = [*names, *(column.name for column in IN_EVERY_ROW)]
    cells = [[*(_of_figure(value) for value in row), *said] for row in rows]
    return codecs.BOM_UTF8 + _encoded([head, *cells])


def _of_figure(value: Any) -> Any:
    """A value of a figure's table, where what holds or not is said in a word."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else cell(value)


def cell(value: Any) -> Any:
    """A value as CSV holds it: numbers as they are, texts inert, nothing for what is unknown."""
    if isinstance(value, str):
        return inert(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return inert(BETWEEN_VALUES.join(value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return value


def _encoded(rows: list[list[Any]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
