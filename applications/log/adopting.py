"""Taking the acts from before the log into it, in their order."""

import secrets
from typing import Any

from django.utils import timezone

from applications.log.recording import SALT_BYTES, append, salted
from applications.log.status_changes import described, kind_of


def adopt(changes: Any, entries: type[Any], heads: type[Any], salts: type[Any]) -> int:
    """Write an entry for each row of the trails, oldest first, and say how many there were.

    `changes` are the rows, the others the models, such as a migration has them. An entry is
    recorded now and received when the act was, which tells it from one that was written with it.
    """
    ordered = changes.select_related("application", "receipt").order_by("pk")
    number = 0
    for change in ordered.iterator(chunk_size=500):
        salt = secrets.token_hex(SALT_BYTES) if change.reason else None
        entry = entries(
            kind=kind_of(change),
            call_id=change.application.call_id,
            application_id=change.application_id,
            by_id=change.by_id,
            act=change.number,
            at=change.at,
            recorded_at=timezone.now(),
            contents=described(change) | {"reason": salted(change.reason, salt)},
        )
        append(entry, heads)
        if salt:
            salts.objects.create(entry=entry, name="reason", salt=salt)
        number += 1
    return number
