"""What a file is, by its contents and never by its name.

Taken are JPEG, PNG and PDF, whole, alone and without anything that acts by itself. Everything else
is refused with a sentence that says what to do.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from applications.preflight.clauses import FORMAT
from applications.workflow.refusals import Refusal

MOST_PIXELS = 50_000_000
MOST_PAGES = 500
MOST_OBJECTS = 100_000
BEGINNING = 1024
STEP = 1 << 20


class NotTaken(Refusal):
    """A file that is not taken for what it is; the message says what to do instead."""

    status = 422

    def __init__(self, message: str | Promise, *, code: str) -> None:
        super().__init__(message, code=code, clause=FORMAT)


@dataclass(frozen=True)
class Recognised:
    """What a file is, and what it holds: pixels of a picture, pages of a document."""

    type: str
    width: int | None = None
    height: int | None = None
    pages: int | None = None


# What files of other kinds begin with, and what to say of them.
ARCHIVE = _("This is an archive or an office document. Save it as PDF, and upload that.")
WEB_PAGE = _("This is a web page or a drawing in XML. Save it as PDF or JPEG, and upload that.")
OTHER_PICTURE = _("This picture is of a kind that is not taken. Save it as JPEG, and upload that.")
PROGRAM = _("This is a program. Only documents and pictures are taken.")
OTHERS: tuple[tuple[bytes, str, Promise], ...] = (
    (b"PK", "archive", ARCHIVE),
    (b"\xd0\xcf\x11\xe0", "archive", ARCHIVE),
    (b"Rar!", "archive", ARCHIVE),
    (b"7z\xbc\xaf", "archive", ARCHIVE),
    (b"\x1f\x8b", "archive", ARCHIVE),
    (b"{\\rtf", "archive", ARCHIVE),
    (b"GIF8", "other-picture", OTHER_PICTURE),
    (b"RIFF", "other-picture", OTHER_PICTURE),
    (b"II*\0", "other-picture", OTHER_PICTURE),
    (b"MM\0*", "other-picture", OTHER_PICTURE),
    (b"BM", "other-picture", OTHER_PICTURE),
    (b"MZ", "program", PROGRAM),
    (b"\x7fELF", "program", PROGRAM),
    (b"#!", "program", PROGRAM),
)
MARKUP = re.compile(rb"<(?:!doctype|html|script|svg|\?xml|\?php|body|iframe)", re.IGNORECASE)
# Longer than what chance writes into compressed pixels.
FOREIGN = re.compile(rb"<!doctype|<html|<script|<\?php|%PDF-1", re.IGNORECASE)
SIGNS_OF_LIFE = {"/JS", "/JavaScript", "/EmbeddedFile", "/EmbeddedFiles", "/XFA", "/RichMedia"}
ACTS = {"/JavaScript", "/Launch", "/ImportData", "/GoToE", "/Rendition", "/RichMediaExecute"}


def recognise(file: IO[bytes]) -> Recognised:
    """What the file is. Raises `NotTaken`, with what to do, for whatever is not taken.

    The file is read where it lies, and left at its beginning.
    """
    file.seek(0)
    beginning = file.read(BEGINNING)
    if not beginning:
        raise NotTaken(_("The file is empty."), code="empty")
    for signature, reader in READERS.items():
        if beginning.startswith(signature):
            demand_alone(file, beginning, is_picture=signature != PDF)
            found = reader(file)
            file.seek(0)
            return found
    raise not_taken(beginning)


def not_taken(beginning: bytes) -> NotTaken:
    for signature, code, message in OTHERS:
        if beginning.startswith(signature):
            return NotTaken(message, code=code)
    if MARKUP.search(beginning.lstrip(b"\xef\xbb\xbf \t\r\n")):
        return NotTaken(WEB_PAGE, code="web-page")
    if beginning[4:8] == b"ftyp":
        return NotTaken(OTHER_PICTURE, code="other-picture")
    return NotTaken(
        _("This file is none that is taken: PDF, JPEG or PNG. Save it as one of these."),
        code="unknown-type",
    )


def demand_alone(file: IO[bytes], beginning: bytes, *, is_picture: bool) -> None:
    """Raise `NotTaken` for a file that another program would take for something else."""
    double = NotTaken(
        _("The file holds a second one of another kind. Save it again from the program it is of."),
        code="two-files-in-one",
    )
    if MARKUP.search(beginning) and not is_picture:
        raise double
    file.seek(0)
    if zipfile.is_zipfile(file):
        raise double
    if is_picture:
        file.seek(0)
        before = b""
        while step := file.read(STEP):
            if FOREIGN.search(before + step):
                raise double
            before = step[-16:]


def read_picture(file: IO[bytes]) -> Recognised:
    """A picture's size. All of it is decoded once, small, so that a broken one is found."""
    damaged = NotTaken(
        _("The picture is damaged or not complete. Save it again, and upload that."), code="damaged"
    )
    too_large = NotTaken(
        _("The picture has more than 50 million pixels. Save it smaller, and upload that."),
        code="too-many-pixels",
    )
    file.seek(0)
    try:
        with Image.open(file, formats=["JPEG", "PNG"]) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise too_large
            kind = "image/png" if picture.format == "PNG" else "image/jpeg"
            picture.draft(None, (max(width // 8, 1), max(height // 8, 1)))
            picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise too_large from bomb
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, IndexError) as fault:
        raise damaged from fault
    return Recognised(kind, width=width, height=height)


def read_pdf(file: IO[bytes]) -> Recognised:
    """A PDF's number of pages, once it is known to be whole, open to everybody, and at rest."""
    damaged = NotTaken(
        _("The PDF is damaged or not complete. Save it again, and upload that."), code="damaged"
    )
    size = file.seek(0, 2)
    file.seek(max(size - 2 * BEGINNING, 0))
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


PDF = b"%PDF-"
READERS: dict[bytes, Callable[[IO[bytes]], Recognised]] = {
    b"\xff\xd8\xff": read_picture,
    b"\x89PNG\r\n\x1a\n": read_picture,
    PDF: read_pdf,
}
