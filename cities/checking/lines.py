"""The lines of a list against the record: each a match, a doubt with its reason, or no match."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from cities.checking.answering import Possibility, Standing, standing
from cities.checking.guessing import guesses
from cities.checking.index import Index, Member
from cities.checking.lists import ListLine
from cities.checking.recognising import recognise
from cities.models.folding import fold
from cities.search.text import QueryTooLong

# Nearest names are looked for on so many lines; the search for one takes a few milliseconds.
MOST_GUESSED = 300

Line = ListLine


class Result(enum.Enum):
    """What became of a line."""

    MATCH = "match"
    DOUBT = "doubt"
    NONE = "none"


class Why(enum.Enum):
    """Why a line is no plain match."""

    OTHER_FIELD = "other-field"
    ENDED = "ended"  # it was a member, or held the field
    OTHER_COUNTRY = "other-country"
    SEVERAL = "several"
    NAMESAKE = "namesake"  # without a country it may mean a well-known place that is no member
    GUESS = "guess"
    PART_UNKNOWN = "part-unknown"  # a part is neither a country nor a field
    NO_NAME = "no-name"
    NOT_A_MEMBER = "not-a-member"
    NOT_SEARCHED = "not-searched"  # no match, and nearest names were not looked for


@dataclass(frozen=True)
class CheckedLine:
    """A line with its answer; `possibilities` are the members that it means or may mean."""

    line: ListLine
    result: Result
    reasons: tuple[Why, ...] = ()
    possibilities: tuple[Possibility, ...] = ()
    country: str = ""
    field: str = ""
    strange: str = ""
    namesakes: tuple[str, ...] = ()

    @property
    def member(self) -> Member | None:
        """The one member that the line means."""
        is_one = len(self.possibilities) == 1 and Why.GUESS not in self.reasons
        return self.possibilities[0].member if is_one else None


def check_lines(lines: Iterable[ListLine], index: Index, field: str = "") -> list[CheckedLine]:
    """Every line against the record; `field` is the slug of what all of them are said to hold.

    Asks nothing of the database.
    """
    left, checked = MOST_GUESSED, []
    for line in lines:
        one = _checked(line, index, field, may_guess=left > 0)
        if Why.GUESS in one.reasons or Why.NOT_A_MEMBER in one.reasons:
            left -= 1
        checked.append(one)
    return checked


def _checked(line: ListLine, index: Index, field: str, *, may_guess: bool) -> CheckedLine:
    country, slug, strange = _parts(line, index)
    name, slug = line.name, slug or field
    folded = fold(name)
    if not folded:
        return CheckedLine(line, Result.NONE, (Why.NO_NAME,))
    if not index.names_a_city(folded) and not country and not line.more:
        # “Granada Nicaragua”, or a whole sentence.
        name, folded, country, slug = _from_sentence(name, index, slug)
    members = index.called(folded, country)
    reasons: list[Why] = [Why.PART_UNKNOWN] if strange else []
    namesakes: tuple[str, ...] = ()
    if not members and country:
        members = index.called(folded)
        if members:
            reasons.append(Why.OTHER_COUNTRY)
    if not members:
        return _unknown(line, name, country, slug, strange, index, may_guess=may_guess)
    possibilities = tuple(standing(member, slug, index) for member in members)
    if len(members) > 1:
        reasons.append(Why.SEVERAL)
    elif not country:
        namesakes = tuple(index.namesakes(members[0], folded))
        reasons += [Why.NAMESAKE] if namesakes else []
    if len(members) == 1:
        match possibilities[0].standing:
            case Standing.OTHER_FIELD:
                reasons.append(Why.OTHER_FIELD)
            case Standing.HELD:
                reasons.append(Why.ENDED)
    result = Result.DOUBT if reasons else Result.MATCH
    return CheckedLine(
        line, result, tuple(reasons), possibilities, country, slug, strange, namesakes
    )


def _parts(line: ListLine, index: Index) -> tuple[str, str, str]:
    """The code of the country, the slug of the field, and the first part that is neither."""
    country = _country(line.country, index)
    slug = index.fields.get(fold(line.field), "")
    strange = line.country if line.country and not country else ""
    strange = strange or (line.field if line.field and not slug else "")
    for part in line.more:
        folded = fold(part)
        if not country and _country(part, index):
            country = _country(part, index)
        elif not slug and folded in index.fields:
            slug = index.fields[folded]
        elif folded:
            strange = strange or part
    return country, slug, strange


def _country(text: str, index: Index) -> str:
    """The code of a country by its name, or by the code itself."""
    code = text.strip().upper()
    return index.country_of(fold(text)) or (code if code in index.country_names else "")


def _from_sentence(name: str, index: Index, slug: str) -> tuple[str, str, str, str]:
    try:
        understood = recognise(name, index)
    except QueryTooLong:
        return name, fold(name), "", slug
    country = understood.countries[0] if understood.countries else ""
    slug = understood.fields[0] if understood.fields else slug
    if understood.cities and (country or understood.fields):
        named = understood.cities[0]
        return named.printed, named.folded, country, slug
    return name, fold(name), "", slug


def _unknown(
    line: ListLine,
    name: str,
    country: str,
    slug: str,
    strange: str,
    index: Index,
    *,
    may_guess: bool,
) -> CheckedLine:
    if not may_guess:
        return CheckedLine(
            line, Result.NONE, (Why.NOT_SEARCHED,), country=country, field=slug, strange=strange
        )
    near = guesses(name[:100], index, country)
    possibilities = tuple(standing(one.member, slug, index, one.spelling) for one in near)
    close = bool(near) and near[0].close
    reasons = [Why.GUESS if close else Why.NOT_A_MEMBER, *([Why.PART_UNKNOWN] if strange else [])]
    return CheckedLine(
        line,
        Result.DOUBT if close else Result.NONE,
        tuple(reasons),
        possibilities,
        country,
        slug,
        strange,
    )
