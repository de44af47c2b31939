"""Where a request comes from, as far as it can be believed."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# A household or an office is given so many bits of an IPv6 address, and chooses the rest freely.
IPV6_BITS = 64


def client_address(request: HttpRequest) -> str:
    """The network address by which an anonymous reader is counted; an IPv6 address by its /64.

    Each of our own proxies appends the address of whoever asked it to `X-Forwarded-For`, so that as
    many entries from the end can be believed as there are proxies. What stands before them was sent
    by the client, who may write there what it likes.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    proxies = settings.TRUSTED_PROXIES
    noted = request.META.get("HTTP_X_FORWARDED_FOR", "")
    passed = noted.rsplit(",", proxies)[-proxies:] if proxies else []
    # Fewer entries than proxies: whoever asked stands between them, and the first is theirs.
    address = _read(passed[0]) if passed else None
    return _counted_as(address or _read(peer)) or peer


def _read(text: str) -> IPv4Address | IPv6Address | None:
    """An address as proxies write it: with a port or without, IPv6 in brackets or without."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address


def _counted_as(address: IPv4Address | IPv6Address | None) -> str:
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address), IPV6_BITS), strict=False))
    return str(address or "")
