"""Counting words, alike in browser and server: `static/applications/words.js` has the same rule.

The rule, as applicants are told it, is `RULE`. Characters are named by their numbers and never by
a property such as “letter”: browsers and servers know different versions of Unicode, and would
then count differently.
"""

import re

from django.utils.translation import gettext_lazy as _

RULE = _(
    "A word is what stands between spaces, line breaks or dashes (– or —). Words with a hyphen or "
    "an apostrophe, numbers and web addresses are one word each; digits grouped by no-break spaces "
    "are one number. Punctuation, signs and emoji that stand alone are no words. Each Chinese "
    "character and each kana is a word; Thai, Lao, Khmer and Burmese, which are written without "
    "spaces, have one word for every five characters begun."
)

# What is not seen, and what stands on a letter: it neither makes a word nor ends one.
INVISIBLE = (
    "\u00ad\u0300-\u036f\u061c\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u200c-\u200f\u202a-\u202e"
    "\u2060-\u206f\u20d0-\u20ff\ud800-\udfff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
    "\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff"
)
# What ends a word: spaces, breaks, controls, dashes from the en dash on, and the marks between
# words of Tibetan and Ethiopic.
BETWEEN = (
    "\u0000-\u0020\u007f-\u00a0\u0f0b\u0f0c\u1361\u1680\u2000-\u200b\u2012-\u2015\u2028\u2029"
    "\u202f\u205f\u2e3a\u2e3b\u3000"
)
# Each is a word: Chinese characters, kana, bopomofo.
CHARACTERS = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U0001aff0-\U0001b16f\U00020000-\U0003ffff"
)
# Scripts without spaces whose words are longer than a character: Thai, Lao, Burmese, Khmer, Tai.
UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e80-\u0eff\u1000-\u1049\u1050-\u109f\u1780-\u17d3"
    "\u17d7\u17dc-\u17ff\u1950-\u19ff\u1a20-\u1aaf\ua9e0-\ua9ff\uaa60-\uaadf"
)
EVERY = 5
# What is no word by itself: punctuation, signs, currencies, arrows, emoji.
SIGNS = (
    "!-/:-@\\[-`{-~\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u02c2-\u02df"
    "\u037e\u0387\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u060c\u060d\u061b"
    "\u061d-\u061f\u066a-\u066d\u06d4\u0964\u0965\u0e3f\u0e4f\u0e5a\u0e5b\u0f04-\u0f14\u104a-\u104f"
    "\u1360-\u1368\u166e\u17d4-\u17d6\u17d8-\u17db\u1800-\u180a\u2010\u2011\u2016-\u2027"
    "\u2030-\u205e\u20a0-\u20cf\u2190-\u245f\u2500-\u2bff\u2e00-\u2e7f\u3001-\u3004\u3008-\u3020"
    "\u3030\u3036\u3037\u303d-\u303f\u309b\u309c\u30a0\u30fb\ufd3e\ufd3f\ufe10-\ufe1f\ufe30-\ufe6f"
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffff\U0001f000-\U0001f3fa"
    "\U0001f400-\U0001faff"
)


INVISIBLE_ONES = re.compile(f"[{INVISIBLE}]+")
GROUPED = re.compile("([0-9])[\u00a0\u2009\u202f](?=[0-9])")
# One alternative for each way of counting.
PIECES = re.compile(
    f"(?P<character>[{CHARACTERS}])|(?P<unspaced>[{UNSPACED}]+)"
    f"|(?P<word>[^{BETWEEN}{CHARACTERS}{UNSPACED}]+)"
)
MORE_THAN_SIGNS = re.compile(f"[^{SIGNS}]")


def count_words(text: str) -> int:
    """How many words a text has, for the limits that a call sets."""
    text = GROUPED.sub(r"\1", INVISIBLE_ONES.sub("", text))
    return sum(words_in(piece) for piece in PIECES.finditer(text))


def words_in(piece: re.Match[str]) -> int:
    """How many words a piece between spaces is."""
    if piece.lastgroup == "character":
        return 1
    if piece.lastgroup == "unspaced":
        return -(-len(piece[0]) // EVERY)
    return bool(MORE_THAN_SIGNS.search(piece[0]))
