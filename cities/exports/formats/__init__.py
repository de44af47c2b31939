"""The formats in which a list can be had."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cities.exports.columns import Table
from cities.exports.formats.comma_separated import comma_separated
from cities.exports.formats.described import described
from cities.exports.formats.geographic import geographic
from cities.exports.formats.objects import objects
from cities.exports.formats.spreadsheet import spreadsheet
from cities.exports.listing import Listing

__all__ = ["FORMATS", "Format", "described", "formats_of"]


@dataclass(frozen=True)
class Format:
    """One way to write a list, under the extension of its files."""

    extension: str
    label: str
    media_type: str
    write: Callable[[Listing], Iterator[bytes]]
    needs_places: bool = False


FORMATS = (
    Format("csv", "CSV", "text/csv; charset=utf-8; header=present", comma_separated),
    Format(
        "xlsx",
        "XLSX",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        spreadsheet,
    ),
    Format("json", "JSON", "application/json", objects),
    Format("geojson", "GeoJSON", "application/geo+json", geographic, needs_places=True),
)


def formats_of(table: Table) -> dict[str, Format]:
    """The formats of a table, by extension: GeoJSON only for what has a place."""
    return {
        known.extension: known for known in FORMATS if table.has_places or not known.needs_places
    }
