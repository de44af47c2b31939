"""Printed names of countries and cities, resolved without a table per page."""

import pytest

from cities.models import CountryName
from cities.record.resolving import (
    AmbiguousName,
    CityResolver,
    CitySpelling,
    CountryResolver,
    UnresolvedName,
)
from tests.factories import CityFactory, CityNameFactory, CountryFactory

COUNTRIES = CountryResolver(
    [("CN", "China"), ("SA", "Saudi Arabia"), ("GR", "Greece"), ("KR", "Republic of Korea"),
     ("EC", "Ecuador"), ("EC", "Equador"), ("IR", "Iran"), ("IR", "Iran (Islamic Republic of)")]
)  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("China", "CN"),
        ("Kina", "CN"),
        ("中国", "CN"),
        ("Saudi-Arabia", "SA"),
        ("Hellas", "GR"),
        ("Grèce", "GR"),
        ("GRIECHENLAND", "GR"),
        ("South Korea", "KR"),
        ("Equador", "EC"),
        ("Iran [Islamic Republic of]", "IR"),
    ],
)
def test_a_country_is_known_by_any_language_and_by_its_aliases(printed, code):
    assert COUNTRIES.resolve(printed) == code


def test_a_name_of_no_country_is_refused_with_what_comes_close():
    with pytest.raises(UnresolvedName, match="no country is called “Ecuadr”; close to it: ecuador"):
        COUNTRIES.resolve("Ecuadr")


@pytest.mark.parametrize("nothing", ["", "  ", "!?"])
def test_nothing_is_no_country(nothing):
    with pytest.raises(UnresolvedName):
        COUNTRIES.resolve(nothing)


def test_a_name_of_two_countries_is_refused_with_both():
    resolver = CountryResolver([("CG", "Congo"), ("CD", "Congo")])

    with pytest.raises(AmbiguousName, match="“Congo” names several countries: CD, CG"):
        resolver.resolve("Congo")


CITIES = CityResolver(
    [
        CitySpelling(1, "ES", "Granada", is_official=True),
        CitySpelling(2, "NI", "Granada", is_official=True),
        CitySpelling(3, "CA", "London", is_official=True),
        CitySpelling(4, "ZA", "Buffalo City", is_official=True),
        CitySpelling(4, "ZA", "London", is_official=False),
        CitySpelling(5, "CN", "Huai'an", is_official=True),
    ]
)


def test_a_country_tells_two_cities_of_one_name_apart():
    assert CITIES.resolve("Granada", "NI") == 2


def test_two_cities_of_one_name_are_refused_without_a_country():
    with pytest.raises(AmbiguousName, match="number 1 in ES, number 2 in NI"):
        CITIES.resolve("Granada")


def test_an_official_name_goes_before_another_spelling():
    assert CITIES.resolve("London") == 3
    assert CITIES.resolve("london", "ZA") == 4


def test_apostrophes_do_not_matter():
    assert CITIES.resolve("Huai’an", "CN") == 5


def test_a_city_in_another_country_is_refused():
    with pytest.raises(UnresolvedName, match="no city in NI is called “London”"):
        CITIES.resolve("London", "NI")


@pytest.mark.django_db
def test_the_record_itself_resolves_names():
    norway = CountryFactory(code="NO", name="Norway", names={"fr": "Norvège"})
    CountryName.objects.create(country=norway, name="Noregs rike")
    bergen = CityFactory(name="Bergen", country=norway)
    CityNameFactory(city=bergen, name="Bjørgvin")

    assert CountryResolver.from_record().resolve("noregs rike") == "NO"
    assert CountryResolver.from_record().resolve("norvege") == "NO"
    assert CityResolver.from_record().resolve("Bjorgvin", "NO") == bergen.number
