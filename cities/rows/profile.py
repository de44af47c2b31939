"""Everything that the record holds on one city, as one plain row for page and API."""

import datetime
from collections.abc import Iterable, Mapping

from cities.models import City, Designation, FocalPoint, NameKind, Organisation
from cities.models.places import today
from cities.rows.cities import city_rows_by_key
from cities.rows.columns import Row
from cities.rows.designations import designation_rows, sources_of_designations
from cities.rows.of_cities import focal_point_rows, name_rows, organisation_rows
from uccn.doors.keeping import Shelf

# With all its names, some fifteen kilobytes each.
PROFILES: Shelf[Row] = Shelf(most=300)


def profile_row(city: City, language: str, as_of: datetime.date | None = None) -> Row:
    """The city's row with its names, designations, people, organisations and sources.

    `designations` here say more than in a list: reason of the end, evidence and sources. People
    are those whom `FocalPoint.objects.shown` knows.
    """
    as_of = as_of or today()
    return dict(PROFILES.get((city.pk, language, as_of), lambda: _profile(city, language, as_of)))


def _profile(city: City, language: str, as_of: datetime.date) -> Row:
    row = city_rows_by_key([city.pk], language, as_of)[city.pk]
    return {
        **row,
        "website": city.website,
        "geonames_id": city.geonames_id,
        "population_scope": city.population_scope,
        "population_year": city.population_year,
        "designations": _designations(city, language, as_of),
        "names": _names(city),
        "texts": list(city.texts.order_by("language").values("language", "text")),
        "focal_points": _without_city(
            focal_point_rows(
                FocalPoint.objects.shown(as_of).filter(city=city).order_by("role", "pk")
            )
        ),
        "organisations": _without_city(
            organisation_rows(
                Organisation.objects.founded_by(as_of).filter(city=city).order_by("kind", "pk")
            )
        ),
        "profile": _with_source(
            city.assets.order_by("kind", "position", "pk").values(
                "kind", "title", "description", "every_years", "source__key"
            )
        ),
        "former_slugs": list(city.former_slugs.order_by("pk").values_list("slug", flat=True)),
    }


def _names(city: City) -> list[Row]:
    """The city's other names: those that people entered first, the gazetteer's after them."""
    rows = _without_city(name_rows(city.names.order_by("pk")))
    return sorted(rows, key=lambda row: row["kind"] == NameKind.GAZETTEER)


def _without_city(rows: list[Row]) -> list[Row]:
    return [{name: value for name, value in row.items() if name != "city"} for row in rows]


def _with_source(rows: Iterable[Mapping[str, object]]) -> list[Row]:
    return [
        {"source" if name == "source__key" else name: value for name, value in row.items()}
        for row in rows
    ]


def _designations(city: City, language: str, as_of: datetime.date) -> list[Row]:
    begun = Designation.objects.begun_by(as_of).filter(city=city).order_by("in_force_from", "pk")
    rows = designation_rows(begun, language, as_of)
    sources = sources_of_designations(begun)
    told_by_the_city = ("city", "country", "region")
    return [
        {
            **{name: value for name, value in row.items() if name not in told_by_the_city},
            "sources": sources.get(row["id"], []),
        }
        for row in rows
    ]
