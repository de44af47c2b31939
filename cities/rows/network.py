"""The network up to a day, as the figures of the statistics are counted on it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from cities.models import Country, Region
from cities.models.collation import sort_key_in
from cities.rows.columns import Row
from cities.rows.countries import country_rows
from cities.rows.fields import field_rows
from cities.rows.named import named_cities
from cities.statistics.growth import Change, Series, changes, growth_by_country, growth_by_field
from cities.statistics.history import History


@dataclass(frozen=True)
class Network:
    """The record up to a day, for readers of a language.

    However many figures are made of it, each question is put to the database once.
    """

    date: datetime.date
    language: str

    @cached_property
    def history(self) -> History:
        return History.until(self.date)

    @cached_property
    def changes(self) -> list[Change]:
        return changes(self.history)

    @cached_property
    def size(self) -> int:
        """The member cities of the day."""
        return len(self.history.members)

    @cached_property
    def by_field(self) -> list[Series]:
        return growth_by_field(self.history)

    @cached_property
    def by_country(self) -> dict[str, Series]:
        return growth_by_country(self.history)

    @cached_property
    def all_fields(self) -> list[Row]:
        """Every field of the record in the network's order, those of later years too."""
        return field_rows(self.language, self.date)

    @cached_property
    def fields(self) -> dict[str, Row]:
        """The fields that had begun by the day, by slug, in the network's order."""
        begun = {series.key for series in self.by_field}
        return {row["slug"]: row for row in self.all_fields if row["slug"] in begun}

    @cached_property
    def countries(self) -> dict[str, Row]:
        """Every country of the record, by code, in the reader's order of names."""
        rows = country_rows(Country.objects.all(), self.language, self.date)
        rows.sort(key=lambda row: (sort_key_in(self.language, row["name"]), row["code"]))
        return {row["code"]: row for row in rows}

    @property
    def regions(self) -> dict[str, str]:
        """Region to its name, in the network's order."""
        return {slug: str(name) for slug, name in Region.choices}

    def cities(self, numbers: Iterable[int]) -> dict[int, Row]:
        """Cities by number, as names and addresses."""
        return named_cities(numbers, self.language)
