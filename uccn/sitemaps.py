"""The map of the site for search engines: every public page once in each language."""

import datetime
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils.functional import cached_property

from applications.models import Call
from cities.models import City, Country, Source
from cities.pages.statistics.figures import FIGURES
from cities.record import last_changes
from fields.models import CreativeField

# Each entry names its page in six languages, so that a file of so many entries has some megabytes.
ENTRIES = 3000

PAGES = (
    "home", "cities:cities", "cities:map", "cities:fields", "cities:countries",
    "cities:statistics", "cities:compare", "cities:claims", "cities:claim-list", "cities:sources",
    "cities:statements", "applications:calls", "cities:downloads", "embed", "about", "credits",
    "privacy", "accessibility", "contact",
)  # fmt: skip

Thing = tuple[int, str]


class Section(Sitemap):
    """Pages of one kind: each in every language, with the addresses of the other languages."""

    i18n = True
    alternates = True
    x_default = True
    limit = ENTRIES


class Pages(Section):
    """The pages that are there once. They show so much that no one date is theirs."""

    def items(self) -> tuple[str, ...]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)


class Figures(Section):
    """The pages of the statistics, each of one figure."""

    def items(self) -> list[str]:
        return list(FIGURES)

    def location(self, item: str) -> str:
        return reverse("cities:figure", args=[item])


class Things(Section):
    """The pages of one kind of thing, with the day on which what they show was last changed.

    A thing is its key in the database and the word that names it in its address.
    """

    def __init__(
        self, name: str, things: Callable[[], Any], changes: Callable[[], dict[int, Any]]
    ) -> None:
        super().__init__()
        self.name, self.things, self.changes = name, things, changes

    def items(self) -> list[Thing]:
        return list(self.things())

    @cached_property
    def last_changes(self) -> dict[int, datetime.datetime]:
        return self.changes()

    def lastmod(self, item: Thing) -> datetime.datetime | None:
        return self.last_changes.get(item[0])

    def location(self, item: Thing) -> str:
        return reverse(self.name, args=[str(item[1]).lower()])


SECTIONS: dict[str, Callable[[], Section]] = {
    "pages": Pages,
    "figures": Figures,
    "cities": partial(
        Things,
        "cities:city",
        lambda: City.objects.ever_members().order_by("number").values_list("pk", "slug"),
        last_changes.of_cities,
    ),
    "countries": partial(
        Things,
        "cities:country",
        lambda: Country.objects.order_by("code").values_list("pk", "code"),
        last_changes.of_countries,
    ),
    "fields": partial(
        Things,
        "cities:field",
        lambda: CreativeField.objects.values_list("pk", "slug"),
        last_changes.of_fields,
    ),
    "sources": partial(
        Things,
        "cities:source",
        lambda: Source.objects.order_by("pk").values_list("pk", "key"),
        last_changes.of_sources,
    ),
    "calls": partial(
        Things,
        "applications:call",
        lambda: Call.objects.order_by("year").values_list("pk", "year"),
        partial(last_changes.of, Call),
    ),
}
