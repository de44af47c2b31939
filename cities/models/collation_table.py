"""The Unicode collation table in little memory.

pyuca keeps it as a tree of objects: of the forty thousand characters that have weights, most in
scripts that nobody here writes. As numbers in arrays it takes a tenth of the memory.
"""

import functools
from array import array

import pyuca

Weights = list[list[int]]

# A character's weights are so many numbers for each of its collation elements.
LEVELS = 3
ON_A_PAGE = 256
CHARACTERS_AT_HAND = 1_000


class Table:
    """What pyuca asks of its tree: to be filled, and to find the longest key that begins a text.

    Most keys are single characters; those of several are few, and stay objects.
    """

    def __init__(self) -> None:
        # By the first digits of a character: of each on the page its place in `ends`, 0 for none.
        self.pages: dict[int, array[int]] = {}
        # Where the weights of each character end, and those of the next begin.
        self.ends = array("I", [0])
        self.weights = array("H")
        self.longer: dict[tuple[int, ...], Weights] = {}
        self.lengths: dict[int, int] = {}
        self._of = functools.lru_cache(maxsize=CHARACTERS_AT_HAND)(self._read)

    def add(self, key: list[int], elements: Weights) -> None:
        """Take the weights of a character, or of several that are weighed together."""
        if len(key) > 1:
            self.longer[tuple(key)] = elements
            self.lengths[key[0]] = max(len(key), self.lengths.get(key[0], 1))
            return
        page, place = divmod(key[0], ON_A_PAGE)
        if page not in self.pages:
            self.pages[page] = array("I", [0]) * ON_A_PAGE
        for element in elements:
            self.weights.extend(element)
        self.pages[page][place] = len(self.ends)
        self.ends.append(len(self.weights))

    def find_prefix(self, key: list[int]) -> tuple[list[int], Weights | None, list[int]]:
        """The longest known beginning of the key, its weights, and the rest of the key."""
        if not key:
            return [], None, key
        for length in range(min(self.lengths.get(key[0], 1), len(key)), 1, -1):
            if elements := self.longer.get(tuple(key[:length])):
                return key[:length], elements, key[length:]
        if elements := self._of(key[0]):
            return key[:1], elements, key[1:]
        return [], None, key

    def _read(self, character: int) -> Weights:
        page, place = divmod(character, ON_A_PAGE)
        number = self.pages[page][place] if page in self.pages else 0
        if not number:
            return []
        weights = self.weights[self.ends[number - 1] : self.ends[number]].tolist()
        return [weights[at : at + LEVELS] for at in range(0, len(weights), LEVELS)]


class Collator(pyuca.Collator):
    """pyuca's collator with that table."""

    def load(self, filename: str) -> None:
        self.table = Table()
        super().load(filename)
