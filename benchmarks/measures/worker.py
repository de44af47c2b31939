"""A worker: the memory that is its own once it is warm, and how soon it is ready."""

import os
import statistics
import sys

from benchmarks import machine, servers
from benchmarks.databases import ROOT, Database, environment
from benchmarks.report import Line, Report

MOST_MEMORY, MOST_TIME = 90, 2.5
# What makes a worker warm: the main pages in two languages, and what needs an index of its own.
WALK = (
    "/", "/fr/", "/ar/", "/cities/", "/fr/cities/", "/cities/lyon/", "/fields/", "/countries/",
    "/countries/fr/", "/map/", "/statistics/", "/statements/", "/search/?q=granada",
    "/search/?q=grenada+nicaragua", "/claims/?claim=180+cities", "/cities.csv", "/api/v1/",
    "/api/v1/cities/", "/api/v1/cities/lyon/", "/api/v1/designations/", "/api/v1/cities/?q=lion",
)  # fmt: skip
ADMINISTRATION = """
from django.conf import settings
settings.configure(INSTALLED_APPS=["django.contrib.admin", "django.contrib.auth",
    "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
import django
django.setup()
"""
READY = """
from uccn.wsgi import application
from django.urls import resolve
resolve("/about/")
"""
STARTS = {
    "django.setup() with the administration": ADMINISTRATION,
    "django.setup() with our settings": "import django; django.setup()",
    "ready": READY,
}
TIMES = 7


def run(database: Database, report: Report, rounds: int) -> None:
    """Walk through the portal and look at the worker; then start it again and again."""
    with servers.portal(database, "portal") as server:
        for _ in range(3):
            for path in WALK:
                if server.ask(path).status != 200:
                    raise RuntimeError(path)
        report.add(
            Line(
                "private memory of a warm worker", database.engine,
                machine.private_megabytes(server.worker), "MB", None, MOST_MEMORY, True,
            ),
            Line(
                "granian until the first answer", database.engine, server.seconds_until_ready, "s",
            ),
        )  # fmt: skip
    costs: dict[str, list[float]] = {name: [] for name in STARTS}
    for _ in range(max(rounds, TIMES)):
        for name, program in STARTS.items():
            costs[name].append(_cost(program, database))
    for name in list(STARTS)[:2]:
        ratio = statistics.median(
            ready / setup for ready, setup in zip(costs["ready"], costs[name], strict=True)
        )
        report.add(Line(f"ready to {name}", database.engine, ratio, "×", None, MOST_TIME, True))
    report.remarks.append(
        f"{database.engine}: "
        + ", ".join(f"{name} {statistics.median(all_):.0f} ms" for name, all_ in costs.items())
        + " of CPU, the interpreter's own start included."
    )


def _cost(program: str, database: Database) -> float:
    """Milliseconds of the processor that a program takes from its start to its end."""
    variables = {**environment(database.address), "DJANGO_SETTINGS_MODULE": "uccn.settings"}
    pid = os.posix_spawn(
        sys.executable, [sys.executable, "-c", program], {**variables, "PYTHONPATH": str(ROOT)}
    )
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise RuntimeError(program)
    return (usage.ru_utime + usage.ru_stime) * 1000
