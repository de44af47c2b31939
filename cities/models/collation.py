"""A sort key for names that both databases order alike."""

import functools

from pyuca import Collator

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
