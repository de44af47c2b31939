"""The figures as partners' programs read them: the numbers of their pages and files."""

import csv
import io

import pytest

from cities.rows.figures import FIGURES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]
LAST_OF_FILE = ["as_of", "licence"]


def as_in_a_file(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value


def same(cell, value):
    """Whether a cell of a file holds the value of an answer."""
    if isinstance(value, float):
        return float(cell) == value
    return cell == str(as_in_a_file(value))


@pytest.mark.parametrize("day", ["2004-12-30", "2015-12-31", "2025-11-01"])
@pytest.mark.parametrize("figure", FIGURES)
def test_each_figure_has_the_numbers_of_its_file(client, figure, day):
    answer = client.get(f"/api/v1/statistics/{figure}/?as_of={day}").json()
    file = client.get(f"/statistics/{figure}.csv?as_of={day}").content.decode("utf-8-sig")
    head, *lines = csv.reader(io.StringIO(file, newline=""))

    assert answer["as_of"] == day
    assert [*answer["columns"], *LAST_OF_FILE] == head
    assert len(answer["rows"]) == len(lines)
    for row, line in zip(answer["rows"], lines, strict=True):
        assert list(row) == answer["columns"]
        assert all(same(cell, value) for cell, value in zip(line, row.values(), strict=False))


def test_the_list_of_figures_leads_to_each_and_to_its_page(client):
    listed = client.get("/api/v1/statistics/").json()["results"]

    assert [row["figure"] for row in listed] == [
        "growth", "fields", "regions", "balance", "region-fields", "countries", "matrix", "firsts",
    ]  # fmt: skip
    assert listed[0] == {
        "figure": "growth",
        "title": "Growth by year",
        "links": {
            "self": "http://testserver/api/v1/statistics/growth/",
            "page": "http://testserver/statistics/growth/",
        },
    }


def test_numbers_are_numbers_and_what_holds_or_not_is_true_or_false(client):
    balance = client.get("/api/v1/statistics/balance/?as_of=2015-12-31").json()["rows"][-1]
    first = client.get("/api/v1/statistics/firsts/?as_of=2015-12-31").json()["rows"][0]

    assert isinstance(balance["africa"], float)
    assert sum(balance[region] for region in list(balance)[2:]) == pytest.approx(100, abs=0.05)
    assert first["certain"] in {True, False}


def test_regions_count_their_members_and_countries_as_the_record_did(client):
    regions = client.get("/api/v1/regions/?as_of=2015-12-31").json()["results"]

    assert sum(region["members"] for region in regions) == 116
    africa = client.get("/api/v1/regions/africa/?as_of=2015-12-31").json()
    listed = client.get("/api/v1/countries/?region=africa&as_of=2015-12-31").json()
    assert africa["countries"] == listed["count"]
    assert africa["members"] == sum(row["members"] for row in listed["results"])
