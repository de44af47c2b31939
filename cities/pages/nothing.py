"""What to offer where no city matches all of a question."""

from dataclasses import dataclass

from cities.filters import CityFilter
from cities.pages.chips import Chip
from cities.pages.question import Question
from cities.pages.words import any_of, cities_counted
from uccn.doors.words import nearest


@dataclass(frozen=True)
class WithoutOne:
    """How many cities there would be without one kind of condition, and the address to them."""

    conditions: str
    count: int
    address: str

    @property
    def cities(self) -> str:
        return cities_counted(self.count)


@dataclass(frozen=True)
class Meant:
    """A field, region or country whose name the searched text resembles."""

    name: str
    address: str


def without_one(filterset: CityFilter, question: Question, chips: list[Chip]) -> list[WithoutOne]:
    """For each condition that alone stands in the way, what is found without it; fewest first.

    One query for each parameter that was given, however many values it has: without just one of
    several alternatives there can only be fewer cities.
    """
    found = []
    conditions: dict[str, list[str]] = {}
    for chip in chips:
        conditions.setdefault(chip.parameter, []).append(chip.label)
    for parameter, labels in conditions.items():
        if len(conditions) == 1:
            break  # without the only condition there is everything, which the page offers anyway
        if count := filterset.matching_without(parameter).order_by().count():
            found.append(WithoutOne(any_of(labels), count, question.with_only(parameter, "")))
    return sorted(found, key=lambda offer: offer.count)


def meant_otherwise(text: str, question: Question, names: dict[str, dict[str, str]]) -> list[Meant]:
    """Values of facets that the text names, nearly or exactly, where it names no city.

    `names` gives, by parameter, the names of its values in the reader's language.
    """
    found = []
    for parameter, by_value in names.items():
        values = {name.casefold(): value for value, name in by_value.items()}
        if near := nearest(text, values):
            value = values[near]
            # Other conditions would often leave nothing of it; the day stays.
            others = [other for other in question.names if other != "as_of"]
            found.append(Meant(by_value[value], question.with_only(parameter, value, *others)))
    return found
