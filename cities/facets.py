"""How many cities, or designations, each value of a facet would give, for page and API.

Each facet is counted on what matches everything else that was asked, so that its numbers say what
choosing another of its values would give.
"""

from collections import Counter
from typing import Any

from django.db.models import Count
from django.utils.text import capfirst

from cities.filters import CityFilter, DesignationFilter, country_choices
from cities.models import Designation, Region, Territory
from cities.rows import Row
from fields.models import CreativeField
from uccn.doors.keeping import Shelf

COUNTS: Shelf[dict[Any, int]] = Shelf(most=400)
# The parameter of each facet, and the column of a designation that holds its values.
COLUMNS = {
    "field": "field__slug",
    "region": "city__country__region",
    "country": "city__country__code",
    # Of which there are few, so that their years are added up here.
    "year": "in_force_from",
    "territory": "city__territory",
}


def counted(filterset: CityFilter | DesignationFilter, facet: str) -> dict[Any, int]:
    """Value of the facet to number of rows, whatever the parameter itself asks for; one query.

    Cities are counted by the designations that they hold on the day.
    """
    asked = (facet, filterset.as_of_date, filterset.asked_without(facet, "ordering"))
    return COUNTS.get(asked, lambda: _counted(filterset, facet))


def _counted(filterset: CityFilter | DesignationFilter, facet: str) -> dict[Any, int]:
    if isinstance(filterset, CityFilter):
        # A city holds one field at a time: as many designations are in force as it has members.
        designations = filterset.designations_without(facet).on(filterset.as_of_date)
    else:
        matching = filterset.matching_without(facet).order_by().values("pk")
        designations = Designation.objects.filter(pk__in=matching)
    counts: Counter[Any] = Counter()
    grouped = designations.order_by().values_list(COLUMNS[facet])
    for value, count in grouped.annotate(Count("pk")):
        counts[value.year if facet == "year" else value] += count
    return dict(counts)


def facet_rows(filterset: CityFilter | DesignationFilter, facet: str) -> list[Row]:
    """The values of a facet with their names in the current language and their numbers.

    Regions and the fields of the day are all there, in the network's order; of countries, years
    and kinds of place those with a row, countries with most first.
    """
    counts = {str(value): count for value, count in counted(filterset, facet).items()}
    return [
        {"value": value, "name": name, "count": counts.get(value, 0)}
        for value, name in _named(facet, counts, filterset.as_of_date.year).items()
    ]


def _named(facet: str, counts: dict[str, int], year: int) -> dict[str, str]:
    if facet == "field":
        fields = CreativeField.objects.all()
        return {
            one.slug: one.name for one in fields if one.slug in counts or one.first_year <= year
        }
    if facet == "region":
        return {str(region): str(name) for region, name in Region.choices}
    if facet == "country":
        # Python keeps the order of equals, so countries of one number stay in that of their names.
        named = [(code, name) for code, name in country_choices() if code in counts]
        return dict(sorted(named, key=lambda pair: -counts[pair[0]]))
    if facet == "territory":
        kinds = {str(kind): capfirst(str(name)) for kind, name in Territory.choices}
        return {kind: name for kind, name in kinds.items() if kind in counts}
    return {year: year for year in sorted(counts)}
