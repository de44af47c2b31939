"""The nearest names to one that the record does not know. What is found here is always a guess."""

from dataclasses import dataclass

from cities.checking.index import Index, Member
from cities.models.folding import fold
from cities.search.ranking import Match, Tier, guessed, shortened

MOST = 3
# A slip or two in a long name is a close guess; the same in a short one is another name.
LONG = 8


@dataclass(frozen=True)
class Guess:
    """A member whose name is near, with the spelling that is; `close` where little is lacking."""

    member: Member
    spelling: str
    close: bool


def guesses(name: str, index: Index, country: str = "", most: int = MOST) -> list[Guess]:
    """The members of the country, or of all, whose names are nearest, best first."""
    asked = fold(name)
    local = index.gazetteers.get(country)
    if not asked or local is None:
        return []
    found = [match for match in guessed(asked, local) if _is_telling(match)]
    found = found or shortened(asked, local)
    numbers = [match.number for match in found if match.number in index.members]
    by_number = {match.number: match for match in found}
    return [
        Guess(
            index.members[number], by_number[number].spelling, _is_close(asked, by_number[number])
        )
        for number in numbers[:most]
    ]


def _is_telling(match: Match) -> bool:
    """Whether a match is near enough to be shown: Paris is not meant by Orleans Parish."""
    return match.tier == Tier.SLIP or match.is_official


def _is_close(asked: str, match: Match) -> bool:
    if match.tier == Tier.SLIP:
        same_start = fold(match.spelling)[:1] == asked[:1]
        return match.distance <= (2 if len(asked) >= LONG else 1) and same_start
    return match.tier in (Tier.PREFIX, Tier.WORD_PREFIX)
