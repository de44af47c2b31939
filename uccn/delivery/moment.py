"""The moment of the record: all that decides on a public answer besides the request itself.

It is learnt before anything else is read, so that what is made within a moment may be newer than
it, never older.
"""

import datetime
import functools
from bisect import bisect_right
from itertools import chain
from typing import NamedTuple

from django.db import Error, connection
from django.utils import timezone

from applications.models import Call
from cities.record.revision import RevisionStamp, RevisionUnknown, current
from uccn.delivery.release import release


class Moment(NamedTuple):
    """A state of the record at a time. Two answers of the same name are equally good."""

    stamp: RevisionStamp
    name: str


def now() -> Moment | None:
    """The moment as of now, by one query, or None while it cannot be told.

    Never inside a transaction: what it has written may yet be taken back, and another change then
    be given the number that was seen here.
    """
    if connection.in_atomic_block:
        return None
    connection.close_if_unusable_or_obsolete()
    # The query tells whether a connection that was kept still works; to ask before it would double
    # what an answer from memory costs.
    connection.health_check_done = True  # type: ignore[attr-defined]
    found = _read()
    if found is None and connection.connection is None:
        # The server closed the connection, and the next one may work.
        found = _read()
    if found is None:
        return None
    stamp, dates = found
    time = timezone.now()
    begun = bisect_right(dates, time)
    return Moment(stamp, f"{stamp.epoch} {stamp.number} {time.date()} {begun} {release()}")


def _read() -> tuple[RevisionStamp, tuple[datetime.datetime, ...]] | None:
    try:
        stamp = current()
        return stamp, instants(stamp)
    except RevisionUnknown:
        return None
    except Error:
        # The view may need no database; if it does, let it begin with a new connection.
        connection.close_if_unusable_or_obsolete()
        return None


@functools.lru_cache(maxsize=1)
def instants(_stamp: RevisionStamp) -> tuple[datetime.datetime, ...]:
    """When the record changes by itself within a day, in order: calls open and close."""
    dates = chain.from_iterable(Call.objects.values_list("opens_at", "deadline"))
    return tuple(sorted(date for date in dates if date))
