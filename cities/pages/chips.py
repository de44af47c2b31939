"""The conditions of a question, each with the address that leaves it out."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cities.models import Continent, Region, Territory
from cities.pages.question import DAYS, Question
from cities.rows import Row
from uccn.doors.filtering import shown


@dataclass(frozen=True)
class Chip:
    """One condition in words; `field` is the row of the creative field that it names, if any."""

    parameter: str
    label: str
    address: str
    field: Row | None = None


def chips_of(question: Question, names: dict[str, dict[str, str]], fields: list[Row]) -> list[Chip]:
    """A chip for each value asked for, save the days and the order, which have places of their own.

    `names` gives the names of fields by slug and of countries by code.
    """
    regions, kinds = dict(Region.choices), dict(Territory.choices)
    continents = dict(Continent.choices)
    words = {
        "q": _("“%(value)s”"),
        "year": _("designated in %(value)s"),
        "year_min": _("since %(value)s"),
        "year_max": _("until %(value)s"),
    }
    chips = []
    for name, value in question.pairs:
        if name in {"ordering", *DAYS}:
            continue
        label = {
            "field": names["field"].get(value, value),
            "country": names["country"].get(value.upper(), value),
            "region": str(regions.get(value, value)),
            "continent": _("%(continent)s, by geography")
            % {"continent": continents.get(value, value)},
            "territory": str(kinds.get(value, value)),
        }.get(name) or words[name] % {"value": shown(value)}
        field = next((row for row in fields if name == "field" and row["slug"] == value), None)
        chips.append(Chip(name, label, question.without_value(name, value), field))
    return chips
