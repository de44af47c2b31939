"""The client of docs/ ends identical to the record, whatever happens to either of them.

Its own functions run here. `make soak` makes ten times as many edits.
"""

import ast
import importlib.util
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from applications.models import Call
from cities.models import City, Country, Source, Statement
from cities.record.files import collect
from cities.record.kinds import KINDS
from cities.record.loading import load
from cities.record.revision import new_epoch
from fields.models import CreativeField
from tests import small_record
from tests.every_door import Edits
from tests.factories import (
    CallFactory,
    CityFactory,
    CityNameFactory,
    DesignationFactory,
    SourceFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)

SCRIPT = settings.BASE_DIR / "docs" / "keep_in_step.py"
TIMES = 10 if os.environ.get("SOAK") else 1
PORTAL = "http://testserver"


def imported():
    specification = importlib.util.spec_from_file_location("keep_in_step", SCRIPT)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


keep_in_step = imported()


# What the copy should be ------------------------------------------------------------------------

ADDRESSES = {
    "field": ("fields", CreativeField, "slug"),
    "country": ("countries", Country, "code"),
    "city": ("cities", City, "number"),
    "source": ("sources", Source, "key"),
    "statement": ("statements", Statement, "id"),
    "call": ("calls", Call, "year"),
}


def told_by_addresses(client):
    """Kind and key to what the address of the object tells, of all that has one."""
    found = {}
    for kind, (path, model, key) in ADDRESSES.items():
        for value in model.objects.values_list(key, flat=True):
            answer = client.get(f"/api/v1/{path}/{value}/")
            assert answer.status_code in {200, 404}, answer.content
            if answer.status_code == 200:
                found[kind, str(value)] = answer.json()
    for (kind, _key), told in found.items():
        if kind == "source":
            del told["says"]
    return found


def list_of(client, path):
    """All rows of a list by their address."""
    found, address = {}, f"/api/v1/{path}/?page_size=200"
    while address:
        page = client.get(address).json()
        found |= {row["links"]["self"]: row for row in page["results"]}
        address = page["next"]
    return found


def copied(copy):
    return {
        (kind, key): content for kind in ADDRESSES for key, content in copy.objects(kind).items()
    }


# Requests that cost no network, and death ---------------------------------------------------------


class Killed(BaseException):
    """As by a signal: nothing in the script catches it."""


def fetch(address, etag):
    headers = {"If-None-Match": etag} if etag else {}
    answer = Client().get(address.removeprefix(PORTAL), headers=headers)
    return answer.status_code, answer.headers, answer.content


@contextmanager
def killed_before_line(number) -> Iterator[None]:
    """Kill the script before the so-manieth line of it that is run."""
    left = [number]

    def of_line(_frame, event, _argument):
        if event == "line":
            left[0] -= 1
            if left[0] == 0:
                raise Killed
        return of_line

    def of_call(frame, _event, _argument):
        return of_line if frame.f_code.co_filename == str(SCRIPT) else None

    before = sys.gettrace()
    sys.settrace(of_call)
    try:
        yield
    finally:
        sys.settrace(before)


class Follower:
    """The script, started again on its file whenever it was killed."""

    def __init__(self, path, seed, page_size):
        self.path, self.random = path, random.Random(seed)  # noqa: S311
        self.page_size, self.deaths, self.requests = page_size, 0, 0

    def fetch(self, address, etag):
        self.requests += 1
        return fetch(address.replace("page_size=200", f"page_size={self.page_size}"), etag)

    def copy(self):
        return keep_in_step.Copy(self.path, PORTAL)

    def live_a_little(self, most_lines=400):
        """Run until up to date, or until killed at a random line."""
        copy = None
        try:
            with killed_before_line(self.random.randrange(1, most_lines)):
                copy = self.copy()
                while not keep_in_step.step(copy, self.fetch):
                    pass
        except Killed:
            self.deaths += 1
        finally:
            if copy:
                copy.file.close()

    def catch_up(self):
        copy = self.copy()
        keep_in_step.keep_in_step(copy, 0, once=True, fetch=self.fetch)
        return copy


@pytest.fixture
def edits(tmp_path):
    return lambda number=0, seed=1: Edits(seed, tmp_path, number)


@pytest.fixture
def record(tmp_path):
    """A small record from files, and some more of everything."""
    load(collect(small_record.write(tmp_path)), KINDS)
    for _ in range(6):
        city = CityFactory(member=True)
        CityNameFactory(city=city)
        source = SourceFactory()
        StatementFactory(source=source, city=city)
        city.designations.get().sources.add(source)
    DesignationFactory(ended=True)
    CallFactory(year=2025)


def assert_identical(client, copy):
    expected, found = told_by_addresses(client), copied(copy)
    assert found.keys() == expected.keys()
    for name, told in expected.items():
        assert found[name] == told, name
    assert_parts_identical(client, copy)


def assert_parts_identical(client, copy):
    """What has addresses of its own within cities is there, too, word by word."""
    for member in ("names", "organisations", "focal_points", "designations"):
        listed = list_of(client, member.replace("_", "-"))
        in_cities = {
            part["id"]: part for city in copy.objects("city").values() for part in city[member]
        }
        assert in_cities.keys() == {row["id"] for row in listed.values()}, member
        for row in listed.values():
            part = in_cities[row["id"]]
            shared = row.keys() & part.keys()
            assert {name: row[name] for name in shared} == {name: part[name] for name in shared}


# The tests --------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(1, 1 + (3 if TIMES > 1 else 1)))
def test_killed_at_random_through_edits_by_every_door_the_copy_ends_identical(
    record, edits, client, tmp_path, seed
):
    editor = edits(seed=seed)
    editor.sign_in()
    follower = Follower(tmp_path / "copy.sqlite3", seed, page_size=7)
    dice = random.Random(seed)  # noqa: S311
    for _ in range(300 * TIMES):
        editor.edit()
        if dice.random() < 0.15:
            follower.live_a_little()
        if dice.random() < 0.003:
            new_epoch()
    copy = follower.catch_up()

    assert follower.deaths > 10
    assert {door.__name__ for door in editor.doors} <= editor.counts.keys()
    assert_identical(client, copy)


@pytest.mark.postgresql
def test_with_several_writers_at_once_the_copy_ends_identical(record, edits, client, tmp_path):
    editors = [edits(number=number) for number in (1, 2, 3)]
    for editor in editors:
        editor.sign_in()

    def write(editor):
        try:
            for _ in range(100 * TIMES):
                editor.edit()
        finally:
            connection.close()

    follower = Follower(tmp_path / "copy.sqlite3", 1, page_size=11)
    with ThreadPoolExecutor(len(editors)) as pool:
        written = [pool.submit(write, editor) for editor in editors]
        while not all(one.done() for one in written):
            follower.live_a_little()
    for one in written:
        one.result()
    copy = follower.catch_up()

    assert follower.deaths > 10
    assert_identical(client, copy)


def test_killed_by_signals_the_script_ends_with_an_identical_copy(
    record, edits, live_server, client, tmp_path
):
    editor, dice = edits(), random.Random(3)  # noqa: S311
    editor.sign_in()
    file = tmp_path / "copy.sqlite3"
    command = [sys.executable, str(SCRIPT), live_server.url, str(file), "--once"]
    killed = 0
    while killed < 3 * TIMES:
        for _ in range(10):
            editor.edit()
        running = subprocess.Popen(command)
        try:
            # Often before it has ended, seldom before it has begun, on fast machines and slow ones.
            running.wait(timeout=dice.choice([0.1, 0.2, 0.4, 0.8]))
        except subprocess.TimeoutExpired:
            running.kill()
            killed += running.wait() == -signal.SIGKILL
    assert subprocess.run(command, timeout=60, check=False).returncode == 0

    copy = keep_in_step.Copy(file, live_server.url)
    told = {
        name: json.loads(json.dumps(content).replace(PORTAL, live_server.url))
        for name, content in told_by_addresses(client).items()
    }
    assert copied(copy) == told


def test_after_a_new_epoch_the_copy_stays_whole_until_all_is_copied_anew(record, client, tmp_path):
    follower = Follower(tmp_path / "copy.sqlite3", 1, page_size=5)
    copy = follower.catch_up()
    before = copied(copy)
    Call.objects.get(year=2025).delete()
    new_epoch()

    assert keep_in_step.step(copy, follower.fetch) is False
    assert not keep_in_step.step(copy, follower.fetch)
    assert copied(copy) == before
    follower.catch_up()

    assert before.keys() - copied(copy).keys() == {("call", "2025")}
    assert_identical(client, copy)


def test_while_nothing_changes_nothing_is_sent(record, tmp_path):
    copy = Follower(tmp_path / "copy.sqlite3", 1, page_size=200).catch_up()
    statuses = []

    def noting(address, etag):
        answer = fetch(address, etag)
        statuses.append(answer[0])
        return answer

    for _ in range(3):
        assert keep_in_step.step(copy, noting) is True
    Call.objects.update(note="Late.")
    for _ in range(3):
        assert keep_in_step.step(copy, noting) is True

    assert statuses == [200, 304, 304, 200, 200, 304]
    assert copy.objects("call")["2025"]["note"] == "Late."


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (429, {"Retry-After": "7"}, [7]),
        (503, {"Retry-After": "60"}, [60]),
        (502, {}, [5]),
        (429, {"Retry-After": "soon"}, [5]),
    ],
)
def test_it_waits_as_long_as_it_is_told(record, client, tmp_path, status, headers, seconds):
    copy = keep_in_step.Copy(tmp_path / "copy.sqlite3", PORTAL)
    answers, slept = [(status, headers, b"{}")], []

    def busy_once(address, etag):
        return answers.pop() if answers else fetch(address, etag)

    keep_in_step.keep_in_step(copy, 0, once=True, fetch=busy_once, sleep=slept.append)

    assert slept == seconds
    assert_identical(client, copy)


def test_a_date_to_ask_again_is_understood(time_machine):
    time_machine.move_to("2026-11-25T12:00:00Z", tick=False)

    assert keep_in_step.seconds_in("Wed, 25 Nov 2026 12:01:30 GMT") == 90
    assert keep_in_step.seconds_in("Wed, 25 Nov 2026 11:00:00 GMT") == 0


def test_where_nobody_answers_it_waits_longer_and_longer(tmp_path):
    copy = keep_in_step.Copy(tmp_path / "copy.sqlite3", PORTAL)
    slept = []

    def sleep(seconds):
        slept.append(seconds)
        if len(slept) == 9:
            raise Killed

    def nobody(_address, _etag):
        return keep_in_step.fetch("http://127.0.0.1:9/", "")

    with pytest.raises(Killed):
        keep_in_step.keep_in_step(copy, 0, fetch=nobody, sleep=sleep)

    assert slept == [5, 10, 20, 40, 80, 160, 320, 600, 600]


def test_what_asking_again_would_not_mend_ends_it(tmp_path):
    copy = keep_in_step.Copy(tmp_path / "copy.sqlite3", PORTAL)

    with pytest.raises(RuntimeError, match="404"):
        keep_in_step.step(copy, lambda _address, _etag: (404, {}, b"no such page"))


def test_the_script_is_read_by_the_python_that_it_names():
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 9))
