"""Uploads in parts: after a broken line the browser asks how much came, and goes on from there.

The protocol is the core of tus 1.0: `begin` is its POST, `append` its PATCH with an offset, and
`received` of the upload what HEAD answers. A part counts once it is wholly stored.
"""

import datetime
import tempfile
import uuid
from collections.abc import Callable
from typing import IO, Any

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.http import UnreadablePostError
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.documents.naming import clean_name
from applications.documents.receiving import (
    demand_bringing,
    demand_size,
    key_of_another,
    kind_of,
    most_bytes,
    receive,
)
from applications.documents.taken import NotTaken
from applications.models import Application, Upload, UploadPart
from applications.workflow.refusals import Conflict, NotAllowed

MOST_PART = 8_000_000
# Of one person in one file at a time.
MOST_UNFINISHED = 20
STEP = 1 << 16


class WrongOffset(Conflict):
    """A part that does not begin where the last one ended; `received` is where to go on."""

    def __init__(self, received: int) -> None:
        super().__init__(
            _("%(received)s bytes have come: go on from there.") % {"received": received},
            code="wrong-offset",
        )
        self.received = received


def begin(
    application: Application,
    kind: str,
    *,
    name: str,
    size: int,
    by: Any,
    client_key: uuid.UUID,
    at: datetime.datetime | None = None,
) -> Upload:
    """Announce a document of so many bytes; announced again by the same key, it is the same one.

    Raises a `Refusal` before anything is sent that would not be taken.
    """
    at = at or timezone.now()
    earlier = begun_before(application, client_key, by)
    if earlier is not None:
        return earlier
    asked = kind_of(application, kind)
    demand_bringing(application, asked, by, at)
    if size <= 0:
        raise NotTaken(_("The file is empty."), code="empty")
    demand_size(size, most_bytes(asked))
    unfinished = Upload.objects.filter(application=application, by=by, document=None)
    if unfinished.count() >= MOST_UNFINISHED:
        raise Conflict(
            _("Too many uploads are under way. Finish or stop one of them."),
            code="too-many-uploads",
        )
    try:
        with transaction.atomic():
            return Upload.objects.create(
                application=application,
                kind=asked.code,
                name=clean_name(name),
                size=size,
                client_key=client_key,
                by=by,
                begun_at=at,
                changed_at=at,
            )
    except IntegrityError as fault:
        # The same announcement was quicker, or somebody else's with the same key.
        earlier = begun_before(application, client_key, by)
        if earlier is None:
            raise key_of_another() from fault
        return earlier


def begun_before(application: Application, client_key: uuid.UUID, by: Any) -> Upload | None:
    upload = Upload.objects.filter(client_key=client_key).first()
    if upload and (upload.application_id, upload.by_id) != (application.pk, by.pk):
        raise key_of_another()
    return upload


def append(
    upload: Upload, offset: int, part: IO[bytes], *, by: Any, at: datetime.datetime | None = None
) -> Upload:
    """Store the bytes of an upload from an offset on; with the last of them it is a document.

    Of a part whose line breaks, what came is stored. `at` is when the request was received. Raises
    `WrongOffset`, and what `receive` raises: then the upload is over.
    """
    at = at or timezone.now()
    if upload.by_id != by.pk:
        raise NotAllowed(_("Somebody else has begun this upload."))
    upload.refresh_from_db()
    if offset != upload.received:
        raise WrongOffset(upload.received)
    if upload.received < upload.size:
        store_part(upload, part, at)
    return complete(upload, by=by, at=at)


def store_part(upload: Upload, part: IO[bytes], at: datetime.datetime) -> None:
    """Store what comes, and count it if nobody else was quicker. Raises `WrongOffset`."""
    offset, limit = upload.received, min(MOST_PART, upload.size - upload.received)
    with tempfile.SpooledTemporaryFile(max_size=STEP * 16) as came:
        size = copied(part.read, came, limit)
        if size > limit:
            raise NotTaken(_("More came than was announced."), code="more-than-announced")
        if not size:
            return
        came.seek(0)
        row = UploadPart(upload=upload, offset=offset, size=size)
        # Stored before the upload is locked: a slow line keeps nobody waiting.
        row.file.save("part", File(came), save=False)
    try:
        with transaction.atomic():
            current = Upload.objects.select_for_update().get(pk=upload.pk)
            if current.received != offset:
                raise WrongOffset(current.received)
            row.save(force_insert=True)
            current.received, current.changed_at = offset + size, at
            current.save(update_fields=["received", "changed_at"])
    except BaseException:
        row.file.delete(save=False)
        raise
    upload.received, upload.changed_at = current.received, at


def copied(read: Callable[[int], bytes], into: IO[bytes], limit: int) -> int:
    """Copy up to one byte more than the limit; return how many came before the end or a break."""
    size = 0
    while size <= limit:
        try:
            step = read(min(STEP, limit + 1 - size))
        except (UnreadablePostError, ConnectionError, TimeoutError):
            break
        if not step:
            break
        into.write(step)
        size += len(step)
    return size


def complete(upload: Upload, *, by: Any, at: datetime.datetime | None = None) -> Upload:
    """Make a document of an upload that is wholly there; doing it twice does it once.

    Raises what `receive` raises; the upload is then thrown away, except where the line is to blame.
    """
    if upload.received < upload.size or upload.document_id:
        return upload
    with tempfile.TemporaryFile() as whole:
        if not assembled(upload, whole):
            return completed_by_another(upload, by)
        try:
            document = receive(
                upload.application,
                upload.kind,
                whole,
                name=upload.name,
                by=by,
                client_key=upload.client_key,
                at=at,
            )
        except NotTaken:
            discard(upload, by=by)
            raise
    upload.document = document
    upload.save(update_fields=["document"])
    delete_parts(upload)
    return upload


def assembled(upload: Upload, whole: IO[bytes]) -> bool:
    """Write all parts of an upload behind each other; say whether none was missing."""
    try:
        for row in upload.parts.order_by("offset"):
            with row.file.open("rb") as stored:
                for step in stored.chunks():
                    whole.write(step)
    except FileNotFoundError:
        return False
    return whole.tell() == upload.size


def completed_by_another(upload: Upload, by: Any) -> Upload:
    """The upload, where another request made a document of it meanwhile.

    Raises `Conflict` where that document has been taken out again: the upload is then over.
    """
    upload.refresh_from_db()
    if upload.document_id is None:
        discard(upload, by=by)
        raise Conflict(
            _("The parts of this upload are no longer kept. Choose the file again."),
            code="parts-gone",
        )
    return upload


def discard(upload: Upload, *, by: Any) -> None:
    """Stop an upload, and throw away what came of it. Raises `NotAllowed` for anybody else's."""
    if upload.by_id != by.pk:
        raise NotAllowed(_("Somebody else has begun this upload."))
    delete_parts(upload)
    Upload.objects.filter(pk=upload.pk).delete()


def delete_parts(upload: Upload) -> None:
    for row in upload.parts.all():
        row.file.delete(save=False)
        row.delete()
