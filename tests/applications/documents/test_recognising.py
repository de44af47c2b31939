"""A file is what it holds, never what it is called."""

import io
import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from applications.documents.recognising import recognise
from applications.documents.taken import NotTaken, Recognised
from tests.applications.documents.making import (
    archive,
    attachment,
    javascript,
    launch,
    page_action,
    pdf,
    picture,
)


def recognised(data):
    return recognise(io.BytesIO(data))


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (picture(), Recognised("image/jpeg", width=400, height=300)),
        (picture(mode="L"), Recognised("image/jpeg", width=400, height=300)),
        (picture(mode="CMYK"), Recognised("image/jpeg", width=400, height=300)),
        (picture("PNG"), Recognised("image/png", width=400, height=300)),
        (picture(size=(1, 1)), Recognised("image/jpeg", width=1, height=1)),
        (pdf(), Recognised("application/pdf", pages=1)),
        (pdf(pages=12), Recognised("application/pdf", pages=12)),
        # Some programs write a line or two after the end.
        (pdf() + b"\r\n\r\n", Recognised("application/pdf", pages=1)),
        # Telephones put a second picture, or a film, behind the first.
        (picture() + picture(size=(20, 20)), Recognised("image/jpeg", width=400, height=300)),
    ],
)
def test_pictures_and_documents_are_taken(data, found):
    assert recognised(data) == found


def png_of(width, height):
    """A few bytes that say that they are a picture of that size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\0", "unknown-type"),
        (b"just text", "unknown-type"),
        (archive(), "archive"),
        (b"\xd0\xcf\x11\xe0old word", "archive"),
        (b"{\\rtf1", "archive"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "web-page"),
        (b"\xef\xbb\xbf  <HTML>", "web-page"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "web-page"),
        (b'<?xml version="1.0"?><svg/>', "web-page"),
        (b"GIF89a", "other-picture"),
        (b"RIFF\0\0\0\0WEBP", "other-picture"),
        (b"\0\0\0\x18ftypheic", "other-picture"),
        (b"MZ\x90", "program"),
        (b"#!/bin/sh\n", "program"),
        # Broken off half-way, at the end, at the beginning.
        (picture()[:5000], "damaged"),
        (picture()[:20], "damaged"),
        (picture("PNG")[:3000], "damaged"),
        (b"\xff\xd8\xff", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"%PDF-1.7", "damaged"),
        (b"%PDF-1.7\n%%EOF", "damaged"),
        (pdf(pages=40)[:3000], "damaged"),
        # More than a picture can be.
        (png_of(60_000, 60_000), "too-many-pixels"),
        (png_of(10_000, 5_001), "too-many-pixels"),
        (png_of(1000, 1000), "damaged"),
        # Two things at once.
        (picture() + archive(), "two-files-in-one"),
        (picture("PNG") + archive(), "two-files-in-one"),
        (pdf() + archive(), "two-files-in-one"),
        (picture() + pdf(), "two-files-in-one"),
        (picture()[:2] + b"\xff\xfe\x00\x20<script>alert(1)</script>" + picture()[2:],
         "two-files-in-one"),
        (b"%PDF-1.7\n<html><script>1</script>\n" + pdf(), "two-files-in-one"),
        # A PDF that acts, or cannot be read by everybody.
        (pdf(change=javascript), "acts-by-itself"),
        (pdf(change=attachment), "acts-by-itself"),
        (pdf(change=launch), "acts-by-itself"),
        (pdf(change=page_action), "acts-by-itself"),
        (pdf(password="secret"), "protected"),
        (pdf(password=""), "protected"),
        (pdf(pages=0), "number-of-pages"),
        (pdf(pages=501), "number-of-pages"),
    ],
)  # fmt: skip
def test_everything_else_is_refused_with_what_to_do(data, code):
    with pytest.raises(NotTaken) as refused:
        recognised(data)
    assert refused.value.code == code
    assert str(refused.value).endswith(".")


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_whatever_is_broken_is_either_taken_or_refused(data):
    whole = data.draw(st.sampled_from([PICTURE, DRAWING, DOCUMENT]))
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    with suppress(NotTaken):
        assert recognised(bytes(broken)).type


PICTURE, DRAWING, DOCUMENT = picture(size=(40, 40)), picture("PNG", size=(40, 40)), pdf(pages=3)


def test_the_file_is_left_at_its_beginning():
    file = io.BytesIO(picture())
    recognise(file)
    assert file.tell() == 0
