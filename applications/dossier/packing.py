"""Packing an archive whose bytes follow from what is in it and nothing else, in bounded memory."""

import datetime
import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO

from django.core.files.base import File

SUMS = "SHA256SUMS"
STEP = 1 << 16
# The first instant that an archive can tell.
EARLIEST = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)


class Packing:
    """An archive that is being written, and the digest of each of its files.

    All files bear the same instant. Nothing is compressed: photographs and PDF are already, and
    programs differ in how they do it.
    """

    def __init__(self, archive: zipfile.ZipFile, at: datetime.datetime) -> None:
        self.archive, self.at = archive, max(at.astimezone(datetime.UTC), EARLIEST)
        self.sums: list[tuple[str, str]] = []

    def put(self, name: str, contents: bytes) -> None:
        self.archive.writestr(self.entry(name), contents)
        self.sums.append((hashlib.sha256(contents).hexdigest(), name))

    def put_steps(self, name: str, steps: Iterable[bytes]) -> None:
        """A file that comes in steps, such as lines."""
        digest = hashlib.sha256()
        with self.archive.open(self.entry(name), "w") as out:
            for step in steps:
                digest.update(step)
                out.write(step)
        self.sums.append((digest.hexdigest(), name))

    def put_stored(self, name: str, stored: File) -> None:
        self.put_steps(name, stored.chunks(STEP))

    def entry(self, name: str) -> zipfile.ZipInfo:
        at = self.at
        info = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
        info.external_attr = 0o644 << 16
        info.create_system = 3
        return info

    def close(self) -> None:
        """Put the list of digests at the end, as `sha256sum --check` reads it."""
        lines = "".join(f"{digest}  {name}\n" for digest, name in self.sums)
        self.archive.writestr(self.entry(SUMS), lines.encode())


@contextmanager
def packing(into: IO[bytes], at: datetime.datetime) -> Iterator[Packing]:
    """An archive to be filled; it is whole once the block is left."""
    with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as archive:
        packed = Packing(archive, at)
        yield packed
        packed.close()
