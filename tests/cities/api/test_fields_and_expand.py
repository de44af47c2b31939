"""Less of each row by `fields`, and more of what belongs to it by `expand`."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
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
from uccn.api import router
from uccn.doors.resources import Resource

pytestmark = pytest.mark.django_db

API = "/api/v1/"


def rows(client, address):
    answer = client.get(API + address)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def errors(client, address):
    answer = client.get(API + address)
    assert answer.status_code == 400, address
    return [
        (error["parameter"], error["value"], error.get("suggestion", ""))
        for error in answer.json()["errors"]
    ]


@pytest.fixture
def bergen():
    city = CityFactory(
        number=70,
        slug="bergen",
        name="Bergen",
        country=CountryFactory(code="NO", name="Norway"),
    )
    designation = DesignationFactory(city=city, field=CreativeFieldFactory(slug="gastronomy"))
    designation.sources.add(SourceFactory(key="a-page", title="A page"))
    return city


# fields -----------------------------------------------------------------------------------------


def test_a_row_is_as_small_as_it_was_asked_for(client, bergen):
    assert rows(client, "cities/?fields=number,name") == [{"number": 70, "name": "Bergen"}]
    assert rows(client, "cities/?fields=designations.field,country.name,links.self") == [
        {
            "country": {"name": "Norway"},
            "designations": [{"field": "gastronomy"}],
            "links": {"self": "http://testserver/api/v1/cities/70/"},
        }
    ]


def test_the_form_of_a_list_stays_whatever_is_asked_of_its_rows(client, bergen):
    answer = client.get(f"{API}cities/?fields=number").json()

    assert answer == {"count": 1, "next": None, "previous": None, "results": [{"number": 70}]}


def test_what_is_named_whole_is_whole(client, bergen):
    whole = [{"country": {"code": "NO", "name": "Norway"}}]

    assert rows(client, "cities/?fields=country,country.name") == whole
    assert rows(client, "cities/?fields=country.name,country") == whole
    assert rows(client, "cities/?fields=country.name,,country.code") == whole


def test_a_detail_and_lines_are_as_small_too(client, bergen):
    CityNameFactory(city=bergen, name="Bjørgvin")

    detail = client.get(f"{API}cities/bergen/?fields=slug,names.name").json()
    lines = client.get(f"{API}cities/?fields=slug&format=ndjson").content

    assert detail == {"slug": "bergen", "names": [{"name": "Bjørgvin"}]}
    assert json.loads(lines) == {"slug": "bergen"}


def test_the_next_page_is_as_small_as_the_first(client):
    DesignationFactory(city__number=1, city__name="A")
    DesignationFactory(city__number=2, city__name="B")

    following = client.get(f"{API}cities/?fields=number&page_size=1").json()["next"]

    assert client.get(following).json()["results"] == [{"number": 2}]


@pytest.mark.parametrize(
    ("asked", "problems"),
    [
        ("nmae", [("nmae", "name")]),
        ("number,nme,slugg", [("nme", "name"), ("slugg", "slug")]),
        ("designations.feild", [("designations.feild", "designations.field")]),
        ("desginations.field", [("desginations.field", "designations.field")]),
        ("desginations.feild", [("desginations.feild", "designations")]),
        ("field", [("field", "designations.field")]),
        ("name.first", [("name.first", "")]),
        ("music", [("music", "")]),
        ("names", [("names", "")]),
        ("country.region", [("country.region", "")]),
        (".", [(".", "")]),
    ],
)
def test_a_member_that_there_is_not_is_named_with_the_one_that_was_meant(
    client, bergen, asked, problems
):
    assert errors(client, f"cities/?fields={asked}") == [
        ("fields", value, suggestion) for value, suggestion in problems
    ]


def test_a_member_that_has_to_be_expanded_says_so(client, bergen):
    answer = client.get(f"{API}cities/?fields=names.name").json()

    assert answer["errors"][0]["detail"] == "This is there with expand=names only."


def test_too_many_members_are_refused(client, bergen):
    assert errors(client, "cities/?fields=" + ",".join(["name"] * 61))


def test_fields_is_given_once(client, bergen):
    assert [error[0] for error in errors(client, "cities/?fields=name&fields=slug")] == ["fields"]


# expand -----------------------------------------------------------------------------------------


def test_a_city_is_expanded_by_what_belongs_to_it(client, bergen):
    other = DesignationFactory(city__name="Aarhus").city
    CityNameFactory(city=bergen, name="Bergen (gazetteer)", kind="gazetteer")
    CityNameFactory(city=bergen, name="Bjørgvin", kind="former")
    CityNameFactory(city=other, name="Århus")
    OrganisationFactory(city=bergen, name="Fish market")
    FocalPointFactory(city=bergen, name="Kari", public=True)
    FocalPointFactory(city=bergen, name="Ola")
    bergen.texts.create(language="en", text="A city between seven mountains.")

    aarhus, row = rows(
        client,
        "cities/?ordering=name&expand=country,names,texts,organisations,focal_points,sources",
    )

    assert [name["name"] for name in row["names"]] == ["Bjørgvin", "Bergen (gazetteer)"]
    assert row["texts"] == [{"language": "en", "text": "A city between seven mountains."}]
    assert [one["name"] for one in row["organisations"]] == ["Fish market"]
    assert [one["name"] for one in row["focal_points"]] == ["Kari"]
    assert [one["key"] for one in row["sources"]] == ["a-page"]
    assert row["sources"][0]["links"]["self"] == "http://testserver/api/v1/sources/a-page/"
    assert row["country"] == client.get(f"{API}countries/NO/").json()
    assert [name["name"] for name in aarhus["names"]] == ["Århus"]
    assert aarhus["sources"] == aarhus["organisations"] == aarhus["texts"] == []


@pytest.mark.parametrize("member", ["names", "texts", "organisations", "focal_points"])
def test_what_a_city_is_expanded_by_is_what_its_address_tells(client, bergen, member):
    CityNameFactory(city=bergen, name="B", kind="gazetteer")
    CityNameFactory(city=bergen, name="A", kind="former")
    OrganisationFactory(city=bergen)
    FocalPointFactory(city=bergen, public=True)
    bergen.texts.create(language="en", text="Text")

    (row,) = rows(client, f"cities/?expand={member}")

    assert row[member]
    assert row[member] == client.get(f"{API}cities/bergen/").json()[member]


def test_a_designation_is_expanded_by_what_it_names(client, bergen):
    (row,) = rows(client, "designations/?expand=city,country,field,sources")

    (city,) = rows(client, "cities/")
    assert row["city"] == city
    assert row["country"] == client.get(f"{API}countries/no/").json()
    assert row["field"] == client.get(f"{API}fields/gastronomy/").json()
    assert row["sources"] == rows(client, "sources/")
    assert row["links"]["field"] == "http://testserver/api/v1/fields/gastronomy/"


def test_what_is_expanded_is_as_of_the_day(client, bergen):
    DesignationFactory(
        city=CityFactory(country=bergen.country),
        field=CreativeFieldFactory(slug="gastronomy"),
        announced_on="2020-01-01",
    )

    (row,) = rows(client, "designations/?expand=country,field&as_of=2016-01-01")

    assert row["country"]["members"] == 1
    assert row["field"]["members"] == 1


def test_a_statement_of_a_candidate_does_not_tell_more_of_it(client):
    StatementFactory(metric="membership", city=CityFactory(slug="candidate"))

    (row,) = rows(client, "statements/?expand=city,source")

    assert row["city"] is None
    assert row["source"]["key"]


def test_expansions_can_be_selected_from(client, bergen):
    CityNameFactory(city=bergen, name="Bjørgvin")

    assert rows(client, "cities/?expand=names,country&fields=names.name,country.members") == [
        {"country": {"members": 1}, "names": [{"name": "Bjørgvin"}]}
    ]


def test_lines_are_expanded_but_never_by_people(client, bergen):
    CityNameFactory(city=bergen, name="Bjørgvin")
    FocalPointFactory(city=bergen, public=True)

    line = json.loads(client.get(f"{API}cities/?expand=names&format=ndjson").content)
    assert line["names"][0]["name"] == "Bjørgvin"

    refused = client.get(f"{API}cities/?expand=names,focal_points&format=ndjson")
    assert refused.status_code == 400
    (error,) = refused.json()["errors"]
    assert (error["parameter"], error["value"]) == ("expand", "focal_points")
    assert error["detail"].startswith("People are in no file")


def test_a_table_has_columns_of_its_own(client, bergen):
    for extension in ("csv", "xlsx", "geojson"):
        address = f"cities/?format={extension}&fields=name&expand=names"
        assert errors(client, address) == [("fields", "name", ""), ("expand", "names", "")]


@pytest.mark.parametrize(
    ("address", "problems"),
    [
        ("cities/?expand=name", [("expand", "name", "names")]),
        ("cities/?expand=names,organisatons", [("expand", "organisatons", "organisations")]),
        ("designations/?expand=citty,foo", [("expand", "citty", "city"), ("expand", "foo", "")]),
        ("countries/?expand=cities", [("expand", "cities", "")]),
        ("cities/bergen/?expand=country.name", [("expand", "country.name", "")]),
    ],
)
def test_what_cannot_be_expanded_is_named_with_what_was_meant(client, bergen, address, problems):
    assert errors(client, address) == problems


def grown(count):
    for _ in range(count):
        city = CityFactory()
        source = SourceFactory()
        field = CreativeFieldFactory()
        DesignationFactory(city=city, field=field).sources.add(source, SourceFactory())
        CityNameFactory(city=city, source=source)
        OrganisationFactory(city=city, source=source)
        FocalPointFactory(city=city, public=True, source=source)
        city.texts.create(language="en", text="Text")
        StatementFactory(source=source, metric="membership", city=city, field=field)
        call = CallFactory()
        call.fields.add(field)
        call.sources.add(source)


EXPANSIONS = {
    "cities": {"country", "names", "texts", "organisations", "focal_points", "sources"},
    "designations": {"city", "country", "field", "sources"},
    "names": {"city", "source"},
    "organisations": {"city", "source"},
    "focal-points": {"city", "source"},
    "statements": {"city", "source", "field"},
    "calls": {"fields", "sources"},
}
# Of one expansion, while nothing is kept from one request to the next.
MOST_QUERIES = 4


def cost(client, address):
    with CaptureQueriesContext(connection) as queries:
        found = rows(client, address)
    return len(queries), found


@pytest.mark.parametrize(
    ("resource", "expansion"),
    [(one, name) for one, names in EXPANSIONS.items() for name in sorted(names)],
)
def test_an_expansion_costs_the_same_for_one_row_and_for_three(client, resource, expansion):
    grown(1)
    plain, _rows = cost(client, f"{resource}/")
    with_one, found = cost(client, f"{resource}/?expand={expansion}")
    assert [bool(row[expansion]) for row in found] == [True]

    grown(2)
    with_three, found = cost(client, f"{resource}/?expand={expansion}")

    assert [bool(row[expansion]) for row in found] == [True] * 3
    assert with_one == with_three
    assert 0 < with_one - plain <= MOST_QUERIES


def test_every_expansion_of_every_resource_is_counted_here():
    declared = {
        prefix: set(view.expansions)
        for prefix, view, _name in router.registry
        if issubclass(view, Resource) and view.expansions
    }

    assert declared == EXPANSIONS
