"""The order of a list of cities or countries as its reader expects it."""

from typing import Any

from django.db.models import Case, CharField, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Coalesce

from cities.filters import CityFilter
from cities.models import City, Region
from cities.models.collation import sort_key_in
from cities.models.names import names_known_in
from cities.rows import Row


def in_readers_order(
    filterset: CityFilter, language: str, countries: dict[str, str]
) -> QuerySet[City]:
    """The cities that match, by the names that the reader sees, of cities and of countries.

    `countries` gives the names of countries by code. The API sorts by the names of the record,
    whose keys are columns. Other names become keys within the query (of the some 400 cities those
    that are called differently, one query), so that both databases agree and still cut the page
    out of a total order.
    """
    cities: QuerySet[City] = filterset.qs
    ordering = filterset.value("ordering") or ("name" if filterset.search is None else "relevance")
    order: list[Any] = []
    for column in CityFilter.ORDERINGS[ordering]:
        key: Any = F(column.removeprefix("-"))
        if column.endswith("country__sort_key"):
            key = _rank_of_country(countries, language) if not language.startswith("en") else key
        elif column.endswith("sort_key"):
            key = _key_of_name(language)
        order.append(key.desc() if column.startswith("-") else key.asc())
    return cities.order_by(*order)


def countries_by_region(rows: list[Row], language: str) -> list[Row]:
    """Rows of countries under their regions, by the names that the reader sees."""
    regions = Region.values
    return sorted(
        rows, key=lambda row: (regions.index(row["region"]), sort_key_in(language, row["name"]))
    )


def _key_of_name(language: str) -> Any:
    """The sort key of the name that a city bears in the language."""
    known = City.objects.annotate(known=names_known_in(language)).order_by()
    named = known.exclude(known=None).exclude(known=F("name")).values_list("pk", "known")
    keys = [When(pk=city, then=Value(sort_key_in(language, name))) for city, name in named]
    if not keys:
        return F("sort_key")
    # The column is a CharField of its own kind, which Django would not mix with another.
    text = CharField()
    return Coalesce(Case(*keys, output_field=text), "sort_key", output_field=text)


def _rank_of_country(countries: dict[str, str], language: str) -> Any:
    """The place of a country among all, by its name in the reader's language."""
    codes = sorted(countries, key=lambda code: (sort_key_in(language, countries[code]), code))
    places = [When(country__code=code, then=Value(place)) for place, code in enumerate(codes)]
    return Case(*places, default=Value(len(codes)), output_field=IntegerField())
