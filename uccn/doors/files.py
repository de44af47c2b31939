"""Lists as files: whole, or exactly one page of them, streamed where they are long."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import orjson
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.http import content_disposition_header

from uccn.doors.negotiation import as_json

# So many rows are in memory at once; what has more is streamed.
ROWS_IN_A_CHUNK = 2000


def lines(
    keys: Sequence[Any], rows: Callable[[Sequence[Any]], Iterable[Any]], language: str
) -> Iterator[bytes]:
    """NDJSON of the rows of the keys, a chunk at a time.

    What is streamed is read after the view, where the language of the request may be forgotten.
    """
    for start in range(0, len(keys), ROWS_IN_A_CHUNK):
        with translation.override(language):
            chunk = [
                as_json(row, orjson.OPT_APPEND_NEWLINE)
                for row in rows(keys[start : start + ROWS_IN_A_CHUNK])
            ]
        yield b"".join(chunk)


def as_file(content: Iterator[bytes], count: int, media_type: str, name: str) -> HttpResponseBase:
    """The content as a file to keep. `count` is its number of rows."""
    response: HttpResponseBase
    if count > ROWS_IN_A_CHUNK:
        response = StreamingHttpResponse(content, content_type=media_type)
    else:
        response = HttpResponse(b"".join(content), content_type=media_type)
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    return response


def file_name(list_name: str, day: datetime.date, extension: str) -> str:
    """Such as `cities-2015-12-31.ndjson`."""
    return f"{list_name}-{day.isoformat()}.{extension}"
