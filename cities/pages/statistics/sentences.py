"""What each figure says, in one sentence with its numbers."""

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities.pages.statistics.asked import Asked
from cities.pages.words import (
    IN_REGION,
    all_of,
    cities_counted,
    countries_counted,
    country_in_sentence,
    percent,
)
from cities.rows import Row
from cities.statistics.balance import Shares, shares_on
from cities.statistics.holdings import Holding
from cities.templatetags.record import day

YEARS_BACK = 10


def nobody() -> str:
    """The title of every figure of a day before the first city joined."""
    return _("The network had no member city yet")


def grown(asked: Asked) -> str:
    """Such as “From 1 city in 2004 to 408 cities in 108 countries”."""
    if not asked.size:
        return nobody()
    first, last = asked.changes[0], asked.changes[-1]
    said = {
        "first": cities_counted(first.members),
        "year": first.year,
        "cities": cities_counted(last.members),
        "countries": countries_counted(last.countries),
    }
    if len(asked.changes) == 1:
        return _("%(cities)s in %(countries)s") % said
    return _("From %(first)s in %(year)s to %(cities)s in %(countries)s") % said


def younger_half(asked: Asked) -> str:
    """Such as “228 of 408 cities joined in 2019 or later”: the youngest half, in whole years."""
    if not asked.size:
        return nobody()
    since: dict[int, int] = {}
    for span in asked.history.spans:
        since.setdefault(span.city, span.begun.year)
    years = sorted((since[span.city] for span in asked.history.members), reverse=True)
    year = years[(len(years) - 1) // 2]
    count = sum(one >= year for one in years)
    counted = ngettext(
        "%(count)s of %(cities)s joined in %(year)s or later",
        "%(count)s of %(cities)s joined in %(year)s or later",
        count,
    )
    return counted % {"count": count, "cities": cities_counted(asked.size), "year": year}


def largest_field(asked: Asked) -> str:
    """Such as “Music is the largest field, with 84 of 408 cities”."""
    if not asked.size:
        return nobody()
    most = max(series.last for series in asked.by_field)
    names = [asked.fields[one.key]["name"] for one in asked.by_field if one.last == most]
    said = {"fields": all_of(names), "count": most, "cities": cities_counted(asked.size)}
    if len(names) == 1:
        return _("%(fields)s is the largest field, with %(count)s of %(cities)s") % said
    return _("%(fields)s are the largest fields, each with %(count)s of %(cities)s") % said


def largest_region(asked: Asked, shares: Shares) -> str:
    """Such as “177 of 408 cities are in Europe and North America”."""
    if not asked.size:
        return nobody()
    region = max(shares, key=lambda slug: shares[slug])
    count = sum(span.region == region for span in asked.history.members)
    counted = ngettext(
        "%(count)s of %(cities)s is %(where)s", "%(count)s of %(cities)s are %(where)s", count
    )
    said = {"count": count, "cities": cities_counted(asked.size), "where": IN_REGION[region]}
    return counted % said


def shifted(asked: Asked, shares: Shares) -> str:
    """Such as “43% of the cities are in Europe and North America; ten years before, 49%”."""
    if not asked.size:
        return nobody()
    region = max(shares, key=lambda slug: shares[slug])
    said = {"share": percent(shares[region]), "where": IN_REGION[region]}
    now = _("%(share)s of the cities are %(where)s") % said
    before = shares_on(asked.history, years_before(asked.date))
    if not before:
        return now
    earlier = _("%(now)s; ten years before, %(share)s")
    return earlier % {"now": now, "share": percent(before[region])}


def years_before(date: datetime.date) -> datetime.date:
    """The same day ten years before; for 29 February, the last day of that month."""
    year = date.year - YEARS_BACK
    try:
        return date.replace(year=year)
    except ValueError:
        return datetime.date(year, 2, 28)


def most_cities(asked: Asked, found: list[Holding]) -> str:
    """Such as “108 countries have a creative city; China has the most: 20 cities”."""
    if not found:
        return nobody()
    counted = ngettext(
        "%(count)s country has a creative city", "%(count)s countries have a creative city",
        len(found),
    ) % {"count": len(found)}  # fmt: skip
    most = [one for one in found if one.members == found[0].members]
    if len(most) > 1 or len(found) == 1:
        return counted
    said = {
        "countries": counted,
        "country": country_in_sentence(asked.countries[most[0].country]),
        "cities": cities_counted(most[0].members),
    }
    return _("%(countries)s; %(country)s has the most: %(cities)s") % said


def densest(asked: Asked, count: int, pair: tuple[str, str] | None) -> str:
    """Such as “Most in one place: 40 Cities of Literature in Europe and North America”."""
    if not count or pair is None:
        return nobody()
    region, field = pair
    counted = ngettext(
        "%(count)s City of %(name)s", "%(count)s Cities of %(name)s", count
    ) % {"count": count, "name": asked.fields[field]["name"]}  # fmt: skip
    return _("Most in one place: %(cities)s %(where)s") % {
        "cities": counted,
        "where": IN_REGION[region],
    }


def one_field_only(found: list[Holding]) -> str:
    """Such as “40 of 108 countries hold one field only”."""
    if not found:
        return nobody()
    count = sum(len(holding.fields) == 1 for holding in found)
    counted = ngettext(
        "%(count)s of %(countries)s holds one field only",
        "%(count)s of %(countries)s hold one field only",
        count,
    )
    return counted % {"count": count, "countries": countries_counted(len(found))}


def first_of_all(names: list[str], announced_on: str) -> str:
    """Such as “Edinburgh was the first creative city (2004)”."""
    if not names:
        return nobody()
    said = {"cities": all_of(names), "date": day(announced_on)}
    if len(names) == 1:
        return _("%(cities)s was the first creative city (%(date)s)") % said
    return _("%(cities)s were the first creative cities (%(date)s)") % said


def moved(city: Row, before: Row, after: Row, date: str) -> str:
    """What a change of field does to two lines, and not to the network's."""
    return _(
        "%(date)s: %(city)s moved from %(before)s to %(after)s; the network kept its number."
    ) % {
        "date": day(date),
        "city": city["local_name"],
        "before": before["name"],
        "after": after["name"],
    }


def begun(field: Row) -> str:
    """Why a field's line is shorter than the others."""
    return _("%(field)s begins in %(year)s, the year of the first call that offered it.") % {
        "field": field["name"],
        "year": field["first_year"],
    }
