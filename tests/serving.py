"""The portal in processes of the application server, on the database that a test writes to."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections

PATIENCE = 30


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


class SocketConnection(HTTPConnection):
    """A connection to a server that listens at a path."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=PATIENCE)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(PATIENCE)
        self.sock.connect(str(self.path))


class Server:
    """A granian with its workers, at a port or at a path."""

    def __init__(self, process: subprocess.Popen, place: int | Path, log: Path) -> None:
        self.process = process
        self.place = place
        self.log = log

    def connect(self) -> HTTPConnection:
        if isinstance(self.place, Path):
            return SocketConnection(self.place)
        return HTTPConnection("127.0.0.1", self.place, timeout=PATIENCE)

    def workers(self) -> list[int]:
        """The numbers of the worker processes that were started so far."""
        spawned = re.findall(r"Spawning worker-\d+ with PID: (\d+)", self.log.read_text())
        return [int(number) for number in spawned]

    def get(self, path: str, link: HTTPConnection | None = None, **headers: str) -> Answer:
        """An answer; names of headers are written with underscores."""
        asking = link or self.connect()
        try:
            spelt = {name.replace("_", "-"): value for name, value in headers.items()}
            asking.request("GET", path, headers=spelt)
            answer = asking.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, found, answer.read())
        finally:
            if link is None:
                asking.close()


@contextmanager
def serving(
    folder: Path,
    *options: str,
    place: int | Path | None = None,
    workers: int = 1,
    **environment: str,
) -> Iterator[Server]:
    """A running portal on the test's database; `options` are granian's."""
    place = place or free_port()
    log = folder / f"server-{uuid4()}.log"
    where = (
        ("--uds", str(place))
        if isinstance(place, Path)
        else ("--host", "127.0.0.1", "--port", str(place))
    )
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", *where),
                *("--workers", str(workers), "--blocking-threads", "1", "--log-level", "info"),
                # A worker that is told to end while it begins does not hear it.
                *("--workers-kill-timeout", "10", *options, "uccn.wsgi:application"),
            ],
            cwd=settings.BASE_DIR,
            env=environment_of_the_test() | environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    server = Server(process, place, log)
    try:
        wait_until_it_answers(server)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def wait_until_it_answers(server: Server, path: str = "/healthz") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with suppress(OSError, HTTPException):
            server.get(path)
            return
        if server.process.poll() is not None:
            break
        time.sleep(0.05)
    pytest.fail(f"The server does not answer:\n{server.log.read_text()}")


def environment_of_the_test() -> dict[str, str]:
    """What another process needs to be the portal of this test."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            opened = cursor.execute("PRAGMA database_list").fetchone()[2]
        assert opened, "The test itself is still on the database in memory."
    return {
        "PATH": os.environ["PATH"],
        "PYTHON_DOTENV_DISABLED": "1",
        "LOCAL": "yes",
        "SECRET_KEY": settings.SECRET_KEY,
        "DATABASE_URL": address_of(connection.settings_dict),
    }


def address_of(database: dict[str, Any]) -> str:
    name = str(database["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(name)}"
    who = ":".join(
        quote(database[part], safe="") for part in ("USER", "PASSWORD") if database[part]
    )
    where = ":".join(str(database[part]) for part in ("HOST", "PORT") if database[part])
    return f"postgres://{who}@{where}/{name}"


@pytest.fixture(scope="module")
def shared_database(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """The test's database where other processes find it, for the tests of a module.

    On SQLite the test's own stands in the memory of this process: a file takes its place.
    """
    if connection.vendor != "sqlite":
        yield
        return
    path = tmp_path_factory.mktemp("shared") / "portal.sqlite3"
    with django_db_blocker.unblock():
        in_memory = connections[DEFAULT_DB_ALIAS]
        in_memory.ensure_connection()
        with sqlite3.connect(path) as copy:
            in_memory.connection.backup(copy)
        copy.close()
        # Other threads make their connections from the settings.
        database = connections.settings[DEFAULT_DB_ALIAS]
        before, database["NAME"] = database["NAME"], str(path)
        connections[DEFAULT_DB_ALIAS] = in_file = connections.create_connection(DEFAULT_DB_ALIAS)
        try:
            call_command("begin_epoch", verbosity=0)
            yield
        finally:
            in_file.close()
            connections[DEFAULT_DB_ALIAS] = in_memory
            database["NAME"] = before
