"""The answers that this process keeps: whole, of one moment, and no more bytes than it was given.

Nothing in here decides whether an answer may be kept; `public_answers` does.
"""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse

from uccn.delivery.compression import PLAIN, SHORTEST, compress, decompress, encoding_for
from uccn.delivery.etags import OF_THE_BODY
from uccn.delivery.variation import read

# About what Python takes for the parts of an entry, besides their text.
OVERHEAD = 2_000
# An answer may take this part of all the bytes: one large file does not drive out everything else.
LARGEST_PART = 16

# By lower-case name: the name as it is written, and the value.
Headers = dict[str, tuple[str, str]]


class KeptAnswer(HttpResponse):
    """A response whose headers were checked when they were first written, and are not again."""

    def __init__(self, status: int, headers: Headers, body: bytes) -> None:
        super().__init__(body, status=status)
        # What comes before this in the stack may add its own; the entry's stay as they are.
        self.headers._store = headers.copy()  # noqa: SLF001


class Entry:
    """One answer: its headers, its body in each encoding that was asked for, and whose it is.

    Bodies are made from each other when they are first asked for, so that most entries hold one
    compressed body and nothing else.
    """

    def __init__(self, headers: Headers, body: bytes, is_text: bool, view: str) -> None:
        self.tag = headers["etag"][1]
        self.view = view
        self.is_text = is_text and len(body) >= SHORTEST
        self.without_body = {
            name: header for name, header in headers.items() if name not in OF_THE_BODY
        }
        self.headers = {
            name: header
            for name, header in headers.items()
            if name not in {"content-length", "content-encoding"}
        }
        self.bodies: dict[str, tuple[Headers, bytes]] = {}
        self.plain: bytes | None = body

    def encoding(self, request: HttpRequest) -> str:
        """The encoding that a request gets."""
        return encoding_for(request) if self.is_text else PLAIN

    def body(self, encoding: str) -> tuple[Headers, bytes]:
        """The headers and the body in an encoding."""
        made = self.bodies.get(encoding)
        if made is None:
            body = compress(self._plain(), encoding)
            headers = {**self.headers, "content-length": ("Content-Length", str(len(body)))}
            if encoding:
                headers["content-encoding"] = ("Content-Encoding", encoding)
            made = self.bodies[encoding] = headers, body
            self.plain = None
        return made

    def _plain(self) -> bytes:
        if (plain := self.plain) is not None:
            return plain
        encoding, (_headers, body) = next(iter(self.bodies.items()))
        return decompress(body, encoding)

    @property
    def size(self) -> int:
        """About the bytes that it takes."""
        texts = sum(len(value) for _name, value in self.headers.values())
        # A copy: another thread may be adding one.
        bodies = tuple(self.bodies.values())
        return OVERHEAD + texts + sum(len(body) for _headers, body in bodies)


@dataclass
class Slot:
    """What is kept of one address: the headers that it varies on, and an entry for each reading."""

    varied: tuple[str, ...]
    entries: dict[tuple[str, ...], Entry] = field(default_factory=dict)
    size: int = 0


class Shelf:
    """The answers of one moment, the ones asked for least recently given up for new ones."""

    def __init__(self, moment: str, most_bytes: int) -> None:
        self.moment = moment
        self.most_bytes = most_bytes
        self.size = 0
        self.slots: OrderedDict[Hashable, Slot] = OrderedDict()
        self.lock = threading.Lock()

    def find(self, address: Hashable, request: HttpRequest) -> Entry | None:
        """The entry that answers a request to an address, if there is one."""
        with self.lock:
            slot = self.slots.get(address)
            if slot is None:
                return None
            self.slots.move_to_end(address)
        return slot.entries.get(read(request, slot.varied))

    def put(
        self, address: Hashable, request: HttpRequest, varied: tuple[str, ...], entry: Entry
    ) -> None:
        """Keep the answer to a request, which varies on the named headers of it."""
        if entry.size * LARGEST_PART > self.most_bytes:
            return
        with self.lock:
            slot = self.slots.get(address)
            if slot is None or slot.varied != varied:
                # A new one, as somebody may be reading in the old one at this moment.
                self.size -= slot.size if slot else 0
                slot = self.slots[address] = Slot(varied)
            slot.entries[read(request, varied)] = entry
            self._weigh(address)

    def weigh(self, address: Hashable) -> None:
        """Count the bytes of an address anew, and make room for them."""
        with self.lock:
            self._weigh(address)

    def _weigh(self, address: Hashable) -> None:
        if slot := self.slots.get(address):
            size = sum(entry.size for entry in slot.entries.values())
            self.size += size - slot.size
            slot.size = size
        while self.size > self.most_bytes:
            _address, oldest = self.slots.popitem(last=False)
            self.size -= oldest.size


class KeptAnswers:
    """The shelf of the present moment. When a new one begins, the old one is let go whole."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.shelf = Shelf("", most_bytes)

    def at(self, moment: str) -> Shelf:
        """The shelf of a moment.

        Whoever still holds an older shelf may fill it on: nobody will look there again.
        """
        shelf = self.shelf
        if shelf.moment != moment:
            shelf = self.shelf = Shelf(moment, self.most_bytes)
        return shelf
