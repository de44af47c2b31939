"""What a file is, by its contents and never by its name.

Taken are JPEG, PNG and PDF, whole, alone and without anything that acts by itself. Everything else
is refused with a sentence that says what to do.
"""

import re
import zipfile
from collections.abc import Callable
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.documents.taken import NotTaken, Recognised

BEGINNING = 1024
STEP = 1 << 20

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
    # Imported here, as the reader of PDF below: most of what a worker answers needs neither.
    from applications.documents import pictures  # noqa: PLC0415

    return pictures.read_picture(file)


def read_pdf(file: IO[bytes]) -> Recognised:
    from applications.documents import portable_documents  # noqa: PLC0415

    return portable_documents.read_pdf(file)


PDF = b"%PDF-"
READERS: dict[bytes, Callable[[IO[bytes]], Recognised]] = {
    b"\xff\xd8\xff": read_picture,
    b"\x89PNG\r\n\x1a\n": read_picture,
    PDF: read_pdf,
}
