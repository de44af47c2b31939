"""Worker processes: replaced without a lost request, and counted together."""

import signal
import threading
import time
from collections import Counter
from contextlib import closing
from http.client import HTTPException

import pytest

from tests.serving import PATIENCE, serving, shared_database  # noqa: F401, fixture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]

# How long a new worker is given before the old one goes; docs/deployment.md says why longer.
INTERVAL = "3"


class Readers:
    """Ask one thing after the other as nginx does, and write down what became of each request.

    A worker that ends hangs up where it has accepted a connection and read nothing yet: HTTP allows
    that, and no option of granian's changes it. Whoever was about to ask gets no byte of an answer,
    and nginx asks again on a new connection (`proxy_next_upstream`; tests/deploy shows it).
    """

    def __init__(self, server, addresses):
        self.server = server
        self.seen = Counter()
        self.repeated = []
        self.lost = []
        self.stopped = threading.Event()
        self.threads = [threading.Thread(target=self.ask, args=[address]) for address in addresses]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def ask(self, address):
        number = 0
        while not self.stopped.is_set():
            number += 1
            try:
                self.seen[self.status(address.format(number))] += 1
            except (OSError, HTTPException) as error:
                self.lost.append((address, repr(error)))

    def status(self, address):
        try:
            link, answer = self.begun(address)
        except ConnectionError:
            self.repeated.append(address)
            link, answer = self.begun(address)
        with closing(link):
            answer.read()
        return answer.status

    def begun(self, address):
        """A connection for each request, as nginx makes them, and the beginning of an answer."""
        link = self.server.connect()
        try:
            link.request("GET", address)
            return link, link.getresponse()
        except BaseException:
            link.close()
            raise


def until(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def test_workers_are_replaced_without_a_lost_request(tmp_path):
    """As `systemctl reload portal` does, with a release that needs no other granian."""
    place = tmp_path / "portal.sock"
    with serving(tmp_path, "--respawn-interval", INTERVAL, place=place, workers=2) as server:
        before = server.workers()
        with Readers(server, ["/about/", "/about/?number={}", "/api/v1/cities/"]) as readers:
            until(lambda: readers.seen.total() > 30)
            server.process.send_signal(signal.SIGHUP)
            until(lambda: server.log.read_text().count("Stopped old worker") == 2)
            already = readers.seen.total()
            until(lambda: readers.seen.total() > already + 30)
        after = server.workers()

    assert len(before) == 2
    assert len(set(after)) == 4
    assert readers.lost == []
    # One connection of each reader may be open and unread at each of the two workers' ends.
    assert len(readers.repeated) <= 3 * 2
    # Anonymous readers of the API are counted, and these ask without end.
    assert readers.seen.keys() <= {200, 429}


def test_a_server_that_ends_answers_what_it_has_begun(tmp_path):
    place = tmp_path / "portal.sock"
    with serving(tmp_path, place=place) as server:
        server.get("/about/")
        links = [server.connect() for _ in range(5)]
        for number, link in enumerate(links):
            link.request("GET", f"/statistics/?number={number}")
        until(lambda: "/statistics/" in server.log.read_text())
        server.process.terminate()
        answers = [link.getresponse() for link in links]
        for answer in answers:
            answer.read()
        for link in links:
            link.close()
        server.process.wait(PATIENCE)

    assert [answer.status for answer in answers] == [200] * 5


def test_a_worker_that_ends_hangs_up_only_where_it_has_read_nothing(tmp_path):
    """What nginx may ask again, and what it need not: see `Readers`."""
    place = tmp_path / "portal.sock"
    with serving(tmp_path, place=place) as server:
        unread, begun = server.connect(), server.connect()
        unread.connect()
        begun.connect()
        begun.sock.sendall(b"GET /about/ HTTP/1.1\r\nHost: loc")
        # They are accepted in the order in which they came.
        server.get("/about/")
        server.process.terminate()
        assert unread.sock.recv(1) == b""
        begun.sock.sendall(b"alhost\r\nConnection: close\r\n\r\n")
        answer = begun.sock.makefile("rb").read()
        begun.close()
        unread.close()

    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.endswith(b"</html>\n")


def test_any_worker_tells_the_figures_of_all(tmp_path):
    figures = tmp_path / "figures"
    figures.mkdir()
    token = "a-text-of-fifty-letters-that-nobody-else-can-guess-9"
    with serving(
        tmp_path, workers=2, METRICS_TOKEN=token, PROMETHEUS_MULTIPROC_DIR=str(figures)
    ) as server:
        for number in range(20):
            server.get(f"/about/?number={number % 2}")
        answer = server.get("/metrics", Authorization=f"Bearer {token}")

    lines = dict(line.rsplit(" ", 1) for line in answer.body.decode().splitlines())
    counted = lines['portal_request_seconds_count{method="GET",status="200",view="about"}']
    assert float(counted) == 20
    assert len({file.stem.rpartition("_")[2] for file in figures.glob("counter_*.db")}) == 2
