"""What will go: resources, parameters and members that are deprecated, said long before.

A resource names them in `deprecated`, `deprecated_parameters` and `deprecated_members`. Answers
that use one of them then carry `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and links to what
takes its place, and the schema marks it.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import http_date
from rest_framework.request import Request
from rest_framework.views import APIView

from uccn.doors.link_headers import add_links

# So long at least what is deprecated stays.
LEAST_NOTICE = datetime.timedelta(days=365)


@dataclass(frozen=True)
class Deprecation:
    """Since when something is deprecated, from when on it may be gone, and what to use instead.

    `successor` is an address, absolute or below this portal. Raises `ValueError` where partners
    would have less than a year.
    """

    since: datetime.date
    sunset: datetime.date | None = None
    successor: str = ""
    explanation: str = ""

    def __post_init__(self) -> None:
        if self.sunset and self.sunset - self.since < LEAST_NOTICE:
            raise ValueError("What is deprecated stays for a year at least.")

    @property
    def sentence(self) -> str:
        """What the schema says of it."""
        parts = [
            f"Deprecated since {self.since}.",
            f"It may be gone from {self.sunset} on." if self.sunset else "",
            f"Use {self.successor} instead." if self.successor else "",
            self.explanation,
        ]
        return " ".join(part for part in parts if part)


class Deprecating(APIView):
    """Says of an answer which deprecated parts of the API it rests on."""

    deprecated: ClassVar[Deprecation | None] = None
    deprecated_parameters: ClassVar[Mapping[str, Deprecation]] = {}
    deprecated_members: ClassVar[Mapping[str, Deprecation]] = {}

    def finalize_response(  # type: ignore[override]
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        answer: HttpResponseBase = super().finalize_response(request, response, *args, **kwargs)
        if deprecations := self._used(request):
            announce(answer, deprecations, request.build_absolute_uri(reverse("api:docs")))
        return answer

    def _used(self, request: Request) -> list[Deprecation]:
        """What of the deprecated this request asks for; it may not want a deprecated member."""
        wanted = request.query_params.get("fields", "").strip()
        names = {path.strip().partition(".")[0] for path in wanted.split(",")} if wanted else None
        return [
            *([self.deprecated] if self.deprecated else []),
            *(
                one
                for name, one in self.deprecated_parameters.items()
                if name in request.query_params
            ),
            *(
                one
                for name, one in self.deprecated_members.items()
                if names is None or name in names
            ),
        ]


def announce(
    response: HttpResponseBase, deprecations: Sequence[Deprecation], documentation: str
) -> None:
    """Give an answer the headers of deprecations: of several the earliest days, and all links."""
    since = min(one.since for one in deprecations)
    response["Deprecation"] = f"@{int(_midnight(since))}"
    ends = [one.sunset for one in deprecations if one.sunset]
    if ends:
        response["Sunset"] = http_date(_midnight(min(ends)))
    add_links(response, {"deprecation": documentation})
    for one in deprecations:
        add_links(response, {"successor-version": one.successor}, several=True)


def _midnight(day: datetime.date) -> float:
    return datetime.datetime.combine(day, datetime.time(), tzinfo=datetime.UTC).timestamp()
