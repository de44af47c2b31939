"""The right word that a wrong one probably meant."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

# So many letters may be wrong, missing, too many or in the wrong order.
MOST_SLIPS = 2
# Of two letters one must be right; else every code would be near to every other.
SHORT = 2


def nearest(word: str, right_words: Iterable[str]) -> str:
    """The right word that is at most two letters (one, in the shortest) away; none gives nothing.

    Of words that are equally near it is the shortest, for which there are fewer ways to go wrong,
    so that each of them is likelier; then the one that is listed first.
    """
    found = near(word, right_words)
    return found[0] if found else ""


def near(word: str, right_words: Iterable[str]) -> tuple[str, int] | None:
    """The right word that was probably meant, and how many letters away it is."""
    folded = word.casefold()
    distances = process.extract(
        folded,
        list(right_words),
        scorer=OSA.distance,
        processor=str.casefold,
        score_cutoff=MOST_SLIPS,
        limit=None,
    )
    likely = [
        (slips, len(right), place, right)
        for right, slips, place in distances
        if slips < MOST_SLIPS or max(len(folded), len(right)) > SHORT
    ]
    if not likely:
        return None
    slips, _length, _place, right = min(likely)
    return right, int(slips)
