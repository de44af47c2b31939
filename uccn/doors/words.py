"""The right word that a wrong one probably meant."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA


def nearest(word: str, right_words: Iterable[str]) -> str:
    """The right word that is at most two letters (one, in short words) away; none gives nothing."""
    allowed = 1 if len(word) < 4 else 2
    found = process.extractOne(
        word.casefold(), list(right_words), scorer=OSA.distance, score_cutoff=allowed
    )
    return found[0] if found else ""
