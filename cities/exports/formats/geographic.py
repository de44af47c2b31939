"""GeoJSON (RFC 7946): a feature for each row, and what the file is in foreign members."""

from collections.abc import Iterator
from typing import Any

from cities.exports.columns import Row, Table
from cities.exports.formats.objects import in_object
from cities.exports.listing import Listing

POSITION = ("latitude", "longitude")


def geographic(listing: Listing) -> Iterator[bytes]:
    """The list as a FeatureCollection, a chunk at a time."""
    header = {"type": "FeatureCollection", **listing.about.header(listing.count)}
    chunks = ([_feature(row, listing.table) for row in chunk] for chunk in listing.chunks)
    return in_object(header, "features", chunks)


def _feature(row: Row, table: Table) -> dict[str, Any]:
    """A point under the table's key. RFC 7946 puts the longitude first."""
    key = [row[name] for name in table.key]
    return {
        "type": "Feature",
        "id": key[0] if len(key) == 1 else "/".join(str(part) for part in key),
        "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]},
        "properties": {name: value for name, value in row.items() if name not in POSITION},
    }
