"""The control of every page and list: the same bytes, from a view that does nothing for them."""

import functools
import os
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse


@functools.cache
def kept(name: str) -> bytes:
    """The bytes that the benchmark has put under the name."""
    return (Path(os.environ["BENCHMARK_BODIES"]) / name).read_bytes()


def same_bytes(request: HttpRequest, name: str) -> HttpResponse:
    """The bytes of another answer. Raises `Http404` for a name that is none."""
    if not name.replace(".", "").isalnum():
        raise Http404
    kind = "application/json" if name.endswith(".json") else "text/html; charset=utf-8"
    response = HttpResponse(kept(name), content_type=kind)
    if not request.path_info.startswith("/account/"):
        # Delivery keeps no answer that has a policy of its own.
        response["Cache-Control"] = "no-store"
    return response
