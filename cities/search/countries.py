"""A country named beside a city: “Granada Nicaragua”, “Kortrijk, Belgium”."""

import functools

from cities.models import Country
from cities.models.folding import fold
from cities.models.places import cldr_country_names

# The six languages of the United Nations, and those of the pages that the record was built from
# and of their neighbours.
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh", "sv", "nb", "da", "nl", "de", "pt", "it", "fi")


@functools.cache
def names_by_language(code: str) -> tuple[tuple[str, str], ...]:
    """The names of a country in our languages, in their order, each with its folded form."""
    known = [names[code] for names in map(cldr_country_names, LANGUAGES) if code in names]
    return tuple((name, fold(name)) for name in dict.fromkeys(known))


@functools.cache
def names_from_cldr(code: str) -> frozenset[str]:
    """The folded names of a country in our languages."""
    return frozenset(folded for _name, folded in names_by_language(code))


def codes_by_name() -> dict[str, set[str]]:
    """The two-letter codes of the countries that a folded name may mean; one query."""
    codes: dict[str, set[str]] = {}
    countries = Country.objects.order_by().values_list(
        "code", "name", "names", "other_names__folded"
    )
    for code, english, names, other in countries:
        spellings = {fold(english), *map(fold, names.values()), other or ""}
        for spelling in (spellings | names_from_cldr(code)) - {""}:
            codes.setdefault(spelling, set()).add(code)
    return codes


def without_country(asked: str) -> list[tuple[str, set[str]]]:
    """The ways to read a country at either end of a folded text: what is left, and its codes.

    The longest name of a country comes first, and the end before the beginning.
    """
    words = asked.split()
    if len(words) < 2:
        return []
    codes = codes_by_name()
    cuts = range(1, len(words))
    ends = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in cuts]
    beginnings = [(" ".join(words[cut:]), " ".join(words[:cut])) for cut in reversed(cuts)]
    return [(rest, codes[country]) for rest, country in ends + beginnings if country in codes]
