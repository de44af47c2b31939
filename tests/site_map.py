"""The public pages, walked from the site map, so that a new page is tested the day it is added."""

from collections.abc import Iterator

from django.urls import URLPattern, get_resolver, reverse
from django.urls.resolvers import LocalePrefixPattern

from uccn.delivery.addresses import is_private

# What stands in the places of an address that are not fixed.
EXAMPLES = {
    "cities:field": {"slug": "music"},
    "cities:city": {"slug": "norrkoping"},
    "cities:country": {"code": "se"},
    "cities:figure": {"figure": "growth"},
    "applications:call": {"year": 2017},
}
# What speaks the languages too and is no page of the portal: lists and figures as files, answers to
# programs, pictures, and the cards that stand in other sites' pages.
NO_PAGES = {
    "cities:download", "cities:figure-file", "record",
    "manifest", "opensearch", "cities:suggestions", "cities:embed-city", "cities:embed-count",
    "cities:picture", "cities:city-picture", "cities:field-picture", "cities:feed-of-members",
    "cities:feed-of-field", "cities:feed-of-country", "cities:feed-of-changes",
}  # fmt: skip


def public_pages(examples: dict, patterns=None, namespace: str = "") -> Iterator[tuple[str, str]]:
    """Name and address of every page under the languages, with `examples` beside `EXAMPLES`."""
    if patterns is None:
        (under_languages,) = (
            resolver
            for resolver in get_resolver().url_patterns
            if isinstance(resolver.pattern, LocalePrefixPattern)
        )
        patterns = under_languages.url_patterns
    for pattern in patterns:
        if is_private(f"/{pattern.pattern}"):
            continue
        if not isinstance(pattern, URLPattern):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from public_pages(examples, pattern.url_patterns, namespace + inner)
            continue
        name = f"{namespace}{pattern.name}"
        if name in NO_PAGES:
            continue
        address = reverse(name, kwargs={**EXAMPLES, **examples}.get(name, {}))
        if not is_private(address):
            yield name, address
