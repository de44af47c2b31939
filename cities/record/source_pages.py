"""The pages of sources: what each says, kept apart from the record, and the facts taken from it."""

import re

import phonenumbers

from cities.models import Metric, NameKind
from cities.record.collecting import Collection
from cities.record.kinds import (
    ASSET,
    CITY,
    CITY_NAME,
    FOCAL_POINT,
    ORGANISATION,
    SOURCE,
    STATEMENT,
    RowKind,
    key_text,
)
from cities.record.reading import Place, Printed, Section

PAGES = ("bergen.yaml", "norrkoping.yaml", "kortrijk.yaml", "viborg.yaml")
NAME_AND_COUNTRY = re.compile(r"^(?P<name>[^(]+?)(?: \((?P<country>.+)\))?$")


def read_source_pages(collection: Collection) -> None:
    """Collect what the page of each source says, and figures that sources of the table give."""
    for file in PAGES:
        page = collection.fixtures.page(file)
        if page:
            SourcePage(collection, page).read()
    figures = collection.fixtures.page("figures.yaml")
    for entry in figures.sections("statements") if figures else ():
        if collection.is_known(SOURCE, entry.text("source"), entry.place):
            given = {"source": entry.text("source"), **entry.rest()}
            collection.add(STATEMENT, entry.place, given)


class SourcePage:
    """One source and everything that the fixtures take from it."""

    def __init__(self, collection: Collection, page: Section) -> None:
        self.collection, self.page = collection, page
        details = page.section("source")
        row = collection.add(SOURCE, page.place_of("source"), details.rest() if details else {})
        self.source = row.key if row else ""
        self.language = row.values.get("language", "") if row else ""
        slug = page.text("city")
        place = page.place_of("city")
        self.city = (collection.city_number(slug, place) if slug else None) or ""

    def read(self) -> None:
        """Collect its statements, the names that it prints, and what it tells of its city."""
        for statement in self.page.sections("statements"):
            self._add_statement(statement)
        listed = self.page.section("cities")
        if listed:
            self._add_listed_cities(listed)
        for organisation in self.page.sections("organisations"):
            self._add_of_city(ORGANISATION, organisation)
        for position, asset in enumerate(self.page.sections("assets"), 1):
            self._add_of_city(ASSET, asset, position=str(position))
        for contact in self.page.sections("contacts"):
            self._add_contact(contact)

    def _add_of_city(self, kind: RowKind, entry: Section, **given: str) -> None:
        owner = {"city": self.city, "source": self.source}
        self.collection.add(kind, entry.place, {**owner, **given, **entry.rest()})

    def _add_statement(self, entry: Section) -> None:
        given = {"source": self.source, "language": self.language}
        slug = entry.text("city")
        if slug:
            given["city"] = self.collection.city_number(slug, entry.place_of("city")) or ""
        self.collection.add(STATEMENT, entry.place, {**given, **entry.rest()})

    def _add_listed_cities(self, listed: Section) -> None:
        field = listed.text("field")
        misspelled = listed.section("misspelled")
        for entry in listed.texts("entries"):
            match = NAME_AND_COUNTRY.match(entry.text)
            if match is None:
                self.collection.refuse(entry.place, f"“{entry.text}” is no name (country)")
                continue
            name, country = match["name"], ""
            if match["country"]:
                country = self.collection.resolve_country(match["country"], entry.place) or ""
                if not country:
                    continue
            is_misspelled = misspelled is not None and name in misspelled
            means = misspelled.text(name) if misspelled and is_misspelled else name
            number = self.collection.resolve_city(means, entry.place, country)
            if number and self.collection.is_known(CITY, number, entry.place):
                kind = NameKind.MISSPELLING if is_misspelled else NameKind.AS_PRINTED
                self._add_listed_city(entry, number, name, kind, field)

    def _add_listed_city(
        self, entry: Printed, number: str, name: str, kind: NameKind, field: str
    ) -> None:
        city = self.collection.of(CITY)[number].values
        statement = {
            "source": self.source,
            "key": f"lists-{city['slug']}",
            "printed": entry.text,
            "language": self.language,
            "metric": Metric.MEMBERSHIP.value,
            "city": number,
            "field": field,
        }
        self.collection.add(STATEMENT, entry.place, statement)
        if name != city["name"]:
            spelling = {"city": number, "kind": kind.value, "name": name, "source": self.source}
            self.collection.add(CITY_NAME, entry.place, spelling)

    def _add_contact(self, entry: Section) -> None:
        printed, organisation = entry.text("telephone_printed"), entry.text("organisation")
        given = {"telephone_printed": printed}
        if printed:
            given["telephone"] = self._international(printed, entry.place_of("telephone_printed"))
        if organisation:
            given["organisation"] = key_text(self.city, organisation)
        self._add_of_city(FOCAL_POINT, entry, **given)

    def _international(self, printed: str, place: Place) -> str:
        """The number in international form; the city's country is the one it is dialled in."""
        city = self.collection.of(CITY).get(self.city)
        country = city.values["country"] if city else None
        try:
            number = phonenumbers.parse(printed, country)
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            self.collection.refuse(place, f"“{printed}” is no telephone number")
            return ""
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
