"""A submission as an archive: the document, the contents, the files, and the digest of each."""

import datetime
from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

from applications.documents.naming import clean_name
from applications.dossier.packing import packing
from applications.dossier.wording import demand_contents
from applications.log.digests import canonical
from applications.models import Document, Receipt
from applications.workflow.refusals import Conflict

CONTENTS, PDF = "contents.json", "candidature.pdf"


def write_archive(receipt: Receipt, into: IO[bytes], language: str = "en") -> None:
    """Write the archive; the same bytes each time, in one language.

    Raises `Conflict` where a document of the submission, or all of it, is no longer kept.
    """
    # Whoever verifies a dossier makes no PDF: what draws one is imported here.
    from applications.dossier.document import as_pdf  # noqa: PLC0415

    demand_contents(receipt)
    documents = documents_of(receipt)
    received = datetime.datetime.fromisoformat(receipt.contents["received_at"])
    with packing(into, received) as packed:
        packed.put(PDF, as_pdf(receipt, language))
        packed.put(CONTENTS, contents_of(receipt))
        for name, document in documents:
            with document.file.open("rb") as stored:
                packed.put_stored(name, stored)


def contents_of(receipt: Receipt) -> bytes:
    """The contents as they were when their digest was taken: see `workflow.submitting`."""
    return canonical(receipt.contents).encode()


def documents_of(receipt: Receipt) -> Iterator[tuple[str, Document]]:
    """The documents that were handed in, each with its name in the archive."""
    kept = {
        str(document.number): document
        for document in Document.objects.filter(application=receipt.change.application)
    }
    return iter(
        [
            (named(at, told), kept_or_refused(kept, told))
            for at, told in enumerate(receipt.contents["documents"], start=1)
        ]
    )


def named(at: int, told: dict[str, str]) -> str:
    """A name that no two documents share and no program takes for a path."""
    return f"documents/{at:02} {told['kind']} {clean_name(told['name'])}"


def kept_or_refused(kept: dict[str, Document], told: dict[str, str]) -> Document:
    document = kept.get(told["number"])
    if document is None or document.sha256 != told["sha256"]:
        raise Conflict(
            _("“%(name)s” was taken out of the file after this submission, and is no longer kept.")
            % {"name": told["name"]},
            code="document-gone",
        )
    return document
