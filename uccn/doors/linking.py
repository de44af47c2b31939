"""Where a row of the API stands, its page in the portal, and what belongs to it.

Rows themselves know no addresses: they are the same for pages, files and API. The door gives each
of them a member `links` on the way out, always with the same names; what a row does not have is
null. The addresses bear no day: whoever asks for a past one adds `as_of`.
"""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override
from rest_framework import serializers

Row = dict[str, Any]

# Stands in an address where the word of a row goes: slugs, codes and years may look like this.
ANY_WORD = "9999"


@dataclass(frozen=True)
class Roots:
    """Where the portal stands as the request knows it, and where its API begins."""

    site: str
    api: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Roots":
        site = request.build_absolute_uri("/").removesuffix("/")
        return cls(site, site + reverse("api:api-root"))


@functools.cache
def _parts(view: str, language: str) -> tuple[str, str]:
    with override(language):
        before, after = reverse(view, args=[ANY_WORD]).split(ANY_WORD)
    return before, after


def page(view: str, word: Any, language: str = settings.LANGUAGE_CODE) -> str:
    """The address of a page that is named by one word; a list resolves the page only once.

    The API speaks English, and so do the pages to which it leads.
    """
    before, after = _parts(view, language)
    return f"{before}{word}{after}"


@dataclass(frozen=True)
class Linking:
    """The links of one kind of row.

    `itself` and `related` give addresses below the root of the API (none: there is none), `page`
    one below that of the portal.
    """

    name: str
    itself: Callable[[Row], str]
    page: Callable[[Row], str] | None = None
    related: Mapping[str, Callable[[Row], str | None]] = field(default_factory=dict)

    def linked(self, row: Row, roots: Roots) -> Row:
        """The row with its links, all of them absolute."""
        links: dict[str, str | None] = {"self": roots.api + self.itself(row)}
        if self.page is not None:
            links["page"] = roots.site + self.page(row)
        for name, address in self.related.items():
            path = address(row)
            links[name] = None if path is None else roots.api + path
        return {**row, "links": links}

    def serializer(self) -> serializers.Serializer:
        """The links as the schema describes them."""
        always = {"self": "This row, at its permanent address.", "page": "Its page in the portal."}
        names = ["self", *(["page"] if self.page is not None else []), *self.related]
        fields = {
            name: serializers.URLField(
                allow_null=name not in always, help_text=always.get(name, "In this API.")
            )
            for name in names
        }
        kind = type(f"{self.name}LinksSerializer", (serializers.Serializer,), fields)
        return cast("serializers.Serializer", kind())
