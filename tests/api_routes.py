"""Every route under /api/, derived from the site map, so that a new one is tested at once."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, get_resolver
from django.urls.resolvers import RegexPattern, RoutePattern

ROOT = "api/"
# What stands in an address where a word goes: of the right kind, and that of nothing there is.
NOTHING = {"year": "2099", "id": "999999999", "code": "zz"}


def _text(pattern: RegexPattern | RoutePattern) -> str:
    """A pattern with its words in braces."""
    text = str(pattern).removeprefix("^").removesuffix("$").replace(r"\Z", "")
    text = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"{\1}", text)
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", text)


def _routes(patterns: list, before: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        path = before + _text(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield path, pattern
        elif path.startswith(ROOT) or ROOT.startswith(path):
            yield from _routes(pattern.url_patterns, path)


def api_routes() -> list[str]:
    """Such as `/api/v1/cities/` and `/api/v1/cities/{city}/`."""
    found = _routes(get_resolver().url_patterns, "")
    return sorted({f"/{path}" for path, _pattern in found if path.startswith(ROOT)})


def of_nothing(route: str) -> str:
    """The route with a word that nothing is named by."""
    return re.sub(r"\{(\w+)\}", lambda word: NOTHING.get(word[1], "nothing"), route)
