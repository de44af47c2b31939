"""Marks that would touch are pushed apart, as little as it takes."""

from collections.abc import Iterable
from functools import lru_cache
from math import cos, hypot, sin

Point = tuple[int, float, float]  # the city's number, across, down
LEAST_DISTANCE = 11.2
# Positions are rounded to tenths afterwards, which may bring two marks nearer.
WANTED = LEAST_DISTANCE + 0.3
ROUNDS, LAST_ROUNDS = 160, 400
HOMESICKNESS = 0.02
# Two places on one spot part in a direction that their numbers choose.
GOLDEN_ANGLE = 2.399963
LOOK_AGAIN = 8


def spaced(points: Iterable[Point]) -> dict[int, tuple[float, float]]:
    """Number to position: no two nearer than `LEAST_DISTANCE`, each near its own place.

    The same points give the same positions, in whatever order they come.
    """
    return _spaced(tuple(sorted(points)))


@lru_cache(maxsize=256)
def _spaced(points: tuple[Point, ...]) -> dict[int, tuple[float, float]]:
    across = [x for _, x, _ in points]
    down = [y for _, _, y in points]
    home = list(zip(across, down, strict=True))
    for turn in range(ROUNDS + LAST_ROUNDS):
        if turn % LOOK_AGAIN == 0:
            pairs = _near(across, down)
        is_settling = turn >= ROUNDS
        moved = False
        for one, other in pairs:
            dx, dy = across[other] - across[one], down[other] - down[one]
            if dx > WANTED or dx < -WANTED or dy > WANTED or dy < -WANTED:
                continue
            distance = hypot(dx, dy)
            if distance >= WANTED:
                continue
            if distance < 1e-6:
                angle = GOLDEN_ANGLE * points[other][0]
                dx, dy, distance = cos(angle), sin(angle), 1.0
                push = WANTED / 2
            else:
                push = (WANTED - distance) / 2
            moved = True
            dx, dy = dx / distance * push, dy / distance * push
            across[one] -= dx
            down[one] -= dy
            across[other] += dx
            down[other] += dy
        if is_settling and not moved and turn % LOOK_AGAIN == 0:
            break
        if not is_settling:
            for index, (x, y) in enumerate(home):
                across[index] += (x - across[index]) * HOMESICKNESS
                down[index] += (y - down[index]) * HOMESICKNESS
    return {
        number: (round(x, 1), round(y, 1))
        for (number, _, _), x, y in zip(points, across, down, strict=True)
    }


def _near(across: list[float], down: list[float]) -> list[tuple[int, int]]:
    """The pairs that may touch before the next look, in one fixed order."""
    size = 2 * WANTED
    cells: dict[tuple[int, int], list[int]] = {}
    for index, (x, y) in enumerate(zip(across, down, strict=True)):
        cells.setdefault((int(x // size), int(y // size)), []).append(index)
    pairs = []
    for (column, row), members in cells.items():
        for dx, dy in ((0, 0), (1, 0), (-1, 1), (0, 1), (1, 1)):
            for other in cells.get((column + dx, row + dy), ()):
                pairs += [
                    (min(one, other), max(one, other))
                    for one in members
                    if (dx, dy) != (0, 0) or one < other
                ]
    return sorted(pairs)
