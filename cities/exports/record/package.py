"""The archive: a Data Package of all tables, the same bytes for the same revision and day."""

import datetime
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from django.template.loader import render_to_string

from cities.exports.about import (
    LICENCE_ADDRESS,
    LICENCE_IDENTIFIER,
    LICENCE_TITLE,
    PUBLISHER,
    About,
    attributions,
)
from cities.exports.columns import BETWEEN_VALUES, Column, Row, Table
from cities.exports.formats.comma_separated import lines
from cities.exports.formats.objects import text
from cities.exports.record.tables import RECORD, RecordTable
from cities.record.revision import RevisionStamp, current

# A change that is committed while the record is read makes a new reading necessary.
MOST_READINGS = 3
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SUMS = "SHA256SUMS"
# The first day that an archive can name; a real one would differ from one writing to the next.
WRITTEN = (1980, 1, 1, 0, 0, 0)
READABLE_BY_ALL = 0o100644 << 16
UNIX = 3
Files = dict[str, bytes]


class RecordChanging(Exception):
    """The record changed at each of several readings. Try again in a moment."""


def packed(about: About, geojson: Any, others: Sequence[RecordTable] = ()) -> bytes:
    """The archive of the record as of the day of `about`.

    `geojson` gives the chunks of its members' GeoJSON; `others` are tables of applications that
    this one does not know. Raises `RecordChanging`, and `RevisionUnknown`.
    """
    tables = (*RECORD, *others)
    stamp, read, places = _read(tables, about.as_of, geojson)
    files: Files = {"cities.geojson": places}
    for table, rows in zip(tables, read, strict=True):
        files |= _written(table.table, rows)
    revision = f"{stamp.epoch}-{stamp.number}"
    context = {
        "about": about,
        "revision": revision,
        "credits": attributions(),
        "licence": LICENCE_ADDRESS,
        "tables": [(table.table, len(rows)) for table, rows in zip(tables, read, strict=True)],
    }
    files["README.md"] = render_to_string("cities/record_readme.txt", context).encode()
    files["datapackage.json"] = _described(about, revision, [one.table for one in tables], files)
    return _zipped(files)


def _read(
    tables: Sequence[RecordTable], as_of: datetime.date, geojson: Any
) -> tuple[RevisionStamp, list[list[Row]], bytes]:
    """All tables at one revision: the number before the reading and after it are the same.

    Triggers raise it in the transaction of the change, so nothing was committed between.
    """
    for _reading in range(MOST_READINGS):
        before = current()
        read = [table.rows(as_of) for table in tables]
        places = b"".join(geojson())
        if current() == before:
            return before, read, places
    raise RecordChanging


def _written(table: Table, rows: list[Row]) -> Files:
    """A table as CSV, without a byte order mark, and as JSON Lines."""
    return {
        f"data/{table.name}.csv": b"".join(lines(table, [rows])),
        f"data/{table.name}.jsonl": "".join(f"{text(row)}\n" for row in rows).encode(),
    }


def _described(about: About, revision: str, tables: Sequence[Table], files: Files) -> bytes:
    """`datapackage.json`, by the conventions of the Data Package standard."""
    by_name = {table.name: table for table in tables}
    body = {
        "$schema": PROFILE,
        "name": "uccn-record",
        "title": about.title,
        "homepage": about.site,
        "version": f"{about.as_of.isoformat()}+{revision}",
        "licenses": [{"name": LICENCE_IDENTIFIER, "path": LICENCE_ADDRESS, "title": LICENCE_TITLE}],
        "contributors": [{"title": PUBLISHER, "path": about.site, "roles": ["publisher"]}],
        "sources": [{"title": credit} for credit in attributions()],
        "as_of": about.as_of.isoformat(),
        "revision": revision,
        "resources": list(_resources(by_name, files)),
    }
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()


def _resources(by_name: dict[str, Table], files: Files) -> Iterator[dict[str, Any]]:
    for path, content in sorted(files.items()):
        stem, _, extension = path.rpartition("/")[2].partition(".")
        if extension == "md":
            continue
        resource = {
            "name": stem if extension == "csv" else f"{stem}-{extension}",
            "path": path,
            "format": extension,
            "encoding": "utf-8",
            "bytes": len(content),
            "hash": f"sha256:{_sum(content)}",
        }
        if extension == "csv":
            table = by_name[stem]
            resource |= {"type": "table", "title": table.title, "schema": schema(table)}
        yield resource


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def schema(table: Table) -> dict[str, Any]:
    """A table as Table Schema."""
    keys = [
        {
            "fields": [reference.column],
            "reference": {"resource": reference.table, "fields": [reference.other]},
        }
        for reference in table.references
    ]
    return {
        "fields": [_field(column, table) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column, table: Table) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": column.type,
        "description": column.description,
        **({"delimiter": BETWEEN_VALUES, "itemType": "string"} if column.type == "list" else {}),
        **({"constraints": {"required": True}} if column.name in table.key else {}),
    }


def _zipped(files: Files) -> bytes:
    """The files by name with their sums, and with nothing of the hour or machine of writing."""
    sums = "".join(f"{_sum(content)}  {path}\n" for path, content in sorted(files.items()))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as writer:
        for path, content in sorted({**files, SUMS: sums.encode()}.items()):
            entry = zipfile.ZipInfo(path, WRITTEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = READABLE_BY_ALL
            entry.create_system = UNIX
            writer.writestr(entry, content)
    return archive.getvalue()
