"""JSON: an object that says what the file is, with the rows in it, a line for each."""

import json
from collections.abc import Iterator
from typing import Any

from cities.exports.listing import Listing


def objects(listing: Listing) -> Iterator[bytes]:
    """The list, a chunk at a time."""
    return in_object(listing.about.header(listing.count), "rows", listing.chunks)


def in_object(header: dict[str, Any], name: str, chunks: Any) -> Iterator[bytes]:
    """An object with the header's members and, under the name, an array of everything in chunks."""
    members = [f"{text(key)}: {text(value)}" for key, value in header.items()]
    yield ("{\n" + ",\n".join([*members, f"{text(name)}: ["])).encode()
    between = "\n"
    for chunk in chunks:
        if chunk:
            yield (between + ",\n".join(text(row) for row in chunk)).encode()
            between = ",\n"
    yield b"\n]\n}\n"


def text(value: Any) -> str:
    """A value as JSON, its letters as they are."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
