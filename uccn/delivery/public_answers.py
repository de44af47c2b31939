"""The first of the stack: answers from memory what this process has answered at this moment.

What is kept is what everybody gets: the whole answer as it leaves the stack, with the policies that
every layer of it added. The rule by which it is filled is that of `cities.record.revision`: the
revision is read first, outside of any transaction, and the record after it, on the same connection;
what was made is kept under the revision that was read, where only those find it who read the same.

The question of an address is taken as it was asked, with its parameters in their order, because
pages repeat it in their links.
"""

from collections.abc import Callable, Hashable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from uccn.delivery.addresses import is_private
from uccn.delivery.compression import compressed, give_body, is_text
from uccn.delivery.etags import OWN, SHARED, held, is_held
from uccn.delivery.kept_answers import Entry, KeptAnswer, KeptAnswers, Shelf
from uccn.delivery.moment import now
from uccn.delivery.variation import named_in_vary
from uccn.doors.keeping import during
from uccn.operations.metrics import KEPT_BYTES

# Beginnings of the names of headers that belong to one request and its sender.
OF_ONE_REQUEST = ("content-length", "ratelimit", "retry-after", "x-ratelimit", "x-request-id")
# nginx keeps nothing whose age is limited to 0. This tells it that what it keeps is good no longer,
# so that it asks before each use; nginx takes the header out again.
FOR_NGINX = ("X-Accel-Expires", "@1")
# What asks for something else than the answer that everybody gets: these requests go through the
# stack, where they are recognised, counted or cut, and nothing of theirs is kept.
PARTICULAR = ("HTTP_AUTHORIZATION", "HTTP_RANGE")


class PublicAnswersMiddleware:
    """Learns the moment of the record, and answers public requests of it a second time at once.

    Somebody who is signed in reads what everybody reads: their requests are answered from what is
    kept, but only requests without a cookie of ours put something there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.kept = KeptAnswers(settings.RESPONSE_CACHE_BYTES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"} or is_private(request.path_info):
            return self.get_response(request)
        try:
            # Before anything else, so that a host that is not ours finds nothing.
            host = request.get_host()
        except DisallowedHost:
            # Refused further in (by CommonMiddleware at the latest), where the refusal gets what
            # every answer carries.
            return compressed(request, self.get_response(request))
        moment = now()
        if moment is None:
            return compressed(request, self.get_response(request))
        question = request.META.get("QUERY_STRING", "")
        address = (request.scheme, host, request.path, question)
        shelf = self.kept.at(moment.name)
        particular = any(name in request.META for name in PARTICULAR)
        if not particular and (entry := shelf.find(address, request)):
            return answer(request, entry, shelf, address)
        request.outcome = "miss"  # type: ignore[attr-defined]
        # Pages say which revision they show, without asking again.
        request.moment = moment  # type: ignore[attr-defined]
        request.revision = moment.stamp  # type: ignore[attr-defined]
        with during(moment.name):
            response = self.get_response(request)
        if particular or not is_anonymous_get(request):
            return unshared(compressed(request, response))
        return unshared(kept(request, response, shelf, address))


def is_anonymous_get(request: HttpRequest) -> bool:
    """Whether a request asks for a whole answer and carries no cookie of ours."""
    ours = (
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        settings.LANGUAGE_COOKIE_NAME,
        "messages",
    )
    return request.method == "GET" and not any(name in request.COOKIES for name in ours)


def answer(request: HttpRequest, entry: Entry, shelf: Shelf, address: Hashable) -> HttpResponse:
    """The answer from an entry, or the 304 to whoever has it already."""
    request.outcome = "hit"  # type: ignore[attr-defined]
    request.kept_view = entry.view  # type: ignore[attr-defined]
    if is_held(entry.tag, held(request)):
        return KeptAnswer(304, entry.without_body, b"")
    encoding = entry.encoding(request)
    if encoding not in entry.bodies:
        entry.body(encoding)
        shelf.weigh(address)
    return KeptAnswer(200, *entry.body(encoding))


def kept(
    request: HttpRequest, response: HttpResponseBase, shelf: Shelf, address: Hashable
) -> HttpResponseBase:
    """The response, compressed, and kept for the next one who asks if everybody may have it."""
    if not isinstance(response, HttpResponse) or not is_shared(response):
        return compressed(request, response)
    if is_text(response):
        patch_vary_headers(response, ["Accept-Encoding"])
    varied = named_in_vary(response)
    if varied is None:
        return compressed(request, response)
    headers = {
        name.lower(): (name, value)
        for name, value in response.items()
        if not name.lower().startswith(OF_ONE_REQUEST)
    }
    if settings.BEHIND_PROXY:
        headers[FOR_NGINX[0].lower()] = FOR_NGINX
    match = request.resolver_match
    entry = Entry(headers, response.content, is_text(response), match.view_name if match else "")
    encoding = entry.encoding(request)
    _headers, body = entry.body(encoding)
    if encoding:
        give_body(response, body, encoding)
    # An entry has its body in every encoding.
    varied = tuple(name for name in varied if name != "accept-encoding")
    shelf.put(address, request, varied, entry)
    KEPT_BYTES.set(shelf.size)
    return response


def is_shared(response: HttpResponse) -> bool:
    """Whether a response is the plain answer of the moment for everybody who asks the same."""
    return (
        response.status_code == 200
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and response.has_header("ETag")
        and response.get("Cache-Control") == SHARED
    )


def unshared(response: HttpResponseBase) -> HttpResponseBase:
    """An answer that counts its receiver's requests is theirs; caches keep the next one."""
    counted = any(name.lower().startswith("ratelimit") for name in response.headers)
    if response.get("Cache-Control") == SHARED:
        if counted:
            response["Cache-Control"] = OWN
        elif settings.BEHIND_PROXY:
            response[FOR_NGINX[0]] = FOR_NGINX[1]
    return response
