"""What statements mean: printed words as claims in the terms of the record."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.functional import Promise, lazy
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cities.models.places import Continent, Country, Region, country_name
from cities.models.sources import Scope, Statement
from cities.statements.claims import Claim
from cities.statements.timeline import Selection

REGION_OF_CONTINENT = {
    Continent.AFRICA: Region.AFRICA,
    Continent.ASIA: Region.ASIA_PACIFIC,
    Continent.EUROPE: Region.EUROPE_NORTH_AMERICA,
    Continent.OCEANIA: Region.ASIA_PACIFIC,
}
"""The regional group that readers may mean by a continent; America is spread over two."""


def meanings(statement: Statement) -> list[tuple[str | Promise, Claim]]:
    """What the statement may mean, the literal meaning first, each with the name of its scope."""
    whole = Claim(
        metric=statement.metric,
        selection=Selection(
            field=statement.field.slug if statement.field else "",
            without=statement.city.number if statement.without_city and statement.city else None,
        ),
        value=statement.value,
        city=statement.city.number if statement.city else None,
        since=statement.value_date,
    )
    match statement.scope:
        case Scope.REGION:
            return [of_region(whole, statement.region)]
        case Scope.CONTINENT:
            return of_continent(whole, Continent(statement.continent))
        case Scope.COUNTRIES:
            return [of_countries(whole, statement.named_countries, statement.scope_name)]
        case _:
            return [(_("the whole network"), whole)]


def of_region(whole: Claim, region: str) -> tuple[Promise, Claim]:
    label = format_lazy(_("{region}, the UNESCO region"), region=Region(region).label)
    return label, replace(whole, selection=replace(whole.selection, region=region))


def of_continent(whole: Claim, continent: Continent) -> list[tuple[str | Promise, Claim]]:
    """The continent, and the UNESCO region that readers may take for it."""
    label = format_lazy(_("{continent}, by geography"), continent=continent.label)
    claim = replace(whole, selection=replace(whole.selection, continent=continent.value))
    region = REGION_OF_CONTINENT.get(continent)
    return [(label, claim), *([of_region(whole, region.value)] if region else [])]


def of_countries(
    whole: Claim, countries: Iterable[Country], name: str
) -> tuple[str | Promise, Claim]:
    """Some countries; a name such as Nordic countries stands for several of them only."""
    codes = frozenset(country.code for country in countries)
    claim = replace(
        whole, selection=replace(whole.selection, countries=codes), scope_known=bool(codes)
    )
    return (name if len(codes) > 1 and name else lazy(names_of, str)(countries)), claim


def names_of(countries: Iterable[Country]) -> str:
    """The countries' names in the language of the current request."""
    language = get_language() or "en"
    return ", ".join(
        country_name(country.code, country.name, country.names, language) for country in countries
    )
