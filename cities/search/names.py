"""The names that are searched: every spelling of every city that is or was a member."""

from collections.abc import Set as AbstractSet
from typing import NamedTuple, Self

from django.db.models import Q

from cities.models import City, CityName


class Name(NamedTuple):
    """One spelling of a city; or of a country or a field, of which `city_id` is the key then."""

    city_id: int
    spelling: str
    folded: str
    is_official: bool


class Place(NamedTuple):
    """What ranks a city among others of the same name."""

    number: int
    population: int | None
    country: str


class Gazetteer(NamedTuple):
    """Names to search in, and the cities that bear them, by primary key."""

    names: list[Name]
    places: dict[int, Place]

    def within(self, countries: AbstractSet[str]) -> Self:
        """The part of it that lies in the countries of these codes."""
        inside = [name for name in self.names if self.places[name.city_id].country in countries]
        return self._replace(names=inside)


def every_name() -> Gazetteer:
    """All spellings that the record holds; two queries, some 17,000 rows."""
    return _gazetteer(_other_names(Q()), Q())


def names_with_word(folded: str) -> Gazetteer:
    """The spellings in which a word begins with the folded text, and little else; two queries."""
    begins = Q(folded__startswith=folded) | Q(folded__contains=f" {folded}")
    others = _other_names(begins)
    return _gazetteer(others, begins | Q(pk__in={name.city_id for name in others}))


def _other_names(where: Q) -> list[Name]:
    rows = CityName.objects.filter(where).order_by()  # the ranking orders them
    return [Name(*row, is_official=False) for row in rows.values_list("city_id", "name", "folded")]


def _gazetteer(others: list[Name], where: Q) -> Gazetteer:
    """The cities that satisfy the condition under all their names.

    Candidates are not among them: a city can be found from its first designation on.
    """
    places, names = {}, []
    rows = City.objects.ever_members().filter(where).order_by()
    for key, name, folded, number, population, country in rows.values_list(
        "pk", "name", "folded", "number", "population", "country__code"
    ):
        places[key] = Place(number, population, country)
        names.append(Name(key, name, folded, is_official=True))
    names += [name for name in others if name.city_id in places]
    return Gazetteer(names, places)
