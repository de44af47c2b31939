"""One request, one answer."""

from dataclasses import dataclass
from http.client import HTTPConnection


@dataclass(frozen=True)
class Answer:
    """What a server said; names of headers are in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(port: int, path: str, headers: dict[str, str]) -> Answer:
    """The answer of a server on this machine, over a connection of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=300)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        named = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, named, response.read())
    finally:
        connection.close()
