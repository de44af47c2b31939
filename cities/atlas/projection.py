"""The Equal Earth projection (Šavrič, Patterson, Jenny 2018): areas compare truly.

The globe is 1000 units wide at the equator, with the Greenwich meridian at 500 and north above.
The land in static/maps was drawn by the same formula at four times and twice that size.
"""

from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt

CENTRE_X, CENTRE_Y = 500.0, 243.35848769370224
SCALE = 184.73156767339816
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
GRATICULE_STEP = 30
LAND_SCALES = {"50m": 4, "110m": 2}


@lru_cache(maxsize=10_000)
def projected(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place in degrees stands: units to the right, and down from the north pole."""
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    stretch = sqrt(3) / 2 * (A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square))
    across = radians(longitude) * cos(theta) / stretch
    up = theta * (A1 + A2 * square + sixth * (A3 + A4 * square))
    return CENTRE_X + SCALE * across, CENTRE_Y - SCALE * up


@cache
def graticule(scale: float) -> str:
    """Meridians and parallels every 30 degrees as the path of an SVG, at `scale`."""
    lines = [
        [(longitude, latitude) for latitude in range(-90, 91, 5)]
        for longitude in range(-180, 181, GRATICULE_STEP)
    ]
    lines += [[(-180, latitude), (180, latitude)] for latitude in range(-60, 61, GRATICULE_STEP)]
    return "".join(_line([projected(*place) for place in line], scale) for line in lines)


def _line(points: list[tuple[float, float]], scale: float) -> str:
    return "M" + " ".join(f"{x * scale:.0f} {y * scale:.0f}" for x, y in points)
