"""What a person typed, made fit for searching."""

import unicodedata

from django.utils.translation import gettext as _

LONGEST = 200  # characters; the longest spelling of the gazetteer has fewer than half as many

COMMAS = ",،，、፣"

# Scripts in which a single character says as much as a word of Latin letters.
DENSE = (
    "CJK",
    "HANGUL",
    "HIRAGANA",
    "KATAKANA",
    "KHMER",
    "LAO",
    "MYANMAR",
    "THAI",
    "TIBETAN",
)


class QueryTooLong(ValueError):
    """A search text longer than any name. `str()` of it says so in the current language."""

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self.length, self.longest = length, LONGEST

    def __str__(self) -> str:
        return _("This text has %(length)d characters. Search with %(longest)d at most.") % {
            "length": self.length,
            "longest": self.longest,
        }


def cleaned(text: str) -> str:
    """The text without control characters, lone surrogates and superfluous space.

    Neither database stores a NUL and no page can print a surrogate, so nobody searches for them.
    Raises `QueryTooLong`.
    """
    if len(text) > LONGEST:
        raise QueryTooLong(len(text))
    printable = (" " if unicodedata.category(letter) in {"Cc", "Cs"} else letter for letter in text)
    return " ".join("".join(printable).split())


def before_comma(text: str) -> str:
    """What stands before the first comma of any script; nothing if there is no comma."""
    places = [text.index(comma) for comma in COMMAS if comma in text]
    return text[: min(places)] if places else ""


def is_telling(folded: str) -> bool:
    """Whether so short a text says enough to be looked for in the middle of names."""
    return len(folded) >= 3 or any(
        unicodedata.name(letter, "").startswith(DENSE) for letter in folded
    )
