"""The entries of one file, each with what it follows and what follows it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from applications.models import Application, LogEntry


@dataclass(frozen=True)
class Link:
    """An entry between its neighbours: their digests are what shows that it is in the chain.

    `following` is the entry whose `previous` is this one's digest; none for the last entry.
    """

    entry: LogEntry
    following: str | None


def entries_of(application: Application) -> Iterator[Link]:
    """The entries of a file in their order, as they are read."""
    after = LogEntry.objects.filter(previous=OuterRef("digest")).values("digest")
    entries = LogEntry.objects.filter(application=application).order_by("sequence")
    for entry in entries.annotate(following=Subquery(after[:1])).iterator():
        yield Link(entry, entry.following)
