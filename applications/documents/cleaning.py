"""Throwing away what lies in the private storage and belongs to nobody."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.storage import Storage

from applications.models import Document, Upload, UploadPart
from applications.models.documents import private_storage

KEPT_FOR = datetime.timedelta(days=2)


@dataclass(frozen=True)
class Cleaned:
    """How many uploads were given up, and how many files belonged to nobody."""

    uploads: int
    files: int


def clean(now: datetime.datetime, kept_for: datetime.timedelta = KEPT_FOR) -> Cleaned:
    """Throw away uploads that nobody went on with, and files without a row.

    A file comes before its row does: only those are looked at that are older than `kept_for`.
    """
    before = now - kept_for
    given_up = Upload.objects.filter(changed_at__lt=before)
    for part in UploadPart.objects.filter(upload__in=given_up):
        part.file.delete(save=False)
    uploads, _rows = given_up.count(), given_up.delete()
    storage = private_storage()
    files = 0
    for name in names(storage):
        if storage.get_modified_time(name) < before and not belongs(name):
            storage.delete(name)
            files += 1
    return Cleaned(uploads, files)


def names(storage: Storage) -> Iterator[str]:
    """Everything that lies in the storage under the folders of documents and uploads."""
    for folder in ("documents", "uploads"):
        yield from names_in(storage, folder)


def names_in(storage: Storage, folder: str) -> Iterator[str]:
    if not storage.exists(folder):
        return
    folders, files = storage.listdir(folder)
    for name in files:
        yield f"{folder}/{name}"
    for inner in folders:
        yield from names_in(storage, f"{folder}/{inner}")


def belongs(name: str) -> bool:
    return (
        Document.objects.filter(file=name).exists() or UploadPart.objects.filter(file=name).exists()
    )
