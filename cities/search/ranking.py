"""How well a spelling answers what was asked, and which answer comes first."""

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from cities.search.names import Gazetteer, Name
from cities.search.text import is_telling


class Tier(enum.IntEnum):
    """In what way a spelling matches, best first. From `OTHER_PREFIX` on, a match is a guess."""

    EXACT = 0
    PREFIX = 1
    WORD_PREFIX = 2
    # Of a spelling that is not the official name: Limages for Limoges, New York Van Java for
    # Jakarta. Who asks for Lima or New York means another city.
    OTHER_PREFIX = 3
    SLIP = 4
    SUBSTRING = 5
    SHORTENED = 6


@dataclass(frozen=True, slots=True)
class Match:
    """A city that answers a query; or a country or field, of which `city_id` is the key then.

    `spelling` is the stored spelling that matched best, as it is written there, and `distance` the
    number of slips in it.
    """

    city_id: int
    number: int
    spelling: str
    is_official: bool
    tier: Tier
    distance: int = 0


class Found(NamedTuple):
    """A name that matches, with how."""

    tier: Tier
    name: Name
    distance: int = 0
    other_first_letter: bool = False


def ranked(found: Iterable[Found], gazetteer: Gazetteer) -> list[Match]:
    """One match per city, by its best spelling, best first.

    A total order, in which nothing depends on a database.
    """

    def rank(one: Found) -> tuple[Any, ...]:
        name, place = one.name, gazetteer.places[one.name.city_id]
        return (
            one.tier,
            one.distance,
            one.other_first_letter,
            not name.is_official,
            # The shorter a spelling, the more of it was asked for; a slip says nothing of that.
            0 if one.tier == Tier.SLIP else len(name.folded),
            place.population is None,
            -(place.population or 0),
            place.number,
            name.folded,
            name.spelling,
        )

    best: dict[int, Match] = {}
    for tier, name, distance, *_ in sorted(found, key=rank):
        number = gazetteer.places[name.city_id].number
        match = Match(name.city_id, number, name.spelling, name.is_official, tier, distance)
        best.setdefault(name.city_id, match)
    return list(best.values())


def tier_of(asked: str, name: Name) -> Tier | None:
    """In what way a spelling contains the folded text, if it does and that says enough."""
    if name.folded == asked:
        return Tier.EXACT
    begins = name.folded.startswith(asked)
    if begins or f" {asked}" in name.folded:
        if not name.is_official:
            return Tier.OTHER_PREFIX
        return Tier.PREFIX if begins else Tier.WORD_PREFIX
    return Tier.SUBSTRING if asked in name.folded and is_telling(asked) else None


def containing(asked: str, gazetteer: Gazetteer) -> Iterator[Found]:
    """The names that contain the folded text in any way."""
    for name in gazetteer.names:
        if asked in name.folded:
            tier = tier_of(asked, name)
            if tier is not None:
                yield Found(tier, name)


def slips_allowed(asked: str) -> int:
    """How many slips of the finger a text of this length may hold."""
    return (0, 0, 0, 1, 1, 1, 2)[min(len(asked), 6)]


def misspelt(asked: str, gazetteer: Gazetteer) -> Iterator[Found]:
    """The names that the folded text becomes by a letter added, left out, changed or swapped."""
    allowed = slips_allowed(asked)
    if not allowed:
        return
    near = process.extract(
        asked,
        [name.folded for name in gazetteer.names],
        scorer=OSA.distance,
        score_cutoff=allowed,
        limit=None,
    )
    for folded, distance, place in near:
        other_first_letter = folded[:1] != asked[:1]
        yield Found(Tier.SLIP, gazetteer.names[place], int(distance), other_first_letter)


def certain(asked: str, gazetteer: Gazetteer) -> list[Match]:
    """The cities whose name the folded text is, or whose official name it begins a word of."""
    found = containing(asked, gazetteer)
    return ranked((one for one in found if one.tier < Tier.OTHER_PREFIX), gazetteer)


def guessed(asked: str, gazetteer: Gazetteer) -> list[Match]:
    """The cities that the folded text may mean: part of another spelling, or a name misspelt."""
    return ranked([*containing(asked, gazetteer), *misspelt(asked, gazetteer)], gazetteer)


def shortened(asked: str, gazetteer: Gazetteer) -> list[Match]:
    """The cities whose whole name is left once as few words as need be are dropped from the end."""
    words = asked.split()
    starts = [" ".join(words[:count]) for count in range(len(words) - 1, 0, -1)]
    lost = {start: dropped for dropped, start in enumerate(starts, start=1)}
    found = [
        Found(Tier.SHORTENED, name, distance=lost[name.folded])
        for name in gazetteer.names
        if name.folded in lost
    ]
    fewest = min((one.distance for one in found), default=0)
    return ranked((one for one in found if one.distance == fewest), gazetteer)
