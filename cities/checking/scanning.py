"""The names that stand in a text, longest first, in any language that the record knows."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from cities.checking import vocabulary
from cities.checking.index import Index
from cities.checking.vocabulary import Word
from cities.models.folding import fold
from cities.models.places import Continent, Region
from cities.search.text import DENSE

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


@dataclass
class Token:
    """A word of the text, or a run of signs without spaces, with its ways to be read.

    `segment` counts the commas before it; `rest` is what no name in a run of signs explains.
    """

    printed: str
    place: int
    segment: int
    readings: tuple[str, ...]
    is_dense: bool = False
    rest: str = ""

    @property
    def is_capital(self) -> bool:
        return self.printed[:1].isupper()


@dataclass
class FoundName:
    """Tokens, from the first to the last, that are a name or ask something: every meaning of them.

    `part` is a part of the world, `place` where they begin in the text. A weak name is a city only
    where nothing stands beside it.
    """

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


def tokens_of(text: str) -> Iterator[Token]:
    segment, end = 0, 0
    for match in WORD.finditer(text):
        segment += len(SEPARATOR.findall(text[end : match.start()]))
        end = match.end()
        printed = match.group().strip(".…–—-*•·’'‘")
        if not fold(printed):
            continue
        is_dense = any(unicodedata.name(sign, "").startswith(DENSE) for sign in printed)
        yield Token(printed, match.start(), segment, tuple(_readings(printed)), is_dense)


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


def scan(tokens: list[Token], index: Index) -> list[FoundName]:
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


def _longest(tokens: list[Token], at: int, index: Index) -> FoundName | None:
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


def _scan_dense(tokens: list[Token], at: int, index: Index) -> list[FoundName]:
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
    token.rest = rest.strip()
    return found


def _meaning(
    words: str, printed: str, index: Index, first: int, last: int, place: int
) -> FoundName | None:
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
        number, part, slug, country = None, "", "", ""
    if not (asks or number or part or slug or country or is_city):
        return None
    return FoundName(
        first, last, words, printed, place, country, is_city, slug, part, asks, number, is_weak
    )
