"""The revision of the public record: one number that rises with every committed change of it.

Whoever keeps something that was made from the record (an `ETag`, a cached response, an index in
memory) reads the revision first, by `current()` and outside of any transaction that writes, and the
record after it, on the same database; what was made is then good for that revision and for no
later one. Read the other way round, old data would be kept under a new number.

The number rises by one or by more, and may rise although nothing changed: compare it, never count
with it.
"""

import datetime
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import F
from django.utils import timezone

from cities.models import Revision
from cities.record.outbox import begin_anew

PATIENCE = datetime.timedelta(seconds=10)


class RevisionStamp(NamedTuple):
    """A state of the public record. Numbers of different epochs cannot be compared."""

    epoch: str
    number: int
    changed_at: str = ""

    @property
    def instant(self) -> datetime.datetime | None:
        """When the number rose last, by the clock of the database; None where nobody knows."""
        return datetime.datetime.fromisoformat(self.changed_at) if self.changed_at else None


class RevisionUnknown(Exception):
    """The revision cannot be told, because its row is missing or its triggers are away.

    They are away on SQLite while migrations run, and after migrations that failed.
    """


def current(using: str = DEFAULT_DB_ALIAS) -> RevisionStamp:
    """The revision that the record has now, by one query.

    Raises `RevisionUnknown`, and the errors of the database.
    """
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT epoch, number, changed_at FROM revision WHERE id = 1")
        row = cursor.fetchone()
    if row is None or not row[0]:
        raise RevisionUnknown
    return RevisionStamp(*row)


@contextmanager
def public_change(
    using: str = DEFAULT_DB_ALIAS, patience: datetime.timedelta = PATIENCE
) -> Iterator[None]:
    """A transaction that changes the public record: one at a time, in the order of the revision.

    Verbs that lock rows of the record before they write take this lock first; two of them would
    otherwise wait for each other, since every write locks the revision. On SQLite the transaction
    itself is that lock. Raises `OperationalError` when another change lasts longer than `patience`
    (on SQLite: than the time limit of the connection).
    """
    connection = connections[using]
    with transaction.atomic(using=using):
        if connection.vendor == "postgresql":
            milliseconds = round(patience.total_seconds() * 1000)
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{milliseconds}ms"])
                cursor.execute("SELECT id FROM revision WHERE id = 1 FOR NO KEY UPDATE")
        yield


def new_epoch(using: str = DEFAULT_DB_ALIAS) -> RevisionStamp:
    """Begin a new epoch: whatever was kept from the record so far is good no longer.

    Copies begin anew, too, and are told of every object that there is.

    For the cases that the triggers cannot see: a restored or replaced database, and data loaded
    while triggers were off.
    """
    epoch = secrets.token_hex(8)
    revisions = Revision.objects.using(using)
    changed_at = timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    with transaction.atomic(using=using):
        if not revisions.filter(pk=1).update(
            epoch=epoch, number=F("number") + 1, changed_at=changed_at
        ):
            revisions.create(pk=1, epoch=epoch, number=1, changed_at=changed_at)
        begin_anew(using)
        return RevisionStamp(*revisions.values_list("epoch", "number", "changed_at").get(pk=1))
