"""What each country and each region has on a day: cities, fields, and since when."""

from collections import Counter
from dataclasses import dataclass

from cities.statistics.history import History


@dataclass(frozen=True)
class Holding:
    """A country with member cities: how many in each field, and since when it has had one.

    `first_announced_on` is the announcement of its first city ever, as precise as its source.
    """

    country: str
    region: str
    fields: Counter[str]
    first_announced_on: str

    @property
    def members(self) -> int:
        """All its member cities."""
        return self.fields.total()


def holdings(history: History) -> list[Holding]:
    """Each country with a member on the date: the one with most cities first, then by code."""
    first: dict[str, str] = {}
    for span in history.spans:
        first.setdefault(span.country, span.announced_on)
    fields: dict[str, Counter[str]] = {}
    region: dict[str, str] = {}
    for span in history.members:
        fields.setdefault(span.country, Counter())[span.field] += 1
        region[span.country] = span.region
    found = [Holding(code, region[code], fields[code], first[code]) for code in fields]
    return sorted(found, key=lambda holding: (-holding.members, holding.country))


def fields_by_region(history: History) -> Counter[tuple[str, str]]:
    """Region and field to the member cities of that field there."""
    return Counter((span.region, span.field) for span in history.members)
