"""What a document is called: a name that no program takes for a path or a command."""

import re
import unicodedata

from django.utils.http import content_disposition_header

EXTENSIONS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
ALIKE = {"jpg": {"jpg", "jpeg", "jpe", "jfif"}, "pdf": {"pdf"}, "png": {"png"}}
LONGEST = 100
# Controls, marks that turn the direction of writing, and what stands for something in a path.
UNWANTED = re.compile(
    '[\x00-\x1f\x7f-\x9f"*:<>?|%\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]'
)
# Names that Windows keeps for its devices.
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def clean_name(name: str, recognised_type: str = "") -> str:
    """The last part of a name, to be read by people, with the ending of what the file really is."""
    last = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    last = " ".join(UNWANTED.sub(" ", last).split()).rstrip(". ")
    ending = EXTENSIONS.get(recognised_type, "")
    stem, dot, written = last.rpartition(".")
    if ending and dot and written.lower() in ALIKE[ending]:
        last = stem
    last = last.strip(". ")[:LONGEST].rstrip(". ") or "document"
    if DEVICES.match(last):
        last = f"document {last}"
    return f"{last}.{ending}" if ending else last


def attachment_headers(name: str, recognised_type: str) -> dict[str, str]:
    """Headers under which a document is saved and never shown or run (RFC 6266, RFC 8187)."""
    disposition = content_disposition_header(True, clean_name(name, recognised_type))
    return {
        "Content-Type": recognised_type or "application/octet-stream",
        "Content-Disposition": disposition or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }
