"""The same list in every format: by `Accept` and by `format=`, whole or in pages."""

import csv
import io
import json

import pytest
from drf_spectacular.generators import SchemaGenerator
from openpyxl import load_workbook

from cities.models.places import today
from tests.factories import (
    CallFactory,
    CityFactory,
    CityNameFactory,
    CreativeFieldFactory,
    DesignationFactory,
    FocalPointFactory,
    OrganisationFactory,
    SourceFactory,
    StatementFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

API = "/api/v1/"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPES = {
    "json": "application/json",
    "ndjson": "application/x-ndjson",
    "csv": "text/csv",
    "xlsx": XLSX,
    "geojson": "application/geo+json",
}
TABLES = ["json", "ndjson", "csv", "xlsx"]
FORMATS = {
    "fields": TABLES,
    "regions": TABLES,
    "countries": TABLES,
    "cities": [*TABLES, "geojson"],
    "names": TABLES,
    "designations": [*TABLES, "geojson"],
    "organisations": TABLES,
    "focal-points": ["json"],
    "sources": TABLES,
    "statements": TABLES,
    "calls": TABLES,
    "statistics": TABLES,
}
# What tells the rows of a list apart, in its rows and in its tables.
KEYS = {
    "fields": ("slug", "slug"),
    "regions": ("code", "code"),
    "countries": ("code", "code"),
    "cities": ("number", "number"),
    "names": ("id", "id"),
    "organisations": ("id", "id"),
    "sources": ("key", "key"),
    "statements": ("key", "key"),
    "calls": ("year", "year"),
    "statistics": ("figure", "figure"),
}


def body(answer):
    return answer.getvalue() if answer.streaming else answer.content


def varies_on(answer):
    """What an answer varies on besides the compression, which the portal adds to any of them."""
    named = {name.strip().lower() for name in answer.get("Vary", "").split(",")}
    return named - {"accept-encoding", ""}


def rows_of(answer, extension):
    """The rows of a file as dictionaries of texts or values."""
    content = body(answer)
    if extension == "ndjson":
        return [json.loads(line) for line in content.decode().splitlines()]
    if extension == "csv":
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    if extension == "xlsx":
        head, *rows = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
        return [dict(zip(head, row, strict=True)) for row in rows]
    return [
        {**feature["properties"], "id": feature["id"]}
        for feature in json.loads(content)["features"]
    ]


@pytest.fixture
def record():
    for number, name in ((3, "Zagreb"), (1, "Aarhus"), (2, "=Cmd")):
        city = CityFactory(number=number, slug=f"city-{number}", name=name)
        source = SourceFactory()
        DesignationFactory(city=city, field=CreativeFieldFactory()).sources.add(source)
        CityNameFactory(city=city)
        OrganisationFactory(city=city)
        FocalPointFactory(city=city, public=True)
        StatementFactory(source=source)
        CallFactory().fields.add(CreativeFieldFactory())


@pytest.mark.parametrize(
    ("resource", "extension"),
    [(resource, one) for resource, formats in FORMATS.items() for one in formats],
)
def test_a_format_is_had_by_its_name_and_by_its_media_type(client, record, resource, extension):
    media_type = MEDIA_TYPES[extension]

    named = client.get(f"{API}{resource}/?format={extension}")
    accepted = client.get(f"{API}{resource}/", headers={"Accept": media_type})

    for answer in (named, accepted):
        assert answer.status_code == 200
        assert answer["Content-Type"].partition(";")[0] == media_type
    assert varies_on(named) == set()
    assert varies_on(accepted) == {"accept"}
    if extension == "json":
        assert not named.has_header("Content-Disposition")
    else:
        name = f"{resource}-{today()}.{extension}"
        assert named["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("resource", KEYS)
def test_every_format_has_the_rows_of_the_list_in_its_order(client, record, resource):
    member, column = KEYS[resource]
    listed = client.get(f"{API}{resource}/").json()["results"]
    expected = [str(row[member]) for row in listed]

    assert len(expected) >= 3
    for extension in FORMATS[resource][1:]:
        found = rows_of(client.get(f"{API}{resource}/?format={extension}"), extension)
        name = member if extension == "ndjson" else "id" if extension == "geojson" else column
        assert [str(row[name]) for row in found] == expected, extension


def test_a_line_is_the_row_of_the_list(client, record):
    listed = client.get(f"{API}cities/").json()["results"]

    assert rows_of(client.get(f"{API}cities/?format=ndjson"), "ndjson") == listed


def test_a_file_is_whole_unless_a_page_is_asked_for(client):
    for number in range(1, 61):
        DesignationFactory(city=CityFactory(number=number, name=f"City {number:02}"))

    def numbers(query):
        return [row["number"] for row in rows_of(client.get(f"{API}cities/?{query}"), "ndjson")]

    first = client.get(f"{API}cities/?page_size=7&format=ndjson")
    second = client.get(f"{API}cities/?page_size=7").json()["next"]

    assert numbers("format=ndjson") == list(range(1, 61))
    assert [row["number"] for row in rows_of(first, "ndjson")] == list(range(1, 8))
    assert numbers("format=ndjson&page=2&page_size=25") == list(range(26, 51))
    assert numbers("format=ndjson&page=2") == list(range(51, 61))
    after = rows_of(client.get(f"{second}&format=csv"), "csv")
    assert [row["number"] for row in after] == [str(number) for number in range(8, 15)]


def test_a_long_list_is_streamed_and_complete(client, record, monkeypatch):
    monkeypatch.setattr("uccn.doors.files.ROWS_IN_A_CHUNK", 2)

    answer = client.get(f"{API}cities/?format=ndjson&ordering=number")

    assert answer.streaming
    assert [row["number"] for row in rows_of(answer, "ndjson")] == [1, 2, 3]


def test_formulas_are_inert_in_tables(client, record):
    names = [row["name"] for row in rows_of(client.get(f"{API}cities/?format=csv"), "csv")]

    assert "'=Cmd" in names


def test_a_file_answers_the_question_as_of_the_day(client):
    CityFactory(number=5)
    old = DesignationFactory(city__number=6, field__slug="music", announced_on="2010-01-01")
    DesignationFactory(city__number=7, field=old.field, announced_on="2020-01-01")

    answer = client.get(f"{API}cities/?field=music&as_of=2015&format=csv")

    (row,) = rows_of(answer, "csv")
    assert (row["number"], row["as_of"]) == ("6", "2015-12-31")
    assert answer["Content-Disposition"] == 'attachment; filename="cities-2015-12-31.csv"'
    file = json.loads(body(client.get(f"{API}cities/?field=music&as_of=2015&format=geojson")))
    assert file["parameters"] == {"field": ["music"], "as_of": ["2015-12-31"]}
    assert json.loads(body(client.get(file["address"]))) == file


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
        ("application/json; charset=utf-8", "application/json"),
        ("application/json;q=0.5, text/csv", "text/csv"),
        ("text/csv;q=0.5, application/json;q=0.6", "application/json"),
        ("text/*", "text/csv"),
        ("application/json;q=0, application/geo+json", "application/geo+json"),
    ],
)
def test_a_client_gets_what_it_likes_best(client, record, accept, media_type):
    answer = client.get(f"{API}cities/", headers={"Accept": accept})

    assert answer["Content-Type"].partition(";")[0] == media_type


@pytest.mark.parametrize(("resource", "formats"), FORMATS.items())
def test_what_cannot_be_had_is_a_406_that_names_what_can(client, record, resource, formats):
    answer = client.get(f"{API}{resource}/", headers={"Accept": "image/png"})

    assert answer.status_code == 406
    assert answer["Content-Type"] == "application/problem+json"
    assert varies_on(answer) == {"accept"}
    assert answer.json()["available"] == [MEDIA_TYPES[one] for one in formats]


@pytest.mark.parametrize(
    ("wrong", "right"), [("cvs", "csv"), ("geojsn", "geojson"), ("excel", None), ("Json", "json")]
)
def test_an_unknown_format_is_named_with_all_else_that_was_not_understood(
    client, record, wrong, right
):
    answer = client.get(f"{API}cities/?format={wrong}&feild=music")

    assert answer.status_code == 400
    errors = {error["parameter"]: error for error in answer.json()["errors"]}
    assert set(errors) == {"format", "feild"}
    assert errors["format"].get("suggestion") == right
    assert "json, ndjson, csv, xlsx, geojson" in errors["format"]["detail"]


@pytest.mark.parametrize("extension", ["csv", "xlsx", "ndjson", "geojson"])
def test_people_are_in_no_file_and_the_answer_says_why(client, record, extension):
    named = client.get(f"{API}focal-points/?format={extension}")
    accepted = client.get(f"{API}focal-points/", headers={"Accept": MEDIA_TYPES[extension]})

    assert named.status_code == 400
    assert accepted.status_code == 406
    for text in (named.json()["errors"][0]["detail"], accepted.json()["detail"]):
        assert text.endswith(
            "People are in no file: what was copied in bulk cannot be taken back when somebody "
            "leaves."
        )


def test_what_goes_wrong_is_said_in_json_whatever_was_accepted(client, record):
    refused = client.get(f"{API}cities/?colour=blue", headers={"Accept": "text/csv"})
    missing = client.get(f"{API}cities/?format=csv&page=99")
    no_city = client.get(f"{API}cities/999/", headers={"Accept": "text/csv"})

    for answer, status in ((refused, 400), (missing, 404), (no_city, 406)):
        assert answer.status_code == status
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == status


def test_a_detail_is_json_and_a_figure_is_its_file_too(client, record):
    assert client.get(f"{API}cities/1/?format=json").json() == client.get(f"{API}cities/1/").json()
    assert client.get(f"{API}cities/1/?format=csv").status_code == 400

    figure = client.get(f"{API}statistics/growth/", headers={"Accept": "text/csv"})
    assert body(figure) == client.get("/statistics/growth.csv").content


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("extension", ["json", "ndjson", "csv", "xlsx", "geojson"])
def test_an_answer_in_any_format_is_not_sent_twice(client, record, extension):
    headers = {"Accept": MEDIA_TYPES[extension]}
    first = client.get(f"{API}cities/", headers=headers)

    again = client.get(f"{API}cities/", headers={**headers, "If-None-Match": first["ETag"]})
    other = client.get(
        f"{API}cities/",
        headers={"Accept": "application/*;q=0.9", "If-None-Match": first["ETag"]},
    )

    assert again.status_code == 304
    assert varies_on(again) == {"accept"}
    assert other.status_code == 200


@pytest.mark.parametrize(("resource", "formats"), FORMATS.items())
def test_the_schema_names_the_formats_of_each_list(resource, formats):
    operation = SchemaGenerator().get_schema(request=None, public=True)["paths"][
        f"{API}{resource}/"
    ]["get"]

    content = operation["responses"]["200"]["content"]
    assert list(content) == [MEDIA_TYPES[one] for one in formats]
    (parameter,) = (one for one in operation["parameters"] if one["name"] == "format")
    assert set(parameter["schema"]["enum"]) == set(formats)
    assert all("$ref" not in content[MEDIA_TYPES[one]]["schema"] for one in formats[1:])
