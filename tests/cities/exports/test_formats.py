"""The formats: what other programs read out of them is what the record holds."""

import csv
import datetime
import io
import json

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cities.exports import About, Listing, Table
from cities.exports.columns import columns
from cities.exports.formats import FORMATS, formats_of
from cities.exports.formats.formulas import inert
from cities.exports.listing import whole
from cities.exports.lists import TABLES

PLACES = Table(
    "places",
    "Places",
    ("number",),
    columns(
        number=("integer", "A number."),
        name=("string", "A name."),
        latitude=("number", "Degrees north."),
        longitude=("number", "Degrees east."),
        day=("date", "A day."),
        is_there=("boolean", "Whether it is there."),
        words=("list", "Some words."),
    ),
    has_places=True,
)
ROW = {
    "number": 1,
    "name": "Łódź",
    "latitude": -33.92,
    "longitude": 18.42,
    "day": "2015-12-11",
    "is_there": True,
    "words": ["one", "two"],
}
UNKNOWN = dict.fromkeys(ROW)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1", "''-1", "=HYPERLINK(“x”)"]
HARMLESS = ["", "a=1", "'quoted'", "Côte d'Ivoire", " =1", "1-2", "“=”"]


def about(**changes):
    said = {
        "title": "1 place",
        "as_of": datetime.date(2015, 12, 31),
        "language": "en",
        "site": "https://portal.example",
        "address": "https://portal.example/places.csv?as_of=2015-12-31",
        "parameters": (("field", "film"), ("field", "music")),
    }
    return About(**{**said, **changes})


def written(extension, *rows, **changes):
    listing = whole(PLACES, about(**changes), rows)
    return b"".join(formats_of(PLACES)[extension].write(listing))


def rows_of_csv(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheets(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def read_back(text):
    """What the documents tell readers of CSV to do."""
    bare = text.lstrip("'")
    return text[1:] if bare != text and bare[:1] and bare[0] in "=+-@\t\r\n＝＋－＠" else text


def test_csv_holds_rows_and_nothing_else():
    content = written("csv", ROW, {**UNKNOWN, "number": 2})

    assert content.decode("utf-8-sig").split("\r\n") == [
        "number,name,latitude,longitude,day,is_there,words,as_of,licence",
        "1,Łódź,-33.92,18.42,2015-12-11,true,one two,2015-12-31,"
        "CC BY 4.0: UCCN portal; GeoNames; Unicode CLDR",
        "2,,,,,,,2015-12-31,CC BY 4.0: UCCN portal; GeoNames; Unicode CLDR",
        "",
    ]


def test_csv_begins_with_the_mark_by_which_excel_knows_utf_8():
    assert written("csv", ROW).startswith(b"\xef\xbb\xbfnumber,")


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_makes_a_formula_text_that_can_be_read_back(text):
    (row,) = rows_of_csv(written("csv", {**ROW, "name": text}))

    assert row["name"] == f"'{text}"
    assert read_back(row["name"]) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_csv_leaves_other_texts_as_they_are(text):
    (row,) = rows_of_csv(written("csv", {**ROW, "name": text}))

    assert row["name"] == text


@given(st.text(alphabet="'=+-@\t\r\n＝ab1 \"", max_size=8) | st.text(max_size=30))
def test_every_text_can_be_read_back_from_csv(text):
    assert read_back(inert(text)) == text
    assert inert(text)[:1] not in set("=+-@\t\r\n＝＋－＠")


def test_a_spreadsheet_holds_numbers_days_and_texts_as_such():
    sheet = sheets(written("xlsx", ROW, {**UNKNOWN, "number": 2}))["places"]

    assert [[cell.value for cell in line] for line in sheet.rows] == [
        ["number", "name", "latitude", "longitude", "day", "is_there", "words"],
        [1, "Łódź", -33.92, 18.42, datetime.datetime(2015, 12, 11), True, "one two"],  # noqa: DTZ001
        [2, None, None, None, None, None, None],
    ]
    assert sheet["E2"].number_format == "yyyy-mm-dd"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:G3"


@pytest.mark.parametrize(
    "text", [*FORMULAS, "<r><t>x</t></r>", "\x00\x01", "_x0041_", "https://a.b"]
)
def test_a_spreadsheet_runs_no_text_as_a_formula(text):
    cell = sheets(written("xlsx", {**ROW, "name": text}))["places"]["B2"]

    assert cell.data_type == "s"
    assert cell.hyperlink is None
    if text.isprintable():
        assert cell.value.rstrip() == text
    assert cell.quotePrefix == (text in FORMULAS)


def test_a_spreadsheet_cuts_a_text_that_no_cell_can_hold():
    cell = sheets(written("xlsx", {**ROW, "name": "a" * 40_000}))["places"]["B2"]

    assert cell.value == "a" * 32_766


def test_a_spreadsheet_says_on_its_second_sheet_what_it_is():
    book = sheets(written("xlsx", ROW))
    said = [[cell.value for cell in line] for line in book["About"].rows]

    assert book.sheetnames == ["places", "About"]
    assert said[:4] == [
        ["What it lists", "1 place", None],
        ["As of", "2015-12-31", None],
        ["Rows", "1", None],
        ["Licence", "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/", None],
    ]
    assert [line[0] for line in said[4:8]] == ["Credit", "Credit", "Credit", "Address"]
    assert said[7][1] == "https://portal.example/places.csv?as_of=2015-12-31"
    assert said[9:12] == [
        ["Column", "Type", "Meaning"],
        ["number", "integer", "A number."],
        ["name", "string", "A name."],
    ]


def test_a_spreadsheet_in_arabic_begins_on_the_right():
    right, left = (sheets(written("xlsx", ROW, language=code)) for code in ("ar", "fr"))

    assert [sheet.sheet_view.rightToLeft for sheet in right] == [True, True]
    assert not left["places"].sheet_view.rightToLeft


@pytest.mark.parametrize("year", [1, 1979, 2015])
def test_a_spreadsheet_bears_the_day_of_its_rows_and_not_that_of_its_writing(year, time_machine):
    time_machine.move_to("2026-11-25T10:00:00Z")
    first = written("xlsx", ROW, as_of=datetime.date(year, 12, 31))
    time_machine.move_to("2026-12-25T11:11:11Z")

    assert written("xlsx", ROW, as_of=datetime.date(year, 12, 31)) == first


def test_json_says_what_it_is_before_its_rows():
    found = json.loads(written("json", ROW, {**UNKNOWN, "number": 2}))

    assert list(found) == [
        "title", "as_of", "language", "count", "parameters", "address", "licence", "credits",
        "rows",
    ]  # fmt: skip
    assert found["as_of"] == "2015-12-31"
    assert found["count"] == 2
    assert found["parameters"] == {"field": ["film", "music"]}
    assert found["licence"]["address"] == "https://creativecommons.org/licenses/by/4.0/"
    assert any("GeoNames, CC BY 4.0" in credit for credit in found["credits"])
    assert found["rows"] == [ROW, {**UNKNOWN, "number": 2}]


def test_json_has_a_line_for_each_row():
    lines = written("json", ROW, ROW).decode().splitlines()

    assert [json.loads(line.removesuffix(",")) for line in lines[-4:-2]] == [ROW, ROW]


def test_geojson_is_a_collection_of_points_with_the_longitude_first():
    found = json.loads(written("geojson", ROW))

    assert found["type"] == "FeatureCollection"
    assert found["as_of"] == "2015-12-31"
    assert found["features"] == [
        {
            "type": "Feature",
            "id": 1,
            "geometry": {"type": "Point", "coordinates": [18.42, -33.92]},
            "properties": {
                "number": 1,
                "name": "Łódź",
                "day": "2015-12-11",
                "is_there": True,
                "words": ["one", "two"],
            },
        }
    ]


@pytest.mark.parametrize("extension", ["csv", "xlsx", "json", "geojson"])
def test_a_list_without_rows_is_a_file_all_the_same(extension):
    content = written(extension)

    if extension == "csv":
        assert rows_of_csv(content) == []
    elif extension == "xlsx":
        assert sheets(content)["places"].max_row == 1
    else:
        assert json.loads(content)[{"json": "rows", "geojson": "features"}[extension]] == []


@pytest.mark.parametrize("extension", ["csv", "xlsx", "json", "geojson"])
def test_chunks_leave_no_seam(extension):
    rows = [{**ROW, "number": number} for number in range(7)]
    chunks = [[], rows[:3], [], rows[3:6], rows[6:], []]
    listing = Listing(PLACES, about(), 7, chunks)

    in_chunks = b"".join(formats_of(PLACES)[extension].write(listing))

    assert in_chunks == written(extension, *rows)


def test_only_what_has_a_place_can_be_had_as_geojson():
    extensions = [known.extension for known in FORMATS]

    assert extensions == ["csv", "xlsx", "json", "geojson"]
    assert {name: list(formats_of(table)) for name, table in TABLES.items()} == {
        "cities": extensions,
        "fields": extensions[:3],
        "countries": extensions[:3],
        "designations": extensions,
        "statements": extensions[:3],
    }
