"""The network itself: its cities, their designations and the names under which they are found."""

from collections.abc import Iterator
from typing import Any

from cities.models import EndReason, NameKind
from cities.record.collecting import Collection
from cities.record.kinds import (
    CITY,
    CITY_NAME,
    COUNTRY,
    CREATIVE_FIELD,
    DESIGNATION,
    SOURCE,
    key_text,
)
from cities.record.reading import Line, Place
from cities.record.resolving import CityResolver, CitySpelling

# What a row says of the city, and which column of the record it is.
OF_THE_CITY = {
    "number": "number",
    "slug": "slug",
    "name": "name",
    "country_code": "country",
    "territory": "territory",
    "latitude": "latitude",
    "longitude": "longitude",
    "geonameid": "geonames_id",
    "population": "population",
}
COLUMNS = (
    *("number", "slug", "name", "native_or_alt_names", "country_code", "unesco_region"),
    *("territory", "field", "year", "ended_year", "end_reason", "latitude", "longitude"),
    *("geonameid", "population", "match", "evidence", "evidence_note", "source_urls"),
)
GAZETTEER = "geonames"
OWN_AND_TRANSLATED = (NameKind.NATIVE.value, NameKind.TRANSLATION.value)


def read_network(collection: Collection) -> None:
    """Collect cities, designations and names, and learn to resolve printed names of cities."""
    lines_of: dict[str, list[Line]] = {}
    for line in collection.fixtures.table("network.csv", COLUMNS):
        lines_of.setdefault(line["number"], []).append(line)
    curated = collection.fixtures.table("native_names.csv", ("slug", "name", "language", "kind"))
    native = {
        line["slug"]: line["name"] for line in curated if line["kind"] == NameKind.NATIVE.value
    }
    for lines in lines_of.values():
        _read_city(collection, lines[0], lines[1:], native.get(lines[0]["slug"], ""))
        _read_designations(collection, lines)
    _read_curated_names(collection, curated)
    _read_gazetteer(collection)
    collection.cities = CityResolver(
        _spellings(collection, [lines[0] for lines in lines_of.values()])
    )


def _read_city(collection: Collection, first: Line, others: list[Line], native_name: str) -> None:
    given = {column: first[cell] for cell, column in OF_THE_CITY.items()}
    given["native_name"] = native_name
    slug, code = first["slug"], first["country_code"]
    is_known = collection.is_known(COUNTRY, code, first.place)
    if is_known and collection.of(COUNTRY)[code].values["region"] != first["unesco_region"]:
        collection.refuse(first.place, f"countries.csv puts {code} into another UNESCO region")
    for line in others:
        for cell in (*OF_THE_CITY, "native_or_alt_names", "unesco_region"):
            if line[cell] != first[cell]:
                collection.refuse(line.place, f"{cell} differs from {first.place}, the same city")
    if collection.city_numbers.setdefault(slug, first["number"]) != first["number"]:
        collection.refuse(first.place, f"the slug “{slug}” stands already above")
    row = collection.add(CITY, first.place, given) if is_known else None
    if row is None:
        collection.refused.add((CITY.label, first["number"]))
        return
    for name in filter(None, first["native_or_alt_names"].split(";")):
        given = {"city": row.key, "kind": NameKind.ALTERNATIVE.value, "name": name}
        collection.add(CITY_NAME, first.place, given)


def _read_designations(collection: Collection, lines: list[Line]) -> None:
    number = lines[0]["number"]
    if number not in collection.of(CITY):
        return
    lines = sorted(lines, key=lambda line: line["year"])
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        announced_on = _announced(collection, line.place, line["year"])
        ended_on = _announced(collection, line.place, line["ended_year"])
        is_known = collection.is_known(CREATIVE_FIELD, line["field"], line.place)
        if announced_on is None or ended_on is None or not is_known:
            continue
        first_year = collection.of(CREATIVE_FIELD)[line["field"]].values["first_year"]
        if line["year"] < str(first_year):
            collection.refuse(line.place, f"{line['field']} is a field only since {first_year}")
        given: dict[str, Any] = {
            "city": number,
            "field": line["field"],
            "call_year": line["year"],
            "announced_on": announced_on,
            "ended_on": ended_on,
            "end_reason": line["end_reason"],
            "evidence": line["evidence"],
            "evidence_note": line["evidence_note"],
            "sources": [
                key
                for url in line["source_urls"].split(";")
                if (key := collection.source_key(url, line.place))
            ],
            "successor": "",
        }
        if line["end_reason"] == EndReason.FIELD_CHANGE and following:
            given["successor"] = key_text(number, following["field"])
        if _is_change_of_field(line, lines):
            # A city changes its field on its own request, outside the call of that year.
            given["call_year"] = ""
        collection.add(DESIGNATION, line.place, given)


def _is_change_of_field(line: Line, lines: list[Line]) -> bool:
    return any(
        other["end_reason"] == EndReason.FIELD_CHANGE and other["ended_year"] == line["year"]
        for other in lines
    )


def _announced(collection: Collection, place: Place, year: str) -> str | None:
    """When the round of a year was announced, or nothing and a problem."""
    if not year:
        return ""
    if year in collection.rounds:
        return collection.rounds[year].announced_on
    collection.refuse(place, f"rounds.csv knows no round of “{year}”")
    return None


def _spellings(collection: Collection, lines: list[Line]) -> Iterator[CitySpelling]:
    """Every spelling of every city, of refused ones too: who prints their names is not to blame."""
    countries = {}
    for line in lines:
        if line["number"].isdecimal():
            countries[line["number"]] = line["country_code"]
            yield CitySpelling(
                int(line["number"]), line["country_code"], line["name"], is_official=True
            )
    for row in collection.of(CITY_NAME).values():
        number, name = row.values["city"], row.values["name"]
        if number in countries:
            yield CitySpelling(int(number), countries[number], name, is_official=False)


def _read_curated_names(collection: Collection, lines: list[Line]) -> None:
    """The names that pages show: a city's own, and its names in the portal's languages.

    A city has one native name, and one name in each language.
    """
    natives, in_language = set(), set()
    for line in lines:
        number = collection.city_number(line["slug"], line.place)
        kind, language = line["kind"], line["language"]
        if kind not in OWN_AND_TRANSLATED:
            collection.refuse(line.place, f"kind: write {' or '.join(OWN_AND_TRANSLATED)}")
            continue
        if not language:
            collection.refuse(line.place, "language: this must be filled in")
        if kind == NameKind.NATIVE.value and number in natives:
            collection.refuse(line.place, f"the city “{line['slug']}” has a native name already")
        elif (number, language) in in_language:
            reason = f"the city “{line['slug']}” has a name in “{language}” already"
            collection.refuse(line.place, reason)
        elif number:
            given = {"city": number, "kind": kind, "name": line["name"], "language": language}
            collection.add(CITY_NAME, line.place, given)
        if kind == NameKind.NATIVE.value:
            natives.add(number)
        in_language.add((number, language))


def _read_gazetteer(collection: Collection) -> None:
    lines = collection.fixtures.table("names.csv", ("slug", "name", "script"))
    if not lines or not collection.is_known(SOURCE, GAZETTEER, lines[0].place):
        return
    for line in lines:
        number = collection.city_number(line["slug"], line.place)
        if number:
            given = {
                "city": number,
                "kind": NameKind.GAZETTEER.value,
                "name": line["name"],
                "script": line["script"],
                "source": GAZETTEER,
            }
            collection.add(CITY_NAME, line.place, given)
