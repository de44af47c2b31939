"""The archive of the whole public record: complete, described, reproducible, and without people."""

import csv
import hashlib
import io
import json
import zipfile

import pytest
from django.db import connection
from django.db.models import F

from applications.exports import CALL_TABLES
from cities.exports.record import RECORD
from cities.models import Revision
from cities.record.triggers import public_models
from tests.factories import (
    AssetFactory,
    CallFactory,
    CityFactory,
    CityNameFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
    FocalPointFactory,
    OrganisationFactory,
    SourceFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db

TABLES = {one.table.name: one.table for one in (*RECORD, *CALL_TABLES)}
# Where the rows of each public table stand in the archive; a new model has to be given its place.
PLACES = {
    "applications_call": "calls",
    "applications_call_fields": "calls",
    "applications_call_sources": "calls",
    "applications_deadlinechange": "deadline_changes",
    "cities_asset": "profiles",
    "cities_city": "cities",
    "cities_cityname": "city_names",
    "cities_citytext": "city_texts",
    "cities_country": "countries",
    "cities_countryname": "country_names",
    "cities_designation": "designations",
    "cities_designation_sources": "designations",
    "cities_focalpoint": None,
    "cities_formerslug": "former_slugs",
    "cities_organisation": "organisations",
    "cities_source": "sources",
    "cities_statement": "statements",
    "cities_statement_countries": "statements",
    "fields_creativefield": "fields",
    "fields_fieldname": "field_names",
}
CANARIES = ["Kari Kanari", "kari.kanari@example.org", "+4799887766", "99 88 77 66 (Kanari)", "Chef"]


@pytest.fixture
def record():
    sweden = CountryFactory(
        code="SE", name="Sweden", names={"fr": "la Suède", "de": "Schweden", "ar": "السويد"}
    )
    music, film = (CreativeFieldFactory(slug=slug) for slug in ("music", "film"))
    source = SourceFactory(key="a-page", title="A page", note="=1+1")
    city = CityFactory(number=1, slug="lyon", name="Lyon", country=sweden, latitude=-45.5)
    city.slug = "lyons"
    city.save()
    DesignationFactory(
        city=city,
        field=music,
        announced_on="2008",
        ended_on="2023-10",
        end_reason="field-change",
    ).sources.add(source)
    DesignationFactory(city=city, field=film, announced_on="2023-11")
    CityNameFactory(city=city, name="ليون", source=source)
    OrganisationFactory(city=city, name="A house", founded_year=1901, source=source)
    AssetFactory(city=city, title="A wish")
    said = StatementFactory(source=source, key="members", city=city)
    said.countries.add(sweden)
    young = CityFactory(number=2, slug="young", name="Young", country=sweden)
    DesignationFactory(city=young, field=film, announced_on="2025-10-31")
    CityFactory(number=3, slug="candidate", name="A Candidate")
    CallFactory(year=2025, note="A call").fields.add(music)


def archive(client, question="", language=""):
    answer = client.get(f"{language}/record.zip{question}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def table(files, name):
    text = files[f"data/{name}.csv"].decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def objects(files, name):
    return [json.loads(line) for line in files[f"data/{name}.jsonl"].decode().split("\n")[:-1]]


def test_every_public_table_is_in_it_but_that_of_people():
    assert {model._meta.db_table for model in public_models()} == PLACES.keys()
    assert set(PLACES.values()) - {None} == TABLES.keys()


def test_it_holds_every_table_twice_with_what_describes_them(client, record):
    files = archive(client)

    assert files.keys() == {
        "README.md",
        "SHA256SUMS",
        "cities.geojson",
        "datapackage.json",
        *(f"data/{name}.{end}" for name in TABLES for end in ("csv", "jsonl")),
    }
    assert objects(files, "cities")[0] == {
        "number": 1,
        "slug": "lyons",
        "name": "Lyon",
        "native_name": None,
        "country": "SE",
        "territory": "city",
        "latitude": -45.5,
        "longitude": 10.0,
        "geonames_id": None,
        "population": None,
        "population_year": None,
        "population_scope": None,
        "website": None,
    }
    assert objects(files, "former_slugs") == [{"slug": "lyon", "city": 1}]
    # Sorted, since databases keep them in orders of their own.
    (sweden,) = (row for row in objects(files, "countries") if row["code"] == "SE")
    assert list(sweden["names"].items()) == [
        ("ar", "السويد"),
        ("de", "Schweden"),
        ("fr", "la Suède"),
    ]
    assert [row["name"] for row in objects(files, "city_names")] == ["ليون"]
    assert [(row["year"], row["fields"]) for row in objects(files, "calls")] == [(2025, ["music"])]
    assert [one["id"] for one in json.loads(files["cities.geojson"])["features"]] == [1, 2]


@pytest.mark.parametrize("name", TABLES)
def test_csv_and_json_lines_say_the_same(client, record, name):
    files = archive(client)

    def as_text(value):
        if isinstance(value, list):
            return " ".join(value)
        if isinstance(value, dict):
            return json.dumps(value, ensure_ascii=False) if value else ""
        if isinstance(value, bool):
            return str(value).lower()
        return "" if value is None else str(value)

    rows = [{key: as_text(value) for key, value in row.items()} for row in objects(files, name)]
    found = [
        {key: value.replace("'=", "=") for key, value in row.items()} for row in table(files, name)
    ]
    assert found == rows


def test_a_formula_in_csv_is_text(client, record):
    files = archive(client)

    assert [row["note"] for row in table(files, "sources")] == ["'=1+1"]
    assert [row["note"] for row in objects(files, "sources")] == ["=1+1"]


def test_the_package_describes_every_file_and_column(client, record):
    files = archive(client)
    package = json.loads(files["datapackage.json"])

    described = {one["path"]: one for one in package["resources"]}
    assert described.keys() == files.keys() - {"README.md", "SHA256SUMS", "datapackage.json"}
    assert len({one["name"] for one in package["resources"]}) == len(described)
    for path, one in described.items():
        assert one["bytes"] == len(files[path])
        assert one["hash"] == f"sha256:{hashlib.sha256(files[path]).hexdigest()}"
    for name in TABLES:
        schema = described[f"data/{name}.csv"]["schema"]
        header = files[f"data/{name}.csv"].decode().split("\r\n")[0].split(",")
        assert [field["name"] for field in schema["fields"]] == header
        keys = [tuple(row[column] for column in schema["primaryKey"]) for row in table(files, name)]
        assert len(set(keys)) == len(keys)
    assert [licence["name"] for licence in package["licenses"]] == ["CC-BY-4.0"]


def test_what_a_row_names_in_another_table_is_there(client, record):
    files = archive(client, "?as_of=2020-01-01")
    package = json.loads(files["datapackage.json"])
    checked = 0

    for one in package["resources"]:
        for key in one.get("schema", {}).get("foreignKeys", ()):
            (column,), (other,) = key["fields"], key["reference"]["fields"]
            there = {row[other] for row in table(files, key["reference"]["resource"])}
            named = {row[column] for row in table(files, one["name"])} - {""}
            assert named <= there
            checked += len(named)
    assert checked >= 8


def test_the_sums_are_those_of_the_files(client, record):
    files = archive(client)
    sums = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())

    assert sums == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in files.items()
        if name != "SHA256SUMS"
    }


def test_it_says_what_it_is_of_which_day_and_revision_and_under_which_licence(client, record):
    stamp = Revision.objects.get()
    files = archive(client, "?as_of=2020-01-01")
    readme = files["README.md"].decode()
    package = json.loads(files["datapackage.json"])

    assert "As of: 2020-01-01" in readme
    assert f"Revision of the record: {stamp.epoch}-{stamp.number}" in readme
    assert "https://creativecommons.org/licenses/by/4.0/" in readme
    assert "GeoNames, CC BY 4.0" in readme
    assert "- `data/cities.csv`, `data/cities.jsonl`: Cities that are or were members (1)" in readme
    assert "&" not in readme
    assert package["as_of"] == "2020-01-01"
    assert package["revision"] == f"{stamp.epoch}-{stamp.number}"


def test_it_is_the_record_as_it_was_on_the_day(client, record):
    files = archive(client, "?as_of=2020-01-01")

    assert [row["slug"] for row in table(files, "cities")] == ["lyons"]
    assert [
        (row["field"], row["announced_on"], row["ended_on"], row["lapsed_from"], row["end_reason"])
        for row in table(files, "designations")
    ] == [("music", "2008", "", "", "")]
    assert [
        (row["field"], row["ended_on"], row["lapsed_from"], row["end_reason"])
        for row in table(archive(client), "designations")
    ] == [
        ("music", "2023-10", "2023-10-31", "field-change"),
        ("film", "", "", ""),
        ("film", "", "", ""),
    ]


def test_it_begins_before_the_first_city(client, record):
    files = archive(client, "?as_of=2004-01-01")

    assert table(files, "cities") == []
    assert len(table(files, "fields")) == 2


def test_the_same_revision_and_day_give_the_same_bytes(client, record, time_machine):
    time_machine.move_to("2026-11-25T10:00:00Z")
    first = client.get("/record.zip?as_of=2024-01-01").content
    time_machine.move_to("2027-02-03T04:05:06Z")

    assert client.get("/record.zip?as_of=2024-01-01").content == first
    assert client.get("/record.zip?as_of=2024-01-02").content != first


def test_nobody_who_speaks_for_a_city_is_in_any_file(client, record):
    name, email, telephone, printed, title = CANARIES
    for number, is_public in ((1, True), (2, False)):
        FocalPointFactory(
            city=CityFactory._meta.model.objects.get(number=number),
            name=name,
            email=email,
            telephone=telephone,
            telephone_printed=printed,
            title=title,
            is_public=is_public,
            source=SourceFactory(key=f"of-contact-{number}"),
        )
    lists = {"cities": 4, "designations": 4, "fields": 3, "countries": 3, "statements": 3}
    extensions = ("csv", "json", "xlsx", "geojson", "csv-metadata.json")
    texts = list(archive(client).values())
    for list_name, count in lists.items():
        answers = [client.get(f"/{list_name}.{extension}") for extension in extensions]
        made = [answer.content for answer in answers if answer.status_code == 200]
        assert len(made) == count + 1
        for content in made:
            if zipfile.is_zipfile(io.BytesIO(content)):
                with zipfile.ZipFile(io.BytesIO(content)) as book:
                    texts += [book.read(part) for part in book.namelist()]
            else:
                texts.append(content)

    assert "Kari Kanari" in client.get("/cities/lyons/").content.decode()
    assert len(texts) > 60
    for canary in CANARIES:
        for text in texts:
            assert canary.encode() not in text
            assert json.dumps(canary)[1:-1].encode() not in text


def test_a_candidate_is_in_no_file(client, record):
    for content in archive(client).values():
        assert b"andidate" not in content.replace(b"Calls for candidatures", b"")


def test_while_the_record_changes_at_every_reading_there_is_no_archive(client, record):
    def change_first(execute, sql, params, many, context):
        if sql.startswith("SELECT epoch"):
            Revision.objects.update(number=F("number") + 1)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(change_first):
        answer = client.get("/record.zip")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "ETag" not in answer


def test_a_record_whose_revision_is_unknown_gives_no_archive(client, record):
    Revision.objects.update(epoch="")

    assert client.get("/record.zip").status_code == 503


def test_the_readme_speaks_the_language_of_the_address(client, record):
    french = archive(client, language="/fr")

    assert french["README.md"] != archive(client)["README.md"]
    assert french["data/cities.csv"] == archive(client)["data/cities.csv"]
