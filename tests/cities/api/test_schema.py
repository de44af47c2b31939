"""The published schema is true: every answer is what it promises."""

import jsonschema
import pytest
from drf_spectacular.generators import SchemaGenerator

from cities.models import City

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]


@pytest.fixture(scope="module")
def schema():
    return SchemaGenerator().get_schema(request=None, public=True)


def strict(node):
    """The schema with every object closed, and `nullable` as JSON Schema says it."""
    if isinstance(node, list):
        return [strict(each) for each in node]
    if not isinstance(node, dict):
        return node
    closed = {name: strict(value) for name, value in node.items()}
    if node.get("type") == "object" and "properties" in node:
        closed["additionalProperties"] = False
    if closed.pop("nullable", False):
        return {"anyOf": [closed, {"type": "null"}]}
    return closed


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
        ("/api/v1/names/", "city=lyon"),
        ("/api/v1/designations/", "country=FR"),
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
        ("/api/v1/calls/2025/", "/api/v1/calls/{year}/"),
    ],
)
def test_every_detail_is_what_the_schema_says(client, schema, path, operation):
    check(schema, operation, client.get(path).json())


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
