"""Everything that the record holds on one city, as one plain row for page and API."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from cities.models import City, Designation, FocalPoint, NameKind
from cities.models.places import today
from cities.rows.cities import city_rows
from cities.rows.columns import Row
from cities.rows.designations import designation_rows


def profile_row(city: City, language: str, as_of: datetime.date | None = None) -> Row:
    """The city's row with its names, designations, people, organisations and sources.

    `designations` here say more than in a list: reason of the end, evidence and sources. People
    are those shown to everybody whose time has not ended.
    """
    as_of = as_of or today()
    row = city_rows(City.objects.filter(pk=city.pk), language, as_of)[0]
    return {
        **row,
        "website": city.website,
        "geonames_id": city.geonames_id,
        "population_scope": city.population_scope,
        "population_year": city.population_year,
        "designations": _designations(city, language, as_of),
        "names": name_rows(city),
        "texts": list(city.texts.order_by("language").values("language", "text")),
        "focal_points": focal_point_rows(city),
        "organisations": _with_source(
            city.organisations.order_by("kind", "pk").values(
                "name", "kind", "description", "founded_year", "runs_membership", "website",
                "source__key",
            )
        ),
        "profile": _with_source(
            city.assets.order_by("kind", "position", "pk").values(
                "kind", "title", "description", "every_years", "source__key"
            )
        ),
        "former_slugs": list(city.former_slugs.order_by("pk").values_list("slug", flat=True)),
    }  # fmt: skip


def name_rows(city: City) -> list[Row]:
    """The city's other names: those that people entered first, the gazetteer's after them."""
    columns = ("name", "kind", "language", "script", "source__key")
    rows = _with_source(city.names.order_by("pk").values(*columns))
    return sorted(rows, key=lambda row: row["kind"] == NameKind.GAZETTEER)


def _with_source(rows: Iterable[Mapping[str, object]]) -> list[Row]:
    return [
        {"source" if name == "source__key" else name: value for name, value in row.items()}
        for row in rows
    ]


def focal_point_rows(city: City) -> list[Row]:
    """The people who speak for the city and are shown to everybody; `missing` is not known."""
    now = today()
    people = city.focal_points.filter(Q(until__isnull=True) | Q(until__gte=now), is_public=True)
    people = people.select_related("organisation", "source").order_by("role", "pk")
    return [_person(person) for person in people]


def _person(person: FocalPoint) -> Row:
    return {
        "name": person.name,
        "role": person.role,
        "title": person.title,
        "organisation": person.organisation.name if person.organisation else "",
        "email": person.email,
        "telephone": person.telephone,
        "telephone_printed": person.telephone_printed,
        "since": person.since.isoformat() if person.since else None,
        "verified_on": person.verified_on.isoformat() if person.verified_on else None,
        "source": person.source.key if person.source else None,
        "missing": [
            name for name in ("email", "telephone", "verified_on") if not getattr(person, name)
        ],
    }


def _designations(city: City, language: str, as_of: datetime.date) -> list[Row]:
    begun = Designation.objects.begun_by(as_of).filter(city=city).order_by("in_force_from", "pk")
    rows = designation_rows(begun, language, as_of)
    sources: dict[int, list[Row]] = {}
    links: Any = Designation.sources.through.objects.filter(designation__in=begun)
    columns = ("designation_id", "source__key", "source__title", "source__url")
    for designation, key, title, url in links.order_by("source__sort_key", "pk").values_list(
        *columns
    ):
        sources.setdefault(designation, []).append({"key": key, "title": title, "url": url})
    told_by_the_city = ("city", "country", "region")
    return [
        {
            **{name: value for name, value in row.items() if name not in told_by_the_city},
            "sources": sources.get(designation.pk, []),
        }
        for designation, row in zip(begun, rows, strict=True)
    ]
