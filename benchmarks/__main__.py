"""The command: `make benchmark`, or `make benchmark ARGS="--only lists --rounds 3"`."""

import argparse
import datetime
import os
import platform
import shutil
import subprocess
from collections.abc import Callable
from importlib.metadata import version

from benchmarks import databases, load, machine
from benchmarks.databases import FOLDER, REAL, Database
from benchmarks.measures import cold, exports, lists, scale, worker
from benchmarks.report import Report
from benchmarks.servers import collect_static_files

ENGINES = ("sqlite", "postgresql")
SERVER = "postgres://postgres@127.0.0.1:5432/postgres"


def main() -> None:
    """Measure what was asked for, and print the report."""
    asked = arguments()
    # Whatever is started to be measured is moved away from here.
    machine.pin(os.getpid(), machine.LOADERS)
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "servers.log").write_bytes(b"")
    collect_static_files()
    report = Report()
    parts: dict[str, Callable[[str], None]] = {
        "lists": lambda engine: lists.run(
            database(engine, REAL), report, asked.rounds, asked.seconds
        ),
        "cold": lambda engine: cold.run(database(engine, REAL), report),
        "scale": lambda engine: scale.run(
            database(engine, REAL), database(engine, asked.size), report, asked.rounds,
            asked.seconds,
        ),
        "exports": lambda engine: exports.run(database(engine, asked.size), report, asked.rounds),
        "worker": lambda engine: worker.run(database(engine, REAL), report, asked.rounds),
    }  # fmt: skip
    for engine in asked.databases:
        for part in asked.only or parts:
            print(f"{part}, {engine}", flush=True)
            parts[part](engine)
    words = f"{circumstances(asked)}\n\n{report.text()}\n"
    (FOLDER / "report.md").write_text(words, encoding="utf-8")
    print(f"\n{words}")


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument(
        "--only", nargs="+", choices=["lists", "cold", "scale", "exports", "worker"],
        help="these parts only",
    )  # fmt: skip
    parser.add_argument("--databases", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--rounds", type=int, default=5, help="how often each target is loaded (5)")
    parser.add_argument("--seconds", type=int, default=2, help="and for how long each time (2)")
    parser.add_argument("--size", type=int, default=100_000, help="cities of the large network")
    return parser.parse_args()


def database(engine: str, size: int) -> Database:
    """The database of so many cities, made where it is missing."""
    if engine == "sqlite":
        return databases.sqlite(size)
    address = os.environ.get("DATABASE_URL", "")
    return databases.postgresql(size, address if address.startswith("postgres") else SERVER)


def circumstances(asked: argparse.Namespace) -> str:
    """When, where and with what it was measured."""
    commit = subprocess.run(
        [shutil.which("git") or "git", "describe", "--always", "--dirty"],
        cwd=databases.ROOT, capture_output=True, text=True, check=False,
    ).stdout.strip()  # fmt: skip
    packages = ", ".join(f"{name} {version(name)}" for name in ("Django", "granian", "whitenoise"))
    loader = "wrk" if load.WRK else "benchmarks/loader.py (wrk is not installed)"
    cores = "one core for servers, another for the load" if len(machine.CORES) > 1 else "one core"
    return (
        f"{datetime.datetime.now(tz=datetime.UTC):%Y-%m-%d %H:%M} UTC, commit {commit}."
        f" {machine.described()}; {cores}. Python {platform.python_version()}, {packages}."
        f" Loaded by {loader}, {load.CONNECTIONS} connections, {asked.rounds} rounds"
        f" of {asked.seconds} s. Load of the machine: {os.getloadavg()[1]:.1f}."
    )


if __name__ == "__main__":
    main()
