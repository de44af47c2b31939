"""Finding cities by any spelling of their names."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cities.models.folding import fold
from cities.search.countries import without_country
from cities.search.names import every_name, names_with_word
from cities.search.ranking import Match, certain, guessed, shortened
from cities.search.text import before_comma, cleaned


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The cities that answer a query, best first.

    Either every match is certain or, if `guessed`, none is: then the doors ask “Did you mean …?”
    with the spelling that matched. `found` counts the cities before the limit. Where the text has
    no letter or digit `is_blank` is true, and no city answers it.
    """

    query: str
    matches: list[Match]
    guessed: bool = False
    found: int = 0
    is_blank: bool = False

    @property
    def reason(self) -> str:
        """Why nothing was searched, in the current language; empty if something was."""
        return _("Write at least one letter or digit of a name.") if self.is_blank else ""


def find_cities(text: str, *, limit: int = 200) -> SearchResult:
    """The cities that are or were members, by any spelling of their names, best first.

    An exact name comes before a part of one, an official name before another spelling, the larger
    city before the smaller. If nothing matches as it stands, a country or what follows a comma is
    set aside, then slips and parts of words are allowed for. Both databases give the same answer.
    Two queries where something matches as it stands, five at most otherwise.
    Raises `QueryTooLong` for more than 200 characters.
    """
    query = cleaned(text)
    asked = fold(query)
    if not asked:
        return SearchResult(query, [], is_blank=True)
    matches, is_guess = certain(asked, names_with_word(asked)), False
    if not matches:
        matches, is_guess = _read_otherwise(asked, fold(before_comma(query)))
    return SearchResult(query, matches[:limit], is_guess, found=len(matches))


def _read_otherwise(asked: str, head: str) -> tuple[list[Match], bool]:
    """What matches in another reading, and whether that is a guess.

    `head` is what stands before a comma, folded.
    """
    everywhere = every_name()
    in_country = [
        (rest, everywhere.within(countries)) for rest, countries in without_country(asked)
    ]
    for rest, local in in_country:
        if matches := certain(rest, local):
            return matches, False
    heads = [(head, local) for rest, local in in_country if head and rest.startswith(head)]
    if head:
        heads.append((head, everywhere))
    for start, local in heads:
        if matches := certain(start, local):
            return matches, True
    for guess in (guessed, shortened):
        for reading, local in [*in_country, (asked, everywhere), *heads]:
            if matches := guess(reading, local):
                return matches, True
    return [], False
