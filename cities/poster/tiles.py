"""The tiles: a drawing and two inks for each field, and the turns that a number gives them."""

from collections.abc import Iterable
from typing import NamedTuple

# Tiles are drawn on a square of so many units.
UNITS = 8
DIGITS = 5

INK = "#0c0c0d"
PAPER = "#ffffff"


class Inks(NamedTuple):
    """The two inks of a field: the ground and what is drawn or written on it."""

    bright: str
    deep: str


# By the fields' slugs. Each pair has a contrast of 5.6:1 or more.
INKS = {
    "crafts-folk-art": Inks("#ff7350", "#4f0d00"),
    "design": Inks("#ffd21f", "#463100"),
    "film": Inks("#b8a4ff", "#241060"),
    "gastronomy": Inks("#97d545", "#12380a"),
    "literature": Inks("#74bdff", "#052b54"),
    "media-arts": Inks("#2bdcc0", "#00362f"),
    "music": Inks("#ff9ac6", "#570631"),
    "architecture": Inks("#dccbb0", "#38270f"),
}
DRAWINGS = {
    "crafts-folk-art": "M0 8V2H2V4H4V6H6V8Z",
    "design": "M2 0A2 2 0 0 1 2 4A2 2 0 0 1 2 0ZM4 4H8V8H4ZM0 4L4 8H0Z",
    "film": "M0 0L8 4L0 8Z",
    "gastronomy": "M0 4H8A4 4 0 0 1 0 4ZM4 .5a1.25 1.25 0 1 1 0 2.5a1.25 1.25 0 1 1 0-2.5Z",
    "literature": "M0 1.2L3.7 3V7.2L0 5.4ZM8 1.2L4.3 3V7.2L8 5.4Z",
    "media-arts": (
        "M0 0H4V4H0ZM4 4H6V6H4ZM6 2H8V4H6ZM2 6H4V8H2ZM6 6H7V7H6ZM7 7H8V8H7ZM7 5H8V6H7ZM5 7H6V8H5Z"
    ),
    "music": (
        "M0 1A7 7 0 0 1 7 8H5A5 5 0 0 0 0 3ZM0 5A3 3 0 0 1 3 8H1A1 1 0 0 0 0 7Z"
        "M5 0A3 3 0 0 0 8 3V1A1 1 0 0 1 7 0Z"
    ),
    "architecture": "M0 8V4A4 4 0 0 1 8 4V8H6.4V4A2.4 2.4 0 0 0 1.6 4V8Z",
}
# What a field has that nobody has drawn a tile for yet; its ground is its colour for dark pages.
UNDRAWN = "M0 8V0L8 8Z"


class Tile(NamedTuple):
    """One tile of a pattern: the place of its corner, its side, and its quarter turns."""

    across: float
    down: float
    side: float
    turns: int


def inks(field: str, colour_on_dark: str) -> Inks:
    """The inks of a field, given by its slug; those of a new field follow its own colour."""
    return INKS.get(field, Inks(colour_on_dark, INK))


def tile(field: str) -> str:
    """The path of a field's tile."""
    return DRAWINGS.get(field, UNDRAWN)


def mark_of(number: int) -> tuple[int, ...]:
    """A city's mark: its permanent number in base four, one digit for each quarter turn.

    161 is 0 2 2 0 1. Numbers up to 1023 each have a mark of their own.
    """
    return tuple(number // 4**place % 4 for place in reversed(range(DIGITS)))


def placed(
    turns: Iterable[int], columns: int, side: float, across: float, down: float
) -> list[Tile]:
    """Tiles row after row, `columns` in each, from a corner on."""
    return [
        Tile(across + place % columns * side, down + place // columns * side, side, turn)
        for place, turn in enumerate(turns)
    ]


def drawn(tiles: Iterable[Tile], path: str, colour: str) -> str:
    """Tiles in SVG: only what is drawn on them, since their ground is one shape."""
    uses = "".join(
        f'<path d="{path}" transform="translate({across:g} {down:g}) scale({side / UNITS:g})'
        f' rotate({90 * turns} {UNITS // 2} {UNITS // 2})"/>'
        for across, down, side, turns in tiles
    )
    return f'<g fill="{colour}">{uses}</g>'
