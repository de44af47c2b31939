"""The order of a list of cities as its reader expects it."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from cities.filters import CityFilter
from cities.models import City
from cities.models.collation import sort_key


def in_readers_order(
    filterset: CityFilter, language: str, countries: dict[str, str]
) -> QuerySet[City]:
    """The cities that match, with countries in the order of their names in the reader's language.

    `countries` gives those names by code. The API always sorts them by their English names, which
    the record keeps as a column; another language becomes a rank of the some 200 countries within
    the query, so that the database still cuts the page out of a total order.
    """
    cities: QuerySet[City] = filterset.qs
    ordering = filterset.value("ordering", "")
    if language.startswith("en") or ordering.removeprefix("-") != "country":
        return cities
    codes = sorted(countries, key=lambda code: (sort_key(countries[code]), code))
    rank = Case(
        *(When(country__code=code, then=Value(place)) for place, code in enumerate(codes)),
        default=Value(len(codes)),
        output_field=IntegerField(),
    )
    order = rank.desc() if ordering.startswith("-") else rank.asc()
    return cities.order_by(order, "sort_key", "number")
