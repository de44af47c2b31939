"""What a key is for, and what it is told where it is for something else."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories import CreativeFieldFactory
from uccn.api import router
from uccn.models import PartnerKey

pytestmark = pytest.mark.django_db

EVERYTHING = [
    "/api/v1/", "/api/v1/fields/", "/api/v1/fields/?format=csv", "/api/v1/fields/music/",
    "/api/v1/changes/",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _field():
    CreativeFieldFactory(slug="music")


@pytest.mark.parametrize("address", EVERYTHING)
def test_whoever_brings_no_key_may_read_everything(ask, address):
    assert ask(address=address).status_code == 200


@pytest.mark.parametrize("address", EVERYTHING)
def test_and_so_may_a_key_for_everything(ask, issued, address):
    assert ask(issued(), address).status_code == 200


@pytest.mark.parametrize(
    ("scopes", "address", "accept", "missing"),
    [
        (["record"], "/api/v1/fields/", "application/json", None),
        (["record"], "/api/v1/fields/", "*/*", None),
        (["record"], "/api/v1/fields/music/", "*/*", None),
        (["record"], "/api/v1/fields/?format=json", "*/*", None),
        (["record"], "/api/v1/fields/?format=csv", "*/*", "files"),
        (["record"], "/api/v1/fields/", "text/csv", "files"),
        (["record"], "/api/v1/fields/", "application/x-ndjson", "files"),
        (["files"], "/api/v1/fields/?format=csv", "*/*", None),
        (["files"], "/api/v1/fields/", "*/*", "record"),
        (["changes"], "/api/v1/fields/", "*/*", "record"),
        (["changes", "files"], "/api/v1/fields/music/", "*/*", "record"),
        (["changes"], "/api/v1/changes/", "*/*", None),
        (["record", "files"], "/api/v1/changes/", "*/*", "changes"),
        (["record", "files"], "/api/v1/changes/?expand=object", "*/*", "changes"),
        # What tells nothing of the record is for whoever has any key.
        (["changes"], "/api/v1/", "*/*", None),
        (["changes"], "/api/schema/", "*/*", None),
        (["changes"], "/api/problems/", "*/*", None),
        (["changes"], "/api/v1/nothing/", "*/*", None),
    ],
)
def test_a_key_opens_what_it_is_for(ask, issued, scopes, address, accept, missing):
    response = ask(issued(scopes=scopes), address, accept=accept)

    if missing is None:
        assert response.status_code == (404 if "nothing" in address else 200)
        return
    assert response.status_code == 403
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["type"] == "/api/problems/out-of-scope/"
    assert f"not for the scope “{missing}”" in body["detail"]
    assert (body["missing_scope"], body["scopes"]) == (missing, scopes)
    assert response["WWW-Authenticate"].endswith(f'error="insufficient_scope", scope="{missing}"')


def test_a_key_out_of_scope_does_not_read_the_parameters_first(ask, issued):
    assert ask(issued(scopes=["files"]), "/api/v1/fields/?colour=blue").status_code == 403


@pytest.mark.parametrize("scopes", [[], ["everything"], ["record", "record"], "record", None, {}])
def test_what_is_no_scope_is_refused(scopes):
    key = PartnerKey(partner="Atlas", contact="atlas@example.org", scopes=scopes)

    with pytest.raises(ValidationError, match="scopes"):
        key.full_clean(exclude=["prefix", "digest"])


def test_the_schema_tells_of_keys_and_that_none_is_needed(client):
    schema = client.get("/api/schema/", headers={"accept": "application/vnd.oai.openapi+json"})
    document = schema.json()

    scheme = document["components"]["securitySchemes"]["partnerKey"]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    operation = document["paths"]["/api/v1/fields/"]["get"]
    assert operation["security"] == [{"partnerKey": []}, {}]


def test_whatever_tells_of_the_record_asks_for_a_scope():
    """A resource that is added without one would be open to every key."""
    assert {prefix: resource.scope for prefix, resource, _name in router.registry} == {
        **{prefix: "record" for prefix, _resource, _name in router.registry},
        "changes": "changes",
    }
