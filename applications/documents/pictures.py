"""Reading pictures, by Pillow."""

from typing import IO

from django.utils.translation import gettext as _
from PIL import Image

from applications.documents.taken import NotTaken, Recognised

MOST_PIXELS = 50_000_000


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
