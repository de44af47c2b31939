"""Which release of the portal runs: part of whatever is kept of an answer."""

import contextlib
import functools
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.autoreload import file_changed

SOURCES = (
    "applications",
    "cities",
    "fields",
    "locale",
    "requirements",
    "static",
    "templates",
    "uccn",
)
SUFFIXES = frozenset(
    {".css", ".csv", ".geojson", ".html", ".js", ".json", ".mo", ".po", ".py", ".svg", ".txt"}
)


@functools.cache
def release() -> str:
    """What runs here: RELEASE or, without it, a digest of the names and times of our own files.

    Every worker of a deployment finds the same.
    """
    if settings.RELEASE:
        return str(settings.RELEASE)
    digest = blake2b(digest_size=8)
    root = Path(settings.BASE_DIR)
    for path in sorted(chain.from_iterable((root / folder).rglob("*") for folder in SOURCES)):
        # An editor may take a file away meanwhile.
        with contextlib.suppress(FileNotFoundError):
            if path.suffix in SUFFIXES:
                status = path.stat()
                line = f"{path.relative_to(root)} {status.st_mtime_ns} {status.st_size}\n"
                digest.update(line.encode())
    return digest.hexdigest()


def forget_release(**_kwargs: Any) -> None:
    """On a developer's machine a changed template is shown without a restart."""
    release.cache_clear()


file_changed.connect(forget_release)
