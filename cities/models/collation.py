"""A sort key for names that both databases order alike."""

import functools
import json
import unicodedata
from pathlib import Path

from cities.models.collation_table import Collator

COMPARED_LENGTH = 60
SORT_KEY_LENGTH = 1200


@functools.cache
def collator() -> Collator:
    # Reading the collation table takes about half a second, so only writers pay for it, once.
    return Collator()


@functools.lru_cache(maxsize=4096)
def sort_key(text: str) -> str:
    """The Unicode default collation key of a name, as hexadecimal text.

    Hexadecimal digits sort alike under every collation, so SQLite and PostgreSQL agree: Ōsaka
    stands beside Osaka, and Łódź between Lublin's neighbours rather than after Z.
    """
    weights = collator().sort_key(text[:COMPARED_LENGTH])
    return "".join(f"{weight:04x}" for weight in weights)[:SORT_KEY_LENGTH]


READINGS = Path(__file__).with_name("readings.json")
# Where readers write otherwise than in Latin letters, names in their own writing come first.
OWN_WRITING = {"ar": "ARABIC", "ru": "CYRILLIC", "zh": "CJK"}
BEFORE_ALL = "0000"


def sort_key_in(language: str, text: str) -> str:
    """The collation key of a name for the readers of a language, comparable with `sort_key`.

    It follows CLDR: the reader's own writing before Latin, and Chinese by its pinyin.
    """
    primary = language.partition("-")[0]
    if not in_own_writing(primary, text):
        return sort_key(text)
    if primary == "zh":
        text = pinyin(text)
    return (BEFORE_ALL + sort_key(text))[:SORT_KEY_LENGTH]


def in_own_writing(primary: str, text: str) -> bool:
    """Whether a text begins with the letters of a language that has others than Latin ones."""
    writing = OWN_WRITING.get(primary)
    return writing is not None and unicodedata.name(text[:1] or " ", "").startswith(writing)


@functools.lru_cache(maxsize=4096)
def pinyin(text: str) -> str:
    """How a Chinese name is read, in Latin letters."""
    return readings().get(text) or looked_up(text)


def looked_up(text: str) -> str:
    """The same from the dictionary, for names that are not among the `readings`."""
    # It takes 56 MB, so only processes that meet a new name pay for it.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    return " ".join(lazy_pinyin(text, style=Style.TONE3))


@functools.cache
def readings() -> dict[str, str]:
    """How the names of the record are read, as `manage.py write_readings` found it."""
    known: dict[str, str] = json.loads(READINGS.read_text(encoding="utf-8"))
    return known
