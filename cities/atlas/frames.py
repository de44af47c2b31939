"""The sheets of the atlas: what part of the globe each shows, how large, and its references."""

from dataclasses import dataclass

from cities.atlas.projection import CENTRE_Y, projected

COLUMNS, ROWS = 16, 8
ROW_LETTERS = "ABCDEFGH"


@dataclass(frozen=True)
class Frame:
    """A sheet: how many units of it make one of the projection, and the part that is seen.

    One unit of a sheet is near two thirds of a pixel on the sheet's widest screen, so that marks
    of one size in units look alike on every sheet.
    """

    scale: float
    left: float
    top: float
    width: float
    height: float

    @property
    def view_box(self) -> str:
        numbers = (self.left, self.top, self.width, self.height)
        return " ".join(f"{number:.1f}".removesuffix(".0") for number in numbers)

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a place in degrees stands on the sheet."""
        across, down = projected(longitude, latitude)
        return across * self.scale, down * self.scale

    def enlarged(self, by: float) -> "Frame":
        """The same with more around it: on each side so many of its widths and heights."""
        across, down = self.width * by, self.height * by
        return Frame(
            self.scale,
            self.left - across,
            self.top - down,
            self.width + 2 * across,
            self.height + 2 * down,
        )

    def holds(self, across: float, down: float, margin: float = 0) -> bool:
        """Whether a point of the sheet is seen, at least `margin` units within the neatline."""
        return (
            self.left + margin <= across <= self.left + self.width - margin
            and self.top + margin <= down <= self.top + self.height - margin
        )


WORLD = Frame(2, 30, 26, 1940, 848)


# The large map shares its line with a list, so that its sheets are less wide than the world's on
# a page of its own; they are high enough for the whole globe.
SHEET_WIDTH, SHEET_HEIGHT = 1410, 830
MOST_ZOOM = 32


def showing(west: float, north: float, east: float, south: float) -> Frame:
    """The large map's sheet of a part of the projection, given in its units.

    A part that is taller or wider than the sheet is shown whole, with more at its sides.
    """
    width, height = SHEET_WIDTH, SHEET_HEIGHT
    scale = min(width / (east - west), height / (south - north))
    left = (west + east) / 2 * scale - width / 2
    return Frame(scale, left, (north + south) / 2 * scale - height / 2, width, height)


def exactly(west: float, north: float, east: float, south: float, width: float) -> Frame:
    """The sheet of a part of the projection with the part's own proportions."""
    scale = width / (east - west)
    return Frame(scale, west * scale, north * scale, width, (south - north) * scale)


VIEWS = {
    "world": showing(15, 0, 985, 2 * CENTRE_Y),
    "africa": showing(420, 95, 650, 375),
    "arab-states": showing(445, 95, 660, 255),
    "asia-pacific": showing(643, 66, 970, 412),
    "europe": showing(440, 14, 620, 124),
    "north-america": showing(230, 30, 400, 190),
    "latin-america": showing(200, 112, 425, 404),
}
GLOBE = VIEWS["world"]
EUROPE = exactly(453, 28, 597, 125, 1100)
EAST_ASIA = exactly(738, 88, 888, 270, 612)
EUROPE_NARROW = exactly(462, 30, 592, 122, 560)


def zoomed(longitude: float, latitude: float, zoom: float) -> Frame:
    """The large map's sheet around a place, enlarged so many times.

    The closer the sheet, the nearer its middle may come to the edge of the globe's.
    """
    scale = GLOBE.scale * zoom
    point = projected(longitude, latitude)
    sides = ((GLOBE.left, GLOBE.width), (GLOBE.top, GLOBE.height))
    middles = []
    for at, (start, length) in zip(point, sides, strict=True):
        reach = length / 2 * (1 - 1 / zoom**2)
        middle = start + length / 2
        middles.append(min(max(at * GLOBE.scale, middle - reach), middle + reach) * zoom)
    left, top = middles[0] - GLOBE.width / 2, middles[1] - GLOBE.height / 2
    return Frame(scale, left, top, GLOBE.width, GLOBE.height)


def around(longitude: float, latitude: float, reach: float, width: float, height: float) -> Frame:
    """The sheet around a place that shows `reach` units of the projection across."""
    scale = width / reach
    across, down = projected(longitude, latitude)
    left, top = across * scale - width / 2, down * scale - height / 2
    return Frame(scale, left, max(-height / 8, top), width, height)


def enclosing(
    places: list[tuple[float, float]], least: float, width: float, height: float
) -> Frame:
    """The sheet that shows all the places with a margin, and at least `least` units across."""
    points = [projected(*place) for place in places]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    north, south = min(y for _, y in points), max(y for _, y in points)
    reach = max(least, (east - west) * 1.3, (south - north) * 1.3 * width / height)
    scale = width / reach
    middle, centre = (west + east) / 2 * scale, (north + south) / 2 * scale
    return Frame(scale, middle - width / 2, centre - height / 2, width, height)


def map_reference(longitude: float, latitude: float) -> str:
    """The square of the world's sheet in which a place lies: B9 for Lyon."""
    across, down = WORLD.place(longitude, latitude)
    column = int((across - WORLD.left) / WORLD.width * COLUMNS)
    row = int((down - WORLD.top) / WORLD.height * ROWS)
    column, row = min(max(column, 0), COLUMNS - 1), min(max(row, 0), ROWS - 1)
    return f"{ROW_LETTERS[row]}{column + 1}"
