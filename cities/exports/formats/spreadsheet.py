"""XLSX: the rows on a sheet, and a second one that says what they are."""

import datetime
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from cities.exports.about import LICENCE, LICENCE_ADDRESS, PUBLISHER, About, attributions
from cities.exports.columns import BETWEEN_VALUES, Column
from cities.exports.formats.formulas import looks_like_formula
from cities.exports.listing import Listing

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

# What a cell holds at most, by the specification of the format.
LONGEST_TEXT = 32_767
WIDTHS = {"integer": 11, "number": 11, "boolean": 10, "year": 9, "date": 12}
WIDTH_OF_TEXT = 20
FIRST_YEAR = 1980


def spreadsheet(listing: Listing) -> Iterator[bytes]:
    """The list as a workbook, whole: its parts are compressed, with no date of writing in them."""
    # It takes 3 MB and time: only a process that writes a workbook pays for it.
    from xlsxwriter import Workbook  # noqa: PLC0415

    file, about = io.BytesIO(), listing.about
    with translation.override(about.language), Workbook(file, {"in_memory": True}) as workbook:
        day = max(about.as_of, datetime.date(FIRST_YEAR, 1, 1))
        workbook.set_properties(
            {
                "title": about.title,
                "author": PUBLISHER,
                "comments": f"{LICENCE}, {LICENCE_ADDRESS}",
                "created": datetime.datetime.combine(day, datetime.time()),
            }
        )
        sheets = [workbook.add_worksheet(listing.table.name), workbook.add_worksheet("About")]
        if get_language_bidi():
            for sheet in sheets:
                sheet.right_to_left()
        Cells(workbook).write_rows(sheets[0], listing)
        Cells(workbook).write_about(sheets[1], about, listing)
    yield file.getvalue()


class Cells:
    """Writes values so that they stay what they are: numbers numbers, texts texts, dates dates."""

    def __init__(self, workbook: "Workbook") -> None:
        self.bold = workbook.add_format({"bold": True, "bottom": 1})
        self.label = workbook.add_format({"bold": True, "valign": "top"})
        self.wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        self.day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        # What looks like a formula stays text even when its cell is edited.
        self.quoted = workbook.add_format({"quote_prefix": True})

    def write_rows(self, sheet: "Worksheet", listing: Listing) -> None:
        """The row of names, which stays in sight, and the rows under it."""
        shown = listing.table.columns
        for across, column in enumerate(shown):
            sheet.set_column(across, across, WIDTHS.get(column.type, WIDTH_OF_TEXT))
            sheet.write_string(0, across, column.name, self.bold)
        down = 0
        for down, row in enumerate(listing.rows, start=1):
            for across, column in enumerate(shown):
                self.write(sheet, down, across, column, row[column.name])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, down, len(shown) - 1)

    def write(self, sheet: "Worksheet", down: int, across: int, column: Column, value: Any) -> None:
        if value is None:
            return
        if isinstance(value, bool):
            sheet.write_boolean(down, across, value)
        elif isinstance(value, int | float):
            sheet.write_number(down, across, value)
        elif column.type == "date":
            day = datetime.date.fromisoformat(value)
            sheet.write_datetime(
                down, across, datetime.datetime.combine(day, datetime.time()), self.day
            )
        else:
            text = BETWEEN_VALUES.join(value) if isinstance(value, list) else value
            quoted = self.quoted if looks_like_formula(text) else None
            sheet.write_string(down, across, as_cell(text), quoted)

    def write_about(self, sheet: "Worksheet", about: About, listing: Listing) -> None:
        """What the file is, in the reader's language, and what its columns mean, in English."""
        said = [
            (_("What it lists"), about.title),
            (_("As of"), about.as_of.isoformat()),
            (_("Rows"), str(listing.count)),
            (_("Licence"), f"{LICENCE}, {LICENCE_ADDRESS}"),
            *((_("Credit"), text) for text in attributions()),
            (_("Address"), about.address),
        ]
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 12)
        sheet.set_column(2, 2, 90)
        for down, (label, text) in enumerate(said):
            sheet.write_string(down, 0, as_cell(label), self.label)
            sheet.write_string(down, 1, as_cell(text))
        below = len(said) + 1
        for across, label in enumerate((_("Column"), _("Type"), _("Meaning"))):
            sheet.write_string(below, across, label, self.bold)
        for down, column in enumerate(listing.table.columns, start=below + 1):
            sheet.write_string(down, 0, column.name)
            sheet.write_string(down, 1, column.type)
            sheet.write_string(down, 2, column.description, self.wrapped)


def as_cell(text: str) -> str:
    """The text as a cell can hold it.

    The library takes a text between `<r>` and `</r>` for markup that was made before; a space at
    its end keeps it text.
    """
    text = text[: LONGEST_TEXT - 1]
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
