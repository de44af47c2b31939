"""The choices beside a list of cities: how many cities each would give, and the links to them."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet
from django.template.defaultfilters import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cities.filters import CityFilter
from cities.models import City, Designation, Region, Territory
from cities.models.collation import sort_key_in
from cities.pages.question import Question
from cities.rows import Row
from uccn.doors.keeping import Shelf

MOST_COUNTRIES = 8
COUNTS: Shelf[dict[Any, int]] = Shelf(most=400)


@dataclass(frozen=True)
class Choice:
    """One value of a facet, with its number of cities and the address that chooses or leaves it.

    `key` names it within the page, so that the focus finds it again in the next answer.
    """

    key: str
    name: str
    count: int
    chosen: bool
    address: str
    field: Row | None = None


@dataclass(frozen=True)
class Facet:
    """One group of choices; `more` are those behind “All …”."""

    label: str
    choices: list[Choice]
    more: list[Choice] = field(default_factory=list)
    kind: str = ""


def facets(
    filterset: CityFilter, question: Question, fields: list[Row], countries: dict[str, str]
) -> list[Facet]:
    """Field, region, country, year and kind of place, each counted on what the others leave."""
    counted = Counts(filterset)
    language = get_language() or "en"

    def key_of(code: str) -> str:
        return sort_key_in(language, countries[code])

    by_country = counted.by("country", "city__country__code")
    named = sorted(by_country, key=lambda code: (-by_country[code], key_of(code)))
    chosen = [code for code in named if _has(question, "country", code)]
    first = [*chosen, *(code for code in named if code not in chosen)][
        : max(MOST_COUNTRIES, len(chosen))
    ]
    by_year = counted.by("year", "in_force_from__year")

    def choices(parameter: str, counts: dict[Any, int], names: dict[Any, str]) -> list[Choice]:
        return [
            Choice(
                key=f"{parameter}-{value}".lower(),
                name=name,
                count=counts.get(value, 0),
                chosen=_has(question, parameter, str(value)),
                address=_toggled(question, parameter, str(value)),
                field=next((row for row in fields if row["slug"] == value), None),
            )
            for value, name in names.items()
        ]

    names_of_regions = {slug: str(name) for slug, name in Region.choices}
    by_field, by_region, by_kind = (
        counted.by("field", "field__slug"),
        counted.by("region", "city__country__region"),
        counted.by("territory", "city__territory"),
    )
    # Nearly all members are cities: kinds of which there is none are not worth a line.
    kinds = {
        str(kind): capfirst(str(name))
        for kind, name in Territory.choices
        if by_kind.get(kind) or _has(question, "territory", kind)
    }
    rest = sorted(set(named) - set(first), key=key_of)
    return [
        Facet(_("Field"), choices("field", by_field, {row["slug"]: row["name"] for row in fields})),
        Facet(_("Region"), choices("region", by_region, names_of_regions)),
        Facet(
            _("Country"),
            choices("country", by_country, {code: countries[code] for code in first}),
            choices("country", by_country, {code: countries[code] for code in rest}),
        ),
        Facet(
            _("Designated in"),
            choices("year", by_year, {year: str(year) for year in sorted(by_year)}),
            kind="years",
        ),
        Facet(_("Kind of place"), choices("territory", by_kind, kinds)),
    ]


class Counts:
    """Cities per value of a facet, among those that match everything else that was asked."""

    def __init__(self, filterset: CityFilter) -> None:
        self.filterset = filterset
        self.date: datetime.date = filterset.as_of_date

    def by(self, parameter: str, column: str) -> dict[Any, int]:
        """Value of the column to number of cities, whatever the parameter itself asks for."""
        return COUNTS.get(
            (self.filterset.asked_without(parameter), parameter),
            lambda: self._counted(parameter, column),
        )

    def _counted(self, parameter: str, column: str) -> dict[Any, int]:
        cities: QuerySet[City] = self.filterset.matching_without(parameter).order_by()
        designations = Designation.objects.on(self.date).filter(city__in=cities.values("pk"))
        counted = designations.order_by().values_list(column).annotate(Count("city", distinct=True))
        return dict(counted)


def _has(question: Question, parameter: str, value: str) -> bool:
    return question.has(parameter, value) or question.has(parameter, value.lower())


def _toggled(question: Question, parameter: str, value: str) -> str:
    # Country codes may stand in small letters in an address.
    if question.has(parameter, value.lower()) and value != value.lower():
        return question.without_value(parameter, value.lower())
    return question.toggled(parameter, value)
