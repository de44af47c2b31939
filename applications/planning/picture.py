"""A plan as a drawing: each step on a line of its own, from the first day to the last."""

import datetime
from typing import Any

from django.utils.formats import date_format

from applications.planning.steps import Step, spread

LINE = 22  # how high the line of a step is, in pixels
THICK = 8
# Months between two words of the scale, and how many words there is room for at most.
APART = (1, 2, 3, 6, 12, 24, 60, 120)
MOST_WORDS = 4
# A word that begins further along than this would not end on the drawing.
FURTHEST = 84.0
THINNEST = 1.2

Row = dict[str, Any]


def picture_of(steps: list[Step], today: datetime.date, *, mirrored: bool = False) -> Row | None:
    """Bars, months and today, in hundredths of the width and in pixels of the height.

    Mirrored where lines are read from the right. None for fewer than two steps: they have no order.
    """
    if len(steps) < 2:
        return None
    first = min(step.first_day for step in steps)
    last = max(step.last_day for step in steps)
    place = Place(first, last, mirrored=mirrored)
    places = enumerate(zip(steps, spread(steps), strict=True))
    return {
        "height": LINE * len(steps),
        "bars": [bar(number, step, *ends, mirrored=mirrored) for number, (step, ends) in places],
        "months": months(place),
        "today": place.of(today) if first <= today <= last else None,
        "mirrored": mirrored,
    }


class Place:
    """Where a day stands between the first and the last, in hundredths of the width."""

    def __init__(self, first: datetime.date, last: datetime.date, *, mirrored: bool) -> None:
        self.first, self.last, self.mirrored = first, last, mirrored
        self.days = (last - first).days + 1

    def of(self, day: datetime.date) -> float:
        share = 100 * (day - self.first).days / self.days
        return round(100 - share if self.mirrored else share, 2)


def bar(number: int, step: Step, begin: float, end: float, *, mirrored: bool) -> Row:
    """One step's bar, with its number on the side where there is room."""
    width = max(end - begin, THINNEST)
    begin = min(begin, 100 - width)
    follows = begin + width < 94
    at = begin + width + 1 if follows else begin - 1
    return {
        "number": number + 1,
        "origin": step.origin,
        "x": round(100 - begin - width if mirrored else begin, 2),
        "y": number * LINE + (LINE - THICK) // 2,
        "width": round(width, 2),
        "height": THICK,
        "at": round(100 - at if mirrored else at, 2),
        "middle": number * LINE + LINE // 2 + 4,
        "anchor": "start" if follows != mirrored else "end",
    }


def months(place: Place) -> list[Row]:
    """The first days of months, as many as there is room for, with their names."""
    months_in_all = 12 * (place.last.year - place.first.year) + place.last.month - place.first.month
    apart = next((one for one in APART if months_in_all / one <= MOST_WORDS), APART[-1])
    found = []
    count = 12 * place.first.year + place.first.month - 1
    for month in range(count - count % apart, count + months_in_all + 1, apart):
        day = datetime.date(month // 12, month % 12 + 1, 1)
        if day >= place.first:
            share = place.of(day)
            has_room = (100 - share if place.mirrored else share) <= FURTHEST
            word = date_format(day, "Y" if apart >= 12 else "M Y") if has_room else ""
            found.append({"x": share, "word": word})
    return found
