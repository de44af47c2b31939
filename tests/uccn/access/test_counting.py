"""Counting: exact under a crowd, sliding with the clock, shared, and harmless when away."""

import logging
import socket
import socketserver
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings as portal_settings

from uccn.access.counting import count, counter, forget
from uccn.access.quotas import quota


def admitted(limit, who="a reader", times=1):
    """How many of so many requests there is room for."""
    return sum(count(quota(limit), who).admitted for _ in range(times))


def test_a_limit_admits_as_many_as_it_says_and_tells_what_is_left():
    told = [count(quota("3/minute"), "a reader") for _ in range(5)]

    assert [one.admitted for one in told] == [True, True, True, False, False]
    assert [one.remaining for one in told] == [2, 1, 0, 0, 0]
    assert all(1 <= one.wait <= 60 for one in told[:3])


def test_readers_are_counted_apart():
    assert admitted("3/minute", "one", times=5) == 3
    assert admitted("3/minute", "another", times=2) == 2


def test_a_crowd_gets_exactly_the_limit():
    together = threading.Barrier(12)
    told = []

    def ask():
        together.wait()
        told.extend(count(quota("100/hour"), "a crowd").admitted for _ in range(30))

    crowd = [threading.Thread(target=ask) for _ in range(12)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()

    assert len(told) == 360
    assert sum(told) == 100


@pytest.fixture
def _own_memory(settings):
    """Counts of this process alone: Redis has a clock of its own, which cannot be stopped."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    forget()
    yield
    forget()


@pytest.mark.usefixtures("_own_memory")
class TestWindows:
    """Seconds on a clock that stands still, from the beginning of a minute."""

    START = 1_893_456_000  # a whole minute

    def at(self, second):
        return time_machine.travel(self.START + second, tick=False)

    def test_who_waits_as_long_as_told_is_let_in(self):
        with self.at(7):
            assert admitted("10/minute", times=11) == 10
            wait = count(quota("10/minute"), "a reader").wait
        with self.at(7 + wait - 1):
            assert admitted("10/minute") == 0
        with self.at(7 + wait):
            assert admitted("10/minute") == 1

    def test_nobody_asks_twice_as_much_around_the_end_of_a_minute(self):
        with self.at(59):
            assert admitted("10/minute", times=20) == 10
        with self.at(61):
            assert admitted("10/minute", times=20) == 1

    def test_room_comes_back_evenly(self):
        with self.at(0):
            assert admitted("60/minute", times=60) == 60
        with self.at(90):
            assert admitted("60/minute", times=60) == 30

    def test_after_two_windows_everything_is_as_new(self):
        with self.at(0):
            assert admitted("10/minute", times=10) == 10
        with self.at(120):
            assert admitted("10/minute", times=20) == 10

    def test_every_wait_is_long_enough_and_not_a_second_too_long(self):
        second = 0
        for _ in range(40):
            with self.at(second):
                admitted("7/minute", times=8)
                told = count(quota("7/minute"), "a reader")
            assert not told.admitted
            if told.wait > 1:
                with self.at(second + told.wait - 1):
                    assert not self.room()
            second += told.wait
            with self.at(second):
                assert self.room()

    def test_a_heavier_request_takes_as_much_as_so_many(self):
        with self.at(0):
            told = [count(quota("10/minute"), "a reader", weight=4) for _ in range(3)]
            assert [one.admitted for one in told] == [True, True, False]
            assert [one.remaining for one in told] == [6, 2, 2]
            assert admitted("10/minute", times=5) == 2

    def test_what_is_heavier_than_the_limit_takes_all_of_it(self):
        with self.at(0):
            told = [count(quota("10/minute"), "a reader", weight=50) for _ in range(2)]
            assert [one.admitted for one in told] == [True, False]
            assert [one.remaining for one in told] == [0, 0]

    def test_and_waits_until_there_is_room_for_all_of_it_and_not_longer(self):
        # Full since 0: of its 7, one is given back every 8.6 s from 60 on, the third after 77.1.
        with self.at(0):
            admitted("7/minute", times=7)
        with self.at(20):
            refused = count(quota("7/minute"), "a reader", weight=3)
        assert refused.wait == 58
        with self.at(77):
            assert not count(quota("7/minute"), "a reader", weight=3).admitted
        with self.at(78):
            assert count(quota("7/minute"), "a reader", weight=3).admitted

    def room(self):
        return counter().limiter.test(quota("7/minute"), "", "a reader")


ELSEWHERE = """
import django, sys
from django.conf import settings
django.setup()
settings.CACHES["default"]["KEY_PREFIX"] = sys.argv[1]
from uccn.access.counting import count
from uccn.access.quotas import quota
print(sum(count(quota("10/minute"), "a reader").admitted for _ in range(int(sys.argv[2]))))
"""


@pytest.mark.redis
class TestRedis:
    def test_processes_count_together(self):
        def elsewhere(times):
            done = subprocess.run(
                [sys.executable, "-c", ELSEWHERE, corner, str(times)],
                cwd=portal_settings.BASE_DIR,
                env={
                    "DJANGO_SETTINGS_MODULE": "tests.settings",
                    "CACHE_URL": portal_settings.CACHES["default"]["LOCATION"],
                },
                capture_output=True,
                text=True,
                check=True,
            )
            return int(done.stdout)

        corner = portal_settings.CACHES["default"]["KEY_PREFIX"]

        assert elsewhere(4) == 4
        assert admitted("10/minute", times=3) == 3
        assert elsewhere(9) == 3
        assert admitted("10/minute") == 0

    def test_room_comes_back(self):
        assert admitted("5/second", times=9) == 5
        time.sleep(2)
        assert admitted("5/second", times=9) == 5


def pump(source, target):
    with suppress(OSError):
        while part := source.recv(4096):
            target.sendall(part)


@contextmanager
def passing_on(host, port, redis):
    """Let a port lead to a Redis."""

    class PassingOn(socketserver.BaseRequestHandler):
        def handle(self):
            with socket.create_connection(redis) as further:
                back = threading.Thread(target=pump, args=(further, self.request), daemon=True)
                back.start()
                pump(self.request, further)
                further.shutdown(socket.SHUT_RDWR)
                back.join()

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True
        block_on_close = False

    with Server((host, port), PassingOn) as server:
        serving = threading.Thread(target=server.serve_forever, args=(0.05,))
        serving.start()
        yield
        server.shutdown()
        serving.join()


class TestRedisAway:
    @pytest.fixture
    def real_redis(self):
        """Where the tests' Redis is; asked for before `address` changes the settings."""
        where = urlsplit(portal_settings.CACHES["default"]["LOCATION"])
        return where.hostname, where.port or 6379

    @pytest.fixture
    def address(self, settings):
        """The address of a Redis; each test lets something else answer there."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            settings.CACHES = {
                "default": {
                    "BACKEND": "django.core.cache.backends.redis.RedisCache",
                    "LOCATION": f"redis://127.0.0.1:{server.getsockname()[1]}/0",
                }
            }
            forget()
            yield server
        forget()

    def test_everybody_is_let_in_and_the_log_says_so_once(self, address, caplog):
        address.close()

        with caplog.at_level(logging.WARNING):
            told = [count(quota("1/minute"), "a reader") for _ in range(5)]

        assert told == [None] * 5
        assert [record.name for record in caplog.records] == ["uccn.access.counting"]
        assert "Requests are not counted" in caplog.text

    @pytest.mark.usefixtures("address")
    def test_a_redis_that_does_not_answer_is_not_waited_for(self):
        begun = time.monotonic()
        told = [count(quota("1/minute"), "a reader") for _ in range(50)]

        assert told == [None] * 50
        # One request waits, the others do not.
        assert time.monotonic() - begun < 2

    @pytest.mark.redis
    def test_counting_goes_on_when_it_is_back(self, real_redis, address, monkeypatch):
        monkeypatch.setattr("uccn.access.counting.PAUSE", 0.2)
        host, port = address.getsockname()
        address.close()
        assert count(quota("1/minute"), "a reader") is None

        with passing_on(host, port, real_redis):
            assert count(quota("1/minute"), "a reader") is None  # the pause is not over
            time.sleep(0.3)
            told = [count(quota("1/minute"), "a reader") for _ in range(2)]

        assert [one.admitted for one in told] == [True, False]
