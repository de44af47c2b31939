"""Whether the log is whole: every entry as it was written, none missing, none added, none moved."""

from collections.abc import Iterable, Iterator

from applications.log.comparing import acts_without_an_entry, disagreements
from applications.log.digests import NO_ENTRY, Head, format_of
from applications.log.problems import Problem
from applications.log.snapshot import one_state
from applications.models import LogEntry, LogHead, PublishedHead

AT_ONCE = 500


def verify(known_head: Head | None = None) -> Iterator[Problem]:
    """What is wrong with the log, read from its beginning; nothing if nothing is.

    `known_head` is one that somebody noted: the log must still lead through it, as it must through
    every published one. Entries are read in parts, so that a long log takes no more memory.
    """
    with one_state():
        yield from _verify(known_head)


def _verify(known_head: Head | None) -> Iterator[Problem]:
    awaited = Awaited(known_head)
    last = NO_ENTRY
    yield from awaited.at(last)
    for entries in parts():
        for entry in entries:
            yield from chained(entry, last)
            last = Head(entry.sequence, entry.digest)
            yield from awaited.at(last)
        yield from disagreements(entries)
    yield from awaited.missing()
    yield from head_row(last)
    yield from acts_without_an_entry()


def parts() -> Iterator[list[LogEntry]]:
    """All entries in their order, some hundreds at a time."""
    part: list[LogEntry] = []
    for entry in LogEntry.objects.order_by("sequence").iterator(chunk_size=AT_ONCE):
        part.append(entry)
        if len(part) == AT_ONCE:
            yield part
            part = []
    yield part


def chained(entry: LogEntry, last: Head) -> Iterator[Problem]:
    """What keeps the entry from following the last one."""
    expected = (last.sequence or 0) + 1
    if entry.sequence != expected:
        missing = f"{expected} to {entry.sequence - 1}"
        yield Problem("gap", f"before it, entries {missing} are missing", entry.sequence)
    if entry.previous != last.digest:
        yield Problem(
            "predecessor", "the digest before it is not that of the entry before", entry.sequence
        )
    if format_of(entry) is None:
        yield Problem("digest", "its digest is not that of what it says", entry.sequence)


class Awaited:
    """The heads that the log must lead through: those that were published, and a known one."""

    def __init__(self, known_head: Head | None) -> None:
        published = PublishedHead.objects.order_by("date").values_list("sequence", "digest")
        self.digests: dict[int, set[str]] = {}
        for sequence, digest in published.iterator():
            self.digests.setdefault(sequence, set()).add(digest)
        self.anywhere = ""
        if known_head is not None and known_head.sequence is None:
            self.anywhere = known_head.digest
        elif known_head is not None:
            self.digests.setdefault(known_head.sequence or 0, set()).add(known_head.digest)

    def at(self, head: Head) -> Iterator[Problem]:
        """What was known of the entry, and is not so any more."""
        if head.digest == self.anywhere:
            self.anywhere = ""
        for digest in sorted(self.digests.pop(head.sequence or 0, ())):
            if digest != head.digest:
                yield Problem("head", f"it was known as {digest}", head.sequence)

    def missing(self) -> Iterator[Problem]:
        """What was known and is not there."""
        for sequence, digests in sorted(self.digests.items()):
            told = ", ".join(sorted(digests))
            yield Problem("tail", f"it is missing, and was known as {told}", sequence)
        if self.anywhere:
            yield Problem("head", f"no entry has the digest {self.anywhere}")


def head_row(last: Head) -> Iterator[Problem]:
    """Whether the row of the head names the last entry."""
    heads: Iterable[tuple[int, str]] = LogHead.objects.filter(pk=1).values_list(
        "sequence", "digest"
    )
    kept = next((Head(*head) for head in heads), NO_ENTRY)
    if kept != last:
        yield Problem(
            "head-row", f"the log ends with {last.sequence}, its head says {kept.sequence}"
        )
