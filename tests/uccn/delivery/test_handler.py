"""What the application server is given."""

import io

import pytest
from django.core.signals import request_finished, request_started
from django.db import connection

from tests.factories import CityFactory
from tests.uccn.delivery.site import runs
from uccn.delivery.handler import PortalHandler

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.uccn.delivery.site")]


class Server:
    """Calls the portal as an application server does."""

    def __init__(self):
        self.portal = PortalHandler()

    def get(self, path, method="GET", **environment):
        told = []
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.input": io.BytesIO(),
            "wsgi.url_scheme": "http",
            **environment,
        }
        body = self.portal(environ, lambda status, headers: told.append((status, headers)))
        try:
            whole = b"".join(body)
        finally:
            getattr(body, "close", lambda: None)()
        [(status, headers)] = told
        return status, headers, whole


@pytest.fixture
def server():
    runs.clear()
    return Server()


@pytest.fixture
def announced():
    """The beginnings and ends of requests that were announced."""
    heard = []

    def begun(**_signal):
        heard.append("begun")

    def ended(**_signal):
        heard.append("ended")

    request_started.connect(begun)
    request_finished.connect(ended)
    yield heard
    request_started.disconnect(begun)
    request_finished.disconnect(ended)


def test_a_request_that_reaches_a_view_is_announced_and_one_answered_from_memory_is_not(
    server, announced
):
    first = server.get("/cities/")
    assert announced == ["begun", "ended"]
    second = server.get("/cities/")

    assert announced == ["begun", "ended"]
    assert first[0] == second[0] == "200 OK"
    assert first[2] == second[2] == b"en "
    assert runs == ["/cities/"]


@pytest.mark.parametrize(
    ("path", "status"),
    [("/exported/", "200 OK"), ("/lost/", "404 Not Found"), ("/account/", "200 OK"),
     ("/moved/", "302 Found"), ("/broken/", "500 Internal Server Error")],
)  # fmt: skip
def test_everything_else_is_announced_once(server, announced, path, status):
    assert server.get(path)[0] == status
    assert announced == ["begun", "ended"]


def test_a_304_from_memory_has_no_body_and_no_length(server):
    headers = dict(server.get("/long/")[1])

    status, found, body = server.get("/long/", HTTP_IF_NONE_MATCH=headers["ETag"])

    assert (status, body) == ("304 Not Modified", b"")
    assert dict(found)["ETag"] == headers["ETag"]
    assert not {"Content-Length", "Content-Type"} & dict(found).keys()


def test_what_is_streamed_is_streamed(server):
    assert server.get("/exported/")[2] == b"onetwo"


def test_cookies_are_set(server):
    headers = server.get("/counting/")[1]

    assert [value for name, value in headers if name == "Set-Cookie"] == [" seen=1; Path=/"]


def test_a_host_that_is_not_ours_is_refused_whatever_is_kept(server):
    server.get("/cities/")

    assert server.get("/cities/", HTTP_HOST="elsewhere.example")[0] == "400 Bad Request"


@pytest.mark.postgresql
def test_a_connection_whose_time_is_over_is_made_anew(server):
    server.get("/cities/")
    old = connection.connection
    connection.close_at = 1

    assert server.get("/cities/")[0] == "200 OK"
    assert connection.connection is not old
    assert runs == ["/cities/"]


def test_a_change_is_seen(server):
    server.get("/cities/")
    CityFactory(name="Cork")

    assert server.get("/cities/")[2] == b"en Cork"
