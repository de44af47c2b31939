"""What the rows of the API can be expanded by. Each costs the same for one row as for hundreds."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from cities import rows
from cities.api import links
from cities.models import (
    City,
    CityName,
    CityText,
    Country,
    Designation,
    FocalPoint,
    NameKind,
    Organisation,
    Source,
)
from cities.models.places import today
from uccn.doors.expanding import Expansion
from uccn.doors.linking import Linking
from uccn.doors.resources import Resource, Row

Found = dict[Any, Any]
NO_PEOPLE_IN_FILES = _(
    "People are in no file: what was copied in bulk cannot be taken back when somebody leaves."
)


def _linked(found: Sequence[Row], linking: Linking, key: str, resource: Resource) -> Found:
    """The rows with their links, by one of their members."""
    return {row[key]: linking.linked(row, resource.roots) for row in found}


def whole_cities(resource: Resource, key: str, words: set[Any]) -> Found:
    """Cities that are or were members by the day, by `number` or `slug`."""
    known = City.objects.ever_members(resource.as_of).filter(**{f"{key}__in": words})
    found = rows.city_rows(known, resource.language, resource.as_of)
    return _linked(found, links.CITY, key, resource)


def whole_countries(resource: Resource, codes: set[str]) -> Found:
    countries = Country.objects.filter(code__in=codes)
    found = rows.country_rows(countries, resource.language, resource.as_of)
    return _linked(found, links.COUNTRY, "code", resource)


def whole_fields(resource: Resource) -> Found:
    found = rows.field_rows(resource.language, resource.as_of)
    return _linked(found, links.FIELD, "slug", resource)


def whole_sources(resource: Resource, keys: set[str]) -> Found:
    found = rows.source_rows(Source.objects.filter(key__in=keys), as_of=resource.as_of)
    return _linked(found, links.SOURCE, "key", resource)


def _by_city(found: Sequence[Row], numbers: Sequence[int]) -> list[list[Row]]:
    """The rows of each of the cities, without the city that they all name."""
    of: defaultdict[int, list[Row]] = defaultdict(list)
    for row in found:
        number = row["city"]["number"]
        of[number].append({name: value for name, value in row.items() if name != "city"})
    return [of[number] for number in numbers]


def _numbers(cities: Sequence[Row]) -> list[int]:
    return [city["number"] for city in cities]


def _names(cities: Sequence[Row], _resource: Resource) -> list[list[Row]]:
    numbers = _numbers(cities)
    found = rows.name_rows(CityName.objects.filter(city__number__in=numbers).order_by("pk"))
    found.sort(key=lambda row: row["kind"] == NameKind.GAZETTEER)
    return _by_city(found, numbers)


def _organisations(cities: Sequence[Row], resource: Resource) -> list[list[Row]]:
    numbers = _numbers(cities)
    named = Organisation.objects.founded_by(resource.as_of).filter(city__number__in=numbers)
    return _by_city(rows.organisation_rows(named.order_by("kind", "pk")), numbers)


def _focal_points(cities: Sequence[Row], resource: Resource) -> list[list[Row]]:
    numbers = _numbers(cities)
    shown = FocalPoint.objects.shown(resource.as_of).filter(city__number__in=numbers)
    return _by_city(rows.focal_point_rows(shown.order_by("role", "pk")), numbers)


def _texts(cities: Sequence[Row], _resource: Resource) -> list[list[Row]]:
    of: defaultdict[int, list[Row]] = defaultdict(list)
    texts = CityText.objects.filter(city__number__in=_numbers(cities)).order_by("language")
    for number, language, text in texts.values_list("city__number", "language", "text"):
        of[number].append({"language": language, "text": text})
    return [of[city["number"]] for city in cities]


def _sources_of(column: str, words: Sequence[Any], resource: Resource) -> list[list[Row]]:
    """The sources on which designations begun by the day rest, by a column of these."""
    begun = Designation.objects.begun_by(resource.as_of or today()).filter(
        **{f"{column}__in": words}
    )
    pairs = begun.order_by().values_list(column, "sources__key").distinct()
    keys: defaultdict[Any, set[str]] = defaultdict(set)
    for word, key in pairs.exclude(sources=None):
        keys[word].add(key)
    # In the order of their titles, as everywhere.
    found = whole_sources(resource, {key for of_one in keys.values() for key in of_one})
    return [[row for key, row in found.items() if key in keys[word]] for word in words]


def _sources_of_cities(cities: Sequence[Row], resource: Resource) -> list[list[Row]]:
    return _sources_of("city__number", _numbers(cities), resource)


def _sources_of_designations(found: Sequence[Row], resource: Resource) -> list[list[Row]]:
    return _sources_of("pk", [row["id"] for row in found], resource)


def _country(found: Sequence[Row], resource: Resource) -> list[Row]:
    codes = [row["country"]["code"] for row in found]
    countries = whole_countries(resource, set(codes))
    return [countries[code] for code in codes]


def _city(found: Sequence[Row], resource: Resource) -> list[Row | None]:
    numbers = [row["city"]["number"] for row in found]
    cities = whole_cities(resource, "number", set(numbers))
    return [cities.get(number) for number in numbers]


def _city_by_slug(found: Sequence[Row], resource: Resource) -> list[Row | None]:
    cities = whole_cities(resource, "slug", {row["city"] for row in found if row["city"]})
    return [cities.get(row["city"]) for row in found]


def _field(found: Sequence[Row], resource: Resource) -> list[Row | None]:
    fields = whole_fields(resource)
    return [fields.get(row["field"]) for row in found]


def _source(found: Sequence[Row], resource: Resource) -> list[Row | None]:
    sources = whole_sources(resource, {row["source"] for row in found if row["source"]})
    return [sources.get(row["source"]) for row in found]


CITY = Expansion(_city, "the city as in the list of cities")
CITY_OF_STATEMENT = Expansion(_city_by_slug, "the city as in the list of cities")
COUNTRY = Expansion(_country, "the country as in the list of countries")
FIELD = Expansion(_field, "the field as in the list of fields")
SOURCE = Expansion(_source, "the source as in the list of sources")
OF_CITIES = {
    "country": COUNTRY,
    "names": Expansion(_names, "its other names"),
    "texts": Expansion(_texts, "its profile in words"),
    "organisations": Expansion(_organisations, "the organisations that it names"),
    "focal_points": Expansion(
        _focal_points, "the people who speak for it (in JSON only)", NO_PEOPLE_IN_FILES
    ),
    "sources": Expansion(_sources_of_cities, "the sources on which its designations rest"),
}
OF_DESIGNATIONS = {
    "city": CITY,
    "country": COUNTRY,
    "field": FIELD,
    "sources": Expansion(_sources_of_designations, "the sources on which it rests"),
}
OF_WHAT_BELONGS_TO_CITIES = {"city": CITY, "source": SOURCE}
OF_STATEMENTS = {"source": SOURCE, "city": CITY_OF_STATEMENT, "field": FIELD}
