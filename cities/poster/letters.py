"""The letters of the posters: which font has them, how wide they run, and how large they may be."""

import functools
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby

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
    code = ord(character)
    return next((font for font in FOUND if _shaping(font)[0].get_nominal_glyph(code)), None)


def fonts_of(text: str) -> list[Font]:
    """The fonts that a text needs, in the order of their preference."""
    needed = {font_of(character) for character in text}
    return [font for font in FOUND if font in needed]


def can_be_drawn(text: str) -> bool:
    """Whether some font has every character of a text: no empty box ever stands in a picture."""
    return all(font_of(character) for character in text)


def tracking(text: str) -> float:
    """How much closer the letters of a large text stand, in parts of their size."""
    fonts = fonts_of(text)
    return TIGHT if fonts and fonts[0] is FOUND[0] and len(fonts) == 1 else 0.0


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a text reaches, in parts of its size: along, above and below its line."""

    width: float
    above: float
    below: float


@functools.lru_cache(maxsize=4096)
def extent(text: str) -> Extent:
    """How far a text in heavy letters reaches, without tracking."""
    runs = [
        _extent_of_run("".join(run), font)
        for font, run in groupby(text, key=lambda character: font_of(character) or FOUND[0])
    ]
    return Extent(
        sum(run.width for run in runs),
        max((run.above for run in runs), default=0.0),
        max((run.below for run in runs), default=0.0),
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
    runs = extent(text).width + tracking(text) * len(text)
    return min(largest, room / runs) if runs > 0 else largest


def in_lines(text: str, count: int) -> list[str] | None:
    """A text in so many lines of about the same length, broken at spaces, or None."""
    words = text.split(" ")
    if count == 1:
        return [text]
    if len(words) < count:
        return None
    breaks = range(1, len(words) - count + 2)
    broken = []
    for place in breaks:
        rest = in_lines(" ".join(words[place:]), count - 1)
        if rest is not None:
            broken.append([" ".join(words[:place]), *rest])
    return min(broken, key=lambda lines: max(extent(line).width for line in lines))
