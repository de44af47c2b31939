"""On which headers of a request a public answer may vary, and what the portal reads in them.

Two requests whose headers read the same are given the same answer, however they are spelt.
"""

from collections.abc import Callable, Iterable
from itertools import chain, combinations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from uccn.delivery.compression import encoding_for
from uccn.first_visit import FROM_ELSEWHERE, preferred_language


def _accept(request: HttpRequest) -> str:
    """What kinds of answer are wanted: without spaces, and anything where nothing is said."""
    return "".join(request.META.get("HTTP_ACCEPT", "*/*").split())


def _accept_language(request: HttpRequest) -> str:
    return preferred_language(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))


def _sec_fetch_site(request: HttpRequest) -> str:
    return "elsewhere" if request.META.get("HTTP_SEC_FETCH_SITE") in FROM_ELSEWHERE else ""


VARIED: dict[str, Callable[[HttpRequest], str]] = {
    "accept": _accept,
    "accept-language": _accept_language,
    "accept-encoding": encoding_for,
    "sec-fetch-site": _sec_fetch_site,
}
VARIATIONS = tuple(
    chain.from_iterable(combinations(VARIED, size) for size in range(len(VARIED) + 1))
)


def read(request: HttpRequest, names: Iterable[str]) -> tuple[str, ...]:
    """What the named headers of a request say to the portal."""
    return tuple(VARIED[name](request) for name in names)


def named_in_vary(response: HttpResponseBase) -> tuple[str, ...] | None:
    """The headers on which a response varies, or None if one of them is the reader's own.

    A page that looks at a cookie varies on it.
    """
    named = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    if not named <= VARIED.keys():
        return None
    return tuple(name for name in VARIED if name in named)
