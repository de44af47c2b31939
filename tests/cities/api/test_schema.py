"""The published schema is true: every answer is what it promises."""

import jsonschema
import pytest
from drf_spectacular.generators import SchemaGenerator

from cities.api.serializers import REASONS
from cities.models import City
from cities.statements.claims import Reason

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("network"),
    pytest.mark.any_database,
]


@pytest.fixture(scope="module")
def schema():
    return SchemaGenerator().get_schema(request=None, public=True)


def strict(node):
    """The schema with every object closed, and `nullable` as JSON Schema says it."""
    if isinstance(node, list):
        return [strict(each) for each in node]
    if not isinstance(node, dict):
        return node
    if whole := whole_of(node):
        rest = {name: value for name, value in node.items() if name != "anyOf"}
        return strict({**rest, **whole})
    return closed_node({name: strict(value) for name, value in node.items()}, node)


def closed(node):
    """The schema with every object closed, and parts of it allowed."""
    if isinstance(node, list):
        return [closed(each) for each in node]
    if not isinstance(node, dict):
        return node
    return closed_node({name: closed(value) for name, value in node.items()}, node)


def closed_node(closed, node):
    if node.get("type") == "object" and "properties" in node:
        closed["additionalProperties"] = False
    if closed.pop("nullable", False):
        return {"anyOf": [closed, {"type": "null"}]}
    return closed


def whole_of(node):
    """The whole, where a node allows it or a part of it."""
    kinds = node.get("anyOf", [])
    return kinds[0] if len(kinds) == 2 and kinds[1].get("$ref", "").endswith("Part") else None


def check(schema, operation, answer):
    content = schema["paths"][operation]["get"]["responses"]["200"]["content"]["application/json"]
    document = strict({"components": schema["components"], **content["schema"]})
    jsonschema.validate(answer, document)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/api/v1/fields/", "as_of=2015-12-31"),
        ("/api/v1/countries/", "region=africa"),
        ("/api/v1/cities/", "page_size=200"),
        ("/api/v1/cities/", "q=Norkoping"),
        ("/api/v1/cities/", "facets=field,region,country,year,territory"),
        ("/api/v1/designations/", "facets=field,year"),
        ("/api/v1/names/", "city=lyon"),
        ("/api/v1/regions/", ""),
        ("/api/v1/designations/", "country=FR"),
        ("/api/v1/organisations/", ""),
        ("/api/v1/focal-points/", ""),
        ("/api/v1/statistics/", ""),
        ("/api/v1/sources/", "page_size=200"),
        ("/api/v1/statements/", "page_size=200"),
        ("/api/v1/calls/", ""),
    ],
)
def test_every_list_is_what_the_schema_says(client, schema, path, query):
    answer = client.get(f"{path}?{query}")

    assert answer.json()["count"] > 0
    check(schema, path, answer.json())


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("/api/v1/fields/music/", "/api/v1/fields/{slug}/"),
        ("/api/v1/countries/be/", "/api/v1/countries/{code}/"),
        ("/api/v1/cities/kortrijk/", "/api/v1/cities/{city}/"),
        ("/api/v1/cities/norrkoping/", "/api/v1/cities/{city}/"),
        ("/api/v1/cities/lyon/", "/api/v1/cities/{city}/"),
        ("/api/v1/sources/bergen-uccn/", "/api/v1/sources/{key}/"),
        ("/api/v1/regions/africa/", "/api/v1/regions/{code}/"),
        ("/api/v1/statistics/firsts/", "/api/v1/statistics/{figure}/"),
        ("/api/v1/calls/2025/", "/api/v1/calls/{year}/"),
    ],
)
def test_every_detail_is_what_the_schema_says(client, schema, path, operation):
    check(schema, operation, client.get(path).json())


@pytest.mark.parametrize(
    "resource", ["names", "designations", "organisations", "focal-points", "statements"]
)
def test_what_has_no_name_has_a_number_and_its_detail_is_what_the_schema_says(
    client, schema, resource
):
    row = client.get(f"/api/v1/{resource}/?page_size=1").json()["results"][0]
    detail = client.get(row["links"]["self"])

    assert row["links"]["self"] == f"http://testserver/api/v1/{resource}/{row['id']}/"
    assert {name: detail.json()[name] for name in row} == row
    check(schema, f"/api/v1/{resource}/{{id}}/", detail.json())


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("/api/v1/cities/?fields=number,links.self,country.name,designations.field", None),
        ("/api/v1/cities/?expand=names,texts,sources&fields=slug,names.name,sources.links", None),
        ("/api/v1/cities/lyon/?fields=names.kind,focal_points", "/api/v1/cities/{city}/"),
        ("/api/v1/statements/?fields=answer.readings.true,key", None),
    ],
)
def test_a_part_of_an_answer_is_what_the_schema_says(client, schema, path, operation):
    address = operation or path.partition("?")[0]
    content = schema["paths"][address]["get"]["responses"]["200"]["content"]["application/json"]
    document = closed({"components": schema["components"], **content["schema"]})

    jsonschema.validate(client.get(path).json(), document)


@pytest.mark.parametrize(
    "query",
    [
        "cities/?expand=country,names,texts,organisations,focal_points,sources",
        "cities/lyon/?expand=country,sources",
        "designations/?expand=city,country,field,sources",
        "names/?expand=city,source",
        "organisations/?expand=city,source",
        "focal-points/?expand=city,source",
        "statements/?expand=source,city,field",
        "calls/?expand=fields,sources",
    ],
)
def test_an_expanded_answer_is_what_the_schema_says(client, schema, query):
    path = f"/api/v1/{query}"
    operation = path.partition("?")[0].replace("lyon", "{city}")

    check(schema, operation, client.get(path).json())


def test_every_link_leads_somewhere(client):
    """Of each resource, one link of each name is followed, and every link of the shorter lists."""
    for resource in set(client.get("/api/v1/").json()) - {"changes"}:
        rows = client.get(f"/api/v1/{resource}/?").json()["results"]
        followed = set()
        for row in rows:
            for name, address in row["links"].items():
                if address is None or (name in followed and len(rows) > 30):
                    continue
                followed.add(name)
                assert client.get(address).status_code == 200, address


def test_every_statement_and_designation_links_to_what_there_is(client):
    known = {
        resource: set(walked(client, resource, lambda row: row["links"]["self"]))
        for resource in ("cities", "calls", "sources", "fields")
    }
    cities = {
        f"http://testserver/api/v1/cities/{slug}/"
        for slug in City.objects.ever_members().values_list("slug", flat=True)
    }
    for links in walked(client, "statements", lambda row: row["links"]):
        assert links["source"] in known["sources"]
        assert links["city"] is None or links["city"] in cities
    for links in walked(client, "designations", lambda row: row["links"]):
        assert links["field"] in known["fields"]
        assert links["call"] is None or links["call"] in known["calls"]


def walked(client, resource, take):
    address = f"/api/v1/{resource}/?page_size=200"
    while address:
        answer = client.get(address).json()
        yield from (take(row) for row in answer["results"])
        address = answer["next"]


def test_every_value_of_an_enum_is_described_and_every_reason_is_one(schema):
    described = 0
    for name, component in schema["components"]["schemas"].items():
        if "enum" in component and name not in {"BlankEnum", "NullEnum"}:
            for value in component["enum"]:
                assert f"* `{value}` - " in component["description"], (name, value)
            described += 1
    assert described > 15

    assert [value for value, _meaning in REASONS] == [reason.value for reason in Reason]


def test_the_documented_first_requests_work(client):
    assert client.get("/api/v1/cities/161/").json()["slug"] == "norrkoping"
    africa = client.get("/api/v1/cities/?field=music&field=film&region=africa").json()
    assert africa["count"] == 8
    assert {row["region"] for row in africa["results"]} == {"africa"}


def test_walking_the_whole_list_finds_every_member_once(client):
    address, numbers = "/api/v1/cities/?page_size=100", []
    while address:
        answer = client.get(address).json()
        numbers += [row["number"] for row in answer["results"]]
        address = answer["next"]

    assert len(numbers) == 408
    assert set(numbers) == set(City.objects.values_list("number", flat=True))


def test_the_documentation_brings_no_inline_script_or_style(client):
    html = client.get("/api/docs/").content.decode()

    assert "<style" not in html
    assert "style=" not in html
    assert "<script>" not in html
    assert "/api/schema/" in html


def test_whoever_looks_for_the_api_finds_its_documentation(client):
    assert client.get("/api/")["Location"] == "/api/docs/"
    root = client.get("/api/v1/").json()
    assert root["cities"] == "http://testserver/api/v1/cities/"
