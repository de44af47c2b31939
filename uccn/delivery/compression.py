"""Public answers are sent compressed to whoever can read them so.

They hold no secret whose length could be told from outside, so they need no random padding either
and are the same bytes for everybody. What belongs to a person is never compressed.
"""

import functools
import gzip
from collections.abc import Iterator

import brotli
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_header_parameters
from django.utils.text import compress_sequence

# The better first. The empty name is no compression.
ENCODINGS = ("br", "gzip")
PLAIN = ""
# Below this, headers and packet weigh more than what could be saved.
SHORTEST = 200
TEXTS = ("text/", "application/json", "application/xml", "application/javascript")
TEXT_SUFFIXES = ("+json", "+xml", "ndjson")
# More takes much longer and saves little.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6


@functools.lru_cache(maxsize=500)
def accepted_encodings(header: str) -> tuple[str, ...]:
    """Those of our encodings that an `Accept-Encoding` allows, the better first."""
    weights: dict[str, float] = {}
    try:
        for part in header.lower().split(","):
            name, parameters = parse_header_parameters(part)
            weights[name] = float(parameters.get("q", 1))
    except ValueError:
        return ()
    other = weights.get("*", 0)
    return tuple(encoding for encoding in ENCODINGS if weights.get(encoding, other) > 0)


def encoding_for(request: HttpRequest) -> str:
    """The encoding in which an answer to a request is sent if it is text."""
    accepted = accepted_encodings(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    return accepted[0] if accepted else PLAIN


def is_text(response: HttpResponseBase) -> bool:
    """Whether it pays to compress an answer: pictures and archives are compressed already."""
    kind = response.get("Content-Type", "").partition(";")[0].strip().lower()
    return kind.startswith(TEXTS) or kind.endswith(TEXT_SUFFIXES)


def compress(body: bytes, encoding: str) -> bytes:
    """The body in one of our encodings; the same bytes each time."""
    if encoding == "br":
        packed: bytes = brotli.compress(body, quality=BROTLI_QUALITY)
        return packed
    return gzip.compress(body, GZIP_LEVEL, mtime=0) if encoding == "gzip" else body


def decompress(body: bytes, encoding: str) -> bytes:
    """What was compressed in one of our encodings."""
    if encoding == "br":
        plain: bytes = brotli.decompress(body)
        return plain
    return gzip.decompress(body) if encoding == "gzip" else body


def compressed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The response in the encoding that the request prefers; a stream, which takes time, in gzip.

    A 304 varies as the answer that it stands for, whatever that is.
    """
    if response.status_code == 304 and response.has_header("ETag"):
        patch_vary_headers(response, ["Accept-Encoding"])
    if not is_text(response) or response.has_header("Content-Encoding"):
        return response
    patch_vary_headers(response, ["Accept-Encoding"])
    if isinstance(response, StreamingHttpResponse):
        parts = response.streaming_content
        gzip_is_read = "gzip" in accepted_encodings(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        if gzip_is_read and isinstance(parts, Iterator):
            response.streaming_content = compress_sequence(parts)
            response["Content-Encoding"] = "gzip"
            del response["Content-Length"]
    elif isinstance(response, HttpResponse):
        encoding = encoding_for(request)
        if encoding and len(response.content) >= SHORTEST:
            give_body(response, compress(response.content, encoding), encoding)
    return response


def give_body(response: HttpResponse, body: bytes, encoding: str) -> None:
    """Put a compressed body in the place of the plain one."""
    response.content = body
    response["Content-Length"] = str(len(body))
    response["Content-Encoding"] = encoding
