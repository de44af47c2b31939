"""Handing the record of a file out: an act of its own, which the log tells with what was given."""

import datetime
import hashlib
from typing import IO, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.audit.archive import write_record
from applications.audit.sight import Sight, hands_out
from applications.dossier.packing import STEP
from applications.log import record
from applications.models import Application, LogEntry
from applications.workflow.refusals import NotAllowed

HAND_OUT = "audit:hand-out"


def hand_out(
    file: Application, into: IO[bytes], *, by: Any, at: datetime.datetime | None = None
) -> LogEntry:
    """Write the record of the file for an auditor, as far as the person's parts allow.

    The log gets the digest of the archive, so that it can be shown later what was given. Raises
    `NotAllowed` for whoever is neither of the Secretariat nor of the Director-General's office.
    """
    if not hands_out(by):
        raise NotAllowed(_("Only the Secretariat and the Director-General’s office do this."))
    sight = Sight.of(by)
    write_record(file, into, sight)
    digest = digest_of_stream(into)
    with transaction.atomic():
        return record(
            HAND_OUT,
            by=by,
            at=at or timezone.now(),
            application=file,
            archive=digest,
            ranks=sight.ranks,
            decisions=sight.decisions,
        )


def digest_of_stream(made: IO[bytes]) -> str:
    """The SHA-256 of what was written, which stands at its beginning afterwards."""
    made.seek(0)
    digest = hashlib.sha256()
    while step := made.read(STEP):
        digest.update(step)
    made.seek(0)
    return digest.hexdigest()
