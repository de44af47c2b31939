"""Everything that the record holds on many cities: the rows of `profile_row`, at constant cost."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from cities.models import (
    Asset,
    City,
    CityName,
    CityText,
    Designation,
    FocalPoint,
    FormerSlug,
    NameKind,
    Organisation,
)
from cities.models.places import today
from cities.rows.cities import city_rows
from cities.rows.columns import Row
from cities.rows.designations import designation_rows, sources_of_designations
from cities.rows.of_cities import focal_point_rows, name_rows, organisation_rows

OWN = ("website", "geonames_id", "population_scope", "population_year")
ASSET = ("kind", "title", "description", "every_years", "source__key")
TOLD_BY_THE_CITY = ("city", "country", "region")
# The members of a profile that are lists, in its order.
LISTS = (
    "designations", "names", "texts", "focal_points", "organisations", "profile", "former_slugs",
)  # fmt: skip


def profile_rows(
    cities: QuerySet[City], language: str, as_of: datetime.date | None = None
) -> list[Row]:
    """One row per city with all that its own address tells, as `profile_row` has it."""
    as_of = as_of or today()
    found = city_rows(cities, language, as_of)
    numbers = [row["number"] for row in found]
    own = {
        row.pop("number"): row
        for row in City.objects.filter(number__in=numbers).values("number", *OWN)
    }
    lists = dict(zip(LISTS, _lists(numbers, language, as_of), strict=True))
    return [
        {
            **row,
            **own.get(row["number"], {}),
            **{name: of_cities[row["number"]] for name, of_cities in lists.items()},
        }
        for row in found
    ]


def _lists(
    numbers: Sequence[int], language: str, as_of: datetime.date
) -> tuple[dict[int, list[Any]], ...]:
    """What belongs to each of the cities, by its number, in the order of `LISTS`."""

    def of(model: Any, *order: str) -> Any:
        return model.filter(city__number__in=numbers).order_by(*order)

    names = name_rows(of(CityName.objects, "pk"))
    names.sort(key=lambda row: row["kind"] == NameKind.GAZETTEER)
    return (
        _by_city(
            _designations(
                of(Designation.objects.begun_by(as_of), "in_force_from", "pk"), language, as_of
            )
        ),
        _by_city(names),
        _by_number(of(CityText.objects, "language").values("city__number", "language", "text")),
        _by_city(focal_point_rows(of(FocalPoint.objects.shown(as_of), "role", "pk"))),
        _by_city(organisation_rows(of(Organisation.objects.founded_by(as_of), "kind", "pk"))),
        _by_number(
            {"source" if name == "source__key" else name: value for name, value in row.items()}
            for row in of(Asset.objects, "kind", "position", "pk").values("city__number", *ASSET)
        ),
        _slugs(of(FormerSlug.objects, "pk").values_list("city__number", "slug")),
    )


def _designations(begun: Any, language: str, as_of: datetime.date) -> list[Row]:
    rows = designation_rows(begun, language, as_of)
    sources = sources_of_designations([row["id"] for row in rows])
    return [{**row, "sources": sources.get(row["id"], [])} for row in rows]


def _by_city(rows: Iterable[Row]) -> dict[int, list[Row]]:
    """Rows that name their city, without it and what it tells."""
    grouped: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["city"]["number"]].append(
            {name: value for name, value in row.items() if name not in TOLD_BY_THE_CITY}
        )
    return grouped


def _by_number(rows: Iterable[Row]) -> dict[int, list[Row]]:
    grouped: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        number = row.pop("city__number")
        grouped[number].append(row)
    return grouped


def _slugs(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    grouped: defaultdict[int, list[str]] = defaultdict(list)
    for number, slug in pairs:
        grouped[number].append(slug)
    return grouped
