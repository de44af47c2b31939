"""Loading a target for a few seconds from another process, on another core.

By wrk, where it is installed (on Debian: `apt install wrk`), or by `loader.py`.
"""

import json
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass

from benchmarks import machine
from benchmarks.databases import ROOT
from benchmarks.servers import Server

CONNECTIONS = 8
MOST_SECONDS = 30
# A process that works for less than this (in seconds) within a pause is idle.
STIRRING, PAUSE = 0.0005, 0.05
WRK = shutil.which("wrk")
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Burst:
    """What one burst of requests showed; `cpu` in microseconds a request, `p50` in milliseconds."""

    requests: int
    cpu: float
    p50: float


def burst(server: Server, path: str, headers: dict[str, str], seconds: int) -> Burst:
    """Ask for a path as often as the server answers, over eight connections.

    Where a server needs longer for the first answer, it is asked again with more patience. Raises
    `RuntimeError` where an answer was an error: what was measured would mean nothing.
    """
    processes = server.processes
    before = machine.seconds(processes)
    requests, failures, p50 = _load(server.port, path, {**server.headers, **headers}, seconds)
    spent = _when_idle(processes) - before
    if not requests and seconds < MOST_SECONDS:
        return burst(server, path, headers, seconds * 4)
    if failures or not requests:
        message = f"{failures} of {requests} answers of {server.name} to {path} were errors"
        raise RuntimeError(message)
    # wrk leaves when its time is up; what it had just asked for is answered nevertheless.
    answered = requests + (CONNECTIONS if WRK else 0)
    return Burst(answered, spent / answered * 1e6, p50)


def _when_idle(processes: list[int]) -> float:
    """The time of the processes on a processor, once they have nothing left to do."""
    before, now = 0.0, machine.seconds(processes)
    while now - before > STIRRING:
        time.sleep(PAUSE)
        before, now = now, machine.seconds(processes)
    return now


def _load(port: int, path: str, headers: dict[str, str], seconds: int) -> tuple[int, int, float]:
    address = f"http://127.0.0.1:{port}{path}"
    lines = [f"{name}: {value}" for name, value in headers.items()]
    if WRK is None:
        command = [sys.executable, "-m", "benchmarks.loader", str(port), path, str(seconds), *lines]
        requests, failures, p50 = json.loads(_output(command))
        return requests, failures, p50
    named = [part for line in lines for part in ("--header", line)]
    command = [WRK, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "--timeout", "30s"]
    return _read(_output([*command, *named, address]))


def _output(command: list[str]) -> str:
    cores = ",".join(str(core) for core in machine.LOADERS)
    if shutil.which("taskset"):
        command = ["taskset", "--cpu-list", cores, *command]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def _read(words: str) -> tuple[int, int, float]:
    """Requests, failures and median latency from what wrk prints."""
    requests = re.search(r"(\d+) requests in", words)
    latency = re.search(r"50%\s+([\d.]+)(us|ms|s|m)\b", words)
    failures = sum(int(number) for number in re.findall(r"Non-2xx or 3xx responses: (\d+)", words))
    for errors in re.findall(r"Socket errors: (.*)", words):
        failures += sum(int(number) for number in re.findall(r"\d+", errors))
    return (
        int(requests.group(1)) if requests else 0,
        failures,
        float(latency.group(1)) * UNITS[latency.group(2)] if latency else 0.0,
    )
