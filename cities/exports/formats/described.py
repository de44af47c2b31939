"""The description of a CSV file, as “CSV on the Web” has it, for programs."""

import json
from typing import Any

from cities.exports.about import LICENCE_ADDRESS, PUBLISHER, attributions
from cities.exports.columns import BETWEEN_VALUES, Column, Table
from cities.exports.formats.comma_separated import IN_EVERY_ROW
from cities.exports.listing import Listing

EXTENSION = "csv-metadata.json"
MEDIA_TYPE = "application/csvm+json"
TYPES: dict[str, Any] = {"year": "gYear", "list": "string"}


def described(listing: Listing, address: str) -> bytes:
    """The description of the CSV file at the address."""
    about, table = listing.about, listing.table
    body = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": address,
        "dc:title": {"@value": about.title, "@language": about.language},
        "dc:language": about.language,
        "dc:publisher": PUBLISHER,
        "dc:license": {"@id": LICENCE_ADDRESS},
        "dc:rights": [{"@value": text, "@language": about.language} for text in attributions()],
        "dc:temporal": about.as_of.isoformat(),
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "quoteChar": '"'},
        "tableSchema": {
            "columns": [_column(column, table) for column in (*table.columns, *IN_EVERY_ROW)],
            "primaryKey": list(table.key),
        },
    }
    return json.dumps(body, ensure_ascii=False, indent=1).encode()


def _column(column: Column, table: Table) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "datatype": TYPES.get(column.type, column.type),
        **({"separator": BETWEEN_VALUES} if column.type == "list" else {}),
        **({"required": True} if column.name in table.key else {}),
    }
