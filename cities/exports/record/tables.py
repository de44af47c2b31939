"""The tables of the record as the archive holds them: natural keys, and no people.

Rows are sorted by the table's key here and not by the database, so that both give the same.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from cities.exports import shared_columns
from cities.exports.columns import PARTIAL_DATE, Column, Reference, Row, Table, columns
from cities.exports.lists.designations import sources_of
from cities.models import (
    Asset,
    City,
    CityName,
    CityText,
    Country,
    CountryName,
    Designation,
    FormerSlug,
    Organisation,
    Source,
    Statement,
)
from fields.models import CreativeField, FieldName

OF_A_CITY = Reference("city", "cities", "number")
OF_A_SOURCE = Reference("source", "sources", "key")
OF_A_FIELD = Reference("field", "fields", "slug")
OF_A_COUNTRY = Reference("country", "countries", "code")
CITY = ("integer", "Permanent number of the city.")
SOURCE = shared_columns.SOURCE
FIELD = ("string", "Slug of the creative field.")
COUNTRY = ("string", "Two-letter code of ISO 3166-1.")
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")


@dataclass(frozen=True)
class RecordTable:
    """A table of the archive, and how its rows are found as of a day."""

    table: Table
    found: Callable[[datetime.date], Iterable[Row]]

    def rows(self, as_of: datetime.date) -> list[Row]:
        rows = [self.table.row(row) for row in self.found(as_of)]
        return sorted(rows, key=lambda row: [row[name] for name in self.table.key])


def values(queryset: QuerySet[Any], table: Table, **paths: str) -> Iterator[Row]:
    """The table's columns of the queryset; `paths` leads to those that stand elsewhere.

    A column that is not the model's own is left to the caller.
    """
    named = {name: F(path) for name, path in paths.items()}
    own = {field.name for field in queryset.model._meta.concrete_fields} - named.keys()
    plain = [column.name for column in table.columns if column.name in own]
    aliases = {f"{name}_": path for name, path in named.items()}
    for found in queryset.order_by().values("pk", *plain, **aliases):
        row = {name.removesuffix("_"): value for name, value in found.items()}
        yield {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    """The value as JSON knows it. PostgreSQL keeps an object's members in an order of its own."""
    if isinstance(value, dict):
        return dict(sorted(value.items()))
    return value.isoformat() if isinstance(value, datetime.date) else value


FIELDS = Table(
    "fields",
    "Creative fields",
    ("slug",),
    (
        *columns(
            slug=("string", "Name of the field in addresses; other tables name it by this."),
            position=("integer", "The network's order."),
            first_year=("year", "Year of the first call that offered the field."),
        ),
        *(
            Column(f"{what}_{language}", "string", f"{what.capitalize()} in “{language}”.")
            for what in ("name", "definition")
            for language in LANGUAGES
        ),
        *columns(
            colour_light=("string", "Its colour on a light ground."),
            colour_dark=("string", "Its colour on a dark ground."),
            glyph=("string", "Its sign on maps."),
        ),
    ),
)
FIELD_NAMES = Table(
    "field_names",
    "Other names of creative fields",
    ("field", "language", "name"),
    columns(
        field=FIELD,
        language=("string", "A language tag."),
        name=("string", "A name that search accepts."),
    ),
    references=(OF_A_FIELD,),
)
COUNTRIES = Table(
    "countries",
    "Countries",
    ("code",),
    columns(
        code=COUNTRY,
        name=("string", "Name in English."),
        names=("object", "Names in other languages where CLDR's is not the one to use."),
        region=("string", "UNESCO's regional group, which is not geography."),
        continent=("string", "Continent: geography."),
        subregion=("string", "Sub-region of the M49 standard."),
        unesco_status=("string", "What it is to UNESCO: member, associate or former."),
        left_unesco_on=("date", "When a former Member State left."),
    ),
)
COUNTRY_NAMES = Table(
    "country_names",
    "Other names of countries",
    ("country", "name"),
    columns(
        country=COUNTRY,
        name=("string", "A name that a source prints."),
        language=("string", "A language tag."),
    ),
    references=(OF_A_COUNTRY,),
)
CITIES = Table(
    "cities",
    "Cities that are or were members",
    ("number",),
    columns(
        number=("integer", "Permanent number of the city: never changed, never reused."),
        slug=("string", "Name of the city in addresses."),
        name=("string", "The name of the record, in Latin letters."),
        native_name=("string", "The city's own name, where the record prefers one."),
        country=COUNTRY,
        territory=("string", "Kind of place: city, municipality, region, island …"),
        latitude=("number", "Degrees north of the equator (WGS 84)."),
        longitude=("number", "Degrees east of Greenwich (WGS 84)."),
        geonames_id=("integer", "Number of the place at GeoNames."),
        population=("integer", "Inhabitants by GeoNames: for size only, not for comparison."),
        population_year=("year", "Year of the population."),
        population_scope=("string", "What the population counts."),
        website=("string", "Address of the city's own pages."),
    ),
    has_places=True,
    references=(OF_A_COUNTRY,),
)
CITY_NAMES = Table(
    "city_names",
    "Other names of cities",
    ("city", "kind", "name"),
    (*columns(city=CITY), *shared_columns.OF_A_NAME),
    references=(OF_A_CITY, OF_A_SOURCE),
)
CITY_TEXTS = Table(
    "city_texts",
    "Cities' profiles in words",
    ("city", "language"),
    columns(
        city=CITY,
        language=("string", "A language tag."),
        text=("string", "The profile."),
    ),
    references=(OF_A_CITY,),
)
FORMER_SLUGS = Table(
    "former_slugs",
    "Slugs that cities gave up",
    ("slug",),
    columns(slug=("string", "The former slug."), city=CITY),
    references=(OF_A_CITY,),
)
DESIGNATIONS = Table(
    "designations",
    "Designations",
    ("city", "in_force_from"),
    columns(
        city=CITY,
        field=FIELD,
        call_year=("year", "Year of the call."),
        announced_on=("string", f"The announcement. {PARTIAL_DATE}"),
        in_force_from=("date", "First day on which it counts: the last of the stated precision."),
        ended_on=("string", f"First day on which it no longer held, by the day. {PARTIAL_DATE}"),
        lapsed_from=("date", "First day on which it no longer counts."),
        end_reason=("string", "Why it ended: field-change, withdrawal …"),
        evidence=("string", "How well year and field are attested: several, single …"),
        evidence_note=("string", "A note on the evidence."),
        sources=("list", "Keys of the sources that it rests on."),
    ),
    references=(OF_A_CITY, OF_A_FIELD),
)
ORGANISATIONS = Table(
    "organisations",
    "Organisations that cities name",
    ("city", "name"),
    (*columns(city=CITY), *shared_columns.OF_AN_ORGANISATION),
    references=(OF_A_CITY, OF_A_SOURCE),
)
PROFILES = Table(
    "profiles",
    "Events, plans, offers and wishes that cities name",
    ("city", "kind", "position", "title"),
    columns(
        city=CITY,
        kind=("string", "What it is: event, goal, offer, wish …"),
        position=("integer", "Its place among those of its kind."),
        title=("string", "What it is called."),
        description=("string", "What it is about."),
        every_years=("integer", "2 for a biennial event."),
        source=SOURCE,
    ),
    references=(OF_A_CITY, OF_A_SOURCE),
)
SOURCES = Table(
    "sources",
    "Sources",
    ("key",),
    (*shared_columns.OF_A_SOURCE, *columns(note=("string", "A note on the source."))),
)
STATEMENTS = Table(
    "statements",
    "What sources say",
    ("source", "key"),
    columns(
        source=SOURCE,
        key=("string", "Key of the statement within its source."),
        printed=("string", "The figure or claim in the source's own words."),
        language=("string", "Language of the print."),
        metric=("string", "What it is about."),
        value=("integer", "The figure."),
        value_date=("string", f"The date claimed. {PARTIAL_DATE}"),
        city=CITY,
        without_city=("boolean", "Whether the figure leaves that city out."),
        field=FIELD,
        scope=("string", "Of which cities it speaks."),
        region=("string", "The UNESCO region of that scope."),
        continent=("string", "The continent of that scope."),
        countries=("list", "Codes of the countries of that scope."),
        scope_name=("string", "Name of the scope."),
        said_on=("string", f"A date that the source bears for it. {PARTIAL_DATE}"),
        note=("string", "A note on the statement."),
    ),
    references=(OF_A_SOURCE, OF_A_CITY, OF_A_FIELD),
)


def _of_members(model: Any, table: Table, **paths: str) -> Callable[[datetime.date], Iterable[Row]]:
    """The rows of a model that belong to cities that are or were members by the day."""

    def found(as_of: datetime.date) -> Iterable[Row]:
        queryset = model.objects.filter(city__in=City.objects.ever_members(as_of))
        return values(queryset, table, city="city__number", **paths)

    return found


def _designations(as_of: datetime.date) -> Iterator[Row]:
    begun = Designation.objects.begun_by(as_of)
    sources = sources_of(begun)
    for row in values(begun, DESIGNATIONS, city="city__number", field="field__slug"):
        if row["lapsed_from"] and row["lapsed_from"] > as_of.isoformat():
            row |= {"ended_on": "", "lapsed_from": None, "end_reason": ""}
        yield {**row, "sources": sources.get((row["city"], row["in_force_from"]), [])}


def _statements(as_of: datetime.date) -> Iterator[Row]:
    known = Q(city=None) | Q(city__in=City.objects.ever_members(as_of))
    countries: dict[int, list[str]] = {}
    links: Any = Statement.countries.through.objects
    for statement, code in links.values_list("statement_id", "country__code"):
        countries.setdefault(statement, []).append(code)
    for row in values(
        Statement.objects.filter(known),
        STATEMENTS,
        source="source__key",
        city="city__number",
        field="field__slug",
    ):
        yield {**row, "countries": sorted(countries.get(row["pk"], []))}


RECORD = (
    RecordTable(FIELDS, lambda _day: values(CreativeField.objects.all(), FIELDS)),
    RecordTable(
        FIELD_NAMES,
        lambda _day: values(FieldName.objects.all(), FIELD_NAMES, field="field__slug"),
    ),
    RecordTable(COUNTRIES, lambda _day: values(Country.objects.all(), COUNTRIES)),
    RecordTable(
        COUNTRY_NAMES,
        lambda _day: values(CountryName.objects.all(), COUNTRY_NAMES, country="country__code"),
    ),
    RecordTable(
        CITIES,
        lambda day: values(City.objects.ever_members(day), CITIES, country="country__code"),
    ),
    RecordTable(CITY_NAMES, _of_members(CityName, CITY_NAMES, source="source__key")),
    RecordTable(CITY_TEXTS, _of_members(CityText, CITY_TEXTS)),
    RecordTable(FORMER_SLUGS, _of_members(FormerSlug, FORMER_SLUGS)),
    RecordTable(DESIGNATIONS, _designations),
    RecordTable(ORGANISATIONS, _of_members(Organisation, ORGANISATIONS, source="source__key")),
    RecordTable(PROFILES, _of_members(Asset, PROFILES, source="source__key")),
    RecordTable(SOURCES, lambda _day: values(Source.objects.all(), SOURCES)),
    RecordTable(STATEMENTS, _statements),
)
