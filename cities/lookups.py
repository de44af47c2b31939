"""Countries and creative fields, few and needed everywhere: read once in a moment of the record."""

from collections.abc import Iterable
from typing import NamedTuple

from cities.models import Country
from cities.models.places import country_name
from fields.models import CreativeField
from uccn.doors.keeping import kept


class KnownCountry(NamedTuple):
    """A country: its code, its English name and names of its own, and UNESCO's region."""

    code: str
    english: str
    names: dict[str, str]
    region: str

    def name_in(self, language: str) -> str:
        """The country's name in a language such as `ar` or `zh-hans`."""
        return country_name(self.code, self.english, self.names, language)


class KnownField(NamedTuple):
    """A creative field: its slug, its name in a language, and the silhouette that is drawn."""

    slug: str
    name: str
    glyph: str


def _countries() -> dict[int, KnownCountry]:
    rows = Country.objects.values_list("pk", "code", "name", "names", "region")
    return {key: KnownCountry(*row) for key, *row in rows}


def _fields(language: str) -> dict[int, KnownField]:
    return {
        field.pk: KnownField(field.slug, field.name_in(language), field.glyph)
        for field in CreativeField.objects.all()
    }


_kept_countries = kept(most=1)(_countries)
_kept_fields = kept(most=12)(_fields)


def countries_with(keys: Iterable[int]) -> dict[int, KnownCountry]:
    """Every country of the record by primary key, in the order of the English names.

    The keys come from rows that may be newer than what is kept: then it is read again.
    """
    known = _kept_countries()
    return known if known.keys() >= set(keys) else _countries()


def fields_with(keys: Iterable[int], language: str) -> dict[int, KnownField]:
    """Every creative field by primary key, in the network's order, those of the keys with it."""
    known = _kept_fields(language)
    return known if known.keys() >= set(keys) else _fields(language)


@kept(most=12)
def country_names(language: str) -> dict[str, str]:
    """Code to the name in a language of every country of the record, by the English names."""
    return {country.code: country.name_in(language) for country in _kept_countries().values()}


@kept(most=12)
def field_names(language: str) -> dict[str, str]:
    """Field slug to the field's name in a language, in the network's order."""
    return {field.slug: field.name for field in _kept_fields(language).values()}
