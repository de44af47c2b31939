"""What of a text the record understands: names, fields, countries, figures, dates, and the rest.

Names are recognised longest first, in any language that the record knows; ordinary words around
them do not matter. What is left over is kept, to be said back.
"""

import re
from dataclasses import dataclass, field
from itertools import zip_longest

from cities.checking import vocabulary
from cities.checking.index import Index
from cities.checking.moments import Moments, moments
from cities.checking.scanning import FoundName, Token, scan, tokens_of
from cities.checking.vocabulary import Word
from cities.models.places import Continent, Region
from cities.search.text import cleaned

COUNTED = (Word.CITIES, Word.COUNTRIES, Word.FIELDS)
COMPARED = (Word.MORE_THAN, Word.AT_LEAST, Word.FEWER_THAN)
YEARS = range(1900, 2200)
BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|by|from|until|during|of|en|depuis|de|desde|от|в|с)|في|عام|سنة|منذ)\s+$",
    re.IGNORECASE,
)
# So many characters apart, a word still belongs to a figure.
NEAR = 40


@dataclass(frozen=True)
class Named:
    """A name of a member as it stands in the text."""

    printed: str
    folded: str


@dataclass(frozen=True)
class Figure:
    """A number with what it counts, if that is said."""

    value: int
    counts: Word | None
    comparison: Word | None = None


@dataclass
class Understood:
    """What was recognised in a text, each kind in the order of the text.

    `place` is a continent, a UNESCO region, or the key of a group of countries. `unknown` is what
    may be the name of a place that the record does not know; `extended` says that a known name is
    a part of it. `left` are the words that were set aside although they seem to say something.
    """

    text: str
    cities: list[Named] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    place: Region | Continent | str = ""
    figures: list[Figure] = field(default_factory=list)
    since: str = ""
    said_on: str = ""
    asks: set[Word] = field(default_factory=set)
    unknown: str = ""
    extended: bool = False
    left: list[str] = field(default_factory=list)
    impossible: list[str] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        """Whether the text holds nothing that could be checked."""
        return not (
            self.cities or self.countries or self.fields or self.place or self.figures
            or self.unknown
        )  # fmt: skip


def recognise(text: str, index: Index) -> Understood:
    """What the text says, in the terms of the record; raises `QueryTooLong`."""
    text = cleaned(text)
    found = moments(text)
    understood = Understood(text, impossible=found.impossible)
    tokens = list(tokens_of(found.rest))
    names = scan(tokens, index)
    dates = _take_figures(understood, found, names)
    _take_names(understood, names, tokens, index)
    _take_dates(understood, dates, names)
    understood.left += found.endless
    return understood


# Figures and dates ------------------------------------------------------------------------------


def _take_figures(
    understood: Understood, found: Moments, names: list[FoundName]
) -> list[tuple[int, str]]:
    """Figures, each with the word after it that says what it counts; the dates are handed back.

    A number in words counts only where such a word follows, and a number like 2017 is a year unless
    one does.
    """
    dates = list(found.dates)
    nouns = [(name.place, name.asks) for name in names if name.asks in COUNTED]
    comparisons = [(name.place, name.asks) for name in names if name.asks in COMPARED]
    worded = [(name.place, name.number, True) for name in names if name.number]
    plain = [(place, value, False) for place, value, _is_grouped in found.figures]
    grouped = {place for place, _value, is_grouped in found.figures if is_grouped}
    every = sorted(worded + plain)
    for (place, value, is_worded), following in zip_longest(every, every[1:]):
        end = following[0] if following else len(understood.text)
        noun = next((word for at, word in nouns if place < at < end), None)
        if is_worded and noun is None:
            continue
        may_be_year = value in YEARS and place not in grouped and not is_worded
        if may_be_year and (noun is None or _is_date(understood.text, place)):
            dates.append((place, str(value)))
            continue
        before = [word for at, word in comparisons if place - NEAR < at < place]
        understood.figures.append(Figure(value, noun, before[-1] if before else None))
    return sorted(dates)


def _take_dates(
    understood: Understood, dates: list[tuple[int, str]], names: list[FoundName]
) -> None:
    """The date since which something is said to be, and the one on which it is said to be so.

    A bare year beside a city, as in a list, is the one of its designation.
    """
    since = [name.place for name in names if name.asks is Word.SINCE]
    for place, date in dates:
        is_bare = understood.cities and not BEFORE_YEAR.search(understood.text[:place])
        is_since = is_bare or any(0 < place - at < NEAR for at in since)
        if not understood.since and is_since:
            understood.since = date
        elif not understood.said_on:
            understood.said_on = date


def _is_date(text: str, place: int) -> bool:
    """Whether a preposition of time stands before the figure, or a comma after it."""
    return bool(BEFORE_YEAR.search(text[:place])) or text[place + 4 : place + 5] in {",", "،"}


# Names ------------------------------------------------------------------------------------------


def _take_names(
    understood: Understood, names: list[FoundName], tokens: list[Token], index: Index
) -> None:
    counted = any(figure.counts for figure in understood.figures)
    chosen = _cities(names, tokens, index, counted=counted)
    understood.asks = {name.asks for name in names if name.asks and name not in chosen}
    for name in names:
        if name in chosen:
            understood.cities.append(Named(name.printed, name.folded))
        elif name.field and not name.asks:
            if name.field not in understood.fields:
                understood.fields.append(name.field)
        elif name.country and not name.asks:
            if name.country not in understood.countries:
                understood.countries.append(name.country)
        elif name.part and not understood.place:
            understood.place = name.part
    _take_rest(understood, names, chosen, tokens)


def _cities(
    names: list[FoundName], tokens: list[Token], index: Index, *, counted: bool
) -> list[FoundName]:
    """Which names are meant as cities: Singapore and Granada are countries too."""

    def is_alone(name: FoundName) -> bool:
        segment = tokens[name.first].segment
        beside = [at for at, token in enumerate(tokens) if token.segment == segment]
        return beside == list(range(name.first, name.last + 1))

    could = [name for name in names if name.is_city and (not name.is_weak or is_alone(name))]
    sure = [name for name in could if not (name.country or name.part or name.asks or name.is_weak)]
    others = [name for name in could if name not in sure]
    if sure or not others or counted:
        return sure
    official = [name for name in others if name.folded in index.official]
    return [(official or others)[0]]


def _take_rest(
    understood: Understood, names: list[FoundName], chosen: list[FoundName], tokens: list[Token]
) -> None:
    """What no name explains: runs of words, and whether one of them makes a known name longer."""
    taken = {at for name in names for at in range(name.first, name.last + 1)}
    plain = vocabulary.ordinary()
    strange: list[int] = []
    runs: list[str] = []
    for at, token in enumerate(tokens):
        if token.is_dense:
            runs += [token.rest] if token.rest else []
            continue
        if at in taken or any(set(reading.split()) <= plain for reading in token.readings):
            continue
        if strange and strange[-1] == at - 1 and tokens[at - 1].segment == token.segment:
            runs[-1] += f" {token.printed}"
        else:
            runs.append(token.printed)
        strange.append(at)
    has_capitals = any(token.is_capital for token in tokens)
    has_case = any(token.printed.lower() != token.printed.upper() for token in tokens)
    longer = _extended(chosen, set(strange), tokens, has_capitals=has_capitals, has_case=has_case)
    if longer:
        understood.unknown, understood.extended = longer, True
        understood.cities = []
        understood.left = [run for run in runs if run not in longer]
        return
    understood.left = runs
    if not understood.cities and runs and not understood.figures:
        capital = [run for run in runs if run[:1].isupper()]
        understood.unknown = max(capital or runs, key=len)
        understood.left = [run for run in runs if run != understood.unknown]


def _extended(
    chosen: list[FoundName],
    strange: set[int],
    tokens: list[Token],
    *,
    has_capitals: bool,
    has_case: bool,
) -> str:
    """The whole name where an unknown word beside a known name is a part of it: New York."""
    if not chosen or not has_case:
        return ""
    name = chosen[0]
    first, last = name.first, name.last
    if tokens[first].is_dense:
        return ""

    def belongs(at: int) -> bool:
        return (
            at in strange
            and tokens[at].segment == tokens[name.first].segment
            and (tokens[at].is_capital or not has_capitals)
        )

    while belongs(first - 1):
        first -= 1
    while belongs(last + 1):
        last += 1
    if (first, last) == (name.first, name.last):
        return ""
    return " ".join(token.printed for token in tokens[first : last + 1])
