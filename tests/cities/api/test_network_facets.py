"""Facets of the network as partners' programs read them: the numbers of the site."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]

EVERY_FACET = "field,region,country,year,territory"


def numbers(client, question, resource="cities", wanted=EVERY_FACET):
    """Facet to value to count, without what has none."""
    answer = client.get(f"/api/v1/{resource}/?facets={wanted}&{question}").json()
    return {
        facet: {one["value"]: one["count"] for one in values if one["count"]}
        for facet, values in answer["facets"].items()
    }


def of_page(client, question):
    """The same as the page of the cities shows it."""
    found = {facet: {} for facet in EVERY_FACET.split(",")}
    for group in client.get(f"/cities/?{question}").context["facets"]():
        for choice in (*group.choices, *group.more):
            facet, _dash, value = choice.key.partition("-")
            if choice.count:
                found[facet][value.upper() if facet == "country" else value] = choice.count
    return found


@pytest.mark.parametrize(
    "question",
    [
        "",
        "field=music",
        "field=music&field=film&region=africa",
        "country=FR&country=DE&field=design",
        "year=2015",
        "year_min=2010&year_max=2015&region=asia-pacific",
        "territory=island",
        "continent=asia&field=gastronomy",
        "q=san",
        "q=Norkoping",
        "as_of=2015-12-31&field=literature",
        "field=music&country=IS",
    ],
)
def test_the_numbers_are_those_of_the_site(client, question):
    assert numbers(client, question) == of_page(client, question)


@pytest.mark.parametrize("facet", EVERY_FACET.split(","))
@pytest.mark.parametrize("resource", ["cities", "designations"])
def test_a_number_is_what_choosing_the_value_gives(client, resource, facet):
    others = "region=africa&as_of=2023-12-31"
    question = others if facet != "region" else "field=music&as_of=2023-12-31"

    found = numbers(client, question, resource=resource, wanted=facet)[facet]

    assert found
    for value, count in found.items():
        answer = client.get(f"/api/v1/{resource}/?{question}&{facet}={value}&page_size=1")
        assert answer.json()["count"] == count, value
