"""`Link` headers (RFC 8288): what an answer belongs to, for programs that read no body."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.views import APIView

# The licence of the record.
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
# Proxies give all headers of an answer 4 or 8 kB. Longer addresses stand in the body alone.
LONGEST = 3000


def add_links(
    response: HttpResponseBase, links: Mapping[str, str | None], *, several: bool = False
) -> None:
    """Add a link for each relation that has an address, and is not there yet (unless `several`)."""
    present = response.get("Link", "")
    texts = [present] if present else []
    for relation, address in links.items():
        if address and (several or f'rel="{relation}"' not in present):
            texts.append(f'<{address}>; rel="{relation}"')
    if texts:
        response["Link"] = ", ".join(texts)


def links_of_every_answer(request: HttpRequest | Request) -> dict[str, str]:
    """The schema that describes an answer of the API, and the licence of what it says."""
    return {
        "describedby": request.build_absolute_uri(reverse("api:schema")),
        "license": LICENCE_ADDRESS,
    }


class LinkHeaders(APIView):
    """Gives answers their `Link` header: to the pages around, the schema and the licence."""

    def finalize_response(  # type: ignore[override]
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        answer: HttpResponseBase = super().finalize_response(request, response, *args, **kwargs)
        if answer.status_code == 200 and request.method in {"GET", "HEAD"}:
            pages: dict[str, str | None] = getattr(
                getattr(self, "paginator", None), "links", dict
            )()
            fits = sum(len(address or "") for address in pages.values()) <= LONGEST
            add_links(answer, {**(pages if fits else {}), **links_of_every_answer(request)})
        return answer
