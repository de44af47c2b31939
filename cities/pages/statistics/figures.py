"""The figures: what the page of each shows, as drawings and as tables.

Each takes what was asked and returns the context of its page's part, `title` being its sentence.
"""

import datetime
from collections import Counter
from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cities.pages.charts.marks import mark_sizes
from cities.pages.charts.shares import share_chart
from cities.pages.charts.steps import small_step_chart, step_chart
from cities.pages.statistics import sentences
from cities.pages.statistics.asked import Asked
from cities.pages.words import cities_counted, countries_counted, percent
from cities.rows import Row
from cities.rows.figures import HEADINGS
from cities.statistics.balance import balance, shares_on
from cities.statistics.firsts import First, first_of, firsts
from cities.statistics.growth import COUNTRIES, Series, growth_by_region, steps
from cities.statistics.history import Span
from cities.statistics.holdings import Holding, fields_by_region, holdings

Context = dict[str, Any]

MOST_LISTED = 12


def growth(asked: Asked) -> Context:
    """The network's members in time, and each announcement."""
    found = [(change.in_force_from, change.members) for change in asked.changes]
    return {
        "title": sentences.younger_half(asked),
        "chart": step_chart(found, asked.axis, unit=cities_counted),
        "changes": asked.changes,
        "has_departures": any(change.left for change in asked.changes),
        "has_years_alone": any(len(change.announced_on) == 4 for change in asked.changes),
    }


def fields(asked: Asked) -> Context:
    """The members of each field in time, all on one scale."""
    largest = max((series.largest for series in asked.by_field), default=0)
    moves = _moves(asked)
    return {
        "title": sentences.largest_field(asked),
        "multiples": [
            {
                "field": asked.fields[series.key],
                "members": series.last,
                "chart": small_step_chart(
                    series.steps, asked.axis, begins=series.begins, largest=largest
                ),
            }
            for series in asked.by_field
        ],
        "rows": _in_time(asked, asked.by_field),
        "notes": [
            *moves,
            *(
                sentences.begun(asked.fields[series.key])
                for series in asked.by_field
                if asked.fields[series.key]["first_year"] > asked.by_field[0].begins.year
            ),
        ],
    }


def regions(asked: Asked) -> Context:
    """The members and countries of each region in time, all on one scale."""
    found = growth_by_region(asked.history)
    countries = {one.key: one.last for one in growth_by_region(asked.history, COUNTRIES)}
    largest = max((series.largest for series in found), default=0)
    return {
        "title": sentences.largest_region(asked, shares_on(asked.history, asked.date)),
        "multiples": [
            {
                "slug": series.key,
                "name": asked.regions[series.key],
                "members": series.last,
                "countries": countries[series.key],
                "chart": small_step_chart(series.steps, asked.axis, largest=largest),
            }
            for series in found
        ],
        "rows": _in_time(asked, found),
    }


def balance_of_regions(asked: Asked) -> Context:
    """The shares of the regions in time."""
    found = balance(asked.history)
    printed = asked.history.days
    return {
        "title": sentences.shifted(asked, shares_on(asked.history, asked.date)),
        "chart": share_chart(found, asked.axis, asked.regions),
        "regions": list(asked.regions.items()),
        "rows": [
            (printed[day], [percent(shares[region]) for region in asked.regions])
            for day, shares in found
            if shares
        ],
    }


def countries(asked: Asked) -> Context:
    """The number of countries in time, and what each of them has."""
    found = holdings(asked.history)
    most = max((one.largest for one in asked.by_country.values()), default=1)
    return {
        "title": sentences.most_cities(asked, found),
        "chart": step_chart(
            steps(asked.history.spans, asked.date, COUNTRIES),
            asked.axis,
            unit=countries_counted,
        ),
        "count": len(found),
        "rows": [
            {
                "country": asked.countries[holding.country],
                "region": asked.regions[holding.region],
                "members": holding.members,
                "fields": len(holding.fields),
                "share": round(100 * holding.members / most),
                "since": holding.first_announced_on,
                "growth": small_step_chart(
                    asked.by_country[holding.country].steps, asked.axis, largest=most
                ),
            }
            for holding in sorted(found, key=_by_number(asked))
        ],
        "most_listed": MOST_LISTED,
    }


def region_fields(asked: Asked) -> Context:
    """The members of each field in each region, as marks whose area is the number."""
    counts = fields_by_region(asked.history)
    pairs = [(region, slug) for region in asked.regions for slug in asked.fields]
    sizes = mark_sizes(
        {
            (region, slug): (counts[region, slug], asked.fields[slug]["glyph"])
            for region, slug in pairs
        }
    )
    of_region, of_field = Counter[str](), Counter[str]()
    for (region, field), count in counts.items():
        of_region[region] += count
        of_field[field] += count
    most = max(pairs, key=lambda pair: counts[pair], default=None)
    return {
        "title": sentences.densest(asked, counts[most] if most else 0, most),
        "fields": list(asked.fields.values()),
        "rows": [
            {
                "slug": region,
                "name": name,
                "cells": [
                    (field, counts[region, slug], sizes[region, slug])
                    for slug, field in asked.fields.items()
                ],
                "members": of_region[region],
            }
            for region, name in asked.regions.items()
        ],
        "totals": [of_field[slug] for slug in asked.fields],
        "members": asked.size,
    }


def matrix(asked: Asked, ordering: str = "region") -> Context:
    """The fields that each country has, and those that it lacks."""
    found = holdings(asked.history)
    rows = [
        {
            "country": asked.countries[holding.country],
            "region": asked.regions[holding.region],
            "cells": [(field, holding.fields[slug]) for slug, field in asked.fields.items()],
            "lacks": len(asked.fields) - len(holding.fields),
        }
        for holding in sorted(found, key=ORDERINGS[ordering](asked))
    ]
    have = [sum(bool(holding.fields[slug]) for holding in found) for slug in asked.fields]
    return {
        "title": sentences.one_field_only(found),
        "fields": list(asked.fields.values()),
        "columns": len(asked.fields) + 2,
        "ordering": ordering,
        "rows": rows,
        # Under their regions where they are in that order; else they are one group without a name.
        "groups": [
            (region, list(group))
            for region, group in groupby(
                rows, key=lambda row: row["region"] if ordering == "region" else ""
            )
        ],
        "totals": [(number, len(found) - number) for number in have],
    }


def firsts_of_fields(asked: Asked) -> Context:
    """The first city of each field: of all, in each region, and in each country."""
    spans = asked.history.spans
    first = first_of(spans) if spans else First(())
    of_field = firsts(spans, lambda span: span.field)
    of_region = firsts(spans, lambda span: (span.field, span.region))
    of_country = firsts(spans, lambda span: (span.country, span.field))
    everyone = [first, *of_field.values(), *of_region.values(), *of_country.values()]
    cities = asked.cities(span.city for one in everyone for span in one.spans)
    names = [cities[span.city]["local_name"] for span in first.spans]
    return {
        "title": sentences.first_of_all(names, first.spans[0].announced_on if spans else ""),
        "regions": list(asked.regions.items()),
        "rows": [
            {
                "field": field,
                "cells": [
                    (_("Anywhere"), _named(of_field.get(slug), cities)),
                    *(
                        (name, _named(of_region.get((slug, region)), cities))
                        for region, name in asked.regions.items()
                    ),
                ],
            }
            for slug, field in asked.fields.items()
        ],
        "is_uncertain": any(not one.is_certain for one in everyone if one.spans),
        "countries": _by_country(asked, of_country, cities),
    }


def _named(first: First | None, cities: dict[int, Row]) -> Context | None:
    """The cities that were first, each with its date, or None where there is none yet.

    `announced_on` is the date that they share, if they do.
    """
    if first is None:
        return None
    dates = {span.announced_on for span in first.spans}
    return {
        "cities": [(cities[span.city], span.announced_on) for span in first.spans],
        "announced_on": dates.pop() if len(dates) == 1 else "",
        "is_certain": first.is_certain,
    }


def _by_country(
    asked: Asked, of_country: dict[tuple[str, str], First], cities: dict[int, Row]
) -> list[Context]:
    """The firsts of each country, in time, under the countries and regions of the reader."""
    region_of = {span.country: span.region for span in asked.history.spans}
    found: list[Context] = []
    for region, name in asked.regions.items():
        listed = []
        for code, country in asked.countries.items():
            if region_of.get(code) != region:
                continue
            those = [
                (asked.fields[slug], _named(first, cities))
                for slug in asked.fields
                if (first := of_country.get((code, slug)))
            ]
            those.sort(key=lambda one: _begun(of_country[code, one[0]["slug"]]))
            listed.append({"country": country, "firsts": those})
        if listed:
            count = sum(len(one["firsts"]) for one in listed)
            found.append({"slug": region, "name": name, "countries": listed, "count": count})
    return found


def _begun(first: First) -> datetime.date:
    return min(span.begun for span in first.spans)


def _in_time(asked: Asked, found: list[Series]) -> list[tuple[str, list[int | None], int]]:
    """Each day on which a number changed: the day, the numbers from then on, and the network's.

    None stands where a series had not begun.
    """
    turns = {day for series in found for day, _number in series.steps}
    return [
        (printed, [series.on(day) for series in found], len(asked.history.on(day)))
        for day, printed in asked.history.days.items()
        if day in turns
    ]


def _moves(asked: Asked) -> list[str]:
    """What is to be said of cities that changed their field."""
    last: dict[int, Span] = {}
    pairs = []
    for span in asked.history.spans:
        before = last.get(span.city)
        if before is not None and before.lapsed == span.begun:
            pairs.append((before, span))
        last[span.city] = span
    cities = asked.cities(span.city for _before, span in pairs)
    return [
        sentences.moved(
            cities[after.city],
            asked.fields[before.field],
            asked.fields[after.field],
            after.announced_on,
        )
        for before, after in pairs
    ]


def _by_name(asked: Asked) -> Callable[[Holding], Any]:
    places = {code: place for place, code in enumerate(asked.countries)}
    return lambda holding: places[holding.country]


def _by_number(asked: Asked) -> Callable[[Holding], Any]:
    name = _by_name(asked)
    return lambda holding: (-holding.members, name(holding))


def _by_region(asked: Asked) -> Callable[[Holding], Any]:
    name, places = _by_name(asked), list(asked.regions)
    return lambda holding: (places.index(holding.region), name(holding))


ORDERINGS: dict[str, Callable[[Asked], Callable[[Holding], Any]]] = {
    "region": _by_region,
    "country": _by_name,
    "-members": _by_number,
}

BUILT: dict[str, Callable[[Asked], Context]] = {
    "growth": growth,
    "fields": fields,
    "regions": regions,
    "balance": balance_of_regions,
    "region-fields": region_fields,
    "countries": countries,
    "matrix": matrix,
    "firsts": firsts_of_fields,
}
FIGURES: dict[str, tuple[str | Promise, Callable[[Asked], Context]]] = {
    figure: (heading, BUILT[figure]) for figure, heading in HEADINGS.items()
}
