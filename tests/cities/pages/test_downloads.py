"""Lists as files: which rows, what is said about them, and what is refused."""

import csv
import gzip
import io
import json
import re

import openpyxl
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.exports import listing
from tests.factories import (
    AssetFactory,
    CityFactory,
    CityNameFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
    OrganisationFactory,
    SourceFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db

EXTENSIONS = ["csv", "xlsx", "json", "geojson"]
FILES = [
    *(f"cities.{extension}" for extension in EXTENSIONS),
    *(f"designations.{extension}" for extension in EXTENSIONS),
    *(f"{name}.{end}" for name in ("fields", "countries", "statements") for end in EXTENSIONS[:3]),
]


@pytest.fixture
def record():
    music = CreativeFieldFactory(slug="music", position=2, name_en="Music", name_fr="Musique")
    film = CreativeFieldFactory(slug="film", position=1, name_en="Film", name_fr="Film")
    source = SourceFactory(key="a-page", title="A page")
    for number, slug, name, code, field, announced_on, latitude in [
        (1, "oerebro", "Ørebro", "SE", music, "2017-10-31", 59.25),
        (2, "sydney", "Sydney", "AU", film, "2010", -33.87),
        (3, "osaka", "Ōsaka", "JP", music, "2021-11", 34.7),
    ]:
        names = {"SE": "Sweden", "AU": "Australia", "JP": "Japan"}
        regions = {"SE": "europe-north-america"}
        country = CountryFactory(
            code=code, name=names[code], region=regions.get(code, "asia-pacific")
        )
        city = CityFactory(
            number=number, slug=slug, name=name, country=country, latitude=latitude, longitude=15.5
        )
        DesignationFactory(city=city, field=field, announced_on=announced_on).sources.add(source)
    city.population, city.population_year, city.geonames_id = 2_700_000, 2020, 1853909
    city.save()
    StatementFactory(source=source, key="members", printed="3 cities, in all", value=3)


def fetch(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer


def rows_of(answer):
    """The rows of a file as dictionaries, read as other programs do; all values are texts."""
    kind = answer["Content-Type"].partition(";")[0]
    if kind == "text/csv":
        return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    if kind == "application/json":
        rows = json.loads(answer.content)["rows"]
    elif kind == "application/geo+json":
        rows = [one["properties"] for one in json.loads(answer.content)["features"]]
    else:
        lines = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].values
        names = next(lines)
        rows = [dict(zip(names, line, strict=True)) for line in lines]
    return [
        {name: "" if value is None else str(value) for name, value in row.items()} for row in rows
    ]


def test_a_city_carries_what_the_record_knows_of_it(client, record):
    text = fetch(client, "/cities.csv?as_of=2021-12-31").content.decode("utf-8-sig")

    assert text.split("\r\n") == [
        "number,slug,local_name,name,native_name,country_code,country_name,region,region_name,"
        "territory,field,field_name,member_since,designated_on,latitude,longitude,geonames_id,"
        "population,population_year,population_scope,map_reference,website,page,as_of,licence",
        "1,oerebro,Ørebro,Ørebro,,SE,Sweden,europe-north-america,Europe and North America,city,"
        "music,Music,2017,2017-10-31,59.25,15.5,,,,,A9,,http://testserver/cities/oerebro/,"
        "2021-12-31,CC BY 4.0: UCCN portal; GeoNames; Unicode CLDR",
        "3,osaka,Ōsaka,Ōsaka,,JP,Japan,asia-pacific,Asia and the Pacific,city,"
        "music,Music,2021,2021-11,34.7,15.5,1853909,2700000,2020,,B9,,"
        "http://testserver/cities/osaka/,2021-12-31,CC BY 4.0: UCCN portal; GeoNames; Unicode CLDR",
        "2,sydney,Sydney,Sydney,,AU,Australia,asia-pacific,Asia and the Pacific,city,"
        "film,Film,2010,2010,-33.87,15.5,,,,,G9,,http://testserver/cities/sydney/,"
        "2021-12-31,CC BY 4.0: UCCN portal; GeoNames; Unicode CLDR",
        "",
    ]


def test_a_designation_carries_its_city_its_time_and_its_sources(client, record):
    (row, _, _) = json.loads(fetch(client, "/fr/designations.json").content)["rows"]

    assert row == {
        "city_number": 2,
        "city_slug": "sydney",
        "city_local_name": "Sydney",
        "city_name": "Sydney",
        "country_code": "AU",
        "country_name": "Australie",
        "region": "asia-pacific",
        "region_name": "Asie et Pacifique",
        "field": "film",
        "field_name": "Film",
        "call_year": 2015,
        "announced_on": "2010",
        "in_force_from": "2010-12-31",
        "ended_on": None,
        "end_reason": None,
        "evidence": "several",
        "evidence_note": None,
        "sources": ["a-page"],
        "latitude": -33.87,
        "longitude": 15.5,
        "page": "http://testserver/fr/cities/sydney/",
    }


def test_a_statement_carries_the_days_on_which_it_is_true(client, record):
    (row,) = json.loads(fetch(client, "/statements.json").content)["rows"]

    assert row["printed"] == "3 cities, in all"
    assert row["true_intervals"] == ["2021-11-30/.."]
    assert row["true_today"] is True


def test_a_country_stands_under_its_region_as_on_the_page(client, record):
    rows = rows_of(fetch(client, "/fr/countries.csv"))

    assert [(row["code"], row["name"], row["members"]) for row in rows] == [
        ("AU", "Australie", "1"),
        ("JP", "Japon", "1"),
        ("SE", "Suède", "1"),
    ]


def test_a_city_that_changed_its_field_holds_the_one_of_the_day(client):
    city = CityFactory(slug="lyon")
    media, letters = (CreativeFieldFactory(slug=slug) for slug in ("media-arts", "literature"))
    DesignationFactory(
        city=city,
        field=media,
        announced_on="2008",
        ended_on="2023-10-31",
        end_reason="field-change",
    )
    DesignationFactory(city=city, field=letters, announced_on="2023-10-31")

    def held(question):
        (row,) = rows_of(fetch(client, f"/cities.csv{question}"))
        return row["field"], row["member_since"], row["designated_on"]

    assert held("?as_of=2020-01-01") == ("media-arts", "2008", "2008")
    assert held("") == ("literature", "2008", "2023-10-31")
    (then,) = rows_of(fetch(client, "/designations.csv?as_of=2020-01-01"))
    assert (then["ended_on"], then["end_reason"]) == ("", "")


def test_only_a_text_that_was_asked_for_adds_what_it_matched(client, record):
    CityNameFactory(city=CityFactory._meta.model.objects.get(slug="osaka"), name="Ohsaka")

    (found,) = rows_of(fetch(client, "/cities.csv?q=ohsaka"))
    (guessed,) = rows_of(fetch(client, "/cities.csv?q=sidney"))

    assert (found["match_spelling"], found["match_is_guess"]) == ("Ohsaka", "false")
    assert (guessed["match_spelling"], guessed["match_is_guess"]) == ("Sydney", "true")
    assert "match_spelling" not in rows_of(fetch(client, "/cities.csv"))[0]


@pytest.mark.parametrize("address", FILES)
def test_every_format_holds_the_same_rows(client, record, address):
    name = address.partition(".")[0]
    plain = rows_of(fetch(client, f"/{name}.csv"))
    others = rows_of(fetch(client, f"/{address}"))
    key = {"cities": "number", "designations": "city_number", "statements": "key"}.get(name, "page")

    assert len(plain) in {1, 2, 3}
    assert [row[key] for row in others] == [row[key] for row in plain]
    assert {"as_of", "licence", "latitude", "longitude"} >= plain[0].keys() - others[0].keys()
    assert others[0].keys() <= plain[0].keys()


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/cities.csv", "text/csv; charset=utf-8; header=present"),
        ("/cities.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("/cities.json", "application/json"),
        ("/cities.geojson", "application/geo+json"),
        ("/cities.csv-metadata.json", "application/csvm+json"),
    ],
)
def test_a_file_says_what_it_is(client, record, address, kind):
    assert fetch(client, address)["Content-Type"] == kind


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/cities.csv", "cities-2026-11-25.csv"),
        ("/cities.csv?field=film&as_of=2015-12-31", "cities-film-2015-12-31.csv"),
        ("/fr/cities.xlsx?country=se&ordering=year", "cities-se-2026-11-25-fr.xlsx"),
        ("/ar/countries.json?region=asia-pacific", "countries-asia-pacific-2026-11-25-ar.json"),
        ("/cities.csv?q=Ōsaka%0D%0A:%20x", "cities-osaka-x-2026-11-25.csv"),
        ("/cities.csv?q=大阪", "cities-search-2026-11-25.csv"),
        (
            "/cities.geojson?field=film&field=music&year=2010&year=2011&year=2012&year=2013",
            "cities-film-music-2010-2011-2012-and-more-2026-11-25.geojson",
        ),
        ("/record.zip?as_of=2015-12-31", "uccn-record-2015-12-31.zip"),
        ("/es/record.zip", "uccn-record-2026-11-25-es.zip"),
    ],
)
def test_the_name_of_a_file_tells_what_is_in_it(client, record, time_machine, address, name):
    time_machine.move_to("2026-11-25T10:00:00Z")

    assert fetch(client, address)["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_file_names_its_licence_and_csv_its_description(client, record):
    links = fetch(client, "/fr/cities.csv?region=asia-pacific&field=music")["Link"]
    licence, description = links.split(", ")
    address = re.fullmatch(
        r'<http://testserver(.*)>; rel="describedby"; type="application/csvm\+json"', description
    )[1]

    described = json.loads(fetch(client, address).content)
    columns = described["tableSchema"]["columns"]
    (row, *_) = rows_of(fetch(client, address.replace("-metadata.json", "")))

    assert licence == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    assert described["url"] == "http://testserver/fr/cities.csv?field=music&region=asia-pacific"
    assert described["dc:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert [column["name"] for column in columns] == list(row)
    assert described["tableSchema"]["primaryKey"] == ["number"]
    assert fetch(client, "/cities.json")["Link"] == licence


def test_the_address_inside_a_file_gives_the_same_on_any_later_day(client, record, time_machine):
    time_machine.move_to("2026-11-25T10:00:00Z")
    first = fetch(client, "/fr/cities.json?field=music")
    address = json.loads(first.content)["address"]
    time_machine.move_to("2027-03-01T10:00:00Z")

    again = fetch(client, address.removeprefix("http://testserver"))

    assert address == "http://testserver/fr/cities.json?as_of=2026-11-25&field=music"
    assert json.loads(again.content)["rows"] == json.loads(first.content)["rows"]


def test_a_file_is_no_page_for_search_engines(client, record):
    for address in ("/cities.csv", "/record.zip"):
        assert fetch(client, address)["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/cities.csv?feld=music", ["feld=music", "Did you mean <strong>field</strong>"]),
        ("/cities.xlsx?field=musik", ["field=musik", '<a href="?field=music"', "music"]),
        ("/fr/cities.json?field=musik&as_of=2020-01-01", ["as_of=2020-01-01&amp;field=music"]),
        ("/cities.geojson?as_of=2015-13-31", ["as_of=2015-13-31", "2015-12-31"]),
        ("/record.zip?as_of=1999-01-01", ["as_of=1999-01-01", "2004"]),
        ("/cities.csv?as_of=9999-12-31", ["The record knows the network up to today"]),
        ("/cities.csv?page=2", ["page=2", "the whole list"]),
        ("/cities.csv?page_size=10", ["page_size=10"]),
        ("/cities.csv?q=%3F%3F", ["Write at least one letter or digit"]),
        ("/cities.csv?field=music&field=opera", ["field=opera"]),
        ("/cities.csv?q=a&q=b", ["Give this parameter only once."]),
        ("/cities.csv?format=json", ["format=json"]),
        ("/cities.csv-metadata.json?feld=music", ["feld=music"]),
        ("/fields.csv?field=music", ["field=music"]),
        ("/countries.csv?region=asia", ["region=asia"]),
        ("/designations.json?ordering=size", ["ordering=size"]),
        ("/statements.csv?as_of=2015-12-31", ["as_of=2015-12-31"]),
        ("/statements.csv?metric=member", ["Did you mean <strong>members</strong>"]),
        ("/record.zip?field=music", ["field=music"]),
        ("/record.zip?as_of=today", ["as_of=today"]),
        ("/cities.csv?q=%00", ["q=�"]),
        (f"/cities.csv?q={'a' * 4000}", ["q=aaaa"]),
        ("/cities.csv?field=<script>", ["field=&lt;script&gt;"]),
    ],
)
def test_what_is_not_understood_is_named_and_no_file_is_made(client, record, address, said):
    answer = fetch(client, address, status=400)
    page = answer.content.decode()

    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert "Content-Disposition" not in answer
    assert '<meta name="robots" content="noindex">' in page
    for words in said:
        assert words in page


def test_empty_parameters_and_what_a_shared_link_adds_change_nothing(client, record):
    plain = fetch(client, "/cities.csv?field=music")
    shared = fetch(client, "/cities.csv?q=&field=music&utm_source=letter&region=")

    assert shared.content == plain.content
    assert shared["Link"] == plain["Link"]


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("/cities.pdf", "cities.csv, cities.xlsx, cities.json, cities.geojson"),
        ("/fr/countries.geojson", "countries.csv, countries.xlsx, countries.json"),
        ("/fields.geojson", "fields.csv, fields.xlsx, fields.json"),
        ("/cities.CSV", "cities.csv, cities.xlsx, cities.json, cities.geojson"),
        ("/statements.csv.exe", "statements.csv, statements.xlsx, statements.json"),
        ("/cities.%00", "cities.csv, cities.xlsx, cities.json, cities.geojson"),
        ("/cities.csv%0d%0aX-Evil:1", "cities.csv, cities.xlsx, cities.json, cities.geojson"),
    ],
)
def test_an_unknown_format_is_a_404_that_names_those_there_are(client, record, address, known):
    assert known in fetch(client, address, status=404).content.decode()


@pytest.mark.parametrize("address", ["/cities.", "/cities.csv/", "/streets.csv", "/record.rar"])
def test_what_is_no_file_of_a_list_is_a_404(client, record, address):
    fetch(client, address, status=404)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_file_is_only_read(client, record, method):
    assert getattr(client, method)("/cities.csv").status_code == 405
    assert getattr(client, method)("/record.zip").status_code == 405


@pytest.mark.parametrize("address", [*FILES, "record.zip", "cities.csv-metadata.json"])
def test_a_head_request_is_told_what_a_get_request_is(client, record, address):
    told, given = client.head(f"/{address}"), client.get(f"/{address}")

    assert told.content == b""
    for name in ("Content-Type", "Content-Disposition", "Link"):
        assert told.get(name) == given.get(name)


@pytest.mark.parametrize(
    "address", [one for one in FILES if one.startswith(("cities", "designations", "countries"))]
)
def test_a_day_before_the_first_city_gives_a_file_without_rows(client, record, address):
    assert rows_of(fetch(client, f"/{address}?as_of=2004-01-01")) == []


@pytest.mark.parametrize("address", [*FILES, "record.zip"])
def test_a_file_asks_as_often_for_three_rows_as_for_one(client, address):
    def add(numbers):
        for number in numbers:
            country = CountryFactory(code=f"A{number}", name=f"Country {number}")
            field = CreativeFieldFactory(slug=f"field-{number}")
            source = SourceFactory(key=f"source-{number}", title=f"Source {number}")
            city = CityFactory(number=number, slug=f"city-{number}", country=country)
            DesignationFactory(city=city, field=field).sources.add(source)
            CityNameFactory(city=city, source=source)
            OrganisationFactory(city=city, source=source)
            AssetFactory(city=city, source=source)
            said = StatementFactory(source=source, key=f"said-{number}", city=city)
            said.countries.add(country)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            fetch(client, f"/{address}")
        return len(queries)

    add([1])
    for_one = cost()
    add([2, 3])

    assert cost() == for_one


@pytest.mark.parametrize("address", FILES)
def test_a_long_list_is_streamed_and_the_same(client, record, address, monkeypatch):
    whole = fetch(client, f"/fr/{address}")
    monkeypatch.setattr(listing, "ROWS_IN_A_CHUNK", 1)
    streamed = fetch(client, f"/fr/{address}")
    name = address.partition(".")[0]

    assert not whole.streaming
    assert streamed.streaming == (name != "statements")
    assert streamed.getvalue() == whole.content
    assert streamed["Content-Disposition"] == whole["Content-Disposition"]


@pytest.mark.parametrize("address", [*FILES, "record.zip"])
def test_a_file_is_the_same_bytes_each_time_and_packed_for_whoever_can_unpack(
    client, record, address
):
    first, second = (fetch(client, f"/{address}").content for _ in range(2))
    packed, again = (
        client.get(f"/{address}", headers={"Accept-Encoding": "gzip"}) for _ in range(2)
    )

    assert first == second
    assert packed.content == again.content
    unpacked = gzip.decompress if packed.get("Content-Encoding") == "gzip" else bytes
    assert unpacked(packed.content) == first
    assert not packed.cookies


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/cities.csv", "/fr/cities.xlsx", "/record.zip"])
def test_whoever_has_a_file_gets_a_304_until_the_record_changes(client, record, address):
    first = fetch(client, address)
    held = {"If-None-Match": first["ETag"]}

    assert client.get(address, headers=held).status_code == 304
    CityFactory(member=True)
    assert client.get(address, headers=held).status_code == 200


@pytest.mark.parametrize(
    ("page", "links"),
    [
        ("/cities/", ["/cities.csv", "/cities.xlsx", "/cities.json", "/cities.geojson"]),
        (
            "/fr/cities/?as_of=2018-01-01&field=film&page=1",
            [f"/fr/cities.{end}?as_of=2018-01-01&amp;field=film" for end in EXTENSIONS],
        ),
        ("/cities/?colour=blue", [f"/cities.{end}" for end in EXTENSIONS]),
        ("/fields/", ["/fields.csv", "/fields.xlsx", "/fields.json"]),
        ("/fields/film/", [f"/cities.{end}?field=film" for end in EXTENSIONS]),
        (
            "/countries/?region=asia-pacific",
            [f"/countries.{end}?region=asia-pacific" for end in EXTENSIONS[:3]],
        ),
        (
            "/countries/se/?as_of=2018-01-01",
            [f"/cities.{end}?country=SE&amp;as_of=2018-01-01" for end in EXTENSIONS],
        ),
        (
            "/statements/?source=a-page",
            [f"/statements.{end}?source=a-page" for end in EXTENSIONS[:3]],
        ),
        ("/cities/?field=opera", []),
        ("/search/?q=sydney", []),
    ],
)
def test_a_page_links_to_its_list_as_files(client, record, page, links):
    text = fetch(client, page).content.decode()
    found = re.findall(
        r'<a class="file" href="([^"]+)" rel="nofollow" hx-boost="false"><bdi>', text
    )

    assert found == links
    for link in links:
        fetch(client, link.replace("&amp;", "&"))


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_page_of_the_data_leads_to_every_file(client, record, language):
    start = "" if language == "en" else f"/{language}"
    text = fetch(client, f"{start}/downloads/").content.decode()

    for address in FILES:
        assert f'href="{start}/{address}" rel="nofollow"' in text
    assert f'href="{start}/record.zip" rel="nofollow"' in text
    assert 'rel="license noopener"' in text
