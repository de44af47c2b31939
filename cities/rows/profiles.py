"""Everything that the record holds on cities, as one plain row each for page, API and changes."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
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
from cities.rows.cities import city_rows_by_key
from cities.rows.columns import Row
from cities.rows.designations import lines, lines_of_sources, rows_of_lines, rows_of_sources
from cities.rows.of_cities import (
    NAME_COLUMNS,
    ORGANISATION_COLUMNS,
    PERSON_COLUMNS,
    of_city,
    person,
)
from uccn.doors.keeping import Shelf
from uccn.doors.together import together

OWN = ("number", "website", "geonames_id", "population_scope", "population_year")
NAME = ("pk", *NAME_COLUMNS)
ORGANISATION = ("pk", *ORGANISATION_COLUMNS)
PERSON = ("pk", *PERSON_COLUMNS)
TEXT = ("city__number", "language", "text")
ASSET = ("city__number", "kind", "title", "description", "every_years", "source__key")
SLUG = ("city__number", "slug")
TOLD_BY_THE_CITY = ("city", "country", "region")
# With all its names, some fifteen kilobytes each.
KEPT: Shelf[Row] = Shelf(most=300)


def profile_row(city: City, language: str, as_of: datetime.date | None = None) -> Row:
    """The city's row with its names, designations, people, organisations and sources.

    `designations` here say more than in a list: reason of the end, evidence and sources. People
    are those whom `FocalPoint.objects.shown` knows.
    """
    as_of = as_of or today()
    made = KEPT.get(
        (city.pk, language, as_of), lambda: _profiles([city.pk], language, as_of)[city.pk]
    )
    return dict(made)


def profile_rows(
    cities: QuerySet[City], language: str, as_of: datetime.date | None = None
) -> list[Row]:
    """One row per city, as `profile_row` has it; nothing of it is kept."""
    keys = list(cities.values_list("pk", flat=True))
    found = _profiles(keys, language, as_of or today())
    return [found[key] for key in keys if key in found]


def _profiles(keys: Sequence[int], language: str, as_of: datetime.date) -> dict[int, Row]:
    """Primary key to row, by two queries: one for the cities, one for all that belongs to them."""
    cities = city_rows_by_key(keys, language, as_of)
    own, lists = _belongings(keys, language, as_of)
    return {
        key: {
            **row,
            **own.get(row["number"], {}),
            **{name: of_cities[row["number"]] for name, of_cities in lists.items()},
        }
        for key, row in cities.items()
    }


def _belongings(
    keys: Sequence[int], language: str, as_of: datetime.date
) -> tuple[dict[int, Row], dict[str, defaultdict[int, list[Any]]]]:
    """By the cities' numbers: what only a city's own address tells of it, and its lists by name."""
    begun = Designation.objects.begun_by(as_of).filter(city__in=keys)

    def of(objects: Any, *order: str) -> Any:
        return objects.filter(city__in=keys).order_by(*order)

    found = together(
        own=City.objects.filter(pk__in=keys).values_list(*OWN),
        designations=lines(begun.order_by("in_force_from", "pk"), language),
        sources=lines_of_sources(begun),
        names=of(CityName.objects, "pk").values_list(*NAME),
        texts=of(CityText.objects, "language").values_list(*TEXT),
        focal_points=of(FocalPoint.objects.shown(as_of), "role", "pk").values_list(*PERSON),
        organisations=of(Organisation.objects.founded_by(as_of), "kind", "pk").values_list(
            *ORGANISATION
        ),
        profile=of(Asset.objects, "kind", "position", "pk").values_list(*ASSET),
        former_slugs=of(FormerSlug.objects, "pk").values_list(*SLUG),
    )

    def named(name: str, columns: Sequence[str], row_of: Callable[[Row], Row] = dict) -> list[Row]:
        return [row_of(dict(zip(columns, line, strict=True))) for line in found[name]]

    sources = rows_of_sources(found["sources"])
    designations = rows_of_lines(found["designations"], language, as_of).values()
    # Those that people entered first, the gazetteer's after them.
    names = sorted(named("names", NAME, of_city), key=lambda row: row["kind"] == NameKind.GAZETTEER)
    lists = {
        "designations": _by_city(
            {**row, "sources": sources.get(row["id"], [])} for row in designations
        ),
        "names": _by_city(names),
        "texts": _by_number(named("texts", TEXT)),
        "focal_points": _by_city(named("focal_points", PERSON, person)),
        "organisations": _by_city(named("organisations", ORGANISATION, of_city)),
        "profile": _by_number(named("profile", ASSET)),
        "former_slugs": _grouped(found["former_slugs"]),
    }
    return {row.pop("number"): row for row in named("own", OWN)}, lists


def _by_city(rows: Iterable[Row]) -> defaultdict[int, list[Row]]:
    """Rows that name their city, without it and what it tells."""
    return _grouped(
        (
            row["city"]["number"],
            {name: value for name, value in row.items() if name not in TOLD_BY_THE_CITY},
        )
        for row in rows
    )


def _by_number(rows: Iterable[Row]) -> defaultdict[int, list[Row]]:
    """Columns that begin with their city's number, without it."""
    return _grouped(
        (
            row.pop("city__number"),
            {"source" if name == "source__key" else name: value for name, value in row.items()},
        )
        for row in rows
    )


def _grouped(pairs: Iterable[tuple[Any, ...]]) -> defaultdict[int, list[Any]]:
    grouped: defaultdict[int, list[Any]] = defaultdict(list)
    for number, thing in pairs:
        grouped[number].append(thing)
    return grouped
