"""The first request after a change, when nothing that was kept from the record is good any more."""

import sqlite3
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg2

from benchmarks import machine, servers
from benchmarks.databases import Database
from benchmarks.measures.lists import API, CITY, HTML, PAGES
from benchmarks.report import Line, Report
from benchmarks.servers import NOTHING_KEPT

TIMES = 15
RAISE = "UPDATE revision SET number = number + 1 WHERE id = 1"


def run(database: Database, report: Report) -> None:
    """Change the record before each request, and compare with requests without a change."""
    with (
        servers.portal(database, "portal, nothing kept", **NOTHING_KEPT) as server,
        changes(database) as change,
    ):
        for page, path in PAGES.items():
            if path not in {API, HTML, CITY}:
                continue
            server.ask(path)
            cold, warm = [], []
            for _ in range(TIMES):
                change()
                cold.append(_cost(server, path))
                warm.append(_cost(server, path))
            milliseconds = statistics.median(cold) * 1000
            report.add(
                Line(f"{page} after a change", database.engine, milliseconds, "ms of CPU"),
                Line(
                    f"{page} after a change to the same a moment later", database.engine,
                    statistics.median(cold) / statistics.median(warm), "×",
                ),
            )  # fmt: skip


def _cost(server: servers.Server, path: str) -> float:
    processes = server.processes
    before = machine.seconds(processes)
    if server.ask(path).status != 200:
        raise RuntimeError(path)
    return machine.seconds(processes) - before


@contextmanager
def changes(database: Database) -> Iterator[Callable[[], object]]:
    """A function that raises the revision, as every change of the record does."""
    if database.engine == "SQLite":
        file = sqlite3.connect(database.name, timeout=30)
        try:
            file.isolation_level = None
            yield lambda: file.execute(RAISE)
        finally:
            file.close()
        return
    connection = psycopg2.connect(database.address)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield lambda: cursor.execute(RAISE)
    finally:
        connection.close()
