"""The sizes that the network announced of itself, on every door of the portal.

Written here by hand, from the network's announcements; the seed pages' 49 Cities of Gastronomy and
31 of Design among them.
"""

import csv
import io
import json
import re
import zipfile

import openpyxl
import pytest
from django.utils.html import strip_tags

pytestmark = pytest.mark.django_db

# The first day after an announcement, the last before the next; cities; countries where announced.
SIZES = [
    ("2015-12-11", "2017-10-30", 116, 54),
    ("2017-10-31", "2019-10-29", 180, 72),
    ("2019-10-30", "2021-11-29", 246, 84),
    ("2021-11-30", "2023-10-30", 295, 92),
    ("2023-10-31", "2025-10-30", 350, 105),
    ("2025-10-31", "2026-11-20", 408, 108),
]
FIELDS = [
    ("gastronomy", "Gastronomy", "2021-11-30", "2023-10-30", 49),
    ("design", "Design", "2017-10-31", "2019-10-29", 31),
]
ON_DAYS = [
    (day, cities, countries) for first, last, cities, countries in SIZES for day in (first, last)
]
FIELDS_ON_DAYS = [
    (day, slug, name, cities) for slug, name, first, last, cities in FIELDS for day in (first, last)
]


def heading(client, address):
    page = client.get(address).text
    return " ".join(strip_tags(re.search(r"<h1.*?</h1>", page, re.DOTALL)[0]).split())


def rows_of_csv(answer):
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))


def whole(answer):
    return b"".join(answer)


@pytest.mark.parametrize(("day", "cities", "countries"), ON_DAYS)
class TestTheNetwork:
    def test_on_pages(self, client, network, day, cities, countries):
        size = f"{cities} cities in {countries} countries"

        assert heading(client, f"/?as_of={day}").startswith(f"{size}, each chosen for one of")
        assert heading(client, f"/cities/?as_of={day}") == size
        assert heading(client, f"/map/?as_of={day}") == size
        assert heading(client, f"/countries/?as_of={day}").startswith(f"{countries} countries ")
        assert heading(client, f"/statistics/?as_of={day}") == f"From 1 city in 2004 to {size}"
        assert size in heading(client, f"/compare/?earlier=2004-12-31&later={day}")
        assert size in " ".join(client.get(f"/fields/?as_of={day}").text.split())

    def test_in_claims(self, client, network, day, cities, countries):
        for claim in (f"The network has {cities} member cities", f"{countries} countries"):
            page = client.get("/claims/", {"claim": claim, "as_of": day}).text
            assert re.search(r'<span class="mark full">\s*True', page), claim

    def test_on_the_api(self, client, network, day, cities, countries):
        question = f"?as_of={day}&page_size=1"

        assert client.get(f"/api/v1/cities/{question}").json()["count"] == cities
        assert client.get(f"/api/v1/countries/{question}").json()["count"] == countries

    def test_in_files(self, client, network, day, cities, countries):
        question = f"?as_of={day}"
        as_json = json.loads(whole(client.get(f"/cities.json{question}")))
        as_geojson = json.loads(whole(client.get(f"/cities.geojson{question}")))
        workbook = openpyxl.load_workbook(
            io.BytesIO(whole(client.get(f"/cities.xlsx{question}"))), read_only=True
        )
        growth = rows_of_csv(client.get(f"/statistics/growth.csv{question}"))

        assert len(rows_of_csv(client.get(f"/cities.csv{question}"))) == cities
        assert len(as_json["rows"]) == as_json["count"] == cities
        assert len(as_geojson["features"]) == cities
        assert len(list(workbook.worksheets[0].iter_rows())) == cities + 1
        assert len(rows_of_csv(client.get(f"/countries.csv{question}"))) == countries
        assert (int(growth[-1]["members"]), int(growth[-1]["countries"])) == (cities, countries)

    def test_in_the_whole_record(self, client, network, day, cities, countries):
        archive = zipfile.ZipFile(io.BytesIO(whole(client.get(f"/record.zip?as_of={day}"))))
        (name,) = (name for name in archive.namelist() if name.endswith("cities.geojson"))

        assert len(json.loads(archive.read(name))["features"]) == cities


@pytest.mark.parametrize(("day", "slug", "name", "cities"), FIELDS_ON_DAYS)
class TestAField:
    def test_on_pages(self, client, network, day, slug, name, cities):
        size = f"{cities} Cities of {name} in "

        assert heading(client, f"/fields/{slug}/?as_of={day}").startswith(size)
        assert heading(client, f"/cities/?field={slug}&as_of={day}").startswith(
            f"{cities} cities of {name}"
        )

    def test_in_claims(self, client, network, day, slug, name, cities):
        page = client.get("/claims/", {"claim": f"{cities} Cities of {name}", "as_of": day}).text

        assert re.search(r'<span class="mark full">\s*True', page)

    def test_on_the_api_and_in_files(self, client, network, day, slug, name, cities):
        question = f"?field={slug}&as_of={day}"

        assert client.get(f"/api/v1/cities/{question}&page_size=1").json()["count"] == cities
        assert len(rows_of_csv(client.get(f"/cities.csv{question}"))) == cities
        fields = rows_of_csv(client.get(f"/statistics/fields.csv?as_of={day}"))
        assert int(fields[-1][slug]) == cities
