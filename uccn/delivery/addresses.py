"""Which addresses are public, told from the path alone."""

from django.conf import settings

# First parts of addresses, after the language, of pages that belong to a person.
OWN = frozenset({"account", "applications"})
# The same of all that is no public page or resource.
PRIVATE = OWN | {"admin", "static"}
# First part of the addresses of the cards that other sites show in frames of theirs.
CARDS = "embed"


def is_private(path: str) -> bool:
    """Whether a path of the site, with its language or without, is no public page or resource."""
    return _parts(path)[0] in PRIVATE


def is_own(path: str) -> bool:
    """Whether a path is that of a page which belongs to a person."""
    return _parts(path)[0] in OWN


def is_card(path: str) -> bool:
    """Whether a path is that of a card, which any other site may frame; `/embed/` itself is not."""
    parts = _parts(path)
    return parts[0] == CARDS and bool(parts[1])


def _parts(path: str) -> tuple[str, str]:
    """The first two parts of a path, without its language."""
    # The path of `OPTIONS *` has no stroke.
    parts = path.split("/", 4)[1:4] or [""]
    if parts[0] in dict(settings.LANGUAGES):
        parts = parts[1:]
    return (*parts, "", "")[0], (*parts, "", "")[1]
