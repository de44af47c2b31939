"""Folding: the form of a name under which every spelling of it is found."""

import re
import unicodedata

LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "e",
        "'": "", "’": "", "‘": "", "ʻ": "", "ʼ": "", "ʾ": "", "ʿ": "", "`": "", "´": "",
        "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ـ": "",
    }
)  # fmt: skip

# Only the marks of Latin, Greek, Cyrillic, Hebrew and Arabic: in Thai, Kana or Devanagari a mark
# is a letter, and a name without it is another name.
MARKS = re.compile(
    r"[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
)


def fold(text: str) -> str:
    """The text without case, accents, apostrophes and punctuation, for finding a name by any spelling.

    The result holds no `%`, `_` or backslash, so that it can stand in a LIKE pattern as it is.
    """
    compatible = unicodedata.normalize("NFKD", text).casefold().translate(LETTERS)
    unmarked = MARKS.sub("", unicodedata.normalize("NFKD", compatible))
    composed = unicodedata.normalize("NFC", unmarked).translate(LETTERS)
    spaced = (
        character if unicodedata.category(character)[0] in "LNM" else " " for character in composed
    )
    return " ".join("".join(spaced).split())
