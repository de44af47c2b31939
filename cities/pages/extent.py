"""The part of the world that the large map shows, as its address says it.

Either `view` names a part, or `at` gives the middle of the sheet (degrees of latitude and
longitude, with a comma between them) and `zoom` how many times the sheet of the world is enlarged.
Where both stand, `view` wins. Of a wrong value the nearest right one is drawn.
"""

import re
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from cities.atlas.frames import MOST_ZOOM, VIEWS, Frame, zoomed
from uccn.doors.filtering import Problem, shown
from uccn.doors.words import nearest

PARAMETERS = ("view", "at", "zoom")
WORLD = "world"
MIDDLE = (0.0, 0.0)
# Of a place without a zoom: its neighbours within a few hundred kilometres.
NEAR = 8.0
NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,12})?")
DECIMALS = 2


@dataclass
class Extent:
    """What was asked for: the sheet, the parameters that say so again, and what was wrong."""

    frame: Frame
    view: str = ""
    parameters: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def extent_of(data: QueryDict) -> Extent:
    """The extent of an address; without one, the world."""
    # That one is given twice, the filter set says.
    view, at, zoom = (_last(data, name) for name in PARAMETERS)
    problems: list[Problem] = []
    if view:
        problems += [
            Problem(
                name,
                shown(value),
                _("“view” names a part of the world already: leave out the one or the other."),
            )
            for name, value in (("at", at), ("zoom", zoom))
            if value
        ]
        if view not in VIEWS:
            problems.append(
                Problem(
                    "view",
                    shown(view),
                    _("“%(value)s” is not one of: %(choices)s.")
                    % {"value": shown(view), "choices": ", ".join(VIEWS)},
                    nearest(view, list(VIEWS)),
                )
            )
            view = WORLD
    elif at or zoom:
        return _by_place(at, zoom, problems)
    view = view or WORLD
    return Extent(VIEWS[view], view, {"view": view} if view != WORLD else {}, problems)


def _by_place(at: str, zoom: str, problems: list[Problem]) -> Extent:
    place = _numbers(at, [(-90, 90), (-180, 180)]) if at else MIDDLE
    times = _numbers(zoom, [(1, MOST_ZOOM)]) if zoom else (NEAR if at else 1.0,)
    if at and (place is None or not _is_written(at, place)):
        problems.append(
            Problem(
                "at",
                shown(at),
                _(
                    "Write a place as its latitude from −90 to 90 and its longitude from −180 to "
                    "180, such as 45.76,4.84."
                ),
                _written(place) if place else "",
            )
        )
    if zoom and (times is None or not _is_written(zoom, times)):
        problems.append(
            Problem(
                "zoom",
                shown(zoom),
                _("Write a number from 1 to %(most)s.") % {"most": MOST_ZOOM},
                _written(times) if times else "",
            )
        )
    if place is None or times is None:
        return Extent(VIEWS[WORLD], WORLD, problems=problems)
    parameters = {"at": _written(place), "zoom": _written(times)}
    return Extent(zoomed(place[1], place[0], times[0]), "", parameters, problems)


def _last(data: QueryDict, name: str) -> str:
    return ([""] + [value.strip() for value in data.getlist(name) if value.strip()])[-1]


def _numbers(text: str, bounds: list[tuple[int, int]]) -> tuple[float, ...] | None:
    """As many numbers as there are bounds, each within its own; None for anything else."""
    found = NUMBER.findall(shown(text))
    if len(found) != len(bounds):
        return None
    limited = zip(found, bounds, strict=True)
    return tuple(round(min(max(float(one), low), high), DECIMALS) for one, (low, high) in limited)


def _is_written(text: str, numbers: tuple[float, ...]) -> bool:
    """Whether a text says just these numbers, with however many decimals."""
    parts = text.split(",")
    return len(parts) == len(numbers) and all(
        NUMBER.fullmatch(part) and round(float(part), DECIMALS) == number
        for part, number in zip(parts, numbers, strict=True)
    )


def _written(numbers: tuple[float, ...]) -> str:
    # Adding nothing makes zero of minus zero.
    return ",".join(f"{number + 0.0:.{DECIMALS}f}".rstrip("0").rstrip(".") for number in numbers)
