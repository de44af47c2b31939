"""The figures as tables for programs: what the file of each holds.

Columns bear the record's words, the same in every language; names of countries and cities are in
the language of the address. An empty cell is a number that had not begun, not zero.
"""

from collections.abc import Callable, Mapping
from typing import Any

from cities.models.dates import precision
from cities.pages.statistics.asked import Asked
from cities.statistics.balance import balance
from cities.statistics.firsts import First, firsts
from cities.statistics.growth import Series, growth_by_region
from cities.statistics.holdings import fields_by_region, holdings

Table = tuple[list[str], list[list[Any]]]


def growth(asked: Asked) -> Table:
    """One row for each day on which cities joined or left."""
    columns = [
        "announced_on", "in_force_from", "joined", "left", "members", "countries", "new_countries",
    ]  # fmt: skip
    return columns, [[getattr(change, column) for column in columns] for change in asked.changes]


def fields(asked: Asked) -> Table:
    """One row for each day on which a field's number changed; a column for each field."""
    series = {one.key: one for one in asked.by_field}
    return _in_time(asked, [(row["slug"], series.get(row["slug"])) for row in asked.all_fields])


def regions(asked: Asked) -> Table:
    """One row for each day on which a region's number changed; a column for each region."""
    series = {one.key: one for one in growth_by_region(asked.history)}
    return _in_time(asked, [(region, series.get(region)) for region in asked.regions])


def balance_of_regions(asked: Asked) -> Table:
    """One row for each day on which the shares changed; shares are hundredths of the members."""
    rows = [
        [asked.history.days[day], day, *(f"{100 * shares[region]:.2f}" for region in asked.regions)]
        for day, shares in balance(asked.history)
        if shares
    ]
    return ["announced_on", "in_force_from", *asked.regions], rows


def region_fields(asked: Asked) -> Table:
    """One row for each region; a column for each field."""
    counts = fields_by_region(asked.history)
    rows = []
    for region, name in asked.regions.items():
        cells = _cells(asked, {slug: counts[region, slug] for slug in asked.fields})
        rows.append([region, name, *cells, sum(cell or 0 for cell in cells)])
    return ["region", "name", *_slugs(asked), "members"], rows


def countries(asked: Asked) -> Table:
    """One row for each country with a member, those with most first.

    After the facts of today stand its numbers after each announcement, under the day from which
    they held.
    """
    facts = ["country", "name", "region", "first_announced_on", "fields", "members"]
    days = [change.in_force_from for change in asked.changes]
    rows = [
        [
            one.country,
            asked.countries[one.country]["name"],
            one.region,
            one.first_announced_on,
            len(one.fields),
            one.members,
            *(asked.by_country[one.country].on(day) for day in days),
        ]
        for one in holdings(asked.history)
    ]
    return [*facts, *(day.isoformat() for day in days)], rows


def matrix(asked: Asked) -> Table:
    """One row for each country with a member, by code; a column for each field."""
    found = sorted(holdings(asked.history), key=lambda one: one.country)
    return ["country", "name", "region", *_slugs(asked), "members"], [
        [
            one.country,
            asked.countries[one.country]["name"],
            one.region,
            *_cells(asked, one.fields),
            one.members,
        ]
        for one in found
    ]


def firsts_of_fields(asked: Asked) -> Table:
    """One row for each city that was first of a field: of all, in a region or in a country.

    `tied` counts those that no date puts in order; `certain` is no where one of them may have been
    announced before another.
    """
    spans = asked.history.spans
    scopes: list[tuple[str, dict[tuple[str, str], First]]] = [
        ("network", firsts(spans, lambda span: ("", span.field))),
        ("region", firsts(spans, lambda span: (span.region, span.field))),
        ("country", firsts(spans, lambda span: (span.country, span.field))),
    ]
    cities = asked.cities(
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
            "yes" if first.is_certain else "no",
        ]
        for scope, found in scopes
        for (place, field), first in sorted(found.items())
        for span in first.spans
    ]
    columns = ["scope", "place", "field", "number", "name", "announced_on", "precision", "tied"]
    return [*columns, "certain"], rows


def _slugs(asked: Asked) -> list[str]:
    return [row["slug"] for row in asked.all_fields]


def _cells(asked: Asked, counts: Mapping[str, int]) -> list[int | None]:
    """The number of each field; nothing for a field that had not begun."""
    return [counts.get(slug, 0) if slug in asked.fields else None for slug in _slugs(asked)]


def _in_time(asked: Asked, found: list[tuple[str, Series | None]]) -> Table:
    turns = {day for _key, series in found if series for day, _number in series.steps}
    rows = [
        [
            printed,
            day,
            *(series.on(day) if series else None for _key, series in found),
            len(asked.history.on(day)),
        ]
        for day, printed in asked.history.days.items()
        if day in turns
    ]
    return ["announced_on", "in_force_from", *(key for key, _series in found), "members"], rows


TABLES: dict[str, Callable[[Asked], Table]] = {
    "growth": growth,
    "fields": fields,
    "regions": regions,
    "balance": balance_of_regions,
    "region-fields": region_fields,
    "countries": countries,
    "matrix": matrix,
    "firsts": firsts_of_fields,
}
