"""Pages of other sites may read what is for programs, by the headers that a browser goes by."""

import pytest

pytestmark = pytest.mark.django_db

ORIGIN = {"Origin": "https://atlas.example"}
FOR_PROGRAMS = [
    "/api/v1/", "/api/v1/cities/", "/api/schema/", "/api/v1/cities/?colour=blue",
    "/api/v1/nothing/", "/api/", "/cities.csv", "/fr/cities.csv", "/cities.json", "/cities.geojson",
    "/cities.xlsx", "/record.zip", "/catalogue.jsonld", "/oembed", "/statistics/growth.csv",
    "/feeds/members/", "/ar/feeds/changes/", "/zh-hans/fields.csv",
]  # fmt: skip
FOR_PEOPLE = ["/", "/cities/", "/fr/", "/admin/login/", "/search/?q=cities.csv", "/nothing/"]


@pytest.mark.parametrize("address", FOR_PROGRAMS)
def test_any_page_may_read_an_answer_whatever_it_is(client, address):
    response = client.get(address, headers=ORIGIN)

    assert response["Access-Control-Allow-Origin"] == "*"
    shown = {name.strip() for name in response["Access-Control-Expose-Headers"].split(",")}
    assert shown >= {
        *("Link", "ETag", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-ID"),
        *("Deprecation", "Sunset"),
    }
    # Nothing else stands in the way of a browser, and no cookie may go along.
    assert response.get("Cross-Origin-Resource-Policy", "cross-origin") == "cross-origin"
    assert "Access-Control-Allow-Credentials" not in response


@pytest.mark.parametrize("address", FOR_PROGRAMS)
def test_the_answer_is_the_same_for_every_site_so_that_caches_keep_one(client, address):
    from_a_page, from_a_program = client.get(address, headers=ORIGIN), client.get(address)

    assert "origin" not in from_a_page.get("Vary", "").lower()
    for name in ("Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Vary"):
        assert from_a_page.get(name) == from_a_program.get(name)


@pytest.mark.parametrize("address", FOR_PROGRAMS)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_browser_that_asks_beforehand_is_told_what_every_page_may(client, address, method):
    response = client.options(
        address,
        headers={
            **ORIGIN,
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "authorization, if-none-match",
        },
    )

    assert response.status_code == 204
    assert response.content == b""
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    asked = response["Access-Control-Allow-Headers"].lower().split(", ")
    assert {"authorization", "if-none-match"} <= set(asked)
    assert int(response["Access-Control-Max-Age"]) > 0
    # It is answered before anything is counted or looked up.
    assert "RateLimit" not in response


def test_it_is_told_even_before_http_becomes_https(client, settings):
    """A browser follows no redirect of that question."""
    settings.SECURE_SSL_REDIRECT = True

    asked = {**ORIGIN, "Access-Control-Request-Method": "GET"}
    assert client.options("/api/v1/", headers=asked).status_code == 204
    redirect = client.get("/api/v1/", headers=ORIGIN)
    assert redirect.status_code == 301
    assert redirect["Access-Control-Allow-Origin"] == "*"


def test_the_options_of_a_resource_are_still_its_own(client):
    response = client.options("/api/v1/cities/", headers=ORIGIN)

    assert response.status_code == 204
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("status", [401, 403, 404, 405, 429])
def test_refusals_can_be_read_too(client, issued, settings, status):
    settings.API_LIMIT_ANONYMOUS = "1/minute"
    key = issued(scopes=["changes"])
    response = {
        401: lambda: client.get("/api/v1/", headers={**ORIGIN, "authorization": "Bearer x"}),
        403: lambda: client.get(
            "/api/v1/cities/", headers={**ORIGIN, "authorization": f"Bearer {key.text}"}
        ),
        404: lambda: client.get("/api/v1/nothing/", headers=ORIGIN),
        405: lambda: client.delete("/api/v1/cities/", headers=ORIGIN),
        429: lambda: [client.get("/api/v1/", headers=ORIGIN) for _ in range(2)][-1],
    }[status]()

    assert response.status_code == status
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.django_db(transaction=True)
def test_whoever_has_the_answer_already_may_read_that_too(client):
    etag = client.get("/api/v1/", headers=ORIGIN)["ETag"]
    response = client.get("/api/v1/", headers={**ORIGIN, "If-None-Match": etag})

    assert response.status_code == 304
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("address", FOR_PEOPLE)
def test_pages_for_people_are_read_by_no_other_site(client, address):
    response = client.get(address, headers=ORIGIN)
    asked = {**ORIGIN, "Access-Control-Request-Method": "GET"}

    assert "Access-Control-Allow-Origin" not in response
    assert "Access-Control-Allow-Origin" not in client.options(address, headers=asked)
