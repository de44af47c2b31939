"""The figures as tables for programs: what the file of each holds, and what the API answers.

Columns bear the record's words, the same in every language; names of countries and cities are in
the language of the address. An empty cell is a number that had not begun, not zero.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cities.models.dates import precision
from cities.rows.network import Network
from cities.statistics.balance import balance
from cities.statistics.firsts import First, firsts
from cities.statistics.growth import Series, growth_by_region
from cities.statistics.holdings import fields_by_region, holdings

Table = tuple[list[str], list[list[Any]]]


def growth(network: Network) -> Table:
    """One row for each day on which cities joined or left."""
    columns = [
        "announced_on", "in_force_from", "joined", "left", "members", "countries", "new_countries",
    ]  # fmt: skip
    return columns, [[getattr(change, column) for column in columns] for change in network.changes]


def fields(network: Network) -> Table:
    """One row for each day on which a field's number changed; a column for each field."""
    series = {one.key: one for one in network.by_field}
    return _in_time(network, [(row["slug"], series.get(row["slug"])) for row in network.all_fields])


def regions(network: Network) -> Table:
    """One row for each day on which a region's number changed; a column for each region."""
    series = {one.key: one for one in growth_by_region(network.history)}
    return _in_time(network, [(region, series.get(region)) for region in network.regions])


def balance_of_regions(network: Network) -> Table:
    """One row for each day on which the shares changed; shares are hundredths of the members."""
    rows = [
        [
            network.history.days[day],
            day,
            *(_hundredths(shares[region]) for region in network.regions),
        ]
        for day, shares in balance(network.history)
        if shares
    ]
    return ["announced_on", "in_force_from", *network.regions], rows


def _hundredths(share: float) -> Decimal:
    return Decimal(f"{100 * share:.2f}")


def region_fields(network: Network) -> Table:
    """One row for each region; a column for each field."""
    counts = fields_by_region(network.history)
    rows = []
    for region, name in network.regions.items():
        cells = _cells(network, {slug: counts[region, slug] for slug in network.fields})
        rows.append([region, name, *cells, sum(cell or 0 for cell in cells)])
    return ["region", "name", *_slugs(network), "members"], rows


def countries(network: Network) -> Table:
    """One row for each country with a member, those with most first.

    After the facts of today stand its numbers after each announcement, under the day from which
    they held.
    """
    facts = ["country", "name", "region", "first_announced_on", "fields", "members"]
    days = [change.in_force_from for change in network.changes]
    rows = [
        [
            one.country,
            network.countries[one.country]["name"],
            one.region,
            one.first_announced_on,
            len(one.fields),
            one.members,
            *(network.by_country[one.country].on(day) for day in days),
        ]
        for one in holdings(network.history)
    ]
    return [*facts, *(day.isoformat() for day in days)], rows


def matrix(network: Network) -> Table:
    """One row for each country with a member, by code; a column for each field."""
    found = sorted(holdings(network.history), key=lambda one: one.country)
    return ["country", "name", "region", *_slugs(network), "members"], [
        [
            one.country,
            network.countries[one.country]["name"],
            one.region,
            *_cells(network, one.fields),
            one.members,
        ]
        for one in found
    ]


def firsts_of_fields(network: Network) -> Table:
    """One row for each city that was first of a field: of all, in a region or in a country.

    `tied` counts those that no date puts in order; `certain` is false where one of them may have
    been announced before another.
    """
    spans = network.history.spans
    scopes: list[tuple[str, dict[tuple[str, str], First]]] = [
        ("network", firsts(spans, lambda span: ("", span.field))),
        ("region", firsts(spans, lambda span: (span.region, span.field))),
        ("country", firsts(spans, lambda span: (span.country, span.field))),
    ]
    cities = network.cities(
        span.city for _scope, found in scopes for first in found.values() for span in first.spans
    )
    rows = [
        [
            scope,
            place,
            field,
            span.city,
            cities[span.city]["local_name"],
            span.announced_on,
            precision(span.announced_on),
            len(first.spans),
            first.is_certain,
        ]
        for scope, found in scopes
        for (place, field), first in sorted(found.items())
        for span in first.spans
    ]
    columns = ["scope", "place", "field", "number", "name", "announced_on", "precision", "tied"]
    return [*columns, "certain"], rows


def _slugs(network: Network) -> list[str]:
    return [row["slug"] for row in network.all_fields]


def _cells(network: Network, counts: Mapping[str, int]) -> list[int | None]:
    """The number of each field; nothing for a field that had not begun."""
    return [counts.get(slug, 0) if slug in network.fields else None for slug in _slugs(network)]


def _in_time(network: Network, found: list[tuple[str, Series | None]]) -> Table:
    turns = {day for _key, series in found if series for day, _number in series.steps}
    rows = [
        [
            printed,
            day,
            *(series.on(day) if series else None for _key, series in found),
            len(network.history.on(day)),
        ]
        for day, printed in network.history.days.items()
        if day in turns
    ]
    return ["announced_on", "in_force_from", *(key for key, _series in found), "members"], rows


FIGURES: dict[str, tuple[str | Promise, Callable[[Network], Table]]] = {
    "growth": (_("Growth by year"), growth),
    "fields": (_("Growth by field"), fields),
    "regions": (_("Growth by region"), regions),
    "balance": (_("Balance between regions"), balance_of_regions),
    "region-fields": (_("By region and field"), region_fields),
    "countries": (_("By country"), countries),
    "matrix": (_("Fields that each country has and lacks"), matrix),
    "firsts": (_("Firsts"), firsts_of_fields),
}
HEADINGS = {figure: heading for figure, (heading, _table) in FIGURES.items()}
TABLES = {figure: table for figure, (_heading, table) in FIGURES.items()}
