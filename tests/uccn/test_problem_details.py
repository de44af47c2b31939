"""Every error that the API can answer is problem details, on every route, whoever found it."""

import json

import pytest
from django.db import OperationalError, connection
from django.http import Http404, HttpRequest
from django.urls import path
from rest_framework import exceptions
from rest_framework.test import APIRequestFactory
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from tests.api_routes import api_routes, of_nothing
from uccn.doors.kinds_of_problems import KINDS
from uccn.doors.problems import Gone, exception_handler

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ROUTES = api_routes()
DETAILS = [route for route in ROUTES if "{" in route]
UNROUTED = [
    "/api/nothing/",
    "/api/v2/cities/",
    "/api/v1/cities/lyon/names/",
    "/api/v1/calls/now/",
    "/api/%00/",
    "/api/%ff/",
    "/api//",
    "/api/v1/cities.json/",
    f"/api/{'a' * 10_000}/",
]


@pytest.fixture
def client(client):
    client.raise_request_exception = False
    return client


def problem(answer, status):
    """The problem that an answer tells, which has all that the RFC gives it, and no more."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"
    body = json.loads(answer.content)
    assert {"type", "title", "status", "detail", "instance"} <= set(body)
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    assert b"Traceback" not in answer.content
    return body


def test_the_routes_are_those_of_the_site_map():
    assert {
        "/api/",
        "/api/v1/",
        "/api/v1/cities/",
        "/api/v1/cities/{city}/",
        "/api/v1/calls/{year}/",
        "/api/schema/",
        "/api/docs/",
        "/api/problems/",
        "/api/problems/{kind}/",
    } <= set(ROUTES)


@pytest.mark.parametrize("address", UNROUTED)
@pytest.mark.parametrize("method", ["get", "post", "options", "delete"])
def test_an_address_that_leads_nowhere_is_a_404(client, address, method):
    body = problem(getattr(client, method)(address), 404)

    assert body["type"] == "about:blank"
    assert body["title"] == "Not Found"


@pytest.mark.parametrize(
    ("address", "suggestion"),
    [
        ("/api/v1/citys/", "/api/v1/cities/"),
        ("/api/v1/citeis/lyon/", "/api/v1/cities/lyon/"),
        ("/api/v2/cities/", "/api/v1/cities/"),
        ("/api/shema/", "/api/schema/"),
        ("/api/v1/focal_points/", "/api/v1/focal-points/"),
    ],
)
def test_an_address_that_leads_nowhere_says_which_was_meant(client, address, suggestion):
    assert problem(client.get(address), 404)["suggestion"] == suggestion


@pytest.mark.parametrize("address", ["/api/v1/cities/lyon/names/", "/api/v1/weather/", "/api//"])
def test_an_address_unlike_any_suggests_none(client, address):
    assert "suggestion" not in problem(client.get(address), 404)


@pytest.mark.parametrize("route", DETAILS)
def test_what_does_not_exist_is_a_404(client, route):
    body = problem(client.get(of_nothing(route)), 404)

    assert body["instance"] == of_nothing(route)


@pytest.mark.parametrize("route", ROUTES)
def test_another_method_is_a_405_that_names_the_right_ones(client, route):
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "FROBNICATE"):
        answer = client.generic(method, of_nothing(route), "{", content_type="application/json")

        assert problem(answer, 405)["title"] == "Method Not Allowed"
        assert answer["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("route", ROUTES)
def test_a_format_that_is_not_to_be_had_is_a_406_that_names_those_that_are(client, route):
    body = problem(client.get(of_nothing(route), headers={"Accept": "image/png"}), 406)

    assert body["type"] == "/api/problems/not-acceptable/"
    assert body["available"]
    assert "image/png" not in body["available"]
    assert all("/" in media_type for media_type in body["available"])


@pytest.mark.parametrize("route", ROUTES)
def test_an_unknown_parameter_is_a_400_that_names_it(client, route):
    body = problem(client.get(f"{of_nothing(route)}?wish=1&formt=json"), 400)

    assert body["type"] == "/api/problems/bad-parameters/"
    assert body["instance"] == f"{of_nothing(route)}?wish=1&formt=json"
    assert [error["parameter"] for error in body["errors"]] == ["wish", "formt"]
    assert body["errors"][1]["suggestion"] == "format"


def test_of_very_many_mistakes_the_first_are_named(client):
    many = "&".join(f"wish{number}=1" for number in range(61))
    body = problem(client.get(f"/api/v1/cities/?{many}"), 400)
    exactly = problem(client.get(f"/api/v1/cities/?{many.rpartition('&')[0]}"), 400)

    assert [error["parameter"] for error in body["errors"]] == [f"wish{n}" for n in range(60)]
    assert body["detail"].endswith("There are 61 of them; the first 60 are named.")
    assert len(exactly["errors"]) == 60
    assert "There are" not in exactly["detail"]


def test_a_detail_repeats_nothing_at_length(client):
    body = problem(client.generic("A" * 10_000, "/api/v1/cities/"), 405)

    assert len(body["detail"]) == 1_000


@pytest.mark.parametrize("route", ROUTES)
def test_an_unknown_format_is_a_400_that_names_those_that_there_are(client, route):
    (error,) = problem(client.get(f"{of_nothing(route)}?format=docx"), 400)["errors"]

    assert error["parameter"] == "format"
    assert error["value"] == "docx"
    assert error["detail"].startswith("“docx” is not one of: ")


@pytest.mark.parametrize("address", [*map(of_nothing, ROUTES), "/api/nothing/"])
def test_a_host_that_is_not_ours_is_a_400(client, address):
    body = problem(client.get(address, headers={"Host": "elsewhere.example"}), 400)

    assert body["type"] == "/api/problems/bad-request/"
    assert "elsewhere" not in json.dumps(body)


@pytest.mark.parametrize("host", ["elsewhere.example", "", "a b", "testserver@x", "[::", "a" * 300])
@pytest.mark.parametrize("moment", ["known", "unknown"])
def test_the_refusal_of_a_host_carries_what_every_answer_carries(client, host, moment, monkeypatch):
    if moment == "unknown":
        monkeypatch.setattr("uccn.delivery.public_answers.now", lambda: None)
    right = client.get("/api/v1/nothing/")
    wrong = client.get("/api/v1/nothing/", headers={"Host": host})

    problem(wrong, 400)
    # Its length is the application server's to tell.
    assert wrong.headers.keys() == right.headers.keys() - {"Content-Length"}
    assert wrong["Access-Control-Allow-Origin"] == "*"
    assert wrong["RateLimit"]


@pytest.mark.parametrize("address", ["/", "/fr/cities/", "/cities.csv", "/admin/", "/robots.txt"])
def test_so_does_that_of_a_page(client, address):
    wrong = client.get(address, headers={"Host": "elsewhere.example"})

    assert wrong.status_code == 400
    assert {"Content-Security-Policy", "X-Frame-Options", "Referrer-Policy"} <= set(wrong.headers)
    assert "elsewhere" not in wrong.text


@pytest.mark.parametrize("route", ROUTES)
def test_an_endless_question_is_a_400_that_does_not_repeat_it(client, route):
    body = problem(client.get(f"{of_nothing(route)}?{'a=1&' * 1001}"), 400)

    assert body["type"] == "/api/problems/bad-request/"
    assert body["instance"] == of_nothing(route)


class Full(BaseThrottle):
    """A limit that is always reached, for eleven and a half seconds yet."""

    def allow_request(self, request, view):
        return False

    def wait(self):
        return 11.5


@pytest.mark.parametrize("route", ROUTES)
def test_too_many_requests_are_a_429_that_says_how_long_to_wait(client, route, monkeypatch):
    monkeypatch.setattr(APIView, "throttle_classes", [Full])
    answer = client.get(of_nothing(route))

    assert problem(answer, 429)["type"] == "/api/problems/too-many-requests/"
    assert answer["Retry-After"] == "12"


@pytest.mark.parametrize("route", ROUTES)
def test_whatever_breaks_is_a_500_that_tells_nothing_of_it(client, route, monkeypatch):
    def broken(view, request):
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(APIView, "check_permissions", broken)
    body = problem(client.get(of_nothing(route)), 500)

    assert body["type"] == "/api/problems/server-error/"
    assert "secret" not in json.dumps(body)


def test_a_database_that_fails_is_a_500(client):
    def failing(execute, sql, params, many, context):
        raise OperationalError("the disk is gone")

    with connection.execute_wrapper(failing):
        answer = client.get("/api/v1/cities/")

    assert "disk" not in json.dumps(problem(answer, 500))


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("query", ["", "?wish=1"])
def test_a_head_is_answered_as_a_get_without_its_body(client, route, query):
    address = of_nothing(route) + query
    got, headed = client.get(address), client.head(address)

    assert headed.status_code == got.status_code
    assert headed["Content-Type"] == got["Content-Type"]
    assert headed.content == b""


@pytest.mark.parametrize("route", ROUTES)
def test_options_tell_the_methods_in_whatever_format(client, route):
    for accept in ("*/*", "text/csv", "text/html", "application/json"):
        answer = client.options(of_nothing(route), headers={"Accept": accept})

        assert answer.status_code in {204, 406}
        assert answer["Allow"] == "GET, HEAD, OPTIONS"
        if answer.status_code == 406:
            problem(answer, 406)


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept": ";;,,/"},
        {"Accept": "a" * 20_000},
        {"Accept": "application/json;q=x, */*;q=-1"},
        {"Accept-Language": "%" * 5000},
        {"Range": "bytes=0-1"},
        {"If-None-Match": '"' * 999},
        {"Cookie": "=;=\x01;sessionid=\xff"},
        {"X-Forwarded-Host": "elsewhere.example"},
    ],
)
def test_odd_headers_break_nothing(client, headers):
    answer = client.get("/api/v1/cities/", headers=headers)

    if answer.status_code != 200:
        problem(answer, 406)


@pytest.mark.parametrize("kind", KINDS.values(), ids=str)
def test_the_type_of_a_problem_leads_to_what_it_means(client, kind):
    described = client.get(kind.type).json()

    assert described["type"] == kind.type
    assert described["status"] == kind.status
    assert len(described["description"]) > 80
    assert described in client.get("/api/problems/").json()


def handled(error):
    """The answer to an error that a view raises."""
    request = APIRequestFactory().get("/api/v1/cities/?page=2")
    return exception_handler(error, {"request": request, "view": None})


@pytest.mark.parametrize(
    ("error", "status", "type_", "detail"),
    [
        (Http404("no such row"), 404, "about:blank", "There is nothing at this address."),
        (Gone("Begin again at 0."), 410, "/api/problems/gone/", "Begin again at 0."),
        (
            exceptions.ParseError(),
            400,
            "/api/problems/bad-request/",
            "Malformed request.",
        ),
        (
            exceptions.UnsupportedMediaType("text/plain"),
            415,
            "about:blank",
            'Unsupported media type "text/plain" in request.',
        ),
        (
            exceptions.NotAuthenticated(),
            401,
            "about:blank",
            "Authentication credentials were not provided.",
        ),
        (exceptions.PermissionDenied("Ask us."), 403, "about:blank", "Ask us."),
        (exceptions.ValidationError(["One.", "Two."]), 400, "/api/problems/bad-request/",
         "One. Two."),
    ],
)  # fmt: skip
def test_each_exception_of_a_view_has_its_problem(error, status, type_, detail):
    body = problem(handled(error), status)

    assert (body["type"], body["detail"]) == (type_, detail)
    assert body["instance"] == "/api/v1/cities/?page=2"


def test_messages_by_parameter_become_errors_by_parameter():
    error = exceptions.ValidationError({"year": ["Too early.", "Not a number."]})
    body = problem(handled(error), 400)

    assert body["type"] == "/api/problems/bad-parameters/"
    assert body["errors"] == [
        {"parameter": "year", "value": "", "detail": "Too early. Not a number."}
    ]


def test_an_exception_may_bring_headers_members_and_a_kind_of_its_own():
    error = exceptions.APIException("Busy.")
    error.status_code = 503
    error.headers = {"Retry-After": "5"}
    error.members = {"queue": 3}
    error.kind = "too-many-requests"
    answer = handled(error)

    assert answer["Retry-After"] == "5"
    assert problem(answer, 503)["queue"] == 3
    assert problem(answer, 503)["type"] == "/api/problems/too-many-requests/"


def test_whoever_is_not_known_is_told_how_to_say_who_they_are():
    error = exceptions.NotAuthenticated()
    error.auth_header = "Bearer"

    assert handled(error)["WWW-Authenticate"] == "Bearer"


def test_what_is_no_exception_of_the_api_is_left_to_the_server():
    assert handled(KeyError("secret")) is None


def failing_view(request: HttpRequest) -> None:
    request.request_id = "4f1c"
    raise KeyError("secret")


urlpatterns = [
    path("api/failing/", failing_view),
]
handler500 = "uccn.pages.server_error"


@pytest.mark.urls(__name__)
def test_our_own_fault_bears_the_number_under_which_it_is_in_the_log(client):
    assert problem(client.get("/api/failing/"), 500)["request_id"] == "4f1c"
