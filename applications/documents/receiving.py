"""Taking a document into a file, and out of it again."""

import datetime
import hashlib
import uuid
from typing import IO, Any

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.documents.naming import clean_name
from applications.documents.recognising import STEP, recognise
from applications.documents.taken import NotTaken, Recognised
from applications.models import (
    Application,
    Document,
    DocumentKind,
    FormVersion,
    Provider,
    Status,
)
from applications.permissions import acts_for
from applications.preflight.enclosing import MEGABYTE, in_words
from applications.workflow.refusals import Conflict, NotAllowed
from applications.writing import demand_writing, locked

# For kinds of documents that name no limit of their own.
MOST_MEGABYTES = 20


def receive(
    application: Application,
    kind: str,
    file: IO[bytes],
    *,
    name: str,
    by: Any,
    client_key: uuid.UUID | None = None,
    caption: str = "",
    credit: str = "",
    at: datetime.datetime | None = None,
) -> Document:
    """Recognise a file, store it privately and make it a document of the candidature.

    The same contents for the same kind, or the same `client_key`, are the same document. `at` is
    when the request was received. Raises a `Refusal`: `NotAllowed`, `Late`, `Conflict` where there
    are as many as the call takes, `NotTaken` for what the file is.
    """
    at = at or timezone.now()
    asked = kind_of(application, kind)
    demand_bringing(application, asked, by, at)
    size, digest = measured(file, most_bytes(asked))
    found = recognise(file)
    demand_type(asked, found)
    document = Document(
        application=application,
        kind=asked.code,
        original_name=clean_name(name, found.type),
        size=size,
        sha256=digest,
        recognised_type=found.type,
        width=found.width,
        height=found.height,
        pages=found.pages,
        caption=caption[:300],
        credit=credit[:200],
        client_key=client_key,
        uploaded_by=by,
        uploaded_at=at,
    )
    earlier = same_as(document)
    if earlier is not None:
        return earlier
    # Stored before the file is locked: a slow disk keeps nobody waiting.
    document.file.save(document.original_name, File(file), save=False)
    try:
        with transaction.atomic():
            taken = take_in(document, asked, by, at)
    except IntegrityError as fault:
        document.file.delete(save=False)
        raise key_of_another() from fault
    except BaseException:
        document.file.delete(save=False)
        raise
    if taken is not document:
        document.file.delete(save=False)
    return taken


def take_in(document: Document, asked: DocumentKind, by: Any, at: datetime.datetime) -> Document:
    """The document as a row of its file, or the one that another request made of the same file."""
    application = locked(document.application)
    earlier = same_as(document)
    if earlier is not None:
        return earlier
    demand_bringing(application, asked, by, at)
    if application.documents.filter(kind=asked.code).count() >= asked.at_most:
        raise Conflict(
            _("“%(kind)s”: %(number)s are there already. Take one out before you bring another.")
            % {"kind": asked.title, "number": asked.at_most},
            code="too-many-documents",
        )
    document.save(force_insert=True)
    return document


def same_as(document: Document) -> Document | None:
    """The document that this one is already. Raises `Conflict` for another's key."""
    documents = document.application.documents.filter(kind=document.kind)
    if document.client_key is not None:
        earlier = Document.objects.filter(client_key=document.client_key).first()
        if earlier is not None:
            if (earlier.application_id, earlier.uploaded_by_id, earlier.sha256) != (
                document.application_id,
                document.uploaded_by_id,
                document.sha256,
            ):
                raise key_of_another()
            return earlier
    return documents.filter(sha256=document.sha256).first()


def key_of_another() -> Conflict:
    return Conflict(_("This attempt belongs to another document."), code="key-of-another-document")


def kind_of(application: Application, code: str) -> DocumentKind:
    """The kind in the file's form. Raises `Conflict` where the form has none of this code."""
    kind = known_kind(application, code)
    if kind is None:
        raise Conflict(_("The call asks for no such document."), code="unknown-kind")
    return kind


def known_kind(application: Application, code: str) -> DocumentKind | None:
    """The kind in the file's form, or None. The code may be anything that a browser sends."""
    form = application.form or FormVersion.objects.current_of(application.call)
    kinds = form.document_kinds.all() if form else ()
    return next((kind for kind in kinds if kind.code == code), None)


def demand_changing(application: Application, code: str, by: Any, at: datetime.datetime) -> None:
    """Do nothing where the person may change or take out documents of the kind at the instant.

    What a corrected form no longer asks for is the team's to take out. Raises a `Refusal`.
    """
    kind = known_kind(application, code)
    if kind is None:
        demand_writing(application, by, at, code)
    else:
        demand_bringing(application, kind, by, at)


def demand_bringing(
    application: Application, kind: DocumentKind, by: Any, at: datetime.datetime
) -> None:
    """Do nothing where the person may bring or take out documents of the kind at the instant.

    What the National Commission brings, it brings to a submitted file. Raises a `Refusal`.
    """
    if kind.provider == Provider.CANDIDATE:
        demand_writing(application, by, at, kind.code)
        return
    if not acts_for(by, application.city.country):
        raise NotAllowed(_("The National Commission of the country brings this document."))
    if application.status != Status.SUBMITTED or application.erased_at:
        raise Conflict(
            _("The National Commission brings this document while the file is submitted."),
            code="not-submitted",
        )


def most_bytes(kind: DocumentKind) -> int:
    return int((kind.max_megabytes or MOST_MEGABYTES) * MEGABYTE)


def measured(file: IO[bytes], limit: int) -> tuple[int, str]:
    """Size and SHA-256 of a file, read in steps. Raises `NotTaken` as soon as it is too large."""
    file.seek(0)
    size, digest = 0, hashlib.sha256()
    while step := file.read(STEP):
        size += len(step)
        demand_size(size, limit)
        digest.update(step)
    return size, digest.hexdigest()


def demand_size(size: int, limit: int) -> None:
    if size > limit:
        raise NotTaken(
            _("The file is larger than %(limit)s MB. Save it smaller, and upload that.")
            % {"limit": f"{limit / MEGABYTE:g}"},
            code="too-large",
        )


def demand_type(kind: DocumentKind, found: Recognised) -> None:
    if kind.accepted_types and found.type not in kind.accepted_types:
        raise NotTaken(
            _("“%(kind)s” is taken as: %(types)s. This file is %(type)s.")
            % {
                "kind": kind.title,
                "types": in_words(kind.accepted_types),
                "type": in_words([found.type]),
            },
            code="wrong-type",
        )


def remove(document: Document, *, by: Any, at: datetime.datetime | None = None) -> None:
    """Take a document out of its file; removing twice removes once. Raises a `Refusal`."""
    at = at or timezone.now()
    with transaction.atomic():
        application = locked(document.application)
        row = application.documents.filter(pk=document.pk).first()
        if row is None:
            return
        demand_changing(application, row.kind, by, at)
        storage, name = row.file.storage, str(row.file.name)
        row.delete()
        transaction.on_commit(lambda: storage.delete(name))


def describe(
    document: Document,
    *,
    by: Any,
    caption: str = "",
    credit: str = "",
    rights_form: Document | None = None,
    at: datetime.datetime | None = None,
) -> Document:
    """Say what a document shows, whose it is, and by which form its rights are ceded.

    Raises a `Refusal`, `Conflict` for a form of another file or the document itself.
    """
    with transaction.atomic():
        application = locked(document.application)
        row = application.documents.filter(pk=document.pk).first()
        if row is None:
            raise Conflict(_("This document was taken out meanwhile."), code="gone")
        demand_changing(application, row.kind, by, at or timezone.now())
        if rights_form is not None and (
            rights_form.pk == row.pk or not application.documents.filter(pk=rights_form.pk).exists()
        ):
            raise Conflict(_("This is no document of this file."), code="form-of-another-file")
        row.caption, row.credit, row.rights_form = caption[:300], credit[:200], rights_form
        row.save(update_fields=["caption", "credit", "rights_form"])
    return row
