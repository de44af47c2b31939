"""Lists as people paste and upload them, made into lines of name, country and field.

A list is text with one name a line, a table with commas, semicolons or tabs, or a spreadsheet. What
cannot be read is refused with its reason; what is too long is cut, and says so. Nothing is kept.
"""

import csv
import enum
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cities.models.folding import fold
from uccn.doors.filtering import JOINERS

MOST_BYTES = 1_000_000
MOST_LINES = 5_000
LONGEST_LINE = 300
MOST_COLUMNS = 60
# A spreadsheet is compressed: so much may be in it once it is not.
MOST_UNPACKED = 20_000_000
ENOUGH_LINES = 20

NAME, COUNTRY, FIELD = "name", "country", "field"
HEADINGS = {
    NAME: (
        "name, city, city name, name of city, member, member city, creative city, "
        "local name, city local name, name as printed, ville, nom, nom de la ville, ciudad, "
        "nombre, nombre de la ciudad, город, название, название города, المدينة, مدينة, "
        "اسم المدينة, 城市, 城市名称, 名称"
    ),
    COUNTRY: (
        "country, state, nation, country name, country code, country as printed, member state, "
        "pays, nom du pays, país, страна, государство, البلد, الدولة, بلد, دولة, 国家"
    ),
    FIELD: (
        "field, creative field, field name, discipline, category, domaine, domaine créatif, "
        "ámbito, ámbito creativo, campo, campo creativo, disciplina, область, "
        "творческая область, направление, المجال, مجال, المجال الإبداعي, 领域, 创意领域, område"
    ),
}
BULLET = re.compile(r"^\s*(?:[-–—*•·▪◦‣○●]+\s+|•|\(?\d{1,4}[.)]\s+)")
IN_BRACKETS = re.compile(r"^(?P<name>[^()（）]+?)\s*[(（](?P<country>.+)[)）]\s*(?P<rest>.*)$")
DELIMITERS = "\t;,،，、|"
# How files begin that are no text.
SIGNATURES = {
    b"\xd0\xcf\x11\xe0": "xls",
    b"%PDF": "pdf",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF8": "gif",
    b"{\\rtf": "rtf",
}


class Refusal(enum.Enum):
    """Why a list cannot be checked at all."""

    TOO_LARGE = "too-large"
    EMPTY = "empty"
    NO_TEXT = "no-text"  # a file of another kind
    BROKEN_WORKBOOK = "broken-workbook"
    NO_NAMES = "no-names"  # a heading without a column of cities
    NOTHING_GIVEN = "nothing-given"


class Remark(enum.Enum):
    """What happened to a list on the way."""

    WINDOWS_1252 = "windows-1252"  # the encoding was assumed
    LINES_CUT = "lines-cut"  # there were more lines than are checked
    LONG_LINES_CUT = "long-lines-cut"
    FIRST_SHEET = "first-sheet"  # the workbook has more sheets
    HEADING = "heading"  # the first line was taken for a heading


@dataclass(frozen=True)
class ListLine:
    """One line of a list, by its number in it, as its parts are understood.

    `more` are parts of which it is not said what they are.
    """

    number: int
    printed: str
    name: str
    country: str = ""
    field: str = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadList:
    """A list as it was read; `detail` names what a refusal speaks of."""

    lines: tuple[ListLine, ...] = ()
    remarks: tuple[Remark, ...] = ()
    refusal: Refusal | None = None
    detail: str = ""


def read_file(content: bytes) -> ReadList:
    """An uploaded file: a spreadsheet, or text in the encoding that it seems to have."""
    if len(content) > MOST_BYTES:
        return ReadList(refusal=Refusal.TOO_LARGE)
    if not content.strip():
        return ReadList(refusal=Refusal.EMPTY)
    if content.startswith(b"PK\x03\x04"):
        return _read_workbook(content)
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            return ReadList(refusal=Refusal.NO_TEXT, detail=kind)
    text, remarks = decoded(content)
    if "\0" in text:
        return ReadList(refusal=Refusal.NO_TEXT)
    return read_text(text, remarks)


def decoded(content: bytes) -> tuple[str, tuple[Remark, ...]]:
    """The text of a file: by its mark, as UTF-16 by its zeros, as UTF-8, or as Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), ()
    first, second = content[:400:2].count(0), content[1:400:2].count(0)
    if max(first, second) > len(content[:400]) // 4 and not min(first, second):
        order = "le" if second else "be"
        return content.decode(f"utf-16-{order}", errors="replace"), ()
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), (Remark.WINDOWS_1252,)


def read_text(text: str, remarks: tuple[Remark, ...] = ()) -> ReadList:
    """A pasted text, or the text of a file."""
    # As few signs as a line needs to be cut by; the rest of an endless one is dropped at once.
    printed = text.removeprefix("\ufeff").splitlines()
    found = list(remarks)
    rows: list[tuple[int, str]] = []
    for number, line in enumerate(printed, start=1):
        if not line.strip():
            continue
        if len(rows) > MOST_LINES:
            break
        if len(line) > LONGEST_LINE and Remark.LONG_LINES_CUT not in found:
            found.append(Remark.LONG_LINES_CUT)
        rows.append((number, line[:LONGEST_LINE].replace("\0", " ")))
    if not rows:
        return ReadList(refusal=Refusal.EMPTY)
    delimiter = _delimiter([line for _number, line in rows[:ENOUGH_LINES]])
    cells = [(number, line, _cells(line, delimiter)) for number, line in rows]
    return _made(cells, found)


def _made(rows: list[tuple[int, str, list[str]]], remarks: list[Remark]) -> ReadList:
    columns = _columns(rows[0][2])
    if columns is not None:
        if NAME not in columns:
            shown = ", ".join(cell for cell in rows[0][2] if cell)[:LONGEST_LINE]
            return ReadList(refusal=Refusal.NO_NAMES, detail=shown)
        remarks.append(Remark.HEADING)
        rows = rows[1:]
    if len(rows) > MOST_LINES:
        remarks.append(Remark.LINES_CUT)
        rows = rows[:MOST_LINES]
    if not rows:
        return ReadList(refusal=Refusal.EMPTY)
    lines = [_line(number, printed, cells, columns) for number, printed, cells in rows]
    return ReadList(tuple(lines), tuple(remarks))


def printable(text: str) -> str:
    """The text with a sign in the place of what no page can print."""
    return "".join(letter if letter.isprintable() or letter in JOINERS else "�" for letter in text)


# Tables -----------------------------------------------------------------------------------------


def _delimiter(lines: list[str]) -> str:
    """What parts the cells of most lines, or nothing."""
    counts = {one: sum(one in line for line in lines) for one in DELIMITERS}
    most = max(counts, key=lambda one: counts[one])
    return most if counts[most] else ""


def _cells(line: str, delimiter: str) -> list[str]:
    bare = BULLET.sub("", line)
    if not delimiter or delimiter not in bare:
        # A line of its own kind in a list of another.
        delimiter = next((one for one in DELIMITERS if one in bare), "")
    # In a name with its country in brackets, a comma may belong to the country.
    if not delimiter or (delimiter == "," and IN_BRACKETS.match(bare) and bare.strip()[-1] == ")"):
        return [bare.strip().strip('"“”«»')]
    if delimiter in "，、،":
        return [cell.strip() for cell in bare.split(delimiter)]
    row = next(csv.reader([bare], delimiter=delimiter, skipinitialspace=True), [])
    return [" ".join(cell.split()) for cell in row[:MOST_COLUMNS]]


def _columns(cells: list[str]) -> dict[str, int] | None:
    """Which column holds what, where the cells are a heading; None where they are a line."""
    known = {fold(word): kind for kind, words in HEADINGS.items() for word in words.split(",")}
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        kind = known.get(fold(cell.replace("_", " ")))
        if kind and kind not in found:
            found[kind] = place
    # A heading names a column of cities, or two other columns; else the line is a city's.
    is_heading = NAME in found or len(found) > 1 or (found and len(cells) > 1 and not any(
        fold(cell) and fold(cell.replace("_", " ")) not in known for cell in cells
    ))  # fmt: skip
    return found if is_heading else None


def _line(number: int, printed: str, cells: list[str], columns: dict[str, int] | None) -> ListLine:
    printed = printable(" ".join(printed.split()))

    def cell(kind: str) -> str:
        place = columns.get(kind, -1) if columns else -1
        return cells[place] if 0 <= place < len(cells) else ""

    if columns is not None:
        return ListLine(number, printed, cell(NAME), cell(COUNTRY), cell(FIELD))
    filled = [one for one in cells if one]
    # A number before the name counts the lines.
    if len(filled) > 1 and filled[0].strip(" .)").isdecimal():
        filled = filled[1:]
    name, *more = filled or [""]
    bracketed = IN_BRACKETS.match(name)
    if bracketed:
        rest = bracketed["rest"].strip(" ,;:–—-")
        more = [bracketed["country"].strip(), *([rest] if rest else []), *more]
        name = bracketed["name"]
    return ListLine(number, printed, name.strip(), more=tuple(more))


# Spreadsheets -----------------------------------------------------------------------------------


def _read_workbook(content: bytes) -> ReadList:
    """The first sheet of an XLSX workbook that holds anything."""
    # It takes 6 MB and a tenth of a second: only a process that gets a workbook pays for it.
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                return ReadList(refusal=Refusal.TOO_LARGE)
            if "xl/workbook.xml" not in parts.namelist():
                return ReadList(refusal=Refusal.NO_TEXT, detail="zip")
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = workbook.worksheets
        rows = _rows(sheets[0].iter_rows(max_row=MOST_LINES + 200, values_only=True))
        remarks = [Remark.FIRST_SHEET] if len(sheets) > 1 else []
        listed = list(rows)
    except Exception:  # noqa: BLE001, a damaged file fails anywhere, with anything
        return ReadList(refusal=Refusal.BROKEN_WORKBOOK)
    if not listed:
        return ReadList(refusal=Refusal.EMPTY)
    return _made(listed, remarks)


def _rows(rows: Iterable[tuple]) -> Iterator[tuple[int, str, list[str]]]:
    for number, row in enumerate(rows, start=1):
        cells = [
            " ".join(str(value).split())[:LONGEST_LINE] if value is not None else ""
            for value in row[:MOST_COLUMNS]
        ]
        if any(cells):
            yield number, ", ".join(cell for cell in cells if cell)[:LONGEST_LINE], cells
