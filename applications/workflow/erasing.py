"""Erasing the contents of files without success, once the call's months are over.

The file itself, its acts and the digests of what was handed in stay: that it was there, what was
done with it, and whether a dossier that somebody holds is the one that was submitted. What people
wrote about it goes with it: see `forgetting`.
"""

import calendar
import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from applications.instants import in_zones
from applications.models import (
    Application,
    Decline,
    Endorsement,
    Receipt,
    Status,
    UploadPart,
)
from applications.models.documents import private_storage
from applications.preflight.clauses import RETENTION
from applications.workflow.acts import Act, Condition
from applications.workflow.forgetting import forget_words
from applications.workflow.refusals import Conflict, Refusal

WITHOUT_SUCCESS = (
    Status.DECLINED,
    Status.INELIGIBLE,
    Status.NOT_DESIGNATED,
    Status.WITHDRAWN,
)


def kept_until(application: Application) -> datetime.datetime | None:
    """When the contents may be erased; None where the call names no months, or nothing counts.

    The months begin with the last act on the file, or with the call's deadline if that is later.
    """
    months = application.call.retention_months
    last = application.status_changes.order_by("-pk").values_list("at", flat=True).first()
    known = [instant for instant in (last, application.call.deadline) if instant]
    if months is None or not known:
        return None
    return later_by(max(known), months)


def later_by(instant: datetime.datetime, months: int) -> datetime.datetime:
    """The same day so many months later, or the last day of a month that is too short."""
    years, month = divmod(instant.month - 1 + months, 12)
    year = instant.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return instant.replace(year=year, month=month + 1, day=min(instant.day, last))


def time_is_over(act: Act) -> Refusal | None:
    if act.application.erased_at is not None:
        return Conflict(_("The contents are erased already."), code="erased", clause=RETENTION)
    if act.application.review_requests.filter(outcome="").exists():
        return Conflict(
            _("A review of this file is not answered yet."), code="review-open", clause=RETENTION
        )
    until = kept_until(act.application)
    if until is None:
        return Conflict(
            _("This call does not say how long files are kept."), code="kept", clause=RETENTION
        )
    if act.at < until:
        return Conflict(
            _("The file is kept until %(until)s.") % {"until": in_zones(until, act.by.time_zone)},
            code="kept",
            clause=RETENTION,
        )
    return None


def erase_contents(act: Act) -> dict[str, Any]:
    """Erase answers with their revisions, documents, links, plan, invitations; count most of them.

    Everything that was written about the file is emptied, once the file says that it is erased.
    Stored files go once the transaction is committed, so that none is missed by a file that stays.
    """
    file = act.application
    Endorsement.objects.filter(application=file).update(letter=None)
    Decline.objects.filter(application=file).update(letter=None)
    parts = UploadPart.objects.filter(upload__application=file)
    stored = [row.file.name for rows in (file.documents.all(), parts) for row in rows]
    erased = {
        "answers": file.answers.count(),
        "documents": file.documents.count(),
        "links": file.links.count(),
    }
    file.answers.all().delete()
    file.uploads.all().delete()
    file.documents.all().delete()
    file.kept_texts.all().delete()
    file.links.all().delete()
    file.process_steps.all().delete()
    file.invitations.all().delete()
    Receipt.objects.filter(change__application=file).update(contents={})
    Application.objects.filter(pk=file.pk).update(erased_at=act.at)
    forget_words(file)
    for name in filter(None, stored):
        transaction.on_commit(partial(private_storage().delete, name), robust=True)
    return erased


TIME_IS_OVER = Condition(RETENTION, time_is_over)
