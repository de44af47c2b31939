"""Resolving the names of countries and cities as sources print them."""

import difflib
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple, Self

from cities.models import City, CityName, Country, CountryName
from cities.models.folding import fold
from cities.models.places import cldr_country_names

# The languages in which sources about the network have named countries.
LANGUAGES = (
    "en", "fr", "es", "ru", "ar", "zh",
    "da", "de", "el", "fi", "hr", "id", "it", "ja", "ko",
    "nb", "nl", "pl", "pt", "ro", "sv", "tr", "uk", "vi",
)  # fmt: skip


class UnresolvedName(LookupError):
    """A printed name means nothing that the record knows. `nearest` lists names that come close."""

    def __init__(self, message: str, nearest: list[str]) -> None:
        self.nearest = nearest
        super().__init__(f"{message}; close to it: {', '.join(nearest)}" if nearest else message)


class AmbiguousName(LookupError):
    """A printed name means more than one thing. `meanings` lists them."""

    def __init__(self, message: str, meanings: list[str]) -> None:
        self.meanings = meanings
        super().__init__(f"{message}: {', '.join(meanings)}")


def _nearest(folded: str, known: Iterable[str]) -> list[str]:
    return difflib.get_close_matches(folded, known, n=3, cutoff=0.75)


class CountryResolver:
    """Finds a country by any name that CLDR, the record or its table of aliases gives it."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names` are pairs of a country's code and one of its names."""
        self.codes: dict[str, set[str]] = defaultdict(set)
        own: dict[str, set[str]] = defaultdict(set)
        known = set()
        for code, name in names:
            known.add(code)
            own[fold(name)].add(code)
        for language in LANGUAGES:
            for code, name in cldr_country_names(language).items():
                if code in known:
                    self.codes[fold(name)].add(code)
        # What the record says of a name goes before what some language of CLDR says.
        self.codes.update(own)

    @classmethod
    def from_record(cls) -> Self:
        """A resolver for the countries that the record holds now."""
        names = []
        for code, name, others in Country.objects.values_list("code", "name", "names"):
            names += [(code, name), *((code, other) for other in others.values())]
        names += CountryName.objects.values_list("country__code", "name")
        return cls(names)

    def resolve(self, printed: str) -> str:
        """The two-letter code of the country that the name means.

        Raises `UnresolvedName` or `AmbiguousName`.
        """
        folded = fold(printed)
        codes = self.codes.get(folded, set()) if folded else set()
        if not codes:
            raise UnresolvedName(f"no country is called “{printed}”", _nearest(folded, self.codes))
        if len(codes) > 1:
            raise AmbiguousName(f"“{printed}” names several countries", sorted(codes))
        return next(iter(codes))


class CitySpelling(NamedTuple):
    """One spelling of one city. `is_official` tells its name from its other names."""

    number: int
    country: str
    name: str
    is_official: bool


class CityResolver:
    """Finds a city by its name, or else by another of its spellings."""

    def __init__(self, spellings: Iterable[CitySpelling]) -> None:
        self._official: dict[str, set[tuple[int, str]]] = defaultdict(set)
        self._others: dict[str, set[tuple[int, str]]] = defaultdict(set)
        for number, country, name, is_official in spellings:
            (self._official if is_official else self._others)[fold(name)].add((number, country))

    @classmethod
    def from_record(cls) -> Self:
        """A resolver for the cities that the record holds now."""
        names = City.objects.values_list("number", "country__code", "name")
        others = CityName.objects.values_list("city__number", "city__country__code", "name")
        return cls(
            [CitySpelling(*row, is_official=True) for row in names]
            + [CitySpelling(*row, is_official=False) for row in others]
        )

    def resolve(self, printed: str, country: str = "") -> int:
        """The number of the city that the name means, in the country of that code if it is given.

        A city's official name goes before other spellings. Raises `UnresolvedName` or
        `AmbiguousName`.
        """
        folded = fold(printed)
        for names in (self._official, self._others):
            found = {city for city in names.get(folded, ()) if country in ("", city[1])}
            if len(found) == 1:
                return next(iter(found))[0]
            if found:
                meanings = [f"number {number} in {code}" for number, code in sorted(found)]
                raise AmbiguousName(f"“{printed}” names several cities", meanings)
        where = f" in {country}" if country else ""
        known = [
            name
            for names in (self._official, self._others)
            for name, cities in names.items()
            if any(country in ("", code) for _number, code in cities)
        ]
        raise UnresolvedName(f"no city{where} is called “{printed}”", _nearest(folded, known))
