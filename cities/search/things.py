"""Countries and creative fields under all their names, to be searched as cities are."""

import functools

from cities.models import Country
from cities.models.folding import fold
from cities.search.countries import names_by_language
from cities.search.names import Gazetteer, Name, Place
from fields.models import CreativeField

FIELD_NAMES = ("name_en", "name_fr", "name_es", "name_ru", "name_ar", "name_zh")


def every_country() -> Gazetteer:
    """The countries of the record by their own names, CLDR's and those that sources print.

    One query. A name of CLDR is no guess, whatever its language.
    """
    names: dict[Name, None] = {}
    places = {}
    rows = Country.objects.order_by("code", "other_names__pk").values_list(
        "pk", "code", "name", "names", "other_names__name", "other_names__folded"
    )
    for number, (key, code, english, own, printed, folded) in enumerate(rows):
        if key not in places:
            # The English name first: of two names that fold alike, the first is shown.
            for spelling in (english, *own.values()):
                names[Name(key, spelling, folded_once(spelling), is_official=True)] = None
            for spelling, plain in names_by_language(code):
                names[Name(key, spelling, plain, is_official=True)] = None
            places[key] = Place(number, None, code)
        if printed:
            names[Name(key, printed, folded, is_official=False)] = None
    return Gazetteer(list(names), places)


def every_field() -> Gazetteer:
    """The creative fields by their names in six languages, slugs and other names; one query."""
    names: dict[Name, None] = {}
    places = {}
    rows = CreativeField.objects.order_by("position", "other_names__pk").values_list(
        "pk", "position", "slug", "other_names__name", *FIELD_NAMES
    )
    for key, position, slug, other, *own in rows:
        for spelling in (*own, slug):
            names[Name(key, spelling, folded_once(spelling), is_official=True)] = None
        if other:
            names[Name(key, other, folded_once(other), is_official=True)] = None
        places[key] = Place(position, None, "")
    return Gazetteer(list(names), places)


@functools.lru_cache(maxsize=2_000)
def folded_once(text: str) -> str:
    """The folded text, remembered: the same few hundred names come with every search."""
    return fold(text)
