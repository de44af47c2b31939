"""What stands in for wrk where it is missing: eight threads that ask as fast as Python can.

    python -m benchmarks.loader PORT PATH SECONDS [HEADER …]

Prints how many requests there were, how many of them failed, and the median latency.
"""

import json
import statistics
import sys
import time
from http.client import HTTPConnection, HTTPException
from threading import Thread

CONNECTIONS = 8


class Asker(Thread):
    """One connection that asks again and again."""

    def __init__(self, port: int, path: str, until: float, headers: dict[str, str]) -> None:
        super().__init__()
        self.port, self.path, self.until, self.headers = port, path, until, headers
        self.latencies: list[float] = []
        self.failures = 0

    def run(self) -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        while (begun := time.perf_counter()) < self.until:
            try:
                connection.request("GET", self.path, headers=self.headers)
                response = connection.getresponse()
                response.read()
                self.failures += response.status >= 400
            except (OSError, HTTPException):
                self.failures += 1
                connection.close()
            self.latencies.append((time.perf_counter() - begun) * 1000)
        connection.close()


def main(port: str, path: str, seconds: str, *lines: str) -> None:
    """Load the path and print what happened."""
    headers = dict(line.split(": ", 1) for line in lines)
    until = time.perf_counter() + int(seconds)
    askers = [Asker(int(port), path, until, headers) for _ in range(CONNECTIONS)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    latencies = [latency for asker in askers for latency in asker.latencies]
    failures = sum(asker.failures for asker in askers)
    print(json.dumps([len(latencies), failures, statistics.median(latencies)]))


if __name__ == "__main__":
    main(*sys.argv[1:])
