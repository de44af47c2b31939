"""The whole list as a file, against an object after the other through a serializer."""

import statistics
from collections import defaultdict
from contextlib import ExitStack
from http.client import HTTPConnection

from benchmarks import machine, servers
from benchmarks.databases import Database
from benchmarks.report import Line, Report, table
from benchmarks.servers import NOTHING_KEPT, Server

EACH = "a serializer for each object"
ONE = "one serializer for all objects"
WAYS = {
    "CSV": "/cities.csv",
    "CSV of the API": "/api/v1/cities/?format=csv",
    "NDJSON": "/api/v1/cities/?format=ndjson",
    "JSON": "/cities.json",
    EACH: "/account/control/export/each/",
    ONE: "/account/control/export/one/",
}
FACTORS = {"CSV": 15, "NDJSON": 30}
MOST_ROUNDS = 3
MOST_MEMORY = 30


def run(database: Database, report: Report, rounds: int) -> None:
    """Export on a server for each way, so that none inherits another's memory."""
    costs: dict[str, list[float]] = defaultdict(list)
    memory: dict[str, float] = {}
    rows = {}
    with ExitStack() as stack:
        running = {
            way: stack.enter_context(servers.portal(database, way, **NOTHING_KEPT)) for way in WAYS
        }
        for way, server in list(running.items()):
            if server.ask("/api/v1/cities/").status != 200 or not _can(server, WAYS[way]):
                report.remarks.append(f"{database.engine}: there is no {way} at {WAYS[way]}.")
                del running[way]
        for number in range(min(rounds, MOST_ROUNDS)):
            for way, server in running.items():
                with machine.Peak(server.worker) as peak:
                    rows[way], seconds = _exported(server, WAYS[way])
                costs[way].append(seconds / rows[way] * 1e6)
                memory.setdefault(way, peak.most - peak.start)
                print(f"  {way}, time {number + 1}: {rows[way]} lines", flush=True)
    _report(database, report, costs, memory, rows)


def _can(server: Server, path: str) -> bool:
    """Whether there is such a file; only its head is read."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=300)
    try:
        connection.request("HEAD", path, headers=server.headers)
        return connection.getresponse().status == 200
    finally:
        connection.close()


def _exported(server: Server, path: str) -> tuple[int, float]:
    """How many lines came, and the seconds of the processor that they took."""
    processes = server.processes
    before = machine.seconds(processes)
    connection = HTTPConnection("127.0.0.1", server.port, timeout=600)
    lines = 0
    try:
        connection.request("GET", path, headers=server.headers)
        response = connection.getresponse()
        while block := response.read(1 << 18):
            lines += block.count(b"\n")
    finally:
        connection.close()
    return lines, machine.seconds(processes) - before


def _report(
    database: Database,
    report: Report,
    costs: dict[str, list[float]],
    memory: dict[str, float],
    rows: dict[str, int],
) -> None:
    def ratio(other: str, way: str) -> float:
        return statistics.median(a / b for a, b in zip(costs[other], costs[way], strict=True))

    for way in costs:
        if way in {EACH, ONE}:
            continue
        for other, factor in ((EACH, FACTORS.get(way)), (ONE, None)):
            report.add(
                Line(
                    f"export of {database.size:,} cities: {way} against {other}",
                    database.engine, ratio(other, way), "×", None, factor,
                )
            )  # fmt: skip
        goal = MOST_MEMORY if way in FACTORS else None
        report.add(
            Line(
                f"the same, {way}: private memory above the start", database.engine, memory[way],
                "MB", None, goal, True,
            )
        )  # fmt: skip
    head = ("way", "lines", "µs of CPU a line", "lines a second of CPU", "memory, MB")
    details = [
        (way, rows[way], f"{cost:,.1f}", f"{1e6 / cost:,.0f}", f"+{memory[way]:.1f}")
        for way, cost in ((way, statistics.median(all_)) for way, all_ in costs.items())
    ]
    report.details.append(f"### Exports, {database.engine}\n\n{table(head, details)}")
