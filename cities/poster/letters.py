"""The letters of the posters: which font has them, how wide they run, and how large they may be."""

import functools
from dataclasses import dataclass
from importlib.resources import files
from re import split

import uharfbuzz as harfbuzz

HEAVY = 700
# Large letters stand closer; joined and ideographic ones do not.
TIGHT = -0.035
# By the font that a text needs first. Several files hold more than one font.
FONTS = (
    ("Noto Sans", "manimgx_fonts", "NotoSans[wght].ttf", 0),
    ("Noto Sans Arabic", "manimgx_fonts", "NotoSansArabic[wght].ttf", 0),
    ("Noto Sans CJK SC", "manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc", 2),
    *(
        (f"Noto Sans {script}", "manimgx_fonts", f"NotoSans{script}[wght].ttf", 0)
        for script in (
            "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Hebrew", "Khmer", "Lao",
            "Malayalam", "Myanmar", "Sinhala", "Tamil", "Telugu", "Thai",
        )
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Font:
    """A font that this portal brings along: its family and its file."""

    family: str
    path: str
    index: int


FOUND = tuple(
    Font(family, str(files(package) / file), index) for family, package, file, index in FONTS
)


@functools.cache
def _shaping(font: Font) -> tuple[harfbuzz.Font, int]:
    face = harfbuzz.Face(harfbuzz.Blob.from_file_path(font.path), font.index)
    shaping = harfbuzz.Font(face)
    shaping.set_variations({"wght": HEAVY})
    return shaping, face.upem


@functools.lru_cache(maxsize=4096)
def font_of(character: str) -> Font | None:
    """The first font that has a character."""
    return next((font for font in FOUND if _has(font, character)), None)


def _has(font: Font, character: str) -> bool:
    return bool(_shaping(font)[0].get_nominal_glyph(ord(character)))


def runs(text: str) -> list[tuple[Font, str]]:
    """A text in pieces of one font each, without what no font has.

    Digits, spaces and signs stay with the letters before them.
    """
    found: list[tuple[Font, str]] = []
    for character in text:
        font = font_of(character)
        if font is None:
            continue
        if found and not character.isalpha() and _has(found[-1][0], character):
            font = found[-1][0]
        if found and found[-1][0] is font:
            font, before = found.pop()
            character = before + character  # noqa: PLW2901, the piece grows
        found.append((font, character))
    return found


def can_be_drawn(text: str) -> bool:
    """Whether some font has every character of a text: no empty box ever stands in a picture."""
    return all(font_of(character) for character in text)


def tracking(text: str) -> float:
    """How much closer the letters of a large text stand, in parts of their size."""
    return TIGHT if all(font is FOUND[0] for font, _piece in runs(text)) else 0.0


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a text reaches, in parts of its size: along, above and below its line."""

    width: float
    above: float
    below: float


@functools.lru_cache(maxsize=4096)
def extent(text: str) -> Extent:
    """How far a text in heavy letters reaches, without tracking."""
    pieces = [_extent_of_run(piece, font) for font, piece in runs(text)]
    return Extent(
        sum(piece.width for piece in pieces),
        max((piece.above for piece in pieces), default=0.0),
        max((piece.below for piece in pieces), default=0.0),
    )


def _extent_of_run(text: str, font: Font) -> Extent:
    shaping, units = _shaping(font)
    buffer = harfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    harfbuzz.shape(shaping, buffer)
    boxes = [shaping.get_glyph_extents(glyph.codepoint) for glyph in buffer.glyph_infos]
    places = buffer.glyph_positions
    tops = [box.y_bearing + at.y_offset for box, at in zip(boxes, places, strict=True) if box]
    # The height of a box is counted upwards, and so is negative.
    bottoms = [
        box.y_bearing + box.height + at.y_offset
        for box, at in zip(boxes, places, strict=True)
        if box
    ]
    return Extent(
        sum(at.x_advance for at in places) / units,
        max([0, *tops]) / units,
        -min([0, *bottoms]) / units,
    )


def size_that_fits(text: str, room: float, largest: float) -> float:
    """The size, up to the largest, in which a text runs no farther than the room."""
    far = extent(text).width + tracking(text) * len(text)
    return min(largest, room / far) if far > 0 else largest


def in_lines(text: str, count: int) -> list[str] | None:
    """A text in so many lines of about the same length, broken at spaces and hyphens, or None."""
    if count == 1:
        return [text]
    pieces = split(r"(?<=[\s-])(?=\S)", text)
    if len(pieces) < count:
        return None
    broken = []
    for place in range(1, len(pieces) - count + 2):
        rest = in_lines("".join(pieces[place:]), count - 1)
        if rest is not None:
            broken.append(["".join(pieces[:place]).strip(), *rest])
    return min(broken, key=lambda lines: max(extent(line).width for line in lines))
