"""Finding whatever the record has a page for: cities, countries and creative fields."""

import enum
from dataclasses import dataclass

from cities.models.folding import fold
from cities.search.finding import find_cities
from cities.search.names import Gazetteer
from cities.search.ranking import Match, Tier, certain, guessed
from cities.search.things import every_country, every_field


class Thing(enum.IntEnum):
    """What is found; of two that answer equally well, the former comes first."""

    CITY = 0
    COUNTRY = 1
    FIELD = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that answers a query; `match.city_id` is its key, whatever it is."""

    thing: Thing
    match: Match
    is_guess: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What answers a query: cities, countries and fields, each best first.

    The matches of a kind are certain, or all of them are guesses and the kind is among `guessed`.
    `answers` holds those of every kind, best first. `cities_found` counts the cities before the
    limit. `reason` says why nothing was searched, if nothing was.
    """

    query: str
    cities: list[Match]
    countries: list[Match]
    fields: list[Match]
    guessed: frozenset[Thing]
    cities_found: int
    reason: str = ""

    @property
    def answers(self) -> list[Answer]:
        kinds = zip(Thing, (self.cities, self.countries, self.fields), strict=True)
        every = [
            Answer(thing, match, thing in self.guessed)
            for thing, matches in kinds
            for match in matches
        ]

        def rank(one: Answer) -> tuple[int, ...]:
            # Of guesses, those at a thing's main names first: “Chna” is sooner China than chnay.
            is_remote = one.is_guess and not one.match.is_official
            return (one.is_guess, is_remote, one.match.tier, one.match.distance, one.thing)

        # The sort is stable: what ranks alike here keeps the order of its own ranking.
        return sorted(every, key=rank)

    @property
    def is_guess(self) -> bool:
        """Whether nothing here is certain."""
        answers = self.answers
        return bool(answers) and answers[0].is_guess

    @property
    def certain_answer(self) -> Answer | None:
        """The thing that is written exactly so, if there is just one."""
        exact = [one for one in self.answers if not one.is_guess and one.match.tier == Tier.EXACT]
        return exact[0] if len(exact) == 1 else None


def find(text: str, *, limit: int = 200) -> Found:
    """Whatever answers a text, by any spelling in any script that the record holds.

    What matches as it stands is certain; slips and parts of other spellings are guesses, and are
    left out where something else is written exactly as asked. Both databases give the same answer.
    Seven queries at most. Raises `QueryTooLong` for more than 200 characters.
    """
    cities = find_cities(text, limit=limit)
    if cities.is_blank:
        return Found(cities.query, [], [], [], frozenset(), 0, cities.reason)
    asked = fold(cities.query)
    countries, countries_guessed = _read(asked, every_country(), limit)
    fields, fields_guessed = _read(asked, every_field(), limit)
    found = {Thing.CITY: cities.matches, Thing.COUNTRY: countries, Thing.FIELD: fields}
    guesses = {
        thing
        for thing, is_guess in zip(
            Thing, (cities.guessed, countries_guessed, fields_guessed), strict=True
        )
        if is_guess and found[thing]
    }
    exact = any(
        matches and thing not in guesses and matches[0].tier == Tier.EXACT
        for thing, matches in found.items()
    )
    if exact:
        found |= {thing: [] for thing in guesses}
        guesses = set()
    return Found(
        cities.query,
        found[Thing.CITY],
        found[Thing.COUNTRY],
        found[Thing.FIELD],
        frozenset(guesses),
        cities.found if found[Thing.CITY] else 0,
    )


def _read(asked: str, gazetteer: Gazetteer, limit: int) -> tuple[list[Match], bool]:
    """What matches, and whether that is a guess."""
    if matches := certain(asked, gazetteer):
        return matches[:limit], False
    matches = guessed(asked, gazetteer)
    return matches[:limit], bool(matches)
