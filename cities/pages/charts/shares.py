"""Shares of a whole as they have shifted: bands that lie on one another and fill the drawing."""

import datetime
from dataclasses import dataclass

from cities.pages.charts.axis import Axis, Word
from cities.pages.charts.steps import SQUARE, squared
from cities.pages.words import percent

# The words at the ends of thin bands stand at least so many hundredths apart.
LEAST_APART = 6.5
RULES = (25, 50, 75)


@dataclass(frozen=True)
class ShareChart:
    """The bands from the top down, each with what it is and how large.

    A band is the area from its upper edge to the drawing's foot: painted in their order, each
    covers the foot of the one before. `names` stand beside a wide drawing and within a narrow one.
    """

    bands: list[str]
    edges: list[str]
    names: list[Word]
    names_within: list[Word]
    shares: list[Word]
    rules: list[Word]
    ticks: list[Word]


def share_chart(
    shares: list[tuple[datetime.date, dict[str, float]]], axis: Axis, names: dict[str, str]
) -> ShareChart | None:
    """The drawing of shares from 0 to 1 of each key, the largest of today at the foot.

    None where there are no shares today.
    """
    if not shares or not shares[-1][1]:
        return None
    last = shares[-1][1]
    order = sorted(last, key=lambda key: last[key])
    edges = [_edge(shares, axis, order[place:]) for place in range(len(order))]
    ends = list(zip(order, _apart(_middles(last, order)), strict=True))
    begins, now = squared(axis.across(shares[0][0])), axis.place(100)
    return ShareChart(
        bands=[f"{edge}V{SQUARE}H{begins}Z" for edge in edges],
        edges=edges,
        names=[Word(names[key], now, down, axis.beginning, "wide") for key, down in ends],
        names_within=[Word(names[key], now, down, axis.end, "narrow") for key, down in ends],
        shares=[Word(percent(last[key]), now, down, axis.beginning) for key, down in ends],
        rules=[
            Word(percent(rule / 100), axis.place(0), 100 - rule, axis.beginning) for rule in RULES
        ],
        ticks=axis.ticks(),
    )


def _edge(shares: list[tuple[datetime.date, dict[str, float]]], axis: Axis, keys: list[str]) -> str:
    """The upper edge of these shares together."""
    path = ""
    for day, parts in shares:
        down = squared(100 - 100 * min(1.0, sum(parts.get(key, 0) for key in keys)))
        across = squared(axis.across(day))
        path += f"H{across}V{down}" if path else f"M{across} {down}"
    return f"{path}H{squared(axis.across(axis.until))}"


def _middles(last: dict[str, float], order: list[str]) -> list[float]:
    """Where the middle of each band stands at the end of time, from the top down."""
    middles = []
    above = 0.0
    for key in order:
        middles.append(100 * (above + last[key] / 2))
        above += last[key]
    return middles


def _apart(places: list[float]) -> list[float]:
    """The places, from the top down, moved so far that none stands too near to the one above."""
    moved: list[float] = []
    for place in places:
        moved.append(round(max(place, moved[-1] + LEAST_APART) if moved else place, 2))
    return moved
