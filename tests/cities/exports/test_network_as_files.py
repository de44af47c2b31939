"""The real network as files: the figures that it announced, and the rows and order of the pages."""

import csv
import io
import json
import re
import zipfile

import openpyxl
import pytest

from cities.models import FocalPoint

pytestmark = [pytest.mark.usefixtures("network"), pytest.mark.any_database]

EXTENSIONS = ["csv", "xlsx", "json", "geojson"]
QUESTIONS = [
    "",
    "?as_of=2015-12-31",
    "?field=gastronomy&field=music&region=europe-north-america&as_of=2017-12-31",
    "?ordering=-year&region=africa&region=arab-states",
    "?ordering=country&field=design",
    "?ordering=-population&territory=district&territory=island&territory=region",
    "?q=san",
    "?q=göteborg",
    "?q=Lion",
    "?year_min=2019&year_max=2021&country=cn",
    "?field=architecture&as_of=2015-12-31",
]
# Names that most cities and countries bear alike in English and in the record.
OF_THE_API = [question for question in QUESTIONS if "country" not in question]


def slugs_in(answer, column="slug"):
    """The slugs of a file in their order, read as other programs do."""
    assert answer.status_code == 200
    kind = answer["Content-Type"].partition(";")[0]
    if kind == "text/csv":
        text = io.StringIO(answer.content.decode("utf-8-sig"), newline="")
        return [row[column] for row in csv.DictReader(text)]
    if kind == "application/json":
        return [row[column] for row in json.loads(answer.content)["rows"]]
    if kind == "application/geo+json":
        return [one["properties"][column] for one in json.loads(answer.content)["features"]]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content), read_only=True).worksheets[0]
    names, *lines = sheet.values
    return [line[names.index(column)] for line in lines]


def slugs_on_pages(client, address):
    """The slugs of a list as a reader meets them, page after page."""
    found, number = [], 1
    while True:
        between = "&" if "?" in address else "?"
        page = client.get(f"{address}{between}page={number}").content.decode()
        found += re.findall(r'class="name"><a href="[^"]*/cities/([^/"]+)/["?]', page)
        number += 1
        if f"page={number}" not in page:
            return found


def slugs_in_api(client, question):
    found, address = [], f"/api/v1/cities/{question}"
    while address:
        answer = client.get(address).json()
        found += [row["slug"] for row in answer["results"]]
        address = answer["next"]
    return found


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize(
    ("question", "count"),
    [("?as_of=2015-12-31", 116), ("?as_of=2017-12-31", 180), ("?as_of=2023-12-31", 350), ("", 408)],
)
def test_a_file_has_as_many_rows_as_the_network_had_members(client, extension, question, count):
    slugs = slugs_in(client.get(f"/cities.{extension}{question}"))

    assert len(slugs) == len(set(slugs)) == count


@pytest.mark.parametrize("language", ["", "/fr", "/ru", "/ar", "/zh-hans"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_file_has_the_rows_of_the_page_in_its_order(client, language, question):
    on_pages = slugs_on_pages(client, f"{language}/cities/{question}")

    for extension in ("csv", "geojson"):
        assert slugs_in(client.get(f"{language}/cities.{extension}{question}")) == on_pages
    assert bool(on_pages) == ("architecture" not in question)


@pytest.mark.parametrize("question", OF_THE_API)
def test_a_file_has_the_rows_of_the_api_in_its_order(client, question):
    in_api = slugs_in_api(client, question)

    for extension in EXTENSIONS:
        assert slugs_in(client.get(f"/cities.{extension}{question}")) == in_api


@pytest.mark.parametrize("language", ["", "/es", "/ar", "/zh-hans"])
@pytest.mark.parametrize("question", ["", "?as_of=2015-12-31", "?region=africa"])
def test_countries_stand_as_on_their_page(client, language, question):
    page = client.get(f"{language}/countries/{question}").content.decode()
    main = page[page.index("<main") :]
    on_page = re.findall(r'<li><a href="[^"]*/countries/([a-z]{2})/["?]', main)

    codes = slugs_in(client.get(f"{language}/countries.csv{question}"), "code")

    assert [code.lower() for code in codes] == on_page
    assert on_page


def test_fields_and_statements_stand_as_on_their_pages(client):
    fields = client.get("/fields/").content.decode()
    on_page = re.findall(r'class="name"><a href="/fields/([^/]+)/">', fields)

    assert slugs_in(client.get("/fields.xlsx")) == on_page
    assert len(on_page) == 8
    rows = client.get("/statements.json").json()["rows"]
    sections = re.findall(
        r'<section class="section" id="([a-z-]+)"', client.get("/statements/").text
    )
    assert list(dict.fromkeys(row["subject"] for row in rows)) == sections
    in_api, address = [], "/api/v1/statements/?page_size=200"
    while address:
        answer = client.get(address).json()
        in_api += [(row["source"], row["key"]) for row in answer["results"]]
        address = answer["next"]
    assert sorted((row["source"], row["key"]) for row in rows) == sorted(in_api)


def test_designations_stand_as_in_the_api(client):
    answer = client.get("/designations.json?as_of=2023-12-31").json()
    in_api, address = [], "/api/v1/designations/?as_of=2023-12-31&page_size=200"
    while address:
        page = client.get(address).json()
        in_api += [(row["city"]["slug"], row["field"]) for row in page["results"]]
        address = page["next"]

    assert [(row["city_slug"], row["field"]) for row in answer["rows"]] == in_api
    # Lyon has two by then.
    assert len(in_api) == 351


def test_a_list_of_members_is_no_large_file(client):
    sizes = {extension: len(client.get(f"/cities.{extension}").content) for extension in EXTENSIONS}
    packed = client.get("/cities.csv", headers={"Accept-Encoding": "gzip"})

    assert sizes["csv"] < 150_000
    assert sizes["xlsx"] < 100_000
    assert max(sizes["json"], sizes["geojson"]) < 350_000
    assert len(packed.content) < 40_000
    assert len(client.get("/record.zip").content) < 700_000


def test_nobody_of_the_real_record_who_speaks_for_a_city_is_in_the_archive(client):
    people = FocalPoint.objects.values_list("name", "email", "telephone", "telephone_printed")
    words = {word.encode() for person in people for word in person if word}
    archive = zipfile.ZipFile(io.BytesIO(client.get("/record.zip").content))

    assert words
    for name in archive.namelist():
        content = archive.read(name)
        assert [word for word in words if word in content] == [], name
