"""deploy/nginx.conf before real processes: it keeps answers, and none of them is ever stale."""

import http.client
import os
import re
import socket
import ssl
import subprocess
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings

from cities.models import City
from tests.factories import DesignationFactory, UserFactory
from tests.serving import PATIENCE, free_port, serving, shared_database  # noqa: F401, fixture

pytestmark = [
    pytest.mark.nginx,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]

CONFIGURATION = Path(settings.BASE_DIR) / "deploy" / "nginx.conf"
TRUSTING = ssl.create_default_context()
TRUSTING.check_hostname = False
TRUSTING.verify_mode = ssl.CERT_NONE


class Nginx:
    def __init__(self, folder, sockets):
        self.folder = folder
        self.plain, self.secure = free_port(), free_port()
        text = CONFIGURATION.read_text()
        for old, new in {
            "listen 80;": f"listen 127.0.0.1:{self.plain};",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.secure} ssl http2;",
            "portal.example.org": "localhost",
            "/etc/ssl/private/": f"{folder}/",
            "/etc/ssl/": f"{folder}/",
            "/var/cache/nginx/": f"{folder}/",
            "unix:/run/portal/1.sock": f"unix:{sockets[0]}",
            "unix:/run/portal/2.sock": f"unix:{sockets[-1]}",
            # What was found in the cache is shown to the test, and slow clients are dropped sooner.
            "gzip off;": "gzip off; add_header X-Found $upstream_cache_status always;",
            "client_header_timeout 10s;": "client_header_timeout 1s;",
        }.items():
            assert old in text, old
            text = text.replace(old, new)
        paths = "".join(
            f"{kind}_temp_path {folder}/{kind};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        user = "user root;" if os.geteuid() == 0 else ""
        self.configuration = folder / "nginx.conf"
        self.configuration.write_text(
            f"pid {folder}/nginx.pid; error_log {folder}/error.log; {user} events {{}}\n"
            f"http {{ access_log off; {paths}\n{text}\n}}"
        )
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-keyout", folder / "portal.key",
             "-out", folder / "portal.pem"],
            check=True, capture_output=True,
        )  # fmt: skip

    def check(self):
        return subprocess.run(
            ["nginx", "-t", "-c", self.configuration], capture_output=True, text=True, check=False
        )

    def __enter__(self):
        self.process = subprocess.Popen(
            ["nginx", "-c", self.configuration, "-g", "daemon off;"], stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", self.secure)).close()
                return self
            time.sleep(0.05)
        pytest.fail((self.folder / "error.log").read_text())

    def __exit__(self, *_error):
        self.process.terminate()
        self.process.wait(PATIENCE)

    def get(self, path, method="GET", body=None, **headers):
        link = http.client.HTTPSConnection(
            "127.0.0.1", self.secure, timeout=PATIENCE, context=TRUSTING
        )
        spelt = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            link.request(method, path, body, {"Host": "localhost", **spelt})
            answer = link.getresponse()
            answer.body = answer.read()
        finally:
            link.close()
        return answer


@pytest.fixture(scope="module")
def portal(shared_database, tmp_path_factory):  # noqa: F811
    """nginx before two instances of the portal."""
    folder = tmp_path_factory.mktemp("n")
    with ExitStack() as stack:
        servers = [
            stack.enter_context(serving(folder, place=folder / f"{name}.sock", BEHIND_PROXY="yes"))
            for name in "12"
        ]
        nginx = Nginx(folder, [server.place for server in servers])
        checked = nginx.check()
        assert checked.returncode == 0, checked.stderr
        nginx.servers = servers
        yield stack.enter_context(nginx)


@pytest.fixture
def city():
    return DesignationFactory(
        city__name="Bergen", city__slug="bergen", announced_on="2015-12-11"
    ).city


def warnings(text):
    return [line for line in text.splitlines() if "[warn]" in line or "[emerg]" in line]


def test_the_configuration_is_free_of_warnings(portal):
    assert warnings(portal.check().stderr) == []


@pytest.mark.parametrize("address", ["/cities/bergen/", "/api/v1/cities/", "/cities.csv"])
def test_an_answer_is_kept_and_asked_after_each_time(portal, city, address):
    # The first answer of the API counts its reader, and is theirs.
    for _ in range(4):
        portal.get(address)
    first, second = portal.get(address), portal.get(address)

    assert first.status == second.status == 200
    assert second.headers["X-Found"] == "REVALIDATED"
    assert second.body == first.body
    assert "X-Accel-Expires" not in second.headers
    assert second.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    for name in ("Content-Security-Policy", "X-Content-Type-Options"):
        assert second.headers[name] == first.headers[name]


def test_an_edit_is_read_at_once(portal, city):
    for name in ("Bjørgvin", "Bergen", "Björgvin"):
        for _ in range(3):
            before = portal.get("/cities/bergen/", Accept_Encoding="identity")
        City.objects.filter(pk=city.pk).update(name=name)

        after = portal.get("/cities/bergen/", Accept_Encoding="identity")
        assert name in after.body.decode()
        assert portal.get("/cities/bergen/", If_None_Match=before.headers["ETag"]).status == 200
        assert portal.get("/cities/bergen/", If_None_Match=after.headers["ETag"]).status == 304


def test_each_reader_gets_the_encoding_that_they_can_read(portal, city):
    for encoding in ("br", "gzip", "identity", "br", "gzip", "identity"):
        answer = portal.get("/cities/", Accept_Encoding=encoding)
        assert answer.headers.get("Content-Encoding", "identity") == encoding


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/", "/nowhere/", "/readyz"])
def test_nothing_else_is_kept(portal, city, address):
    found = [portal.get(address).headers["X-Found"] for _ in range(3)]

    assert set(found) <= {"MISS", None, ""}


def test_what_is_answered_to_a_key_is_not_kept(portal, city):
    for _ in range(2):
        answer = portal.get("/api/v1/cities/", Authorization="Bearer no-key-of-ours")
        assert answer.status == 401
        assert answer.headers["X-Found"] == "BYPASS"


def test_what_counts_a_reader_is_not_given_to_another(portal, city):
    first = portal.get("/api/v1/cities/?q=bergen")
    later = [portal.get("/api/v1/cities/?q=bergen") for _ in range(4)]

    assert first.headers["RateLimit"]
    assert "RateLimit" not in later[-1].headers
    assert all(answer.headers["X-Found"] != "HIT" for answer in later)


def test_each_answer_has_the_number_of_its_request(portal, city):
    numbers = [portal.get("/about/").headers["X-Request-ID"] for _ in range(3)]
    own = portal.get("/about/", X_Request_ID="number-of-a-client")

    assert len(set(numbers)) == 3
    assert own.headers.get_all("X-Request-ID") == ["number-of-a-client"]
    logged = "".join(server.log.read_text() for server in portal.servers)
    assert "GET /about/" in logged


def test_somebody_signed_in_sees_their_own_pages(portal, city, client):
    client.force_login(UserFactory(superuser=True))
    cookie = f"sessionid={client.cookies['sessionid'].value}"

    assert portal.get("/admin/", Cookie=cookie).status == 200
    assert portal.get("/admin/").status == 302


def test_http_is_led_to_https(portal):
    with socket.create_connection(("127.0.0.1", portal.plain)) as link:
        link.sendall(b"GET /cities/?q=a HTTP/1.0\r\nHost: localhost\r\n\r\n")
        answer = link.recv(4096).decode()

    assert re.search(r"^Location: https://localhost/cities/\?q=a\r$", answer, re.MULTILINE)


def test_a_large_body_is_refused_before_it_is_read(portal):
    assert portal.get("/", method="POST", body=b"x" * 21_000_000).status == 413


def test_slow_clients_are_dropped_and_disturb_nobody(portal, city):
    portal.get("/about/")
    links = [
        TRUSTING.wrap_socket(socket.create_connection(("127.0.0.1", portal.secure)))
        for _ in range(60)
    ]
    for link in links:
        link.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
    began = time.monotonic()
    assert portal.get("/about/").status == 200
    assert time.monotonic() - began < 5

    for link in links:
        link.settimeout(PATIENCE)
        with suppress(OSError):
            assert link.recv(100) == b""
        link.close()


def test_a_form_that_does_not_come_is_waited_for_by_nginx_alone(portal, city):
    """granian would wait for it with the one thread that a worker has."""
    links = [
        TRUSTING.wrap_socket(socket.create_connection(("127.0.0.1", portal.secure)))
        for _ in range(20)
    ]
    for link in links:
        link.sendall(
            b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\n"
            b"Cookie: csrftoken=" + b"a" * 32 + b"\r\nReferer: https://localhost/\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\na=1"
        )
    statuses = [portal.get(f"/about/?number={100 + place}").status for place in range(10)]
    for link in links:
        link.close()

    assert statuses == [200] * 10
    assert "POST /admin/" not in "".join(server.log.read_text() for server in portal.servers)


def test_an_instance_is_stopped_and_started_without_a_lost_request(portal, city):
    """As a restart of one instance after the other; without what is kept, which would hide it."""
    seen, stopped = [], threading.Event()

    def ask(first):
        number = first
        while not stopped.is_set():
            number += 10
            seen.append(portal.get(f"/about/?number={number}").status)

    threads = [threading.Thread(target=ask, args=[number]) for number in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    second = portal.servers[1]
    second.process.terminate()
    second.process.wait(PATIENCE)
    alone = len(seen)
    with serving(portal.folder, place=second.place, BEHIND_PROXY="yes"):
        time.sleep(1.5)
        stopped.set()
        for thread in threads:
            thread.join()

    assert set(seen) == {200}
    assert 0 < alone < len(seen)


@contextmanager
def hanging_up(place):
    """A worker that ends just now: it accepts, and closes without a byte of an answer."""
    accepted = []

    def hang_up(listening):
        with suppress(OSError):
            while True:
                link, _ = listening.accept()
                accepted.append(link.recv(1))
                link.close()

    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(place))
        listening.listen()
        thread = threading.Thread(target=hang_up, args=[listening])
        thread.start()
        yield accepted
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_a_question_to_a_worker_that_hangs_up_is_put_to_another(shared_database, tmp_path):  # noqa: F811
    with (
        hanging_up(tmp_path / "2.sock") as hung_up,
        serving(tmp_path, place=tmp_path / "1.sock", BEHIND_PROXY="yes") as server,
        Nginx(tmp_path, [server.place, tmp_path / "2.sock"]) as nginx,
    ):
        asked = [nginx.get(f"/about/?number={number}").status for number in range(4)]
        assert set(hung_up) == {b"G"}
        # The one that hung up is left out for a second; then comes a form, which may have arrived.
        sent = []
        while b"P" not in hung_up:
            sent.append(nginx.get("/nowhere/", method="POST", body=b"a=1").status)
            time.sleep(0.1)

    assert set(asked) == {200}
    assert sent[-1] == 502
    assert 502 not in sent[:-1]
    assert hung_up.count(b"P") == 1
