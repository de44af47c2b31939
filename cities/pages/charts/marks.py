"""Marks whose area is a number: the glyphs of the fields, each as large as its cities are many."""

from collections.abc import Hashable
from math import sqrt
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

# The inked area of each silhouette of glyphs.svg on its box of 12 by 12.
AREAS = {
    "lozenge": 67.3,
    "square": 74.0,
    "triangle": 49.9,
    "disc": 69.4,
    "bookmark": 72.9,
    "plus": 64.8,
    "ring": 63.6,
    "arch": 67.4,
    "hexagon": 81.5,
}
# The side of the largest mark's box, in pixels.
LARGEST = 40


def mark_sizes(numbers: dict[Key, tuple[int, str]]) -> dict[Key, float]:
    """The side of each mark's box in pixels, by its number and its glyph.

    The silhouettes cover different parts of their boxes, so equal numbers have boxes of slightly
    different sizes and equal areas of ink.
    """
    sides = {key: sqrt(number / AREAS[glyph]) for key, (number, glyph) in numbers.items()}
    largest = max(sides.values(), default=0) or 1
    return {key: round(LARGEST * side / largest, 1) for key, side in sides.items()}
