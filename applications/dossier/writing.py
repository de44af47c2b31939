"""Writing texts in any script into a PDF, with the fonts that the portal brings along."""

import datetime
import functools
import io
import string
import unicodedata
from pathlib import Path

from fontTools import subset
from fontTools.varLib.instancer import instantiateVariableFont
from fpdf import FPDF

from cities.poster.letters import FOUND, Font, font_of

MARGIN = 20
BODY, HEADING, TITLE, SMALL = 10.5, 13, 20, 8
REGULAR, HEAVY = 400, 700
FAMILY = "text"
# Taken along always, so that what is cut for one dossier serves the next one too.
ALWAYS = string.ascii_letters + string.digits + string.punctuation + " …–’“”"


class Paper(FPDF):
    """Pages in A4 with a foot, whose bytes follow from what is written and nothing else.

    `texts` are all that will be written: of each font as much is taken along as they need. It lies
    in `folder`, which has to last until the pages are put out.
    """

    def __init__(
        self, *, foot: str, texts: list[str], made: datetime.datetime, folder: Path
    ) -> None:
        super().__init__(format="A4")
        self.foot = foot
        self.set_creation_date(made)
        self.set_margin(MARGIN)
        self.set_auto_page_break(True, MARGIN)
        self.take_fonts(texts, folder)
        self.set_font(FAMILY, size=BODY)
        self.add_page()

    def take_fonts(self, texts: list[str], folder: Path) -> None:
        """Take along what the texts need of the fonts, upright, and of the first one heavy too."""
        characters = frozenset(shown("".join(texts)) + ALWAYS)
        main, *others = FOUND
        needed = {font_of(character) for character in characters}
        names = []
        for style, weight in (("", REGULAR), ("B", HEAVY)):
            path = folder / f"main{style}.otf"
            path.write_bytes(cut(main, weight, characters))
            self.add_font(FAMILY, style, path)
        for font in (font for font in others if font in needed):
            name = font.family.replace(" ", "").lower()
            path = folder / f"{name}.otf"
            path.write_bytes(cut(font, REGULAR, characters))
            self.add_font(name, "", path)
            names.append(name)
        self.set_fallback_fonts(names, exact_match=False)

    def footer(self) -> None:
        self.set_y(-MARGIN + 5)
        self.set_font(FAMILY, size=SMALL)
        self.set_text_shaping(True)
        self.cell(0, 5, f"{self.foot}   {self.page_no()}/{{nb}}", align="C")

    def say(self, text: str, *, size: float = BODY, bold: bool = False, before: float = 0) -> None:
        """Write a text, paragraph by paragraph, each in the direction of its first letter."""
        self.set_y(self.get_y() + before)
        for paragraph in shown(text).split("\n"):
            backwards = runs_backwards(paragraph)
            self.set_font(FAMILY, "B" if bold else "", size)
            self.set_text_shaping(True, direction="rtl" if backwards else "ltr")
            self.multi_cell(
                0,
                size * 0.5,
                paragraph or " ",
                align="R" if backwards else "L",
                new_x="LMARGIN",
                new_y="NEXT",
            )


def shown(text: str) -> str:
    """A text with the number of each character that no font has: nothing is left out silently."""
    return "".join(
        character if is_drawn(character) else f"[U+{ord(character):04X}]"
        for character in unicodedata.normalize("NFC", text.replace("\t", " "))
    )


def is_drawn(character: str) -> bool:
    return (
        character in "\n "
        or unicodedata.category(character) in {"Cf", "Zs"}
        or bool(font_of(character))
    )


@functools.lru_cache(maxsize=32)
def cut(font: Font, weight: int, characters: frozenset[str]) -> bytes:
    """What the characters need of a font, in one weight, as a font of its own.

    A whole Chinese font takes minutes and gigabytes to be set to a weight; a part of it takes none.
    """
    options = subset.Options()
    options.font_number = font.index
    made = io.BytesIO()
    with subset.load_font(font.path, options) as whole:
        cutter = subset.Subsetter(options)
        cutter.populate(text="".join(sorted(characters)))
        cutter.subset(whole)
        instantiateVariableFont(whole, {"wght": weight}, inplace=True)
        whole.save(made)
    return made.getvalue()


def runs_backwards(paragraph: str) -> bool:
    """Whether the first letter of a paragraph is of a script that runs from right to left."""
    directions = (unicodedata.bidirectional(character) for character in paragraph)
    return next((way for way in directions if way in {"L", "R", "AL"}), "L") != "L"
