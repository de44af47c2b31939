"""What no test may do unseen: ask another host, or print a variable that does not exist."""

import socket
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.base import Node


def forbid_other_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let sockets of this process reach this machine only."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not is_loopback(address[0]):
            pytest.fail(f"A test tried to reach {address[0]}.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class UndefinedVariable(str):
    """Stands for Django's `string_if_invalid`, and fails where one of our own templates is at work.

    Django asks for its truth before anything else: false, it is the empty text that templates of
    other projects count on (the admin's print variables that they do not set), with every filter
    applied. True, Django looks for `%s` in it and formats it with the variable's name.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        return own_template() is not None

    def __contains__(self, text: object) -> bool:
        return text == "%s" or super().__contains__(str(text))

    def __mod__(self, variable: object) -> str:
        template = own_template()
        if template:
            pytest.fail(f"{template} prints {variable}, which is not defined.")
        return ""


def own_template() -> str | None:
    """The template in our own templates/ that is being rendered by the calling code, if any."""
    frame = sys._getframe(1)
    while frame:
        node = frame.f_locals.get("self")
        if frame.f_code.co_name == "render_annotated" and isinstance(node, Node):
            origin = getattr(node, "origin", None)
            if origin is None or not Path(origin.name).is_relative_to(settings.BASE_DIR):
                return None
            path = Path(origin.name).relative_to(settings.BASE_DIR)
            return str(path) if path.parts[0] == "templates" else None
        frame = frame.f_back
    return None
