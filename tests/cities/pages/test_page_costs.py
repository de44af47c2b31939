"""What pages cost: as many questions to the database for one row as for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    AssetFactory,
    CallFactory,
    CityFactory,
    CityNameFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
    FocalPointFactory,
    OrganisationFactory,
    SourceFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/fields/",
    "/fields/music/",
    "/cities/",
    "/cities/?field=music&region=europe-north-america&as_of=2020-01-01",
    "/cities/?q=city",
    "/?as_of=2020-01-01",
    "/fields/?as_of=2020",
    "/fields/music/?as_of=2020-01-01",
    "/countries/se/?as_of=2020-01-01",
    "/compare/?earlier=2014&later=2020&region=europe-north-america",
    "/cities/city-1/",
    "/countries/",
    "/countries/se/",
    "/sources/",
    "/sources/source-1/",
    "/statements/",
    "/downloads/",
    "/statistics/",
    "/statistics/?as_of=2020-01-01",
    "/statistics/growth/",
    "/statistics/fields/",
    "/statistics/regions/",
    "/statistics/balance/",
    "/statistics/region-fields/",
    "/statistics/countries/",
    "/statistics/matrix/",
    "/statistics/firsts/",
    "/statistics/countries.csv",
    "/statistics/firsts.csv",
    "/calls/",
    "/calls/2015/",
]


def add_cities(numbers):
    """Cities of one country and one field, each with everything that a page can show."""
    sweden = CountryFactory(code="SE", name="Sweden")
    music = CreativeFieldFactory(slug="music", position=1, name_en="Music")
    for number in numbers:
        city = CityFactory(
            number=number, slug=f"city-{number}", name=f"City {number}", country=sweden
        )
        source = SourceFactory(key=f"source-{number}", title=f"Source {number}")
        DesignationFactory(city=city, field=music).sources.add(source)
        call = CallFactory(year=2014 + number)
        call.fields.add(music)
        call.sources.add(source)
        # Everything else stands on the first city and the first source.
        first = city.country.cities.get(slug="city-1")
        CityNameFactory(city=first, name=f"Ort {number}", kind="translation", source=source)
        OrganisationFactory(city=first, name=f"House {number}", source=source)
        AssetFactory(city=first, title=f"Wish {number}", source=source)
        FocalPointFactory(city=first, name=f"Person {number}", is_public=True, source=source)
        StatementFactory(
            source=SourceFactory._meta.model.objects.get(key="source-1"),
            city=first,
            key=f"said-{number}",
        )


def cost(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return len(queries)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_as_often_for_three_rows_as_for_one(client, address):
    # A city without a neighbour has none to ask about: its page begins with one.
    add_cities([1, 4] if address == "/cities/city-1/" else [1])
    for_one = cost(client, address)
    add_cities([2, 3])

    assert cost(client, address) == for_one
