"""Whoever has the answer of this moment is told so, without running the view.

The `ETag` of an answer is a digest of its moment, its address and what was read in the headers on
which it varies. It is weak: two workers may write different bytes while a change is being
committed, and the compressed and the plain answer share it.
"""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags

from uccn.delivery.addresses import is_card, is_private
from uccn.delivery.moment import Moment
from uccn.delivery.variation import VARIATIONS, named_in_vary, read

SHARED = "public, max-age=0, must-revalidate"
# For an answer to somebody who said who they are: nobody in between keeps it.
OWN = "private, max-age=0, must-revalidate"

# The letters stand in the ETag, so that the request that brings it back can be compared before the
# view says again on what it varies.
LETTERS = {"accept": "a", "accept-language": "l", "accept-encoding": "e", "sec-fetch-site": "s"}
# What describes the body that a 304 does without.
OF_THE_BODY = frozenset(
    {
        "content-disposition",
        "content-encoding",
        "content-language",
        "content-length",
        "content-type",
    }
)


def etag(request: HttpRequest, moment: Moment, varied: tuple[str, ...]) -> str:
    """The weak ETag of the answer to a request, if it varies on the named headers of it."""
    address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
    text = "\n".join([moment.name, settings.CONTACT_EMAIL, address, *read(request, varied)])
    digest = blake2b(text.encode(errors="backslashreplace"), digest_size=16).hexdigest()
    return f'W/"{"".join(LETTERS[name] for name in varied)}.{digest}"'


def held(request: HttpRequest) -> set[str]:
    """The ETags that somebody holds, each without the mark of a weak one."""
    header = request.META.get("HTTP_IF_NONE_MATCH", "")
    return {tag.removeprefix("W/") for tag in parse_etags(header)} if header else set()


def is_held(tag: str, tags: set[str]) -> bool:
    """Whether an answer with this ETag is among the held ones; `*` is any that there is."""
    return tag.removeprefix("W/") in tags or "*" in tags


def variation(response: HttpResponseBase) -> tuple[str, ...] | None:
    """The headers of the request on which a response varies, or None if it must not be shared.

    A response with a policy of its own is left out, since the 304 for it would carry the portal's
    and replace it.
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
    return named_in_vary(response)


def framed(response: HttpResponseBase) -> HttpResponseBase:
    """The response with leave for every site to frame it, a 304 too: it replaces the policies."""
    attributes: Any = response
    attributes.xframe_options_exempt = True
    attributes._csp_replace = {"frame-ancestors": ["*"]}  # noqa: SLF001, as its decorators do
    return response


class RevisionETagMiddleware:
    """Gives public answers an ETag, and a 304 to whoever already has the answer of this moment.

    It stands inside of what writes policies into every answer, so that a 304 carries them too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"} or is_private(request.path_info):
            return self.get_response(request)
        response = self.answer(request)
        allowed = response.status_code in {200, 304} and is_card(request.path_info)
        return framed(response) if allowed else response

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """The view's answer with its ETag, or a 304."""
        moment: Moment | None = getattr(request, "moment", None)
        if moment is None:
            return self.get_response(request)
        tags = held(request)
        # Whoever says who they are is let in, and counted, before they are answered.
        known = "HTTP_AUTHORIZATION" in request.META
        for varied in VARIATIONS if tags and not known else ():
            tag = etag(request, moment, varied)
            if tag.removeprefix("W/") in tags:
                return labelled(HttpResponseNotModified(), tag, SHARED, varied)
        response = self.get_response(request)
        found = variation(response)
        if found is None:
            return response
        tag = etag(request, moment, found)
        labelled(response, tag, OWN if known else SHARED)
        return not_modified(response) if is_held(tag, tags) else response


def labelled(
    response: HttpResponseBase, tag: str, policy: str, varied: tuple[str, ...] = ()
) -> HttpResponseBase:
    """The response with its ETag, told to ask again each time; a 304 names what it varies on."""
    response["ETag"] = tag
    response["Cache-Control"] = policy
    if varied:
        response["Vary"] = ", ".join(varied)
    return response


def not_modified(response: HttpResponseBase) -> HttpResponseBase:
    """The 304 in the place of an answer that its reader has already."""
    response.close()
    answer = HttpResponseNotModified()
    for name, value in response.items():
        if name.lower() not in OF_THE_BODY:
            answer[name] = value
    return answer
