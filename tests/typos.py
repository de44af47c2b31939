"""Slips of the finger: all with one letter, and a fixed sample of those with two."""

import random
import string
from collections.abc import Iterator

LETTERS = string.ascii_lowercase + string.digits + "_-"


def one_letter_typos(word: str) -> set[str]:
    """Every word that one letter left out, doubled up, replaced or swapped makes of this one."""
    typos = set()
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        typos |= {before + letter + after for letter in LETTERS}
        if after:
            typos.add(before + after[1:])
            typos |= {before + letter + after[1:] for letter in LETTERS}
        if len(after) > 1:
            typos.add(before + after[1] + after[0] + after[2:])
    # An empty value counts as absent: it is no word at all.
    return typos - {word, ""}


def two_letter_typos(word: str, count: int) -> set[str]:
    """So many words that two slips one after the other make of this one; the same ones each time.

    None that a single slip could have made, too.
    """
    chance = random.Random(word)  # noqa: S311, a fixed sample
    once = sorted(one_letter_typos(word))
    near = {word, "", *once}
    found: set[str] = set()
    for typo in _endlessly(once, chance):
        if len(found) == count:
            return found
        found |= {chance.choice(sorted(one_letter_typos(typo)))} - near
    return found


def _endlessly(words: list[str], chance: random.Random) -> Iterator[str]:
    while True:
        yield chance.choice(words)
