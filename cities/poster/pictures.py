"""Posters as PNG files."""

import functools
from hashlib import blake2b
from html import unescape
from re import findall

import resvg_py

from cities.poster.letters import runs

# About 30 kB each: all fields and the cities that are shared on a day.
KEPT = 256


@functools.lru_cache(maxsize=KEPT)
def png(drawing: str) -> bytes:
    """The picture of an SVG drawing, with the portal's own fonts: the same on every machine."""
    text = unescape("".join(findall(r">([^<>]+)<", drawing)))
    files = dict.fromkeys(font.path for font, _piece in runs(text))
    return resvg_py.svg_to_bytes(
        svg_string=drawing, skip_system_fonts=True, font_files=list(files) or None
    )


def digest(drawing: str) -> str:
    """What tells one picture from another, in an address: its drawing and who makes it."""
    made_of = f"{resvg_py.__version__} {drawing}"
    return blake2b(made_of.encode(), digest_size=8).hexdigest()
