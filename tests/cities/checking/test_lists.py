"""Lists as people paste and upload them: what is read, and what is refused with its reason."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from cities.checking import Refusal, Remark, read_file, read_text


def parts(line):
    return line.name, *(one for one in (line.country, line.field, *line.more) if one)


def read(text):
    return [parts(line) for line in read_text(text).lines]


def workbook(*rows, sheets=1):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for _number in range(1, sheets):
        book.create_sheet()
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Lyon", ("Lyon",)),
        ("Lyon, France", ("Lyon", "France")),
        ("Lyon, France, Media Arts", ("Lyon", "France", "Media Arts")),
        ("Lyon;France;Literature", ("Lyon", "France", "Literature")),
        ("Lyon\tFrance", ("Lyon", "France")),
        ("Lyon | France", ("Lyon", "France")),
        ("  • Lyon (France)", ("Lyon", "France")),
        ("- Lyon (France)", ("Lyon", "France")),
        ("12. Lyon (France)", ("Lyon", "France")),
        ("Rasht (Iran [Islamic Republic of])", ("Rasht", "Iran [Islamic Republic of]")),
        ("Rasht (Iran, Islamic Republic of)", ("Rasht", "Iran, Islamic Republic of")),
        ("Lyon (France), Literature", ("Lyon", "France", "Literature")),
        ("Lyon (France): Literature", ("Lyon", "France", "Literature")),
        ('"Lyon","France"', ("Lyon", "France")),
        ("“Lyon”", ("Lyon",)),
        ("17, Lyon, France", ("Lyon", "France")),
        ("ليون، فرنسا", ("ليون", "فرنسا")),
        ("里昂，法国", ("里昂", "法国")),
        ("里昂（法国）", ("里昂", "法国")),
        ("Vitoria-Gasteiz, Spain", ("Vitoria-Gasteiz", "Spain")),
    ],
)
def test_a_line_is_a_name_a_country_and_a_field_in_many_ways(line, expected):
    assert read(line) == [expected]


@pytest.mark.parametrize(
    "heading",
    [
        "no,country,city,field",
        "nr,pays,ville,domaine",
        "n,país,ciudad,ámbito",
        "№,страна,город,область",
        "رقم,البلد,المدينة,المجال",
        "号,国家,城市,领域",
    ],
)
def test_a_heading_says_which_column_is_which_in_six_languages(heading):
    found = read_text(f"{heading}\n7,France,Lyon,Literature")

    assert [(line.name, line.country, line.field) for line in found.lines] == [
        ("Lyon", "France", "Literature")
    ]
    assert found.remarks == (Remark.HEADING,)


def test_a_heading_without_names_is_refused_and_repeated():
    found = read_text("country;field\nFrance;Literature")

    assert (found.refusal, found.detail) == (Refusal.NO_NAMES, "country, field")


def test_a_first_line_about_a_city_is_no_heading():
    assert read("By, France\nLyon, France") == [("By", "France"), ("Lyon", "France")]


def test_empty_lines_are_left_out_and_lines_keep_their_numbers():
    found = read_text("\n\nLyon\n \nBergen\n")

    assert [(line.number, line.name) for line in found.lines] == [(3, "Lyon"), (5, "Bergen")]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff"])
def test_a_list_of_nothing_is_refused(text):
    assert read_text(text).refusal is Refusal.EMPTY


def test_the_first_five_thousand_lines_are_taken():
    found = read_text("Lyon\n" * 5_001)

    assert len(found.lines) == 5_000
    assert found.remarks == (Remark.LINES_CUT,)
    assert read_text("Lyon\n" * 5_000).remarks == ()


def test_a_long_line_is_cut():
    found = read_text("x" * 100_000)

    assert len(found.lines[0].printed) == 300
    assert found.remarks == (Remark.LONG_LINES_CUT,)


@pytest.mark.parametrize(
    ("encoding", "mark", "remarks"),
    [
        ("utf-8", b"", ()),
        ("utf-8", b"\xef\xbb\xbf", ()),
        ("utf-16-le", b"\xff\xfe", ()),
        ("utf-16-be", b"\xfe\xff", ()),
        ("utf-16-le", b"", ()),
        ("utf-16-be", b"", ()),
        ("cp1252", b"", (Remark.WINDOWS_1252,)),
    ],
)
def test_a_file_is_read_in_the_encoding_that_it_has(encoding, mark, remarks):
    found = read_file(mark + "Östersund, Sweden\nDénia, Spain".encode(encoding))

    assert [parts(line) for line in found.lines] == [("Östersund", "Sweden"), ("Dénia", "Spain")]
    assert found.remarks == remarks


def test_a_workbook_is_read_by_its_heading():
    found = read_file(workbook(["No.", "City", "Country"], [1, "Lyon", "France"], [None], sheets=2))

    assert [(line.number, line.name, line.country) for line in found.lines] == [
        (2, "Lyon", "France")
    ]
    assert found.remarks == (Remark.FIRST_SHEET, Remark.HEADING)


def test_a_workbook_without_a_heading_is_read_too():
    assert [parts(line) for line in read_file(workbook(["Lyon", "France", "Film"])).lines] == [
        ("Lyon", "France", "Film")
    ]


def unpacked(size):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as parts_:
        parts_.writestr("xl/workbook.xml", b" " * size)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", Refusal.EMPTY),
        (b"\xef\xbb\xbf", Refusal.EMPTY),
        (b"x" * 1_000_001, Refusal.TOO_LARGE),
        (b"%PDF-1.7 and more", Refusal.NO_TEXT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Refusal.NO_TEXT),
        (b"\x89PNG\r\n", Refusal.NO_TEXT),
        (b"PK\x03\x04 nothing else", Refusal.BROKEN_WORKBOOK),
        (unpacked(30_000_000), Refusal.TOO_LARGE),
        (unpacked(10), Refusal.BROKEN_WORKBOOK),
        (workbook(), Refusal.EMPTY),
        (workbook(["Country", "Field"], ["France", "Film"]), Refusal.NO_NAMES),
        (b"abc\0def\0\0", Refusal.NO_TEXT),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(content, refusal):
    assert read_file(content).refusal is refusal


@pytest.mark.parametrize(
    "text", ["\0", "a\0b", "\ud800", '"', '"a', 'a,"b', ",,,,", "()", "a ()", "(" * 300, "٣،"]
)
def test_no_text_is_too_odd_to_be_read(text):
    assert read_text(text).refusal in (None, Refusal.EMPTY)
