"""Facets as partners' programs read them: the numbers of the site."""

import pytest

from cities.models import Designation
from tests.factories import CityFactory, CountryFactory, CreativeFieldFactory, DesignationFactory

pytestmark = pytest.mark.django_db

EVERY_FACET = "field,region,country,year,territory"


def facets(client, question, resource="cities", wanted=EVERY_FACET):
    answer = client.get(f"/api/v1/{resource}/?facets={wanted}&{question}")
    assert answer.status_code == 200, answer.content
    return answer.json()["facets"]


def numbers(client, question, **kwargs):
    """Facet to value to count, without what has none."""
    return {
        facet: {one["value"]: one["count"] for one in values if one["count"]}
        for facet, values in facets(client, question, **kwargs).items()
    }


def test_a_facet_names_its_values_and_keeps_their_order(client):
    CreativeFieldFactory(slug="music", name_en="Music", position=2)
    CreativeFieldFactory(slug="film", name_en="Film", position=1)
    norway = CountryFactory(code="NO", name="Norway")
    iceland = CountryFactory(code="IS", name="Iceland", region="africa")
    denmark = CountryFactory(code="DK", name="Denmark")
    for country, announced_on in ((norway, "2019"), (norway, "2015"), (iceland, "2015")):
        DesignationFactory(
            city=CityFactory(country=country),
            field=CreativeFieldFactory(slug="music"),
            announced_on=announced_on,
        )
    DesignationFactory(
        city=CityFactory(country=denmark, territory="island"),
        field=CreativeFieldFactory(slug="music"),
        announced_on="2015",
    )

    found = facets(client, "")

    assert found["field"] == [
        {"value": "film", "name": "Film", "count": 0},
        {"value": "music", "name": "Music", "count": 4},
    ]
    assert found["country"] == [
        {"value": "NO", "name": "Norway", "count": 2},
        {"value": "DK", "name": "Denmark", "count": 1},
        {"value": "IS", "name": "Iceland", "count": 1},
    ]
    assert found["year"] == [
        {"value": "2015", "name": "2015", "count": 3},
        {"value": "2019", "name": "2019", "count": 1},
    ]
    assert found["territory"] == [
        {"value": "city", "name": "City", "count": 3},
        {"value": "island", "name": "Island", "count": 1},
    ]
    assert [one["value"] for one in found["region"]][:2] == ["africa", "arab-states"]


def test_ended_designations_are_counted_among_designations_and_not_among_cities(client):
    field = CreativeFieldFactory(slug="music")
    DesignationFactory(field=field)
    DesignationFactory(field=field, ended=True)

    assert numbers(client, "", wanted="field") == {"field": {"music": 1}}
    assert numbers(client, "", resource="designations", wanted="field") == {"field": {"music": 2}}
    assert Designation.objects.count() == 2


def test_a_list_without_facets_does_not_count_them(client):
    DesignationFactory()

    assert "facets" not in client.get("/api/v1/cities/").json()


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("cities/?facets=feild", ("facets", "feild", "field")),
        ("cities/?facets=country,region,kind", ("facets", "kind", "")),
        ("countries/?facets=region", ("facets", "region", "")),
        ("cities/?facets=field&format=csv", ("facets", "field", "")),
        ("cities/?facets=field&format=ndjson", ("facets", "field", "")),
    ],
)
def test_a_facet_that_cannot_be_counted_is_named(client, address, problem):
    answer = client.get(f"/api/v1/{address}")

    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert (error["parameter"], error["value"], error.get("suggestion", "")) == problem


@pytest.mark.parametrize("count", [1, 3])
def test_a_facet_costs_one_query_and_what_it_names(client, django_assert_num_queries, count):
    for _ in range(count):
        DesignationFactory()
    with django_assert_num_queries(1000, exact=False) as plain:
        client.get("/api/v1/cities/")

    with django_assert_num_queries(len(plain) + 7):
        facets(client, "")
