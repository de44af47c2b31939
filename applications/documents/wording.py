"""Documents in the words of people: how large one is, what a kind takes, how many."""

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.documents.naming import EXTENSIONS
from applications.documents.receiving import MOST_MEGABYTES
from applications.models import Document, DocumentKind
from applications.preflight.enclosing import MEGABYTE, in_words

KILOBYTE = 1_000


def size_of(size: int) -> str:
    """A size in thousands, as the limits of a call count."""
    if size < KILOBYTE:
        return ngettext("%(number)s byte", "%(number)s bytes", size) % {"number": size}
    if size < MEGABYTE:
        # Rounded up: nothing is said to be smaller than it is, and none has a thousand kilobytes.
        number = formats.number_format(min(-(-size // KILOBYTE), 999))
        return _("%(number)s KB") % {"number": number}
    return _("%(number)s MB") % {"number": formats.number_format(size / MEGABYTE, 1)}


def held_by(document: Document) -> str:
    """What a document holds: its pixels or its pages; nothing where neither is known."""
    if document.width and document.height:
        sides = {"width": document.width, "height": document.height}
        return _("%(width)s × %(height)s pixels") % sides
    if document.pages:
        said = ngettext("%(number)s page", "%(number)s pages", document.pages)
        return said % {"number": document.pages}
    return ""


def limits_of(kind: DocumentKind) -> str:
    """What a kind takes: types and the size of each."""
    types = in_words(kind.accepted_types or list(EXTENSIONS))
    most = float(kind.max_megabytes or MOST_MEGABYTES)
    limit = formats.number_format(most, 0 if most.is_integer() else 1)
    said = {"types": types, "limit": limit}
    if kind.at_most == 1:
        return _("%(types)s, at most %(limit)s MB") % said
    return _("%(types)s, at most %(limit)s MB each") % said


def numbers_of(kind: DocumentKind) -> str:
    """How many documents of a kind the call wants."""
    numbers = {"least": kind.at_least, "most": kind.at_most}
    if not kind.at_least:
        return _("up to %(most)s") % numbers
    if kind.at_least == kind.at_most:
        return _("exactly %(most)s") % numbers
    return _("%(least)s to %(most)s") % numbers
