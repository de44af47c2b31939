"""Collecting the rows that the fixtures want in the record, each checked column by column."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from cities.record.kinds import Row, RowKind
from cities.record.reading import Fixtures, Place
from cities.record.resolving import CityResolver, CountryResolver


class Round(NamedTuple):
    """The announcement of the designations of one year, as precise as its source."""

    year: str
    announced_on: str
    members_announced: str
    note: str


class Collection:
    """The rows of a folder of fixtures by kind and natural key, and what readers share.

    A reader adds rows; what it cannot accept it refuses with file and line and goes on.
    """

    def __init__(self, fixtures: Fixtures) -> None:
        self.fixtures = fixtures
        self.rows: dict[str, dict[str, Row]] = {}
        self.refused: set[tuple[str, str]] = set()
        self.rounds: dict[str, Round] = {}
        self.city_numbers: dict[str, str] = {}
        self.source_keys: dict[str, str] = {}
        self.countries = CountryResolver(())
        self.cities = CityResolver(())

    def refuse(self, place: Place, reason: str) -> None:
        """Note a reason for which nothing may be loaded."""
        self.fixtures.refuse(place, reason)

    def of(self, kind: RowKind) -> dict[str, Row]:
        """The rows of a kind by natural key."""
        return self.rows.setdefault(kind.label, {})

    def add(self, kind: RowKind, place: Place, given: Mapping[str, Any]) -> Row | None:
        """Take a row in, or refuse it with every reason. Columns not given are left alone."""
        values: dict[str, Any] = {}
        problems = []
        for column, text in given.items():
            if column not in kind.fields:
                problems.append(f"there is no column “{column}”")
                continue
            try:
                values[column] = kind.value(column, text)
            except ValidationError as error:
                problems += [f"{column}: {message}" for message in error.messages]
        problems += [
            f"{column}: this must be filled in" for column in kind.required if not given.get(column)
        ]
        for column in kind.key:
            values.setdefault(column, "")
        row = Row(kind, place, values)
        twin = self.of(kind).get(row.key)
        if twin is not None:
            problems.append(f"this stands already at {twin.place}: {row.key}")
        for problem in problems:
            self.refuse(place, problem)
        if problems:
            if twin is None:
                self.refused.add((kind.label, row.key))
            return None
        self.of(kind)[row.key] = row
        return row

    def city_number(self, slug: str, place: Place) -> str | None:
        """The number of the city of that slug, or nothing and a problem."""
        number = self.city_numbers.get(slug)
        if number is None:
            self.refuse(place, f"there is no city “{slug}” in network.csv")
        return number

    def is_known(self, kind: RowKind, key: str, place: Place) -> bool:
        """Whether the fixtures hold the row; a problem is noted unless they have refused it."""
        if key in self.of(kind):
            return True
        is_unread = not self.of(kind) and self.fixtures.problems
        if not is_unread and (kind.label, key) not in self.refused:
            self.refuse(place, f"there is no {kind.name} “{key}” in the fixtures")
        return False

    def source_key(self, url: str, place: Place) -> str | None:
        """The key of the source with that address, or nothing and a problem."""
        key = self.source_keys.get(url)
        if key is None:
            self.refuse(place, f"no source in sources.csv has the address {url}")
        return key

    def resolve_country(self, printed: str, place: Place) -> str | None:
        """The code of the country that a printed name means, or nothing and a problem."""
        try:
            return self.countries.resolve(printed)
        except LookupError as error:
            self.refuse(place, str(error))
            return None

    def resolve_city(self, printed: str, place: Place, country: str = "") -> str | None:
        """The number of the city that a printed name means, or nothing and a problem."""
        try:
            return str(self.cities.resolve(printed, country))
        except LookupError as error:
            self.refuse(place, str(error))
            return None
