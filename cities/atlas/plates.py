"""Plates: sheets with the marks of cities on them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import hypot

from cities.atlas.frames import Frame
from cities.atlas.places import Place
from cities.atlas.projection import LAND_SCALES
from cities.atlas.spacing import spaced

CLOSE_NAMES = 10
MARGIN = 8.0


@dataclass(frozen=True)
class Mark:
    """A city on a plate: where its mark stands, in units of the sheet."""

    place: Place
    across: float
    down: float


@dataclass(frozen=True)
class Name:
    """A city's name beside its mark; `anchor` is the end of the text that stands there."""

    text: str
    across: float
    down: float
    anchor: str
    is_chief: bool


@dataclass(frozen=True)
class Plate:
    """A sheet with its marks; `dots` are other members, shown as they lie."""

    frame: Frame
    land: str
    marks: list[Mark]
    dots: list[tuple[float, float]] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    here: Mark | None = None

    @property
    def seen(self) -> list[Mark]:
        """The marks within the neatline."""
        return [mark for mark in self.marks if self.frame.holds(mark.across, mark.down)]

    @property
    def land_scale(self) -> float:
        """By how much the land's file is enlarged."""
        return self.frame.scale / LAND_SCALES[self.land]


def plate(
    frame: Frame,
    places: Iterable[Place],
    others: Iterable[Place] = (),
    *,
    land: str = "50m",
    beyond: float | None = None,
) -> Plate:
    """The places as marks and the others as dots, all within the neatline.

    `beyond` brings those beyond it too, on each side so many of the sheet's widths and heights.
    """
    drawn = frame.enlarged(beyond or 0)
    margin = MARGIN if beyond is None else 0
    marks = [mark for mark in marked(frame, places) if drawn.holds(mark.across, mark.down, margin)]
    dots = [frame.place(other.longitude, other.latitude) for other in others]
    return Plate(frame, land, marks, [dot for dot in dots if drawn.holds(*dot)])


def marked(frame: Frame, places: Iterable[Place]) -> list[Mark]:
    """A mark for every place, none touching another, in the order of the places."""
    kept = list(places)
    stand = spaced((one.number, *frame.place(one.longitude, one.latitude)) for one in kept)
    return [Mark(one, *stand[one.number]) for one in kept]


def locator(frame: Frame, places: list[Place], own: frozenset[int], letter: float = 15.0) -> Plate:
    """A close plate on which the cities `own` are named, one alone with the nearest around it.

    `letter` is the size of the names in units of the sheet. A name that finds no free room beside
    its mark is left out, unless it is the only one of `own`, which is written large.
    """
    sheet = plate(frame, places)
    own_marks = [mark for mark in sheet.marks if mark.place.number in own]
    middle_x, middle_y = frame.left + frame.width / 2, frame.top + frame.height / 2
    if len(own_marks) == 1:
        middle_x, middle_y = own_marks[0].across, own_marks[0].down
    nearest = sorted(
        (mark for mark in sheet.marks if mark.place.number not in own),
        key=lambda mark: (
            hypot(mark.across - middle_x, mark.down - middle_y),
            mark.place.number,
        ),
    )
    taken = [_box(mark.across - 6, mark.down - 6, 12, 12) for mark in sheet.marks]
    if len(own_marks) == len(own) == 1:
        # It is drawn larger than the others.
        taken.append(_box(middle_x - 11, middle_y - 11, 22, 22))
    names: list[Name] = []
    few = CLOSE_NAMES if len(own) == 1 else 0
    for mark in [*own_marks, *nearest[:few]]:
        is_own = mark.place.number in own
        is_chief = is_own and len(own) == 1
        size = letter * (1.35 if is_chief else 1.0)
        if name := _named(mark, size, taken, frame, chief=is_chief):
            names.append(name)
    here = own_marks[0] if len(own) == 1 and own_marks else None
    return Plate(frame, "50m", sheet.marks, names=names, here=here)


Box = tuple[float, float, float, float]


def _box(left: float, top: float, width: float, height: float) -> Box:
    return left, top, left + width, top + height


def _named(mark: Mark, size: float, taken: list[Box], frame: Frame, *, chief: bool) -> Name | None:
    text = mark.place.name
    # Wide letters, such as those of Chinese, take twice the room of Latin ones.
    width = sum(size * (1.0 if ord(letter) > 0x2E80 else 0.56) for letter in text)
    gap = 10.0 + (7.0 if chief else 0.0)
    offers = [
        ("middle", mark.across, mark.down - gap, -width / 2),
        ("start", mark.across + gap, mark.down + size * 0.35, 0.0),
        ("end", mark.across - gap, mark.down + size * 0.35, -width),
        ("middle", mark.across, mark.down + gap + size * 0.8, -width / 2),
    ]
    for index, (anchor, across, down, shift) in enumerate(offers):
        box = _box(across + shift, down - size * 0.8, width, size)
        is_free = not any(_overlap(box, other) for other in taken)
        fits = frame.holds(box[0], box[1], 3) and frame.holds(box[2], box[3], 3)
        if (is_free and fits) or (chief and index == len(offers) - 1):
            taken.append(box)
            return Name(text, round(across, 1), round(down, 1), anchor, chief)
    return None


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
