"""Dates and figures as they stand in running text."""

import functools
import re
from dataclasses import dataclass, field

from babel.dates import get_month_names
from django.core.exceptions import ValidationError

from cities.models.dates import last_day
from cities.models.folding import fold
from cities.models.places import today
from uccn.doors import locales

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh", "sv", "da", "nb", "de")
FIRST_YEAR = 2004
MOST_DIGITS = 9

ISO = re.compile(r"\b(\d{4})-(\d{1,2})(?:-(\d{1,2}))?\b")
CHINESE = re.compile(r"(\d{4})\s*年(?:\s*(\d{1,2})\s*月)?(?:\s*(\d{1,2})\s*日)?")
DOTTED = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
# Thousands are grouped with a point, a comma, an apostrophe or one of several spaces.
FIGURE = re.compile(r"\d{1,3}(?:[.,'’\u00a0\u202f\u2009 ٬]\d{3})+(?!\d)|\d+")


@dataclass
class Moments:
    """What of a text are dates and figures, and the text with spaces in their place.

    `dates` are written as in the record: 2015, 2015-12 or 2015-12-11; `impossible` are those that
    the calendar does not have, `endless` are figures that count nothing on earth. Dates go with
    their place in the text, figures with their place and whether their thousands were grouped.
    """

    rest: str
    dates: list[tuple[int, str]] = field(default_factory=list)
    figures: list[tuple[int, int, bool]] = field(default_factory=list)
    impossible: list[str] = field(default_factory=list)
    endless: list[str] = field(default_factory=list)


@functools.cache
def months() -> dict[str, int]:
    """Folded names of months, to their numbers."""
    found: dict[str, int] = {}
    for language in LANGUAGES:
        with locales.let_go(language) as locale:
            for width in ("wide", "abbreviated"):
                for context in ("format", "stand-alone"):
                    names = get_month_names(width, context=context, locale=locale)
                    found |= {fold(name): number for number, name in names.items()}
    return {name: number for name, number in found.items() if len(name) > 2 and name.isalpha()}


# A day may stand before its month or after it; “de” and “of” may stand between.
IN_WORDS = re.compile(
    r"(?:\b(\d{1,2})(?:st|nd|rd|th|er|\.)?\s+(?:de\s+|of\s+)?)?"
    r"([^\W\d_]{3,12})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(?:de\s+|del\s+|of\s+)?(\d{4})\b"
)


def moments(text: str) -> Moments:
    """Take the dates and figures out of a text."""
    found = Moments(text)
    for pattern, order in ((CHINESE, (1, 2, 3)), (ISO, (1, 2, 3)), (DOTTED, (3, 2, 1))):
        for match in pattern.finditer(found.rest):
            _take(found, match, *(match.group(place) for place in order))
    for match in IN_WORDS.finditer(found.rest):
        before, word, after, year = match.groups()
        month = months().get(fold(word))
        if month:
            _take(found, match, year, str(month), before or after)
    for match in FIGURE.finditer(found.rest):
        digits = re.sub(r"\D", "", match.group())
        if len(digits) > MOST_DIGITS:
            found.endless.append(match.group())
        else:
            is_grouped = len(digits) < len(match.group())
            found.figures.append((match.start(), int(digits), is_grouped))
        _blank(found, match)
    return found


def _take(found: Moments, match: re.Match, year: str, month: str | None, day: str | None) -> None:
    parts = [f"{int(year):04d}", *(f"{int(part):02d}" for part in (month, day) if part)]
    date = "-".join(parts)
    try:
        last_day(date)
    except ValidationError:
        found.impossible.append(match.group().strip())
    else:
        found.dates.append((match.start(), date))
    _blank(found, match)


def _blank(found: Moments, match: re.Match) -> None:
    start, end = match.span()
    found.rest = f"{found.rest[:start]}{' ' * (end - start)}{found.rest[end:]}"


def is_before_the_network(date: str) -> bool:
    """Whether a date lies before the first year of the network."""
    return int(date[:4]) < FIRST_YEAR


def is_yet_to_come(date: str) -> bool:
    """Whether no day of a date has come yet."""
    return date > today().isoformat()[: len(date)]
