"""The API is what it publishes: a valid schema, a kept contract, and examples that are so."""

import copy
import json
import re
from contextlib import contextmanager

import jsonschema
import pytest
from django.db import connection, transaction
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from cities.models import Revision
from cities.record.revision import new_epoch
from tests.uccn import published
from uccn.access.keys import issue
from uccn.doors.described import NAMES
from uccn.doors.documentation import schema as schema_of_the_api
from uccn.models import PartnerKey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]

# Of which day the examples speak: they stay as they are when the record grows.
DAY = "2025-12-31"
ERRORS = {
    "400": [
        "GET /api/v1/cities/?feild=music",
        "GET /api/v1/cities/?field=musik&region=afrika&as_of=2003",
        "GET /api/v1/cities/?cursor=abc",
    ],
    "401": ["GET /api/v1/cities/ Authorization: Bearer uccn_nobody"],
    "403": ["GET /api/v1/cities/?format=csv Authorization: Bearer uccn_…"],
    "404": ["GET /api/v1/citys/", "GET /api/v1/cities/nowhere/", "GET /api/v1/cities/?page=99"],
    "405": ["DELETE /api/v1/cities/161/"],
    "406": ["GET /api/v1/cities/ Accept: image/png"],
    "410": ["GET /api/v1/changes/?cursor=…"],
    "429": ["GET /api/v1/fields/"],
    "500": ["GET /api/v1/fields/"],
    "503": ["GET /api/v1/changes/"],
}
# What stands for something that each deployment has of its own: a key, a cursor, an epoch.
OWN = "…"


class Full(BaseThrottle):
    """A limit that is reached, for half a minute yet."""

    def allow_request(self, request, view):
        return False

    def wait(self):
        return 30


def break_down(_view, _request):
    raise RuntimeError("whatever may happen")


@contextmanager
def brought_about(status, client, monkeypatch):
    """Within, a request is answered with this status; what to put in the place of `OWN`."""
    with transaction.atomic(), monkeypatch.context() as patch:
        own = ""
        if status == "403":
            key = PartnerKey(partner="A city", contact="city@example.org", scopes=["record"])
            own = issue(key, by=None).removeprefix("uccn_")
        if status == "410":
            following = client.get("/api/v1/changes/?cursor=now").json()["next"]
            own = following.partition("cursor=")[2]
            new_epoch()
        if status == "429":
            patch.setattr(APIView, "throttle_classes", [Full])
        if status == "500":
            patch.setattr(APIView, "check_permissions", break_down)
        if status == "503":
            Revision.objects.update(epoch="")
        yield own
        transaction.set_rollback(True)


@pytest.fixture
def ask(client, monkeypatch):
    """Ask what the line of an example says, where it is answered so."""
    client.raise_request_exception = False

    def asked(request, status="200"):
        with brought_about(status, client, monkeypatch) as own:
            method, address, *header = request.replace(OWN, own).split(" ", 2)
            headers = dict([header[0].split(": ", 1)]) if header else {}
            answer = client.generic(method, address, headers=headers)
        assert str(answer.status_code) == status, answer.content
        text = answer.content.decode().replace(published.HOST, published.PUBLIC_HOST)
        return json.loads(text.replace(own, OWN) if own else text)

    return asked


@pytest.fixture(scope="module")
def schema():
    return json.loads(json.dumps(SchemaGenerator().get_schema(request=None, public=True)))


def resolve(schema, node):
    while "$ref" in node:
        found = schema
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node


def operations(schema):
    return [(path, methods["get"]) for path, methods in schema["paths"].items()]


# Examples ------------------------------------------------------------------------------------


def told(value):
    """An answer as an example tells it: without what is another in each deployment.

    That are cursors, which are signed with its key; its epoch, revisions and day; and the numbers
    of rows, which its database gave in the order of their coming.
    """
    if isinstance(value, dict):
        instead = SAID_OF_CHANGES if "epoch" in value else SAID
        return {
            name: instead[name] if name in instead and inner is not None else told(inner)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [told(inner) for inner in value]
    if isinstance(value, str) and value.startswith("http"):
        return re.sub(NUMBERED, r"\1/1/", re.sub(r"cursor=.*", f"cursor={OWN}", value))
    return value


SAID = {"id": 1, "revision": 1}
SAID_OF_CHANGES = {
    **SAID, "epoch": OWN, "date": DAY, "changed_at": f"{DAY}T12:00:00Z"
}  # fmt: skip
NUMBERED = r"(names|designations|organisations|focal-points|statements)/\d+/"


def request_today(path, example, ask):
    """The request of an example, with the number that its row has in this database."""
    request = example["summary"]
    if "{id}" not in path:
        return request
    query = request.partition("?")[2]
    for number in numbers(f"{path.partition('{')[0]}?page_size=200&{query}", ask):
        asked = request.replace("/1/", f"/{number}/")
        if told(ask(asked)) == example["value"]:
            return asked
    raise AssertionError(f"{request} is an example of nothing")


def numbers(address, ask):
    return [row["id"] for row in ask(f"GET {address.rstrip('&')}")["results"]]


def request_of(path, operation, client):
    """A request whose answer shows what a route tells: one row of a list, one whole row."""
    names = {one["name"] for one in operation["parameters"]}
    day = [f"as_of={DAY}"] if "as_of" in names else []
    if "{" not in path:
        size = ["page_size=1"] if "page_size" in names else []
        query = "&".join([*day, *size])
        return f"GET {path}{'?' if query else ''}{query}"
    listed = path.partition("{")[0]
    rows = client.get(f"{listed}?{'&'.join(day)}").json()["results"]
    addresses = [row["links"]["self"].removeprefix(published.HOST) for row in rows]
    query = f"?{day[0]}" if day else ""
    # Of the first rows the one that says least: an example is to be read.
    shortest = min(addresses[:5], key=lambda address: len(client.get(address + query).content))
    return f"GET {shortest}{query}"


def made_examples(schema, client, ask):
    answers = {}
    for path, operation in operations(schema):
        request = request_of(path, operation, client)
        answers[path] = {
            "request": re.sub(NUMBERED, r"\1/1/", request),
            "answer": told(ask(request)),
        }
    errors = {
        status: [{"request": one, "answer": ask(one, status)} for one in requests]
        for status, requests in ERRORS.items()
    }
    return {"answers": answers, "errors": errors}


if published.PUBLISH:

    def test_the_contract_and_the_examples_are_written_anew(schema, client, ask):
        published.write(published.CONTRACT, published.contract(schema))
        published.write(published.EXAMPLES, made_examples(schema, client, ask))


def test_every_operation_and_every_error_has_an_example(schema):
    for path, operation in operations(schema):
        content = operation["responses"]["200"]["content"]["application/json"]
        assert "examples" in content, path
    with_examples = {
        status
        for status, (name, _description) in NAMES.items()
        if "examples" in schema["components"]["responses"][name]["content"][
            "application/problem+json"
        ]
    }  # fmt: skip
    assert with_examples == set(NAMES)


def test_every_example_of_an_answer_is_what_the_api_answers(schema, ask):
    for path, operation in operations(schema):
        content = operation["responses"]["200"]["content"]["application/json"]
        for example in content["examples"].values():
            answer = ask(request_today(path, example, ask))

            # Of one loading, which object comes first depends on how the database counts changes:
            # SQLite row by row, PostgreSQL by transactions.
            if not (path.endswith("/changes/") and connection.vendor == "postgresql"):
                assert told(answer) == example["value"], example["summary"]
            check(schema, content["schema"], answer)


def test_the_parameters_of_an_example_bear_its_values(schema):
    for _path, operation in operations(schema):
        content = operation["responses"]["200"]["content"]["application/json"]
        query = content["examples"]["example"]["summary"].partition("?")[2]
        given = dict(pair.split("=") for pair in query.split("&") if pair)
        marked = {
            one["name"]: str(one["example"])
            for one in operation["parameters"]
            if "example" in one and one["in"] == "query"
        }
        assert marked == given
        assert all("example" in one for one in operation["parameters"] if one["in"] == "path")


def test_every_example_of_an_error_is_what_the_api_answers(schema, ask):
    for status in ERRORS:
        name, _description = NAMES[int(status)]
        content = schema["components"]["responses"][name]["content"]["application/problem+json"]
        for example in content["examples"].values():
            answer = ask(example["summary"], status)

            assert answer == example["value"]
            check(schema, content["schema"], answer)


def check(schema, node, value):
    jsonschema.validate(value, {"components": schema["components"], **node})


# The schema ----------------------------------------------------------------------------------


def test_the_schema_is_openapi_3_1_and_valid(schema):
    assert schema["openapi"] == "3.1.0"
    validate_schema(schema)
    for node in schema["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(node)


def test_nothing_in_the_schema_is_said_as_in_3_0(schema):
    """`nullable` means nothing any more: whoever still wrote it would promise what is not so."""
    assert '"nullable"' not in json.dumps(schema)


def test_every_reference_leads_somewhere(schema):
    def references(node):
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                yield node
            node = list(node.values())
        for inner in node if isinstance(node, list) else []:
            yield from references(inner)

    found = list(references(schema))
    assert len(found) > 100
    for node in found:
        resolve(schema, node)


def test_every_operation_tells_its_errors_and_its_parameters(schema):
    for path, operation in operations(schema):
        statuses = set(operation["responses"])
        assert {"200", "304", "400", "401", "403", "405", "406", "429", "500"} <= statuses, path
        names = {one["name"] for one in operation["parameters"]}
        assert ("404" in statuses) == ("{" in path or "page" in names), path
        assert [one["name"] for one in operation["parameters"] if not one.get("description")] == []
        for status in statuses - {"200", "301", "304"}:
            content = resolve(schema, operation["responses"][status])["content"]
            assert content == {
                "application/problem+json": {
                    **content["application/problem+json"],
                    "schema": {"$ref": "#/components/schemas/Problem"},
                }
            }


def test_a_parameter_without_a_value_counts_as_not_given(schema, client):
    for path, operation in operations(schema):
        asked = [one for one in operation["parameters"] if one["in"] == "query"]
        assert all(one["allowEmptyValue"] for one in asked), path
        if "{" not in path:
            empty = client.get(path, {one["name"]: "" for one in asked})
            assert empty.status_code == 200, path


def test_changes_tell_of_cursors_that_are_gone_and_of_a_record_that_is_set_up(schema):
    assert {"410", "503"} <= set(schema["paths"]["/api/v1/changes/"]["get"]["responses"])


def test_a_city_tells_that_it_may_have_moved(schema):
    moved = schema["paths"]["/api/v1/cities/{city}/"]["get"]["responses"]["301"]

    assert "Location" in moved["headers"]


@pytest.mark.parametrize("extension", ["yaml", "json"])
def test_the_schema_is_served_in_both_forms_and_nothing_else(client, extension):
    answer = client.get(f"/api/schema/?format={extension}")

    assert answer.status_code == 200
    assert answer["Content-Type"].partition(";")[0].startswith("application/vnd.oai.openapi")
    assert client.get("/api/schema/?format=xml").status_code == 400
    assert client.get("/api/schema/?lang=fr").status_code == 400


def test_the_documentation_loads_the_schema_by_a_script_of_its_own_file(client):
    html = client.get("/api/docs/").content.decode()

    assert 'data-schema="/api/schema/?format=json"' in html
    assert "js/documentation.js" in html
    assert client.get("/api/schema/?format=json").json()["openapi"] == "3.1.0"


# The contract --------------------------------------------------------------------------------


@pytest.fixture
def contract(schema):
    return published.contract(schema)


def test_the_published_contract_is_kept(contract):
    assert published.broken(published.read(published.CONTRACT), contract) == []


def test_the_published_contract_is_whole(contract):
    """What was added is written down, too, or the next change to it would go unnoticed."""
    assert published.read(published.CONTRACT) == contract


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda v1: v1.pop("/api/v1/cities/"), "/api/v1/cities/ is gone"),
        (
            lambda v1: v1["/api/v1/cities/"]["parameters"].pop("field"),
            "/api/v1/cities/ parameters: field was array of string, is gone",
        ),
        (
            lambda v1: v1["/api/v1/cities/"]["members"].pop("results[].number"),
            "/api/v1/cities/ members: results[].number was integer, is gone",
        ),
        (
            lambda v1: v1["/api/v1/cities/"]["members"].update({"results[].number": "string"}),
            "/api/v1/cities/ members: results[].number was integer, is string",
        ),
        (
            lambda v1: v1["/api/v1/cities/"]["members"].update({"count": "integer or null"}),
            "/api/v1/cities/ members: count was integer, is integer or null",
        ),
        (
            lambda v1: v1["/api/v1/cities/"]["parameters"].update({"key": "string (required)"}),
            "/api/v1/cities/ parameters: key must be given now",
        ),
        (
            lambda v1: v1["/api/v1/cities/"]["formats"].remove("text/csv"),
            "/api/v1/cities/ no longer answers text/csv",
        ),
    ],
)
def test_what_is_taken_away_or_changed_breaks_the_contract(contract, change, problem):
    later = copy.deepcopy(contract)
    change(later)

    assert published.broken(contract, later) == [problem]


def test_a_word_less_to_choose_from_breaks_the_contract_and_one_more_does_not(contract):
    later = copy.deepcopy(contract)
    parameters = later["/api/v1/cities/"]["parameters"]
    parameters["region"] = parameters["region"].replace("africa | ", "")

    assert len(published.broken(contract, later)) == 1
    assert published.broken(later, contract) == []


def test_additions_break_nothing(contract):
    later = copy.deepcopy(contract)
    later["/api/v1/twins/"] = later["/api/v1/cities/"]
    later["/api/v1/cities/"]["parameters"]["twin"] = "string"
    later["/api/v1/cities/"]["members"]["results[].twins[].number"] = "integer"

    assert published.broken(contract, later) == []


def test_the_schema_is_made_once_in_a_moment():
    assert schema_of_the_api()["openapi"] == "3.1.0"
    assert isinstance(Client().get("/api/schema/").content, bytes)
