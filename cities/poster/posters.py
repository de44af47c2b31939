"""The three posters, as SVG: of a city, of a field, of the network.

Right to left, words change sides; tiles keep theirs, since a mark has one reading only.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from unicodedata import bidirectional

from cities.poster.letters import (
    HEAVY,
    can_be_drawn,
    extent,
    in_lines,
    runs,
    size_that_fits,
    tracking,
)
from cities.poster.tiles import INK, PAPER, Inks, drawn, mark_of, placed, tile

# What those who show links ask for.
SIZE = (1200, 630)
WIDTH, HEIGHT = SIZE
EDGE = 40
ROOM = WIDTH - 2 * EDGE
SMALL, LARGE = 27, 46
READABLE, LABEL = 17, 19
TOP = 62
TILES_ACROSS = 10
SIDE = WIDTH / TILES_ACROSS
FACTS = 100
# Where a second line makes the name so much larger, it is worth a row of tiles.
WORTH_A_LINE = 1.2
ROWS_AT_MOST = 250.0
# From line to line, in parts of the size; and what a name keeps from what is above and below it.
LINE = 1.0
LEFTWARD = {"R", "AL"}
RIGHT_TO_LEFT_MARK = "\u200f"
CLEAR = 20


@dataclass(frozen=True, slots=True)
class Fact:
    """Two lines at the foot of a poster, or under a tower: a large one and a small one."""

    large: str
    small: str


@dataclass(frozen=True, slots=True)
class Tower:
    """A field on the poster of the network: its name, and the numbers of its cities."""

    slug: str
    inks: Inks
    name: str
    numbers: Sequence[int] = field(default=())


def of_city(
    *,
    names: Sequence[str],
    number: int,
    field_slug: str,
    inks: Inks,
    corner: tuple[str, str],
    facts: Sequence[Fact],
    mirrored: bool,
) -> str:
    """A city's poster: the first of its names that can be drawn, its mark, and facts at the foot.

    `corner` stands at the head, on both sides.
    """
    name = drawable(names)
    rows, lines, size = _layout(name)
    band = HEIGHT - FACTS - rows * SIDE
    mark = mark_of(number) * (TILES_ACROSS // len(mark_of(number))) * rows
    return _sheet(
        inks,
        _corners(corner, mirrored),
        _name(lines, size, TOP, band, mirrored),
        drawn(placed(mark, TILES_ACROSS, SIDE, 0, band), tile(field_slug), inks.deep),
        _facts(facts, mirrored),
    )


def of_field(
    *,
    names: Sequence[str],
    numbers: Sequence[int],
    slug: str,
    inks: Inks,
    corner: tuple[str, str],
    facts: Sequence[Fact],
    mirrored: bool,
) -> str:
    """A field's poster: its name and one tile for each of its cities, by their numbers."""
    name = drawable(names)
    columns, side = _columns(len(numbers))
    rows = -(-len(numbers) // columns)
    band = HEIGHT - FACTS - rows * side - (0 if rows else SIDE)
    tiles = placed([number % 4 for number in numbers], columns, side, 0, band)
    lines, size = _fitted(name, band - TOP)
    return _sheet(
        inks,
        _corners(corner, mirrored),
        _name(lines, size, TOP, band, mirrored),
        drawn(tiles, tile(slug), inks.deep),
        _facts(facts, mirrored),
    )


def of_network(
    *, titles: Sequence[str], towers: Sequence[Tower], corner: tuple[str, str], mirrored: bool
) -> str:
    """The network's poster: its count, and a tower for each field with one tile for each city."""
    base, wide, tallest = 510.0, 6, 14
    step = ROOM / max(len(towers), 1)
    side = min(20.0, step * 0.86 / wide)
    most = max((len(tower.numbers) for tower in towers), default=0)
    side = min(side, side * tallest / max(-(-most // wide), 1))
    title = drawable(titles)
    top = base - tallest * side - side
    parts = [_name([title], min(_size([title], top - TOP), 190), TOP, top, mirrored)]
    for place, tower in enumerate(reversed(towers) if mirrored else towers):
        across = EDGE + place * step
        numbers = list(tower.numbers)
        # The ragged row is the top one.
        ragged = len(numbers) % wide
        first, rest = numbers[:ragged], numbers[ragged:]
        rows = len(rest) // wide
        down = base - rows * side
        tiles = placed([n % 4 for n in rest], wide, side, across, down)
        tiles += placed([n % 4 for n in first], wide, side, across, down - side)
        ground = _rectangle(across, down, wide * side, rows * side, tower.inks.bright)
        ground += _rectangle(across, down - side, ragged * side, side, tower.inks.bright)
        parts += [
            ground,
            drawn(tiles, tile(tower.slug), tower.inks.deep),
            _rectangle(across, base, wide * side, 4, INK),
        ]
        start = across + wide * side if mirrored else across
        parts.append(_text(str(len(numbers)), start, base + 40, 34, mirrored))
        lines, size = _label(tower.name, step * 0.92)
        for index, line in enumerate(lines):
            parts.append(_text(line, start, base + 64 + (size + 2) * index, size, mirrored))
    return _sheet(Inks(PAPER, INK), _corners(corner, mirrored), *parts)


def drawable(names: Sequence[str]) -> str:
    """The first of several names of a thing that the portal's fonts have, or none."""
    return next((name for name in names if name and can_be_drawn(name)), "")


def _layout(name: str) -> tuple[int, list[str], float]:
    """How many rows of tiles a city's poster has, and its name in lines and their size."""
    one = _size([name], HEIGHT - FACTS - 2 * SIDE - TOP)
    lines, size = _fitted(name, HEIGHT - FACTS - SIDE - TOP)
    return (1, lines, size) if size > one * WORTH_A_LINE and len(lines) > 1 else (2, [name], one)


def _label(name: str, room: float) -> tuple[list[str], float]:
    """The name of a tower in one to three small lines, as few as keep it readable."""
    lines, size = [name], 0.0
    for count in (1, 2, 3):
        broken = in_lines(name, count)
        if broken and size < READABLE:
            lines, size = broken, min(size_that_fits(line, room, LABEL) for line in broken)
    return lines, size


def _fitted(name: str, room: float) -> tuple[list[str], float]:
    """A name in the number of lines in which it is largest, given the height for it."""
    choices = [lines for count in (1, 2, 3) if (lines := in_lines(name, count))]
    lines = max(choices, key=lambda lines: _size(lines, room))
    return lines, _size(lines, room)


def _size(lines: Sequence[str], room: float) -> float:
    """The size in which lines keep within the sheet's edges and the height given."""
    reach = extent(lines[0]).above + extent(lines[-1]).below + LINE * (len(lines) - 1)
    largest = (room - 2 * CLEAR) / reach if reach else room
    return min(size_that_fits(line, ROOM, largest) for line in lines)


def _columns(count: int) -> tuple[int, float]:
    """How many tiles stand in a row, and their side, so that the band is as high as it may be."""
    if not count:
        return 1, 0.0
    for rows in range(12, 0, -1):
        columns = -(-count // rows)
        side = WIDTH / columns
        if rows * side <= ROWS_AT_MOST:
            return columns, side
    side = ROWS_AT_MOST
    return count, min(side, WIDTH / count)


def _name(lines: Sequence[str], size: float, top: float, bottom: float, mirrored: bool) -> str:
    """The lines of a name in the middle between two heights, clear of both."""
    step = size * LINE
    above, below = extent(lines[0]).above * size, extent(lines[-1]).below * size
    first = (top + bottom - above - below - step * (len(lines) - 1)) / 2 + above
    return "".join(
        _text(line, WIDTH - EDGE if mirrored else EDGE, first + step * place, size, mirrored)
        for place, line in enumerate(lines)
    )


def _corners(corner: tuple[str, str], mirrored: bool) -> str:
    start, end = (WIDTH - EDGE, EDGE) if mirrored else (EDGE, WIDTH - EDGE)
    return _text(corner[0], start, 54, SMALL, mirrored) + _text(
        corner[1], end, 54, SMALL, not mirrored
    )


def _facts(facts: Sequence[Fact], mirrored: bool) -> str:
    room = ROOM / max(len(facts), 1)
    parts = []
    for place, fact in enumerate(facts):
        across = EDGE + place * room
        start = WIDTH - across if mirrored else across
        large = size_that_fits(fact.large, room - EDGE, LARGE)
        parts.append(_text(fact.large, start, HEIGHT - 52, large, mirrored))
        small = size_that_fits(fact.small, room - EDGE, SMALL)
        parts.append(_text(fact.small, start, HEIGHT - 18, small, mirrored))
    return "".join(parts)


def _text(text: str, across: float, down: float, size: float, ends_here: bool) -> str:
    """Heavy letters in the colour of the sheet; nothing where a font lacks one of them."""
    if not text or not can_be_drawn(text):
        return ""
    written = runs(text)
    leftward = [font for font, piece in written if any(map(is_leftward, piece))]
    if leftward:
        # It makes numbers stand where that writing has them. It comes first and in its font, since
        # the drawing takes letters of several parts, as Arabic ones are, from the first font only.
        written = [(leftward[0], RIGHT_TO_LEFT_MARK), *written]
    pieces = "".join(
        f'<tspan font-family="{font.family}">{escape(piece)}</tspan>' for font, piece in written
    )
    anchor = ' text-anchor="end"' if ends_here else ""
    return (
        f'<text x="{across:g}" y="{down:.1f}" font-size="{size:.1f}" xml:space="preserve"'
        f' letter-spacing="{tracking(text) * size:.2f}"{anchor}>{pieces}</text>'
    )


def is_leftward(character: str) -> bool:
    """Whether a letter is written from right to left."""
    return bidirectional(character) in LEFTWARD


def _rectangle(across: float, down: float, width: float, height: float, colour: str) -> str:
    return (
        f'<rect x="{across:g}" y="{down:g}" width="{width:g}" height="{height:g}" fill="{colour}"/>'
    )


def _sheet(inks: Inks, *parts: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" fill="{inks.deep}" font-weight="{HEAVY}">'
        f"{_rectangle(0, 0, WIDTH, HEIGHT, inks.bright)}{''.join(parts)}</svg>"
    )
