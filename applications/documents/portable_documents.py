"""Reading PDF, by pypdf."""

from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from applications.documents.taken import NotTaken, Recognised

MOST_PAGES = 500
MOST_OBJECTS = 100_000
# The end of a whole PDF stands in so many bytes.
END = 2048
SIGNS_OF_LIFE = {"/JS", "/JavaScript", "/EmbeddedFile", "/EmbeddedFiles", "/XFA", "/RichMedia"}
ACTS = {"/JavaScript", "/Launch", "/ImportData", "/GoToE", "/Rendition", "/RichMediaExecute"}


def read_pdf(file: IO[bytes]) -> Recognised:
    """A PDF's number of pages, once it is known to be whole, open to everybody, and at rest."""
    damaged = NotTaken(
        _("The PDF is damaged or not complete. Save it again, and upload that."), code="damaged"
    )
    size = file.seek(0, 2)
    file.seek(max(size - END, 0))
    if b"%%EOF" not in file.read():
        raise damaged
    file.seek(0)
    try:
        reader = PdfReader(file)
        protected = reader.is_encrypted
        pages = 0 if protected else len(reader.pages)
        acting = not protected and acts_by_itself(reader)
    except Exception as fault:
        raise damaged from fault
    if protected:
        raise NotTaken(
            _("The PDF is protected. Save it without a password and without protection."),
            code="protected",
        )
    if acting:
        raise NotTaken(
            _("The PDF holds scripts, programs or other files. Print it to a new PDF."),
            code="acts-by-itself",
        )
    if not 1 <= pages <= MOST_PAGES:
        raise NotTaken(
            _("The PDF has no page, or more than 500. Save the pages that are asked for."),
            code="number-of-pages",
        )
    return Recognised("application/pdf", pages=pages)


def acts_by_itself(reader: PdfReader) -> bool:
    """Whether something in the PDF would run, open a program or carry another file along."""
    for part in parts(reader):
        if isinstance(part, DictionaryObject) and (
            SIGNS_OF_LIFE & part.keys() or part.get("/S") in ACTS or part.get("/Type") in ACTS
        ):
            return True
    return False


def parts(reader: PdfReader) -> Iterator[Any]:
    """Everything that can be reached in a PDF, each once.

    Raises `ValueError` where there is more than a document needs.
    """
    waiting: list[Any] = [reader.trailer]
    seen: set[int] = set()
    number = 0
    while waiting:
        part = waiting.pop()
        if isinstance(part, IndirectObject):
            if part.idnum in seen:
                continue
            seen.add(part.idnum)
            part = part.get_object()
        number += 1
        if number > MOST_OBJECTS * 10 or len(seen) > MOST_OBJECTS:
            raise ValueError("too many objects")
        yield part
        if isinstance(part, DictionaryObject):
            waiting += [part.raw_get(key) for key in part]
        elif isinstance(part, ArrayObject):
            waiting += list(list.__iter__(part))
