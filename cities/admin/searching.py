"""Finding rows by any spelling of a name in them, alike on both databases."""

from typing import Any

from django.db.models import Q, QuerySet

from cities.models import City, CityName, Country, CountryName
from cities.models.folding import fold
from cities.models.places import cldr_country_names
from fields.models import CreativeField
from uccn.doors.admin import RecordAdmin

LANGUAGES = ("fr", "es", "ru", "ar", "zh-hans")


def keys_reading(rows: QuerySet[Any], word: str, *columns: str) -> list[int]:
    """Keys of the rows that hold a folded word in one of these columns.

    For tables of a few thousand rows whose texts are not stored folded: all of them are read,
    because SQLite's LIKE knows the case of ASCII letters only.
    """
    return [
        key
        for key, *texts in rows.order_by().values_list("pk", *columns)
        if word in fold(" ".join(str(text) for text in texts if text))
    ]


def countries_named(word: str) -> list[int]:
    """Keys of the countries with a folded word in a name of any of our languages, or that code."""
    others: dict[int, list[str]] = {}
    for key, folded in CountryName.objects.values_list("country", "folded"):
        others.setdefault(key, []).append(folded)
    found = []
    for key, code, name, names in Country.objects.values_list("pk", "code", "name", "names"):
        spellings = [name, *names.values()]
        spellings += [cldr_country_names(language).get(code, "") for language in LANGUAGES]
        if word == code.casefold() or word in " ".join(
            (fold(" | ".join(spellings)), *others.get(key, []))
        ):
            found.append(key)
    return found


def cities_named(word: str) -> QuerySet[City]:
    """Cities with a folded word in any of their names, or with that number."""
    other_names = CityName.objects.filter(folded__contains=word).values("city")
    found = Q(folded__contains=word) | Q(pk__in=other_names)
    if word.isdecimal() and len(word) < 9:
        found |= Q(number=int(word))
    return City.objects.filter(found).order_by()


def fields_named(word: str) -> list[int]:
    """Keys of the creative fields with a folded word in one of their names."""
    return keys_reading(
        CreativeField.objects.all(),
        word,
        *("name_en", "name_fr", "name_es", "name_ru", "name_ar", "name_zh"),
    )


class FoldedSearchAdmin(RecordAdmin):
    """A part of the record that is found by folded words."""

    def words(self, question: str) -> list[str]:
        return fold(question).split()


class OfACityAdmin(FoldedSearchAdmin):
    """Rows that belong to a city: found by its names and by their own texts in `read_columns`."""

    read_columns: tuple[str, ...] = ()

    def matching(self, word: str) -> Q:
        found = Q(city__in=cities_named(word))
        if self.read_columns:
            found |= Q(
                pk__in=keys_reading(self.model._default_manager.all(), word, *self.read_columns)
            )
        return found
