"""The record as partners' programs read it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    AssetFactory,
    CallFactory,
    CityFactory,
    CityNameFactory,
    CreativeFieldFactory,
    DesignationFactory,
    FocalPointFactory,
    OrganisationFactory,
    SourceFactory,
    StatementFactory,
)
from uccn.doors.keeping import during

pytestmark = pytest.mark.django_db

API = "/api/v1/"
RESOURCES = [
    "fields", "regions", "countries", "cities", "names", "designations", "organisations",
    "focal-points", "sources", "statements", "calls", "statistics",
]  # fmt: skip


def get(client, address):
    answer = client.get(API + address)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.fixture
def bergen():
    city = CityFactory(
        number=70,
        slug="bergen",
        name="Bergen",
        country__code="NO",
        country__name="Norway",
        latitude=60.3929,
        longitude=5.3241,
        population=213_585,
    )
    DesignationFactory(city=city, field=CreativeFieldFactory(slug="gastronomy"))
    return city


def test_a_city_in_a_list_carries_its_place_and_its_designations(client, bergen):
    assert get(client, "cities/") == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "number": 70,
                "slug": "bergen",
                "name": "Bergen",
                "local_name": "Bergen",
                "native_name": "",
                "country": {"code": "NO", "name": "Norway"},
                "region": "europe-north-america",
                "territory": "city",
                "latitude": 60.3929,
                "longitude": 5.3241,
                "population": 213_585,
                "designations": [
                    {"field": "gastronomy", "announced_on": "2015-12-11", "ended_on": None}
                ],
                "links": {
                    "self": "http://testserver/api/v1/cities/70/",
                    "page": "http://testserver/cities/bergen/",
                    "country": "http://testserver/api/v1/countries/NO/",
                    "region": "http://testserver/api/v1/regions/europe-north-america/",
                    "designations": "http://testserver/api/v1/designations/?city=70",
                    "names": "http://testserver/api/v1/names/?city=70",
                    "organisations": "http://testserver/api/v1/organisations/?city=70",
                    "focal_points": "http://testserver/api/v1/focal-points/?city=70",
                    "statements": "http://testserver/api/v1/statements/?city=70",
                },
            }
        ],
    }


def test_a_city_is_found_by_its_number_and_by_its_slug(client, bergen):
    assert get(client, "cities/70/") == get(client, "cities/bergen/")


def test_a_slug_that_was_given_up_redirects_to_the_new_one(client, bergen):
    bergen.slug = "bergen-norway"
    bergen.save()

    answer = client.get("/api/v1/cities/bergen/?as_of=2020-01-01")

    assert answer.status_code == 301
    assert answer["Location"] == "/api/v1/cities/bergen-norway/?as_of=2020-01-01"


def test_a_city_tells_its_names_people_organisations_profile_and_sources(client, bergen):
    source = SourceFactory(key="city-page", title="City page")
    bergen.designations.get().sources.add(source)
    CityNameFactory(city=bergen, name="Bjørgvin", kind="former", source=source)
    FocalPointFactory(city=bergen, name="Kari", public=True, telephone="+4755555555")
    FocalPointFactory(city=bergen, name="Ola")
    OrganisationFactory(city=bergen, name="Fish market")
    AssetFactory(city=bergen, title="Food festival", kind="event", every_years=1)

    city = get(client, "cities/bergen/")

    assert [name["name"] for name in city["names"]] == ["Bjørgvin"]
    assert [person["name"] for person in city["focal_points"]] == ["Kari"]
    assert city["focal_points"][0]["missing"] == ["email", "verified_on"]
    assert [body["name"] for body in city["organisations"]] == ["Fish market"]
    assert [part["title"] for part in city["profile"]] == ["Food festival"]
    assert [found["key"] for found in city["designations"][0]["sources"]] == ["city-page"]
    assert city["names"][0]["source"] == "city-page"


def test_time_travel_shows_the_record_as_it_was(client):
    city = CityFactory(slug="lyon")
    media, letters = (
        CreativeFieldFactory(slug="media-arts"),
        CreativeFieldFactory(slug="literature"),
    )
    DesignationFactory(
        city=city,
        field=media,
        announced_on="2008",
        ended_on="2023-10-31",
        end_reason="field-change",
    )
    DesignationFactory(city=city, field=letters, announced_on="2023-10-31")

    (then,) = get(client, "cities/?as_of=2020-01-01")["results"]
    (now,) = get(client, "cities/")["results"]

    assert then["designations"] == [
        {"field": "media-arts", "announced_on": "2008", "ended_on": None}
    ]
    assert now["designations"] == [
        {"field": "media-arts", "announced_on": "2008", "ended_on": "2023-10-31"},
        {"field": "literature", "announced_on": "2023-10-31", "ended_on": None},
    ]
    assert get(client, "cities/?as_of=2004-12-30")["count"] == 0
    assert client.get("/api/v1/cities/lyon/?as_of=2007-01-01").status_code == 404
    assert get(client, "fields/?as_of=2020-01-01")["results"][0]["members"] == 1


def test_a_candidate_is_nowhere(client):
    candidate = CityFactory(slug="candidate")
    CityNameFactory(city=candidate)

    assert get(client, "cities/")["count"] == 0
    assert get(client, "names/")["count"] == 0
    assert client.get("/api/v1/cities/candidate/").status_code == 404


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_list_has_the_same_shape_and_refuses_unknown_parameters(client, resource):
    assert set(get(client, f"{resource}/")) == {"count", "next", "previous", "results"}

    refused = client.get(f"{API}{resource}/?nonsense=1&other=2")
    assert refused.status_code == 400
    assert refused["Content-Type"] == "application/problem+json"
    assert [error["parameter"] for error in refused.json()["errors"]] == ["nonsense", "other"]


@pytest.mark.parametrize(
    "address",
    [
        "fields/opera/",
        "countries/xx/",
        "cities/nowhere/",
        "cities/999999/",
        "cities/9999999999999/",
        "regions/atlantis/",
        "names/1/",
        "designations/1/",
        "organisations/999999999999999999/",
        "focal-points/1/",
        "statements/1/",
        "statistics/none/",
        "sources/none/",
        "calls/2099/",
        "cities/%00/",
        "fields/%00/",
        "sources/%00/",
        "countries/%00/",
    ],
)
def test_an_unknown_address_is_a_404_in_problem_details(client, address):
    answer = client.get(API + address)

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 404


def test_the_api_is_read_only(client, bergen):
    for method in (client.post, client.put, client.patch, client.delete):
        answer = method("/api/v1/cities/bergen/", data="{}", content_type="application/json")

        assert answer.status_code == 405
        assert answer["Content-Type"] == "application/problem+json"


def test_a_detail_refuses_parameters_that_it_does_not_know(client, bergen):
    assert client.get("/api/v1/cities/bergen/?page=1").status_code == 400
    assert client.get("/api/v1/countries/no/?asof=2020-01-01").status_code == 400


def test_statements_come_with_the_records_answer(client):
    StatementFactory(printed="1 city", metric="members", value=1)
    DesignationFactory(announced_on="2015-12-11")

    (statement,) = get(client, "statements/")["results"]

    assert statement["printed"] == "1 city"
    assert statement["answer"]["readings"][0]["true"] == [{"first": "2015-12-11", "last": None}]


def test_a_call_tells_its_rules_and_its_deadline_in_utc(client):
    CallFactory(
        year=2019,
        deadline="2019-06-30T23:59:59+02:00",
        deadline_printed="30 June 2019, midnight CET",
        max_submitted_per_country=4,
        languages=["en", "fr"],
    )

    call = get(client, "calls/2019/")

    assert call["deadline"] == "2019-06-30T21:59:59Z"
    assert call["deadline_printed"] == "30 June 2019, midnight CET"
    assert call["max_submitted_per_country"] == 4
    assert call["languages"] == ["en", "fr"]


def grown(count):
    for _ in range(count):
        city = DesignationFactory().city
        CityNameFactory(city=city)
        OrganisationFactory(city=city)
        FocalPointFactory(city=city, public=True)
        CallFactory().fields.add(CreativeFieldFactory())
        source = SourceFactory()
        statement = StatementFactory(source=source, scope="countries")
        statement.countries.add(city.country)
        city.designations.get().sources.add(source)


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        get(client, address)
    return len(queries)


@pytest.mark.parametrize("resource", RESOURCES)
def test_a_list_costs_the_same_queries_with_one_row_and_with_three(client, resource):
    grown(1)
    with_one = queries_of(client, f"{resource}/")

    grown(2)

    assert queries_of(client, f"{resource}/") == with_one


# Of a page that nobody asked for before, while what many requests need is kept.
MOST_QUERIES = {"statements": 4, "calls": 5}


@pytest.mark.parametrize("resource", RESOURCES)
def test_a_list_costs_three_queries_where_small_things_are_kept(client, resource):
    grown(3)
    with during(f"a moment of {resource}"):
        first = "" if resource in {"regions", "statistics"} else "?page_size=1"
        get(client, f"{resource}/{first}")

        assert queries_of(client, f"{resource}/") <= MOST_QUERIES.get(resource, 3)
        assert queries_of(client, f"{resource}/") <= 3


def test_a_city_costs_the_same_queries_with_one_of_each_part_and_with_three(client, bergen):
    def grow(count):
        for _ in range(count):
            CityNameFactory(city=bergen)
            FocalPointFactory(city=bergen, public=True)
            OrganisationFactory(city=bergen)
            AssetFactory(city=bergen)
            bergen.designations.get().sources.add(SourceFactory())

    grow(1)
    with_one = queries_of(client, "cities/bergen/")

    grow(2)

    assert queries_of(client, "cities/bergen/") == with_one


def test_a_guess_is_marked_with_the_spelling_that_matched(client, bergen):
    certain = get(client, "cities/?q=bergen")["results"]
    guess = get(client, "cities/?q=Bregen")["results"]

    assert certain[0]["match"] == {"spelling": "Bergen", "is_guess": False}
    assert guess[0]["match"] == {"spelling": "Bergen", "is_guess": True}


def test_a_text_without_a_letter_is_refused_with_the_reason(client, bergen):
    refused = client.get("/api/v1/cities/?q=%3F%3F")

    assert refused.status_code == 400
    assert refused.json()["errors"][0]["detail"] == "Write at least one letter or digit of a name."
