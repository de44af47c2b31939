"""Folding: the form of a name under which every spelling of it is found."""

import re
import unicodedata

# What people type and print for an apostrophe; some of them decompose into a space and a mark, so
# they go before anything else does.
APOSTROPHES = str.maketrans(dict.fromkeys("'’‘‛`´′ʹʻʼʽʾʿˈˌːꞌ՚׳", ""))

LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h",
        "ı": "i", "ə": "e", "ǝ": "e",
        "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ـ": "",
    }
)  # fmt: skip

# Only the marks of Latin, Greek, Cyrillic, Hebrew and Arabic: in Thai, Kana or Devanagari a mark
# is a letter, and a name without it is another name.
MARKS = re.compile(
    r"[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u0670\u06d6-\u06ed"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
)


def fold(text: str) -> str:
    """The text without case, accents, apostrophes and punctuation, to find a name by.

    The result holds no `%`, `_` or backslash, so that it can stand in a LIKE pattern as it is.
    Folding a folded text changes nothing.
    """
    # Soft hyphens, joiners and direction marks come along with copied text, within words.
    visible = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    compatible = unicodedata.normalize("NFKD", visible.translate(APOSTROPHES)).casefold()
    plain = unicodedata.normalize("NFKD", compatible.translate(LETTERS)).translate(APOSTROPHES)
    composed = unicodedata.normalize("NFC", MARKS.sub("", plain)).translate(LETTERS)
    spaced = (letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in composed)
    return " ".join("".join(spaced).split())
