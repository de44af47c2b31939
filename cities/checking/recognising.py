"""What of a text the record understands: names, fields, countries, figures, dates, and the rest.

Names are recognised longest first, in any language that the record knows; ordinary words around
them do not matter. What is left over is kept, to be said back.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from cities.checking import vocabulary
from cities.checking.index import Index
from cities.checking.moments import Moments, moments
from cities.checking.vocabulary import Word
from cities.models.folding import fold
from cities.models.places import Continent, Region
from cities.search.text import DENSE, cleaned

WORD = re.compile(r"[^\s,،，、፣;:!?؟¿¡()\[\]{}\"“”„«»|/]+")
SEPARATOR = re.compile(r"[,،，、፣;:()\[\]{}|/\t]")
LONGEST_NAME = 8  # words
LONGEST_DENSE = 24  # characters
# “d’architecture”, “l’artisanat”: folded, the apostrophe is lost and both are one word.
ELISION = re.compile(r"^(?:[dlnsjtm]|qu)['’](?=\w{2})", re.IGNORECASE)
# One-letter Arabic words are written together with the next: for, in, and, the.
ARABIC_PREFIX = re.compile(r"^(?:وال|بال|كال|فال|لل|ال|و|ب|ل|ف|ك)(?=\w{2})")
# Russian endings, each with those of the nominative.
ENDINGS = (
    ("ии", ("ия", "ий")), ("ью", ("ь",)), ("ой", ("а", "ая")), ("ом", ("", "о")),
    ("ем", ("ь", "й")),
    ("е", ("", "а", "я", "ь")), ("а", ("",)), ("ы", ("а", "")), ("и", ("ь", "я", "а")),
    ("у", ("а", "")), ("я", ("ь", "й")), ("ю", ("я", "ь")),
)  # fmt: skip
LEAST_STEM = 4


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


@dataclass
class _Token:
    """A word of the text, or a run of signs without spaces, with its ways to be read."""

    printed: str
    place: int
    segment: int
    readings: tuple[str, ...]
    is_dense: bool = False
    means: object = None

    @property
    def is_capital(self) -> bool:
        return self.printed[:1].isupper()


@dataclass
class _Names:
    """A recognised stretch of tokens: every meaning of its words."""

    first: int
    last: int
    folded: str
    printed: str
    place: int
    country: str
    is_city: bool
    field: str
    part: Region | Continent | str
    asks: Word | None
    number: int | None
    is_weak: bool


def recognise(text: str, index: Index) -> Understood:
    """What the text says, in the terms of the record; raises `QueryTooLong`."""
    text = cleaned(text)
    found = moments(text)
    understood = Understood(text, impossible=found.impossible)
    tokens = list(_tokens(found.rest))
    names = _scan(tokens, index)
    _take_figures_and_dates(understood, found, names)
    _take_names(understood, names, tokens, index)
    understood.left += found.endless
    return understood


# Words ------------------------------------------------------------------------------------------


def _tokens(text: str) -> Iterator[_Token]:
    segment, end = 0, 0
    for match in WORD.finditer(text):
        segment += len(SEPARATOR.findall(text[end : match.start()]))
        end = match.end()
        printed = match.group().strip(".…–—-*•·’'‘")
        if not fold(printed):
            continue
        is_dense = any(unicodedata.name(sign, "").startswith(DENSE) for sign in printed)
        yield _Token(printed, match.start(), segment, tuple(_readings(printed)), is_dense)


def _readings(printed: str) -> Iterator[str]:
    """The word folded; without an elided article; without an Arabic prefix; in the nominative."""
    folded = fold(printed)
    yield folded
    possessive = re.sub(r"['’]s$", "", printed)
    if possessive != printed:
        yield fold(possessive)
    if ELISION.match(printed):
        yield fold(ELISION.sub("", printed))
    if ARABIC_PREFIX.match(folded):
        bare = ARABIC_PREFIX.sub("", folded)
        yield from (bare, f"ال{bare}")
    if "а" <= folded[-1:] <= "я":
        for ending, nominatives in ENDINGS:
            if folded.endswith(ending) and len(folded) - len(ending) >= LEAST_STEM - 1:
                yield from (folded.removesuffix(ending) + ending_ for ending_ in nominatives)


def _scan(tokens: list[_Token], index: Index) -> list[_Names]:
    """The recognised stretches from the left, each as long as can be."""
    found, at = [], 0
    while at < len(tokens):
        if tokens[at].is_dense:
            found += _scan_dense(tokens, at, index)
            at += 1
            continue
        name = _longest(tokens, at, index)
        if name:
            found.append(name)
            at = name.last + 1
        else:
            at += 1
    return found


def _longest(tokens: list[_Token], at: int, index: Index) -> _Names | None:
    segment = tokens[at].segment
    for last in range(min(len(tokens), at + LONGEST_NAME) - 1, at - 1, -1):
        if tokens[last].segment != segment or any(
            token.is_dense for token in tokens[at : last + 1]
        ):
            continue
        middle = [token.readings[0] for token in tokens[at + 1 : last]]
        for start in tokens[at].readings:
            for end in tokens[last].readings if last > at else ("",):
                words = " ".join((start, *middle, *([end] if last > at else ())))
                printed = " ".join(token.printed for token in tokens[at : last + 1])
                name = _meaning(words, printed, index, at, last, tokens[at].place)
                if name:
                    return name
    return None


def _scan_dense(tokens: list[_Token], at: int, index: Index) -> list[_Names]:
    """The names within writing that has no spaces; what is left between them becomes a token."""
    token, found, place, rest = tokens[at], [], 0, ""
    text = token.printed
    while place < len(text):
        for length in range(min(LONGEST_DENSE, len(text) - place), 1, -1):
            printed = text[place : place + length]
            name = _meaning(fold(printed), printed, index, at, at, token.place + place)
            if name:
                found.append(name)
                rest += " "
                place += length
                break
            if fold(printed) in vocabulary.ordinary():
                rest += " "
                place += length
                break
        else:
            rest += " " if fold(text[place]) in vocabulary.ordinary() else text[place]
            place += 1
    token.means = rest.strip()
    return found


def _meaning(
    words: str, printed: str, index: Index, first: int, last: int, place: int
) -> _Names | None:
    """Every meaning of the folded words, or None where they have none."""
    is_ordinary = words in vocabulary.ordinary()
    asks = vocabulary.asking().get(words)
    number = vocabulary.number_words().get(words)
    part = vocabulary.parts_of_the_world().get(words) or vocabulary.groups().get(words, "")
    slug = index.fields.get(words, "")
    country = index.country_of(words)
    # Three Latin letters may be the code of an airport: only capitals are taken for one.
    is_short = len(words) < 4 and words.isascii() and not printed.isupper()
    is_city = index.names_a_city(words) and not slug
    # “Seúl” is also “seul”: such a name is one only where nothing stands beside it.
    is_weak = words not in index.official and bool(is_ordinary or asks or is_short)
    if country and len(words) < LEAST_STEM and words.isascii() and not printed.isupper():
        country = ""
    if is_ordinary:
        number = part = slug = country = None
    if not (asks or number or part or slug or country or is_city):
        return None
    return _Names(
        first,
        last,
        words,
        printed,
        place,
        country or "",
        is_city,
        slug or "",
        part or "",
        asks,
        number,
        is_weak,
    )


# Figures and dates ------------------------------------------------------------------------------


def _take_figures_and_dates(understood: Understood, found: Moments, names: list[_Names]) -> None:
    """Years apart from figures, each figure with the word that says what it counts."""
    dates = list(found.dates)
    figures = [(place, value, grouped) for place, value, grouped in found.figures]
    worded = [(name.place, name.number, False) for name in names if name.number]
    nouns = [
        (name.place, name.asks)
        for name in names
        if name.asks in (Word.CITIES, Word.COUNTRIES, Word.FIELDS)
    ]
    comparisons = [
        (name.place, name.asks)
        for name in names
        if name.asks in (Word.MORE_THAN, Word.AT_LEAST, Word.FEWER_THAN)
    ]
    places = sorted(place for place, *_ in figures + worded)
    for place, value, is_grouped in sorted(figures + worded):
        following = min((other for other in places if other > place), default=10**6)
        noun = next((word for at, word in nouns if place < at < following), None)
        # “城市180个”: in Chinese and Russian the noun may come first.
        is_worded = (place, value, False) in worded
        if is_worded and noun is None:
            continue
        is_year = 1900 <= value <= 2199 and not is_grouped and not is_worded
        if is_year and (
            noun is None
            or understood.text[place + 4 : place + 5] in ",،"
            or _is_date(understood.text, place)
        ):
            dates.append((place, str(value)))
            continue
        before = [word for at, word in comparisons if place - 24 < at < place]
        understood.figures.append(Figure(value, noun, before[-1] if before else None))
    dates.sort()
    since_at = [name.place for name in names if name.asks is Word.SINCE]
    for place, date in dates:
        if not understood.since and any(0 < place - at < 40 for at in since_at):
            understood.since = date
        elif not understood.said_on:
            understood.said_on = date


IN = re.compile(
    r"(?:\b(?:in|en|since|depuis|desde|by|от|в|с|for|from|until|during|of|de|since)|في|عام|سنة|منذ)\s+$",
    re.IGNORECASE,
)


def _is_date(text: str, place: int) -> bool:
    """Whether a preposition of time stands before the figure."""
    return bool(IN.search(text[:place]))


# Names ------------------------------------------------------------------------------------------


def _take_names(
    understood: Understood, names: list[_Names], tokens: list[_Token], index: Index
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
    names: list[_Names], tokens: list[_Token], index: Index, *, counted: bool
) -> list[_Names]:
    """Which names are meant as cities: Singapore and Granada are countries too."""

    def is_alone(name: _Names) -> bool:
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
    understood: Understood, names: list[_Names], chosen: list[_Names], tokens: list[_Token]
) -> None:
    """What no name explains: runs of words, and whether one of them makes a known name longer."""
    taken = {at for name in names for at in range(name.first, name.last + 1)}
    plain = vocabulary.ordinary()
    strange: list[int] = []
    runs: list[str] = []
    for at, token in enumerate(tokens):
        if token.is_dense:
            if (token.means and at in taken) or token.means:
                runs.append(str(token.means))
            continue
        if at in taken or all(part in plain for part in token.readings[0].split()):
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
    if not understood.cities and runs:
        capital = [run for run in runs if run[:1].isupper()]
        understood.unknown = max(capital or runs, key=len)
        understood.left = [run for run in runs if run != understood.unknown]


def _extended(
    chosen: list[_Names],
    strange: set[int],
    tokens: list[_Token],
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
