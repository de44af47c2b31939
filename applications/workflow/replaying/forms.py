"""Which versions of forms are published, and that they still ask what they asked then."""

from collections.abc import Iterator

from applications.log.digests import instant
from applications.log.problems import Problem
from applications.log.replaying import Replayed, compares, replays
from applications.models import FormVersion, LogEntry
from applications.workflow.row_digests import digest_of_form


def published(replayed: Replayed) -> dict[int, tuple[str, str]]:
    """When each version was published, and the digest of what it asked, by its key."""
    found: dict[int, tuple[str, str]] = replayed.others.setdefault("forms", {})
    return found


@replays("form:publish")
def publish(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    """A version is published once."""
    known, row = published(replayed), entry.contents["row"]
    if row in known:
        yield Problem("replay", f"version {row} was published already", entry.sequence)
    known[row] = instant(entry.at), entry.contents["form"]


@compares
def versions(replayed: Replayed) -> Iterator[Problem]:
    """Every version that the log tells of."""
    waiting = dict(published(replayed))
    rows = FormVersion.objects.filter(pk__in=list(waiting)).order_by("pk")
    rows = rows.prefetch_related("sections__questions", "document_kinds")
    for version in rows:
        at, digest = waiting.pop(version.pk)
        if version.published_at is None or instant(version.published_at) != at:
            told = f"published_at is {version.published_at}, by the log it is {at}"
            yield Problem("state", f"version {version.pk} of a form: {told}")
        if digest_of_form(version) != digest:
            told = "asks something else than when it was published"
            yield Problem("state", f"version {version.pk} of a form {told}")
    for row in sorted(waiting):
        yield Problem("state", f"version {row} of a form is published in the log, and not there")
