"""All cities as lines of JSON, one object after the other through a serializer."""

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse

from benchmarks.controls.naive import NaiveCity, naive_cities

CHUNK = 2_000


def one_by_one(_request: HttpRequest, serializers: str) -> StreamingHttpResponse:
    """The export; with a serializer for `each` city, or `one` for all of them."""
    lines = _each() if serializers == "each" else _one()
    return StreamingHttpResponse(lines, content_type="application/x-ndjson")


def _each() -> Iterator[bytes]:
    for city in naive_cities().iterator(CHUNK):
        yield _line(NaiveCity(city).data)


def _one() -> Iterator[bytes]:
    serializer = NaiveCity()
    for city in naive_cities().iterator(CHUNK):
        yield _line(serializer.to_representation(city))


def _line(row: Any) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"
