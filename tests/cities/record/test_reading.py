"""Reading fixture files: every error with its file and row, and none of them the last."""

import pytest

from cities.record.files import collect
from tests import small_record


def problems(tmp_path, **changes):
    folder = small_record.write(
        tmp_path, {name.replace("__", "."): pairs for name, pairs in changes.items()}
    )
    return [str(problem) for problem in collect(folder).fixtures.problems]


def test_a_good_folder_has_no_problem(tmp_path):
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "1,bergen,Bergen,Bjørgvin,NO,europe-north-america,city,design,2015,,,60.39",
            "1,bergen,Bergen,Bjørgvin,NO,europe-north-america,city,design,2015,,,91",
            "network.csv:2: latitude: Ensure this value is less than or equal to 90.0.",
        ),
        (
            "20.26",
            "-180.5",
            "network.csv:3: longitude: Ensure this value is greater than or equal to -180.0.",
        ),
        ("63.83", "nan", "network.csv:3: latitude: This is no number."),
        ("63.83", "north", "network.csv:3: latitude: “north” value must be a float."),
        (
            "213585",
            "-5",
            "network.csv:2: population: Ensure this value is greater than or equal to 1.",
        ),
        (
            "213585",
            "9" * 5000,
            f"network.csv:2: population: “{'9' * 5000}” value must be an integer.",
        ),
        ("3,voss", "2,voss", "network.csv:4: slug differs from network.csv:3, the same city"),
        ("3,voss,Voss", "3,umea,Voss", "network.csv:4: the slug “umea” stands already above"),
        ("Bjørgvin,NO", "Bjørgvin,XX", "network.csv:2: there is no country “XX” in the fixtures"),
        (
            "Bjørgvin,NO,europe-north-america",
            "Bjørgvin,NO,africa",
            "network.csv:2: countries.csv puts NO into another UNESCO region",
        ),
        (
            "NO,europe-north-america,city,design,2015",
            "NO,europe-north-america,city,dance,2015",
            "network.csv:2: there is no creative field “dance” in the fixtures",
        ),
        (
            "NO,europe-north-america,city,design,2015",
            "NO,europe-north-america,city,architecture,2015",
            "network.csv:2: architecture is a field only since 2025",
        ),
        ("design,2015", "design,2016", "network.csv:2: rounds.csv knows no round of “2016”"),
        (
            "exact,single",
            "exact,hearsay",
            "network.csv:4: evidence: Value 'hearsay' is not a valid choice.",
        ),
        (
            "One list.,https://example.org/list",
            "One list.,https://example.org/other",
            "network.csv:4: no source in sources.csv has the address https://example.org/other",
        ),
        (
            "3,voss,Voss",
            "3,voss," + "V" * 10_000,
            "network.csv:4: name: Ensure this value has at most 100 characters (it has 10000).",
        ),
        ("3,voss,Voss", "3,voss,Vo\0ss", "network.csv:4: a NUL character stands here"),
        ("3,voss,Voss", "3,voss,", "network.csv:4: name: This field cannot be blank."),
        (
            "3,voss,Voss,",
            "3,voss, Voss,",
            "network.csv:4: name: Spaces stand before or after this.",
        ),
        ("3,voss,Voss,", "3,voss,Voss", "network.csv:4: 18 cells under 19 columns"),
        (",territory,", ",terrain,", "network.csv:1: the column “territory” is missing"),
        (",territory,", ",terrain,", "network.csv:1: there is no column “terrain”"),
        ("Bjørgvin", "Bjørgvin;Bjørgvin", "network.csv:2: this stands already at network.csv:2"),
    ],
)
def test_a_bad_row_of_the_network_is_named_with_its_reason(tmp_path, old, new, expected):
    found = problems(tmp_path, network__csv=[(old, new)])

    assert any(problem.startswith(expected) for problem in found), found


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "names.csv",
            "umea,乌默奥",
            "umeå,乌默奥",
            "names.csv:3: there is no city “umeå” in network.csv",
        ),
        (
            "names.csv",
            "umea,乌默奥,Han\n",
            "umea,乌默奥,Han\numea,乌默奥,Han\n",
            "names.csv:4: this stands already at names.csv:3: 2 | gazetteer | 乌默奥",
        ),
        ("rounds.csv", "2017-10-31", "2018-10-31", "rounds.csv:3: the round of 2017 must be"),
        (
            "rounds.csv",
            "2023,2023",
            "2017,2017",
            "rounds.csv:4: the round of 2017 stands here twice",
        ),
        ("countries.csv", "NO,Norway", "no,Norway", "countries.csv:2: code: Write two capital"),
        ("countries.csv", "SE,Sweden", "NO,Sweden", "countries.csv:3: this stands already at"),
        (
            "country_names.csv",
            "NO,Norwegen",
            "XX,Norwegen",
            "country_names.csv:2: there is no country “XX” in the fixtures",
        ),
        ("sources.csv", "list,A list", "a list,A list", "sources.csv:3: key: Enter a valid “slug”"),
        ("sources.csv", "2023", "2023-13", "sources.csv:3: dated_on: There is no date “2023-13”"),
        (
            "sources.csv",
            "https://example.org/list",
            "here",
            "sources.csv:3: url: Enter a valid URL.",
        ),
        (
            "fields.yaml",
            "first_year: 2004",
            "first_year: soon",
            "fields.yaml:2: first_year: “soon”",
        ),
        (
            "fields.yaml",
            "glyph: square",
            "glyph: star",
            "fields.yaml:2: glyph: Value 'star' is not",
        ),
        ("fields.yaml", "    glyph: square\n", "", "fields.yaml:2: glyph: this must be filled in"),
        (
            "fields.yaml",
            "glyph: square",
            "gliph: square",
            "fields.yaml:2: there is no column “gliph”",
        ),
        ("fields.yaml", "sv: [Form", "sv: [[Form", "fields.yaml:12: this is no YAML"),
        (
            "bergen.yaml",
            "language: en",
            "language: en\n  language: nb",
            "bergen.yaml:6: “language” stands here twice",
        ),
        (
            "bergen.yaml",
            "city: bergen",
            "town: bergen",
            "bergen.yaml:6: nobody knows the key “town”",
        ),
        (
            "bergen.yaml",
            "city: bergen",
            "city: bergn",
            "bergen.yaml:6: there is no city “bergn” in network.csv",
        ),
        ("bergen.yaml", "value: 3", "value: three", "bergen.yaml:8: value: “three” value must be"),
        (
            "bergen.yaml",
            "Umea (Sverige)",
            "Umea (Svedala)",
            "bergen.yaml:15: no country is called “Svedala”",
        ),
        (
            "bergen.yaml",
            "Umea (Sverige)",
            "Umeo (Sverige)",
            "bergen.yaml:15: no city in SE is called “Umeo”; close to it: umea",
        ),
        (
            "bergen.yaml",
            "55 56 55 56",
            "55 56",
            "bergen.yaml:23: “55 56” is no telephone number",
        ),
        (
            "bergen.yaml",
            "is_public: true",
            "is_public: yes",
            "bergen.yaml:20: is_public: Write true",
        ),
        (
            "viborg.yaml",
            "title: A page",
            "title: [A, page]",
            "viborg.yaml:1: title: This must be one",
        ),
    ],
)
def test_a_bad_entry_of_any_file_is_named_with_its_reason(tmp_path, file, old, new, expected):
    found = problems(tmp_path, **{file.replace(".", "__"): [(old, new)]})

    assert any(problem.startswith(expected) for problem in found), found


def test_every_problem_of_every_file_is_found_at_once(tmp_path):
    found = problems(
        tmp_path,
        network__csv=[("63.83", "163.83"), ("design,2015", "design,2016")],
        bergen__yaml=[("value: 3", "value: three")],
        viborg__yaml=[("title", "titel")],
    )

    files = [problem.split(": ")[0] for problem in found]
    assert files == [
        "network.csv:2",
        "network.csv:3",
        "bergen.yaml:8",
        "viborg.yaml:1",
        "viborg.yaml:1",
    ]


def test_a_refused_row_does_not_make_the_rows_that_mean_it_wrong_too(tmp_path):
    # Voss is refused for its place; its designation, and a name of it, are not to blame.
    found = problems(
        tmp_path, network__csv=[("60.63", "160.63")], names__csv=[("bergen,Бер", "voss,Бер")]
    )

    assert found == ["network.csv:4: latitude: Ensure this value is less than or equal to 90.0."]


def test_a_missing_file_is_named(tmp_path):
    small_record.write(tmp_path)
    (tmp_path / "rounds.csv").unlink()

    found = [str(problem) for problem in collect(tmp_path).fixtures.problems]

    assert found[0] == "rounds.csv:1: there is no such file"


def test_a_file_in_another_encoding_is_named(tmp_path):
    small_record.write(tmp_path)
    (tmp_path / "names.csv").write_bytes("slug,name,script\numea,Umeå,Latin\n".encode("latin-1"))

    found = [str(problem) for problem in collect(tmp_path).fixtures.problems]

    assert found == ["names.csv:1: this is no UTF-8: invalid continuation byte"]


def test_the_country_code_of_norway_is_not_read_as_no(tmp_path):
    # YAML 1.1 reads NO as false, 2004 as a number and 2015-12-11 as a date: here all is text.
    small_record.write(
        tmp_path,
        {"bergen.yaml": [("value: 3", "value: 3\n    countries: [NO]\n    value_date: 2015-12")]},
    )

    collection = collect(tmp_path)

    statement = collection.rows["cities.statement"]["bergen-page | members"]
    assert collection.fixtures.problems == []
    assert statement.values["countries"] == ["NO"]
    assert statement.values["value_date"] == "2015-12"
