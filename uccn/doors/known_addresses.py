"""The address of the API that a wrong one probably meant."""

import functools
from contextlib import suppress

from django.urls import NoReverseMatch, get_resolver, get_urlconf, reverse

from uccn.doors.words import nearest

API = "/api/"
# No address of the API has more parts; what stands behind them is kept as it is.
MOST_PARTS = 4


@functools.cache
def _addresses(urlconf: str | None) -> list[str]:
    """Those that are named by no word of a row."""
    _prefix, resolver = get_resolver(urlconf).namespace_dict["api"]
    found = []
    for name in resolver.reverse_dict:
        with suppress(NoReverseMatch):
            if isinstance(name, str):
                found.append(reverse(f"api:{name}", urlconf))
    return sorted(set(found))


def meant(path: str) -> str:
    """The path with its mistyped beginning corrected; nothing where that is right or unlike any."""
    known = _addresses(get_urlconf())
    parts = path.strip("/").split("/")
    for count in range(min(len(parts), MOST_PARTS), 1, -1):
        head = f"/{'/'.join(parts[:count])}/"
        if head in known:
            return ""
        if right := nearest(head, known):
            rest = "".join(f"{part}/" for part in parts[count:])
            return right + rest
    return ""
