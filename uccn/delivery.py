"""How public answers reach readers: whoever has one asks whether it is still good, cheaply.

A public answer depends on the record, the clock, the release and the request, and on nothing of
the person who asks. Their digest is its `ETag`, so that a repeated request is answered 304 without
running the view. Nothing is ever good for a while: every change is seen by the next request.
"""

import contextlib
import datetime
import functools
from bisect import bisect_right
from collections.abc import Callable
from hashlib import blake2b
from itertools import chain, combinations
from pathlib import Path
from typing import Any

from django.conf import settings
from django.conf.urls.i18n import is_language_prefix_patterns_used
from django.db import Error, connection
from django.http import HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import timezone, translation
from django.utils.autoreload import file_changed
from django.utils.http import parse_etags

from applications.models import Call
from cities.record.revision import RevisionStamp, RevisionUnknown, current
from uccn.doors.keeping import during

# First parts of addresses, after the language, of what belongs to a person or stands elsewhere.
PRIVATE = frozenset({"account", "admin", "applications", "static"})
# First part of the addresses of the cards that other sites show in frames of theirs.
CARDS = "embed"
CACHE_CONTROL = "public, max-age=0, must-revalidate"

# What an answer may vary on, and the letter for it. The letters stand in the ETag, so that the
# request that brings it back can be compared before the view says again on what it varies.
VARIED = {"accept": "a", "accept-language": "l", "accept-encoding": "e", "sec-fetch-site": "s"}
VARIATIONS = list(
    chain.from_iterable(combinations(VARIED, size) for size in range(len(VARIED) + 1))
)

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


def instants() -> list[datetime.datetime]:
    """When the record changes by itself within a day, in order: calls open and close."""
    dates = chain.from_iterable(Call.objects.values_list("opens_at", "deadline"))
    return sorted(date for date in dates if date)


def is_private(path: str) -> bool:
    """Whether a path of the site, with its language or without, is no public page or resource."""
    return _parts(path)[0] in PRIVATE


def is_card(path: str) -> bool:
    """Whether a path is that of a card, which any other site may frame; `/embed/` itself is not."""
    parts = _parts(path)
    return parts[0] == CARDS and bool(parts[1])


def _parts(path: str) -> tuple[str, str]:
    """The first two parts of a path, without its language."""
    parts = path.split("/", 4)[1:4]
    if parts[0] in dict(settings.LANGUAGES):
        parts = parts[1:]
    return (*parts, "", "")[0], (*parts, "", "")[1]


def etag(request: HttpRequest, moment: str, varied: tuple[str, ...]) -> str:
    """The weak ETag of the answer to a request, if it varies on the named headers of it.

    Weak, because two workers may write different bytes while a change is being committed.
    """
    address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
    asked = [f"{name}: {request.headers.get(name, '')}" for name in varied]
    text = "\n".join([moment, release(), settings.CONTACT_EMAIL, address, *asked])
    digest = blake2b(text.encode(errors="backslashreplace"), digest_size=16).hexdigest()
    return f'W/"{"".join(VARIED[name] for name in varied)}.{digest}"'


def variation(response: HttpResponseBase) -> tuple[str, ...] | None:
    """The headers of the request on which a response varies, or None if it must not be shared.

    A page that looks at a cookie varies on it. A response with a policy of its own is left out,
    since the 304 for it would carry the portal's and replace it.
    """
    if (
        response.status_code != 200
        or response.cookies
        or response.has_header("ETag")
        or response.has_header("Cache-Control")
        or hasattr(response, "xframe_options_exempt")
        or any(name.startswith("_csp_") for name in vars(response))
    ):
        return None
    named = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    if not named <= VARIED.keys():
        return None
    return tuple(name for name in VARIED if name in named)


def framed(response: HttpResponseBase) -> HttpResponseBase:
    """The response with leave for every site to frame it, a 304 too: it replaces the policies."""
    attributes: Any = response
    attributes.xframe_options_exempt = True
    attributes._csp_replace = {"frame-ancestors": ["*"]}  # noqa: SLF001, as its decorators do
    return response


class RevisionETagMiddleware:
    """Gives public answers an ETag, and a 304 to whoever already has the answer of this moment."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.known: tuple[RevisionStamp | None, list[datetime.datetime]] = (None, [])

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"} or is_private(request.path_info):
            return self.get_response(request)
        response = self.answer(request)
        allowed = response.status_code in {200, 304} and is_card(request.path_info)
        return framed(response) if allowed else response

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """The view's answer with its ETag, or a 304."""
        # Before anything else, so that a host that is not ours gets no 304 either.
        request.get_host()
        # Before the view reads the record: an answer may be newer than its ETag says, never older.
        stamp = self.stamp()
        if stamp is None:
            return self.get_response(request)
        # Pages say which revision they show, without asking again.
        request.revision = stamp  # type: ignore[attr-defined]
        moment = self.moment(stamp)
        held = {
            tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))
        }
        for varied in VARIATIONS if held else ():
            tag = etag(request, moment, varied)
            if tag.removeprefix("W/") in held:
                return labelled(HttpResponseNotModified(), tag, varied)
        with during(moment):
            response = self.get_response(request)
        found = variation(response)
        return response if found is None else labelled(response, etag(request, moment, found), ())

    def stamp(self) -> RevisionStamp | None:
        """The revision as of now, or None while it cannot be told.

        Never inside a transaction: what it has written may yet be taken back, and another change
        then be given the number that was seen here.
        """
        if connection.in_atomic_block:
            return None
        try:
            stamp = current()
            if self.known[0] != stamp:
                self.known = (stamp, instants())
        except RevisionUnknown:
            return None
        except Error:
            # The view may need no database; if it does, let it begin with a new connection.
            connection.close_if_unusable_or_obsolete()
            return None
        return stamp

    def moment(self, stamp: RevisionStamp) -> str:
        """The record and the clock as of now."""
        now = timezone.now()
        return f"{stamp.epoch} {stamp.number} {now.date()} {bisect_right(self.known[1], now)}"


def labelled(response: HttpResponseBase, tag: str, varied: tuple[str, ...]) -> HttpResponseBase:
    """The response with its ETag, told to ask again each time; a 304 names what it varies on."""
    response["ETag"] = tag
    response["Cache-Control"] = CACHE_CONTROL
    if varied:
        response["Vary"] = ", ".join(varied)
    return response


class PublicGZipMiddleware(GZipMiddleware):
    """Compresses public answers. They hold no secret whose length could be told from outside.

    So they need no random padding either, and are the same bytes for everybody.
    """

    max_random_bytes = 0

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if is_private(request.path_info):
            return response
        return super().process_response(request, response)


class AddressLocaleMiddleware(LocaleMiddleware):
    """Django's, without `Vary: Accept-Language` where the address alone decides on the language.

    Every language but English has its prefix here, and no prefix means English, whatever the reader
    prefers. A view that does look at the preference names it in `Vary` itself.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        urlconf = getattr(request, "urlconf", settings.ROOT_URLCONF)
        if is_language_prefix_patterns_used(urlconf) == (True, False):
            response.headers.setdefault("Content-Language", translation.get_language())
            return response
        return super().process_response(request, response)
