"""The figures of this deployment, for Prometheus: requests, answers from memory, queries.

With several worker processes, whichever of them is asked tells for all: where
PROMETHEUS_MULTIPROC_DIR names a folder, each process writes its figures there.
"""

import hmac
import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from applications.watching import to_look_into

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)

REQUESTS = Histogram(
    "portal_request_seconds",
    "Time until an answer began, by view, method and status.",
    ("view", "method", "status"),
    buckets=SECONDS,
)
OUTCOMES = Counter(
    "portal_public_answers",
    "Public answers by where they came from: memory (hit, not modified) or the stack (miss).",
    ("outcome",),
)
KEPT_BYTES = Gauge(
    "portal_kept_bytes",
    "Bytes of public answers that the worker processes keep.",
    multiprocess_mode="livesum",
)
QUERIES = Counter("portal_database_queries", "Queries to the database during requests.")


def observe(
    view: str, method: str | None, status: int, outcome: str, seconds: float, queries: int
) -> None:
    """Count a request. Methods that nobody has heard of are counted together."""
    requests, outcomes = _series(view, method if method in METHODS else "other", status, outcome)
    requests.observe(seconds)
    if outcomes:
        outcomes.inc()
    QUERIES.inc(queries)


@cache
def _series(view: str, method: str, status: int, outcome: str) -> tuple[Histogram, Counter | None]:
    """Where a request is counted. There are as many as there are views and kinds of answers."""
    outcomes = OUTCOMES.labels(outcome) if outcome else None
    return REQUESTS.labels(view, method, str(status)), outcomes


def may_read(request: HttpRequest) -> bool:
    """Whether a request brings METRICS_TOKEN; where that is not set, nobody may."""
    token = settings.METRICS_TOKEN
    brought = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and hmac.compare_digest(brought.encode(), token.encode())


def exposition() -> HttpResponse:
    """The figures in the text format of Prometheus."""
    told = generate_latest(_registry()) + generate_latest(DUTIES)
    return HttpResponse(told, content_type=CONTENT_TYPE_LATEST)


class Duties:
    """What somebody should look into, asked of the database: it is the same for all processes."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The numbers by trouble; none while the database does not answer."""
        family = GaugeMetricFamily(
            "portal_to_look_into",
            "Announcements and letters that somebody should look into.",
            labels=("what",),
        )
        connection.close_if_unusable_or_obsolete()
        try:
            found = to_look_into()
        except Error:
            connection.close_if_unusable_or_obsolete()
            return
        for trouble, number in found.items():
            family.add_metric([trouble], number)
        yield family


DUTIES = CollectorRegistry(auto_describe=False)
DUTIES.register(Duties())


def _registry() -> CollectorRegistry:
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if not folder:
        return REGISTRY
    for file in Path(folder).glob("gauge_live*_*.db"):
        process = int(file.stem.rpartition("_")[2])
        if not Path(f"/proc/{process}").exists():
            with suppress(FileNotFoundError):
                mark_process_dead(process)  # type: ignore[no-untyped-call]
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry
