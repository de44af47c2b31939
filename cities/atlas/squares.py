"""The squares of the world's sheet as they lie on any other: their references and ticks."""

from dataclasses import dataclass

from cities.atlas.frames import COLUMNS, ROW_LETTERS, ROWS, WORLD, Frame

# Of a square that is cut by the neatline, so much must be seen for its reference to be written.
LEAST_SEEN = 36
TICK = 9


@dataclass(frozen=True)
class Squares:
    """References at the middle of what is seen of each column and row, in units of the sheet."""

    columns: list[tuple[str, float]]
    rows: list[tuple[str, float]]
    ticks: str


def squares(frame: Frame) -> Squares:
    """The columns 1 to 16 and the rows A to H that a sheet shows, with ticks between them."""
    enlarged = frame.scale / WORLD.scale
    width, height = WORLD.width / COLUMNS * enlarged, WORLD.height / ROWS * enlarged
    numbers = [str(number + 1) for number in range(COLUMNS)]
    columns, across = _seen(numbers, WORLD.left * enlarged, width, frame.left, frame.width)
    rows, down = _seen(list(ROW_LETTERS), WORLD.top * enlarged, height, frame.top, frame.height)
    right, bottom = frame.left + frame.width, frame.top + frame.height
    ticks = [f"M{x:.0f} {frame.top:.0f}v{TICK}M{x:.0f} {bottom:.0f}v-{TICK}" for x in across]
    ticks += [f"M{frame.left:.0f} {y:.0f}h{TICK}M{right:.0f} {y:.0f}h-{TICK}" for y in down]
    return Squares(columns, rows, "".join(ticks))


def _seen(
    labels: list[str], first: float, step: float, start: float, length: float
) -> tuple[list[tuple[str, float]], list[float]]:
    """Each label with the middle of the seen part of its square, and the lines between squares."""
    written = []
    for index, label in enumerate(labels):
        begin = max(first + index * step, start)
        end = min(first + (index + 1) * step, start + length)
        if end - begin >= LEAST_SEEN:
            written.append((label, round((begin + end) / 2, 1)))
    lines = [first + index * step for index in range(1, len(labels))]
    return written, [line for line in lines if start < line < start + length]
