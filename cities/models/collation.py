"""A sort key for names that both databases order alike."""

import functools

from pyuca import Collator


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
    return "".join(f"{weight:04x}" for weight in collator().sort_key(text))
