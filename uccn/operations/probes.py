"""What a load balancer and Prometheus ask, answered before anything else is done.

They ask a process by the number of its machine and in plain HTTP, so neither the names of hosts nor
https matter here; the answers name nothing that either could betray.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase

from uccn.operations import metrics
from uccn.operations.health import readiness


class ProbesMiddleware:
    """Answers `/healthz`, `/readyz` and `/metrics`, which no cache may keep."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        probe = PROBES.get(request.path_info)
        answer = probe(request) if probe else None
        if answer is None:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            answer = HttpResponseNotAllowed(["GET", "HEAD"])
        answer["Cache-Control"] = "no-store"
        return answer


def healthz(_request: HttpRequest) -> HttpResponse:
    """The process is alive: it says so, and asks nobody else."""
    return JsonResponse({"status": "alive"})


def readyz(_request: HttpRequest) -> HttpResponse:
    """Whether the process can answer requests; 503 and the reasons if not."""
    ready, checks = readiness()
    body: dict[str, Any] = {"status": "ready" if ready else "not ready", "checks": checks}
    return JsonResponse(body, status=200 if ready else 503)


def figures(request: HttpRequest) -> HttpResponse | None:
    """The metrics, for whoever has the token; to everybody else the address leads nowhere."""
    return metrics.exposition() if metrics.may_read(request) else None


PROBES: dict[str, Callable[[HttpRequest], HttpResponse | None]] = {
    "/healthz": healthz,
    "/readyz": readyz,
    "/metrics": figures,
}
