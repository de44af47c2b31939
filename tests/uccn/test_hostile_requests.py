"""Bytes that nobody means well with, over sockets, against the real server.

Whatever the portal itself answers under /api/ is a problem of the right status, short and cheap;
what cannot be read at all, the application server refuses. Nobody waits for anybody else.
"""

import json
import re
import socket
from contextlib import ExitStack, suppress

import pytest

from tests.factories import CountryFactory, CreativeFieldFactory, DesignationFactory
from tests.serving import PATIENCE, serving, shared_database  # noqa: F401, fixture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]

TOKEN = "a-text-of-fifty-letters-that-nobody-else-can-guess-9"
CITIES = b"/api/v1/cities/"
# What one answer may cost, whatever is asked; what is refused is refused before the record is read.
MOST_BYTES, MOST_QUERIES, MOST_QUERIES_OF_A_REFUSAL = 25_000, 12, 5


@pytest.fixture(scope="module")
def server(shared_database, tmp_path_factory):  # noqa: F811
    folder = tmp_path_factory.mktemp("server")
    with serving(folder, METRICS_TOKEN=TOKEN, API_LIMIT_ANONYMOUS="900000/minute") as running:
        yield running
    log = running.log.read_text()
    assert "Internal Server Error" not in log
    assert not re.search(r" 5\d\d, [\d.]+ ms", log)


@pytest.fixture
def record():
    music = CreativeFieldFactory(slug="music", name_en="Music")
    sweden = CountryFactory(code="SE", name="Sweden")
    for name in ("Norrköping", "Kiruna", "Umeå"):
        DesignationFactory(
            city__name=name, city__country=sweden, field=music, announced_on="2017-10-31"
        )


class Unread(int):
    """A status with which the application server refuses what the portal never hears of."""


def ask(path=CITIES, method=b"GET", *, headers=b"", body=b"", host=b"localhost"):
    """The bytes of a request, after which the connection is closed."""
    if headers:
        headers = headers.rstrip(b"\r\n") + b"\r\n"
    return (
        b"%b %b HTTP/1.1\r\nHost: %b\r\nConnection: close\r\n" % (method, path, host)
        + headers
        + b"\r\n"
        + body
    )


def send(path, media_type, body, *, cookie=b""):
    """A request with a body."""
    length = b"Content-Type: %b\r\nContent-Length: %d\r\n" % (media_type, len(body))
    return ask(path, b"POST", headers=cookie + length, body=body)


def many(form, number, between):
    return between.join(form.replace(b"#", b"%d" % place) for place in range(number))


FORM = b"application/x-www-form-urlencoded"
PARTS = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
IN_PARTS = b"multipart/form-data; boundary=x"
# Whoever sends it shall be let past the guard against forged forms.
LET_IN = b"Cookie: csrftoken=" + b"a" * 32 + b"\r\nX-CSRFToken: " + b"a" * 32 + b"\r\n"

REQUESTS = {
    # Paths
    "NUL in the path": (ask(b"/api/v1/cities/\0/"), Unread(400)),
    "NUL, escaped, in the path": (ask(b"/api/v1/cities/%00/"), 404),
    "NUL for a number": (ask(b"/api/v1/names/%00/"), 404),
    "a path that is no UTF-8": (ask(b"/api/v1/cities/\xff\xfe/"), Unread(400)),
    "a path that is no UTF-8, escaped": (ask(b"/api/v1/cities/%ff%fe/"), 404),
    "half a surrogate in the path": (ask(b"/api/v1/cities/%ED%A0%80/"), 404),
    "a broken escape in the path": (ask(b"/api/v1/cities/%zz%/"), 404),
    "the lines of a header in the path": (ask(b"/api/v1/cities/%0d%0aSet-Cookie:a=b/"), 404),
    "a space in the path": (ask(b"/api/v1/ cities/"), Unread(400)),
    "a path that climbs": (ask(b"/api/v1/../../../etc/passwd"), 404),
    "a path that climbs, escaped": (ask(b"/api/%2e%2e/%2e%2e/etc/passwd"), 404),
    "a path of 60,000 letters": (ask(b"/api/v1/" + b"a" * 60_000 + b"/"), 404),
    "a path of 100,000 letters": (ask(b"/api/v1/" + b"a" * 100_000), Unread(414)),
    "a number of 400 digits": (ask(b"/api/v1/names/" + b"9" * 400 + b"/"), 404),
    "a negative number": (ask(b"/api/v1/names/-1/"), 404),
    "a number in other digits": (ask("/api/v1/names/٣/".encode()), 404),
    "an address with another host": (ask(b"http://elsewhere.example/api/v1/cities/"), 200),
    "a part of an address": (ask(CITIES + b"#part"), 200),
    "no path": (ask(b""), Unread(400)),
    # Questions
    "NUL in a question": (ask(CITIES + b"?q=\0"), Unread(400)),
    "NUL, escaped, in a question": (ask(CITIES + b"?q=%00"), 400),
    "NUL in a parameter's name": (ask(CITIES + b"?%00=1"), 400),
    "NUL in a day": (ask(CITIES + b"?as_of=2015%00"), 400),
    "NUL in a format": (ask(CITIES + b"?format=%00"), 400),
    "a question that is no UTF-8": (ask(CITIES + b"?q=\xff"), Unread(400)),
    "a question that is no UTF-8, escaped": (ask(CITIES + b"?q=%ff%fe"), 400),
    "half a surrogate in a question": (ask(CITIES + b"?q=%ED%A0%80"), 400),
    "a page that is a word": (ask(CITIES + b"?page=first"), 400),
    "a page of 3,000 digits": (ask(CITIES + b"?page=" + b"9" * 3_000), 400),
    "a page that is far beyond": (ask(CITIES + b"?page=999999"), 404),
    "pages of no rows": (ask(CITIES + b"?page_size=0"), 400),
    "pages of a million rows": (ask(CITIES + b"?page_size=1000000"), 400),
    "60,000 letters": (ask(CITIES + b"?q=" + b"a" * 60_000), 400),
    "900 unknown parameters": (ask(CITIES + b"?" + many(b"q#=1", 900, b"&")), 400),
    "900 unknown values": (ask(CITIES + b"?" + many(b"country=x#", 900, b"&")), 400),
    "a parameter 900 times": (ask(CITIES + b"?" + many(b"field=music", 900, b"&")), 200),
    "5,000 parameters": (ask(CITIES + b"?" + many(b"q#=1", 5_000, b"&")), 400),
    "everything that there is, to be expanded 500 times": (
        ask(CITIES + b"?expand=" + many(b"names", 500, b",")),
        200,
    ),
    "1,000 fields": (ask(CITIES + b"?fields=" + many(b"x#", 1_000, b",")), 400),
    # Methods
    "a method that changes": (ask(method=b"DELETE"), 405),
    "a method that answers what was asked": (ask(method=b"TRACE"), 405),
    "a method for proxies": (ask(method=b"CONNECT"), 405),
    "a method of nobody": (ask(method=b"FROBNICATE"), 405),
    "a method of 10,000 letters": (ask(method=b"A" * 10_000), 405),
    "another method in a header": (ask(headers=b"X-HTTP-Method-Override: DELETE"), 200),
    # Hosts
    "another host": (ask(host=b"elsewhere.example"), 400),
    "a host without a name": (ask(host=b""), 400),
    "a host that is no UTF-8": (ask(host=b"\xff\xfe"), 400),
    "a host with NUL": (ask(host=b"localhost\0"), Unread(400)),
    "a host with a path": (ask(host=b"localhost/api"), 400),
    "a host with an account": (ask(host=b"somebody@localhost"), 400),
    "a host of 50,000 letters": (ask(host=b"a" * 50_000), 400),
    "two hosts": (ask(headers=b"Host: elsewhere.example"), 400),
    # Headers
    "1,000 headers": (ask(headers=many(b"X-#: a\r\n", 1_000, b"")), Unread(431)),
    "a header of 60,000 letters": (ask(headers=b"X-A: " + b"a" * 60_000), 200),
    "a header of a megabyte": (ask(headers=b"X-A: " + b"a" * 1_000_000), Unread(431)),
    "a header in two lines": (ask(headers=b"X-A: a\r\n b"), Unread(400)),
    "a header without a name": (ask(headers=b": a"), Unread(400)),
    "NUL in a header": (ask(headers=b"Accept: \0"), Unread(400)),
    "a range": (ask(headers=b"Range: bytes=0-10"), 200),
    "a range of nothing": (ask(headers=b"Range: bytes=-"), 200),
    "a thousand ranges": (ask(headers=b"Range: bytes=" + many(b"0-", 1_000, b",")), 200),
    "a range in cups": (ask(headers=b"Range: cups=1-2"), 200),
    "a range beyond the end of a file": (
        ask(CITIES + b"?format=csv", headers=b"Range: bytes=99999999999-"),
        200,
    ),
    "3,000 media types": (ask(headers=b"Accept: " + many(b"a/b#;q=0.5", 3_000, b",")), 406),
    "only signs for a media type": (ask(headers=b"Accept: ;;,,/;q=NaN"), 406),
    # Of a header that is no text, the application server leaves nothing.
    "a media type that is no UTF-8": (ask(headers=b"Accept: \xff/\xfe"), 200),
    "a weight of infinity": (ask(headers=b"Accept: */*;q=1e999"), 200),
    "5,000 copies": (ask(headers=b"If-None-Match: " + many(b'W/"#"', 5_000, b",")), 200),
    "any copy": (ask(headers=b"If-None-Match: *"), 304),
    "any copy of nothing": (ask(b"/api/v1/cities/no/", headers=b"If-None-Match: *"), 404),
    "half a copy": (ask(headers=b'If-None-Match: """W/\xff'), 200),
    "a copy of a day that never was": (
        ask(headers=b"If-Modified-Since: Mon, 99 Foo 99999 99:99:99 GMT"),
        200,
    ),
    "10,000 languages": (ask(headers=b"Accept-Language: " + many(b"x#", 10_000, b",")), 200),
    "weights of languages that are none": (ask(headers=b"Accept-Language: ;q=,*;q=-1,\xff"), 200),
    "no encoding at all": (ask(headers=b"Accept-Encoding: identity;q=0, *;q=0"), 200),
    "an encoding that is no UTF-8": (ask(headers=b"Accept-Encoding: \xff;q=x, br;q=NaN"), 200),
    "a key that is no UTF-8": (ask(headers=b"Authorization: \xff\xfe"), 401),
    "a key of 30,000 letters": (ask(headers=b"Authorization: Bearer " + b"u" * 30_000), 401),
    "a password": (ask(headers=b"Authorization: Basic bm9ib2R5Om5vdGhpbmc="), 401),
    "5,000 cookies": (ask(headers=b"Cookie: " + many(b"a#=1", 5_000, b";")), 200),
    "a session that is no UTF-8": (ask(headers=b"Cookie: sessionid=\xff; csrftoken=\xfe"), 200),
    "a number of the request that is none": (ask(headers=b"X-Request-ID: \xff\xfe"), 200),
    "another protocol": (ask(headers=b"Upgrade: h2c\r\nHTTP2-Settings: AAAA"), 200),
    "a charset of nobody": (ask(headers=b"Content-Type: text/plain; charset=\xff"), 200),
    # Bodies
    "a body with a question": (ask(headers=b"Content-Length: 4", body=b"abcd"), 200),
    "half of a JSON": (send(CITIES, b"application/json", b"{"), 405),
    "a JSON that is no UTF-8": (send(CITIES, b"application/json", b"\xff\xfe\0"), 405),
    "five megabytes": (send(CITIES, b"application/json", b"x" * 5_000_000), 405),
    "five megabytes for nobody": (send(b"/api/nothing/", FORM, b"x" * 5_000_000), 404),
    "a length below nothing": (ask(method=b"POST", headers=b"Content-Length: -1"), Unread(400)),
    "a length that does not come": (
        ask(method=b"POST", headers=b"Content-Length: 999999999999", body=b"x"),
        405,
    ),
    "pieces that are none": (
        ask(method=b"POST", headers=b"Transfer-Encoding: chunked", body=b"zz\r\nabc"),
        405,
    ),
    # No HTTP
    "no HTTP": (bytes(range(256)) * 50, Unread(400)),
    "the beginning of TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc" * 20, Unread(400)),
    "a question of 1991": (b"GET /api/v1/\r\n\r\n", Unread(400)),
    "HTTP of the future": (b"GET /api/v1/ HTTP/9.9\r\n\r\n", Unread(400)),
}
FORMS = {
    "a form from nowhere": (send(b"/cities/", FORM, b"a=1"), 403),
    "a form that is too large, from nowhere": (send(b"/cities/", FORM, b"a" * 3_000_000), 403),
    "a form where none is": (send(b"/cities/", FORM, b"a=1", cookie=LET_IN), 405),
    "a form with NUL": (
        send(b"/admin/login/", FORM, b"username=a%00&password=%00&\0=\0", cookie=LET_IN),
        200,
    ),
    "a form that is no UTF-8": (
        send(b"/admin/login/", FORM, b"username=%ff\xff&password=\xfe", cookie=LET_IN),
        200,
    ),
    "a form of another charset": (
        send(b"/admin/login/", FORM + b"; charset=utf-16", b"a=1", cookie=LET_IN),
        400,
    ),
    "a form that is too large": (
        send(b"/admin/login/", FORM, b"a=" + b"b" * 3_000_000, cookie=LET_IN),
        413,
    ),
    "a form of 5,000 fields": (
        send(b"/admin/login/", FORM, many(b"a#=1", 5_000, b"&"), cookie=LET_IN),
        400,
    ),
    "a form of 5,000 parts": (
        send(b"/admin/login/", IN_PARTS, PARTS * 5_000 + b"--x--\r\n", cookie=LET_IN),
        400,
    ),
    "parts without a boundary": (
        send(b"/admin/login/", b"multipart/form-data", b"x", cookie=LET_IN),
        400,
    ),
    "a file with NUL in its name": (
        send(
            b"/admin/login/",
            IN_PARTS,
            PARTS.replace(b'"a"', b'"a\0"; filename="\0/../x"') + b"--x--\r\n",
            cookie=LET_IN,
        ),
        200,
    ),
}


def connected(server, room=None):
    link = socket.socket()
    if room:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    link.settimeout(PATIENCE)
    link.connect(("127.0.0.1", server.place))
    return link


def rest(link):
    """Whatever comes until the other side hangs up."""
    parts = []
    # Who is refused before all of a request was read may find the connection broken.
    with suppress(ConnectionError):
        while part := link.recv(65_536):
            parts.append(part)
    return b"".join(parts)


def told(server, request):
    """The answer to the bytes: its status, its headers and what follows them."""
    with connected(server) as link:
        with suppress(ConnectionError):
            link.sendall(request)
        answer = rest(link)
    head, _empty, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    if headers.get("transfer-encoding") == "chunked":
        body = b"".join(re.split(rb"(?:\r\n)?[0-9A-Fa-f]+\r\n", body))
    return int(first.split(" ")[1]), headers, body


def queries(server):
    """How many queries the server has made so far."""
    answer = server.get("/metrics", Authorization=f"Bearer {TOKEN}")
    (number,) = re.findall(rb"^portal_database_queries_total (\S+)$", answer.body, re.MULTILINE)
    return float(number)


def test_whatever_is_asked_of_the_api_is_answered_rightly_and_briefly(server, record):
    statuses, sizes, costs = {}, {}, {}
    for name, (request, expected) in REQUESTS.items():
        before = queries(server)
        status, headers, body = told(server, request)
        after = queries(server)

        statuses[name] = status
        sizes[name], costs[name] = len(body), after - before
        if isinstance(expected, Unread):
            assert body == b"", name
        elif status >= 400:
            assert headers["content-type"] == "application/problem+json", name
            assert json.loads(body)["status"] == status, name
            assert headers["access-control-allow-origin"] == "*", name
            assert "set-cookie" not in headers, name
            assert costs[name] <= MOST_QUERIES_OF_A_REFUSAL, name

    assert statuses == {name: expected for name, (_request, expected) in REQUESTS.items()}
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}
    assert {name: cost for name, cost in costs.items() if cost > MOST_QUERIES} == {}


def test_whatever_is_sent_to_a_page_is_refused_or_read(server, record):
    found = {name: told(server, request)[0] for name, (request, _status) in FORMS.items()}

    assert found == {name: status for name, (_request, status) in FORMS.items()}


class TestCursors:
    @pytest.fixture
    def cursor(self, server, record):
        following = json.loads(server.get("/api/v1/cities/?page_size=1").body)["next"]
        return following.partition("cursor=")[2].replace("%3A", ":")

    @pytest.mark.parametrize("ruined", [
        lambda cursor: cursor[:-1], lambda cursor: cursor[1:], lambda cursor: cursor[:1],
        lambda cursor: cursor[: len(cursor) // 2], lambda cursor: cursor[::-1],
        lambda cursor: cursor * 2, lambda cursor: cursor * 200, lambda cursor: cursor.lower(),
        lambda cursor: cursor.partition(":")[0], lambda cursor: f"{cursor}%00",
        lambda cursor: f"%00{cursor}", lambda cursor: f"{cursor}%ff", lambda _cursor: ":::",
        lambda cursor: f"W10{cursor[cursor.index(':') :]}", lambda _cursor: "%F0%9F%8E%BA",
        lambda cursor: f"{cursor}&cursor={cursor[:-1]}",
    ])  # fmt: skip
    def test_one_that_is_forged_or_cut_is_refused_by_name(self, server, cursor, ruined):
        answer = server.get(f"/api/v1/cities/?page_size=1&cursor={ruined(cursor)}")

        assert answer.status == 400
        assert [error["parameter"] for error in json.loads(answer.body)["errors"]] == ["cursor"]
        assert len(answer.body) < 1_000

    @pytest.mark.parametrize("address", [
        "/api/v1/designations/?", "/api/v1/names/?", "/api/v1/changes/?",
        "/api/v1/cities/?field=music&", "/api/v1/cities/?ordering=-name&",
        "/api/v1/cities/?as_of=2018&",
    ])  # fmt: skip
    def test_one_of_another_list_or_question_is_refused(self, server, cursor, address):
        answer = server.get(f"{address}cursor={cursor}")

        assert answer.status == 400
        assert [error["parameter"] for error in json.loads(answer.body)["errors"]] == ["cursor"]

    def test_and_the_right_one_is_not(self, server, cursor):
        assert server.get(f"/api/v1/cities/?page_size=1&cursor={cursor}").status == 200


def test_garbage_after_questions_ends_the_connection_when_they_are_answered(server, record):
    question = ask(b"/api/v1/regions/").replace(b"Connection: close\r\n", b"")
    with connected(server) as link:
        link.sendall(question * 3 + b"\0garbage\r\n\r\n")
        answers = rest(link)

    assert re.findall(rb"HTTP/1\.1 (\d\d\d)", answers) == [b"200"] * 3 + [b"400"]


class TestSlowClients:
    """With one worker and one thread: whoever made it wait would be seen by everybody."""

    def test_who_sends_byte_by_byte_is_answered_and_disturbs_nobody(self, server, record):
        request, others = ask(b"/api/v1/regions/"), []
        with ExitStack() as stack:
            slow = [stack.enter_context(connected(server)) for _ in range(30)]
            for place in range(len(request)):
                for link in slow:
                    link.sendall(request[place : place + 1])
                # Each time something else, which has to be made.
                others.append(server.get(f"/api/v1/fields/?page_size={1 + place}").status)
            answers = [rest(link)[:15] for link in slow]

        assert others == [200] * len(request)
        assert answers == [b"HTTP/1.1 200 OK"] * 30

    @pytest.mark.parametrize("address", [b"/api/schema/?format=json", b"/api/schema/?format=yaml"])
    def test_who_does_not_read_disturbs_nobody_and_finds_all_of_it_later(self, server, address):
        whole = server.get(address.decode()).body
        with ExitStack() as stack:
            slow = [stack.enter_context(connected(server, room=4_096)) for _ in range(30)]
            for link in slow:
                link.sendall(ask(address))
            others = [server.get(f"/about/?number={place}").status for place in range(30)]
            answers = [rest(link).partition(b"\r\n\r\n")[2] for link in slow]

        # More than the two ends of a connection hold, so that it was waited for.
        assert len(whole) > 200_000
        assert others == [200] * 30
        assert answers == [whole] * 30

    def test_who_goes_away_in_the_middle_is_not_missed(self, server, record):
        for place in range(40):
            with connected(server) as link:
                link.sendall(ask(b"/api/schema/?format=json")[: 20 + 3 * place])
        with connected(server) as link:
            link.sendall(ask())
            assert rest(link).startswith(b"HTTP/1.1 200 OK")

    def test_a_body_that_does_not_come_is_not_waited_for_by_the_api(self, server, record):
        waiting = ask(method=b"POST", headers=b"Content-Length: 100", body=b"x")
        with ExitStack() as stack:
            slow = [stack.enter_context(connected(server)) for _ in range(30)]
            for link in slow:
                link.sendall(waiting)
            others = [server.get(f"/api/v1/fields/?page={1}").status for _ in range(30)]
            answers = [rest(link)[:12] for link in slow]

        assert others == [200] * 30
        assert answers == [b"HTTP/1.1 405"] * 30
