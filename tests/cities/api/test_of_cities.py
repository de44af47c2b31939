"""Names, organisations and people as partners' programs read them."""

import pytest

from tests.factories import (
    CityFactory,
    CityNameFactory,
    DesignationFactory,
    FocalPointFactory,
    OrganisationFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bergen():
    return DesignationFactory(
        city=CityFactory(number=70, slug="bergen", name="Bergen"), announced_on="2015-12-11"
    ).city


def rows(client, address):
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_an_organisation_has_an_address_of_its_own(client, bergen):
    source = SourceFactory(key="city-page")
    body = OrganisationFactory(
        city=bergen, name="Fish market", kind="public-body", founded_year=1276, source=source
    )

    assert client.get(f"/api/v1/organisations/{body.pk}/").json() == {
        "id": body.pk,
        "city": {"number": 70, "slug": "bergen"},
        "name": "Fish market",
        "kind": "public-body",
        "description": "",
        "founded_year": 1276,
        "runs_membership": False,
        "website": "",
        "source": "city-page",
        "links": {
            "self": f"http://testserver/api/v1/organisations/{body.pk}/",
            "city": "http://testserver/api/v1/cities/70/",
            "source": "http://testserver/api/v1/sources/city-page/",
        },
    }


@pytest.mark.parametrize("resource", ["names", "organisations", "focal-points", "designations"])
def test_what_belongs_to_a_city_is_found_by_its_number_and_by_its_slug(client, bergen, resource):
    for city in (bergen, DesignationFactory().city):
        CityNameFactory(city=city)
        OrganisationFactory(city=city)
        FocalPointFactory(city=city, public=True)

    (by_number,) = rows(client, f"{resource}/?city=70")
    (by_slug,) = rows(client, f"{resource}/?city=bergen")

    assert by_number == by_slug
    assert by_number["city"]["number"] == 70


@pytest.mark.parametrize("city", ["71", "99999999999", "berg", "%D9%A7%D9%A0"])
def test_a_city_that_there_is_not_is_refused(client, bergen, city):
    refused = client.get(f"/api/v1/names/?city={city}")

    assert refused.status_code == 400
    assert refused.json()["errors"][0]["parameter"] == "city"


def test_only_people_who_are_public_and_in_office_are_shown(client, bergen, time_machine):
    time_machine.move_to("2026-06-15")
    candidate = CityFactory()
    FocalPointFactory(city=bergen, name="Shown", public=True)
    FocalPointFactory(city=bergen, name="Until today", public=True, until="2026-06-15")
    FocalPointFactory(city=bergen, name="Since today", public=True, since="2026-06-15")
    hidden = [
        FocalPointFactory(city=bergen, name="Private"),
        FocalPointFactory(city=bergen, name="Until yesterday", public=True, until="2026-06-14"),
        FocalPointFactory(city=bergen, name="From tomorrow", public=True, since="2026-06-16"),
        FocalPointFactory(city=candidate, name="Of a candidate", public=True),
    ]

    shown = {"Shown", "Until today", "Since today"}
    assert {row["name"] for row in rows(client, "focal-points/")} == shown
    profile = client.get("/api/v1/cities/bergen/").json()
    assert {person["name"] for person in profile["focal_points"]} == shown
    page = client.get("/cities/bergen/").content.decode()
    assert all(name in page for name in shown)
    for person in hidden:
        assert person.name not in page
        assert client.get(f"/api/v1/focal-points/{person.pk}/").status_code == 404


def test_who_left_is_shown_on_no_day_and_who_came_later_not_on_an_earlier_one(
    client, bergen, time_machine
):
    time_machine.move_to("2026-06-15")
    FocalPointFactory(city=bergen, name="Left", public=True, since="2016-01-01", until="2020-01-01")
    FocalPointFactory(city=bergen, name="Stayed", public=True, since="2018-01-01")
    FocalPointFactory(city=bergen, name="Came", public=True, since="2024-01-01")

    def names(day):
        return {row["name"] for row in rows(client, f"focal-points/?as_of={day}")}

    assert names("2017-12-31") == set()
    assert names("2018-01-01") == {"Stayed"}
    assert names("2025-01-01") == {"Stayed", "Came"}
    then = client.get("/api/v1/cities/bergen/?as_of=2018-01-01").json()
    assert [person["name"] for person in then["focal_points"]] == ["Stayed"]
