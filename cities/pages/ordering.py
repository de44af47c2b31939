"""The order of a list of cities or countries as its reader expects it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cities.filters import CityFilter
from cities.lookups import country_names
from cities.models import Region
from cities.models.collation import sort_key_in
from cities.models.names import other_names_known_in
from cities.pages.paging import kept_keys
from cities.rows import Row
from uccn.doors.keeping import kept

NAME, COUNTRY = "sort_key", "country__sort_key"


def in_readers_order(filterset: CityFilter, language: str) -> Sequence[int]:
    """The primary keys of the cities that match, by the names that the reader sees.

    The API sorts by the names of the record, whose keys are columns. Where the reader sees other
    names, of cities or of countries, their keys take the place of those.
    """
    return kept_keys(filterset, language, lambda: _ordered(filterset, language))


def _ordered(filterset: CityFilter, language: str) -> Iterable[int]:
    ordering = filterset.value("ordering") or ("name" if filterset.search is None else "relevance")
    columns = [column.removeprefix("-") for column in CityFilter.ORDERINGS[ordering]]
    seen: dict[str, Callable[[int, Any], Any]] = {}
    if NAME in columns and (names := _keys_of_names(language)):
        seen[NAME] = names.get
    if COUNTRY in columns and not language.startswith("en"):
        ranks = _ranks_of_countries(language)
        seen[COUNTRY] = lambda _city, code: ranks.get(code, len(ranks))
    if not seen:
        return filterset.qs.values_list("pk", flat=True)
    read = ["country__code" if column == COUNTRY else column for column in columns]
    rows = list(filterset.qs.order_by().values_list("pk", *read))
    # From the least important column to the first: sorting keeps the order of equals.
    for place, column in reversed(list(enumerate(CityFilter.ORDERINGS[ordering]))):
        values = [row[place + 1] for row in rows]
        if key_of := seen.get(columns[place]):
            values = [key_of(row[0], value) for row, value in zip(rows, values, strict=True)]
        order = sorted(range(len(rows)), key=values.__getitem__, reverse=column.startswith("-"))
        rows = [rows[index] for index in order]
    return [row[0] for row in rows]


def countries_by_region(rows: list[Row], language: str) -> list[Row]:
    """Rows of countries under their regions, by the names that the reader sees."""
    regions = Region.values
    return sorted(
        rows, key=lambda row: (regions.index(row["region"]), sort_key_in(language, row["name"]))
    )


@kept(most=12)
def _keys_of_names(language: str) -> dict[int, str]:
    """Primary key to sort key of the cities that bear a name of their own in the language."""
    names = other_names_known_in(language)
    return {city: sort_key_in(language, name) for city, name in names.items()}


@kept(most=12)
def _ranks_of_countries(language: str) -> dict[str, int]:
    """Code to the place of a country among all, by its name in the language."""
    names = country_names(language)
    codes = sorted(names, key=lambda code: (sort_key_in(language, names[code]), code))
    return {code: place for place, code in enumerate(codes)}
