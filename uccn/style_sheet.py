"""The portal's style sheet: the files of static/css in one answer, kept by browsers for ever.

A page waits for its style sheets before it shows anything, and on a slow line for each in turn.
The address holds a digest of the contents, so that a new release has a new one.
"""

import functools
from hashlib import blake2b
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

# In the order in which they count.
PARTS = (
    "tokens", "base", "layout", "tables", "forms", "record", "charts", "map", "search", "time",
    "claims", "accounts", "commission", "candidature", "scores",
    "print",
)  # fmt: skip
KEPT = "public, max-age=31536000, immutable"


def _read() -> tuple[str, str]:
    folder = Path(settings.BASE_DIR) / "static" / "css"
    text = "\n".join((folder / f"{part}.css").read_text() for part in PARTS)
    return text, blake2b(text.encode(), digest_size=8).hexdigest()


_kept = functools.cache(_read)


def contents() -> tuple[str, str]:
    """The sheet and its digest; on a developer's machine as the files are now."""
    return _read() if settings.LOCAL else _kept()


def address() -> str:
    """Where the sheet of this release is found."""
    return reverse("style-sheet", args=[contents()[1]])


@require_safe
def style_sheet(request: HttpRequest, digest: str) -> HttpResponse:
    """The sheet; one that is asked for by an older digest is answered too, and not to be kept.

    So a page from before a release does not stand bare after it.
    """
    text, now = contents()
    response = HttpResponse(text, content_type="text/css; charset=utf-8")
    if digest == now:
        response["Cache-Control"] = KEPT
    return response
