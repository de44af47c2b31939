"""The portal in processes of the application server, on the database that a test writes to."""

import os
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


class Server:
    """A granian with its workers, and a connection to it that is kept."""

    def __init__(self, process: subprocess.Popen, port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self.log = log

    def connect(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

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
    folder: Path, *options: str, workers: int = 1, ready: str = "/robots.txt", **environment: str
) -> Iterator[Server]:
    """A running portal on the test's database; `options` are granian's."""
    port = free_port()
    log = folder / f"server-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
                *("--host", "127.0.0.1", "--port", str(port), "--workers", str(workers)),
                *("--blocking-threads", "1", "--log-level", "info", *options),
                "uccn.wsgi:application",
            ],
            cwd=settings.BASE_DIR,
            env=environment_of_the_test() | environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    server = Server(process, port, log)
    try:
        wait_until_it_answers(server, ready)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def wait_until_it_answers(server: Server, path: str) -> None:
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
