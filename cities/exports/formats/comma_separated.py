"""CSV as RFC 4180 has it: a row of names, then nothing but rows.

A line of comment would be a row to most readers, so the day and the licence are columns, and the
file is described beside it (`described`).
"""

import codecs
import csv
import datetime
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cities.exports.about import LICENCE_IN_A_ROW
from cities.exports.columns import BETWEEN_VALUES, Column, Row, columns
from cities.exports.formats.formulas import inert
from cities.exports.listing import Listing

IN_EVERY_ROW = columns(
    as_of=("date", "The day as of which the row speaks."),
    licence=("string", "The licence, and whom to credit."),
)


def comma_separated(listing: Listing) -> Iterator[bytes]:
    """The list, a chunk at a time. It begins with a byte order mark, by which Excel knows UTF-8."""
    yield codecs.BOM_UTF8
    said = {"as_of": listing.about.as_of.isoformat(), "licence": LICENCE_IN_A_ROW}
    chunks = ([{**row, **said} for row in chunk] for chunk in listing.chunks)
    yield from lines((*listing.table.columns, *IN_EVERY_ROW), chunks)


def lines(shown: tuple[Column, ...], chunks: Iterable[list[Row]]) -> Iterator[bytes]:
    """The row of names and the rows, without a byte order mark."""
    names = [column.name for column in shown]
    yield _encoded([names])
    for chunk in chunks:
        yield _encoded([[cell(row[name]) for name in names] for row in chunk])


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
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return inert(BETWEEN_VALUES.join(value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return inert(value) if isinstance(value, str) else value


def _encoded(rows: list[list[Any]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
