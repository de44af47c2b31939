"""Two authors wrote in one answer: both changes are kept, or both texts are.

A merge is of three: the base that both had before them, and what each made of it. Texts are merged
by words, lists by rows. What only one of them changed is taken from that one; two insertions at one
place both stay; where both changed the same words, nobody decides but a person.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import Indel

from applications.preflight.words import CHARACTERS

Row = dict[str, Any]
Items = tuple[str, ...]

# A word, a Chinese character or a kana, a run of white space, or one other character.
TOKENS = re.compile(f"[{CHARACTERS}]|(?:(?![{CHARACTERS}])\\w)+|\\s+|[^\\w\\s]")
WORD = re.compile(r"\w")
# Texts that differ in more than this many pairs of words count as rewritten: to compare them takes
# a bit of memory for each pair.
MOST_PAIRS = 100_000_000


class Conflict(Exception):
    """Both changed the same words, or the same part of a row, each in another way."""


def merge_values(base: Any, one: Any, other: Any) -> Any:
    """An answer with what both authors made of it, of whatever shape.

    It does not matter who is named first. Raises `Conflict` where a person has to choose.
    """
    for before, changed, unchanged in ((base, one, other), (base, other, one), (one, other, one)):
        if same(before, changed):
            return unchanged
    if are_rows(one) and are_rows(other):
        return merge_rows(base if are_rows(base) else [], one, other)
    if isinstance(one, str) and isinstance(other, str):
        return merge_texts(base if isinstance(base, str) else "", one, other)
    raise Conflict


def same(one: Any, other: Any) -> bool:
    """Whether two values are alike; nothing is nothing, whichever way it is written."""
    return one == other or (one in EMPTY and other in EMPTY)


EMPTY: tuple[Any, ...] = (None, "", [], {})


def are_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def merge_texts(base: str, one: str, other: str) -> str:
    """A text with what both authors made of the base; it does not matter who is named first.

    Raises `Conflict` where both changed the same words, and where both filled in what was empty.
    """
    if one in (base, other):
        return other
    if other == base:
        return one
    if not base.strip():
        return longer_of(one, other)
    return "".join(
        merge_sequences(
            tokens(base), tokens(one), tokens(other), joins=join_insertions, fills=is_filling
        )
    )


def tokens(text: str) -> list[str]:
    return TOKENS.findall(text)


def longer_of(one: str, other: str) -> str:
    """Of two texts for one place the longer, if it only goes on, word by word, where one ends.

    That is one author whose earlier save was never acknowledged. Raises `Conflict` otherwise.
    """
    shorter, longer = sorted((one, other), key=len)
    begun = tokens(shorter)
    if tokens(longer)[: len(begun)] == begun:
        return longer
    raise Conflict


def join_insertions(one: Items, other: Items) -> Items:
    """Two texts inserted at one place: both, in an order that depends on neither author."""
    first, second = sorted(("".join(one), "".join(other)))
    try:
        return (longer_of(first, second),)
    except Conflict:
        touching = WORD.match(first[-1]) and WORD.match(second[0])
        return (first, " " if touching else "", second)


def is_filling(kept: Sequence[str]) -> bool:
    """Whether nothing but spaces and signs is common here, and so by chance."""
    return not any(WORD.match(token) for token in kept)


def merge_rows(base: list[Row], one: list[Row], other: list[Row]) -> list[Row]:
    """A list with the rows of both, each row merged cell by cell.

    A row that one deleted and the other changed stays. Raises `Conflict` where both changed a cell
    in ways that cannot be merged.
    """
    bases, ones, others = by_identity(base), by_identity(one), by_identity(other)
    merged = {
        identity: row
        for identity in {**ones, **others}
        if (row := merge_row(bases.get(identity), ones.get(identity), others.get(identity)))
    }
    try:
        order = merge_sequences(list(bases), list(ones), list(others), joins=in_turn)
    except Conflict:
        order = list(in_turn(tuple(ones), tuple(others)))
    # What was deleted in the one's order stands last if the other's change keeps it.
    order += sorted(set(merged) - set(order))
    return [merged[identity] for identity in order if identity in merged]


def by_identity(rows: list[Row]) -> dict[str, Row]:
    return {identity(row): row for row in rows}


def identity(row: Row) -> str:
    """What makes two rows the same one: the key given to it, an address, or all that it says."""
    return str(row.get("id") or row.get("url") or json.dumps(row, sort_keys=True))


def merge_row(base: Row | None, one: Row | None, other: Row | None) -> Row | None:
    """The row as both made it; None where it is deleted. Raises `Conflict`."""
    if one is None or other is None:
        left = other if one is None else one
        return left if base is None or left != base else None
    before = base or {}
    cells = {
        code: merge_values(before.get(code), one.get(code), other.get(code))
        for code in {**before, **one, **other}
        if code in one or code in other
    }
    return {code: cells[code] for code in sorted(cells)}


def in_turn(one: Items, other: Items) -> Items:
    """Both, what is in both once, in an order that depends on neither author."""
    first, second = sorted((one, other))
    return first + tuple(item for item in second if item not in first)


@dataclass(frozen=True)
class Change:
    """What stands in the base from `start` up to `end` is replaced `by` something."""

    start: int
    end: int
    by: Items

    @property
    def inserts(self) -> bool:
        return self.start == self.end


def merge_sequences(
    base: Sequence[str],
    one: Sequence[str],
    other: Sequence[str],
    *,
    joins: Callable[[Items, Items], Items],
    fills: Callable[[Sequence[str]], bool] | None = None,
) -> list[str]:
    """The base with the changes of both. Raises `Conflict` where they overlap and differ.

    `joins` makes one insertion of two at the same place; see `changes` for `fills`.
    """
    merged: list[str] = []
    at = 0
    for change in united(changes(base, one, fills), changes(base, other, fills), joins):
        merged += base[at : change.start]
        merged += change.by
        at = change.end
    return [*merged, *base[at:]]


def united(
    ones: list[Change], others: list[Change], joins: Callable[[Items, Items], Items]
) -> Iterator[Change]:
    """The changes of both in their order. Raises `Conflict` where two of them overlap."""
    while ones and others:
        first, second = ones[0], others[0]
        if first == second:
            yield first
            del ones[0], others[0]
        elif first.inserts and second.inserts and first.start == second.start:
            yield Change(first.start, first.end, joins(first.by, second.by))
            del ones[0], others[0]
        elif first.end <= second.start or second.end <= first.start:
            # An insertion where the other's change begins stands before it.
            earlier = min(ones, others, key=lambda theirs: (theirs[0].end, theirs[0].start))
            yield earlier.pop(0)
        else:
            raise Conflict
    yield from ones or others


def changes(
    base: Sequence[str],
    changed: Sequence[str],
    fills: Callable[[Sequence[str]], bool] | None = None,
) -> list[Change]:
    """What turns the base into the changed sequence, by the longest sequence common to both.

    Two changes with nothing between them but what `fills` are one: words that were both replaced
    have the space between them in common by chance.
    """
    if too_different(base, changed):
        return [Change(0, len(base), tuple(changed))]
    found: list[list[int]] = []
    steps = [step for step in Indel.opcodes(base, changed) if step.tag != "equal"]
    for step in steps:
        if found and fills and fills(base[found[-1][1] : step.src_start]):
            found[-1][1], found[-1][3] = step.src_end, step.dest_end
        else:
            found.append([step.src_start, step.src_end, step.dest_start, step.dest_end])
    return [Change(start, end, tuple(changed[since:until])) for start, end, since, until in found]


def too_different(base: Sequence[str], changed: Sequence[str]) -> bool:
    """Whether the part in which two sequences differ is too long to be compared."""
    start = shared_beginning(base, changed)
    rest, other = base[start:], changed[start:]
    end = shared_beginning(rest[::-1], other[::-1])
    return (len(rest) - end) * (len(other) - end) > MOST_PAIRS


def shared_beginning(one: Sequence[str], other: Sequence[str]) -> int:
    """How many items two sequences have in common before they first differ."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
