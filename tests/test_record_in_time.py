"""The network in time: the record counts what the network announced."""

import datetime

import pytest
from django.db import models

from cities.models import City, Designation

pytestmark = pytest.mark.usefixtures("network")


def on(text):
    return datetime.date.fromisoformat(text)


def members(text):
    return City.objects.members_on(on(text)).count()


def countries(text):
    return City.objects.members_on(on(text)).values("country").distinct().count()


def fields(text):
    counted = Designation.objects.on(on(text)).order_by("field__slug")
    return dict(counted.values_list("field__slug").annotate(models.Count("pk")))


# The rounds -------------------------------------------------------------------------------------

# A round counts from the last day of the precision with which its announcement is stated.
ROUNDS = [
    # first day, members after, members the day before
    ("2004-12-31", 1, 0),
    ("2005-12-31", 6, 1),
    ("2006-12-31", 9, 6),
    ("2008-12-31", 16, 9),
    ("2009-12-31", 19, 16),
    ("2010-12-31", 27, 19),
    ("2011-12-31", 29, 27),
    ("2012-12-31", 34, 29),
    ("2013-12-31", 41, 34),
    ("2014-12-01", 69, 41),
    ("2015-12-11", 116, 69),
    ("2017-10-31", 180, 116),
    ("2019-10-30", 246, 180),
    ("2021-11-30", 295, 246),
    ("2023-10-31", 350, 295),
    ("2025-10-31", 408, 350),
]


@pytest.mark.parametrize(("first_day", "after", "before"), ROUNDS)
def test_the_network_grows_by_each_round_on_the_day_of_its_announcement(first_day, after, before):
    eve = on(first_day) - datetime.timedelta(days=1)

    assert members(first_day) == after
    assert members(eve.isoformat()) == before


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2012-12-31", 19),
        ("2014-12-01", 32),
        ("2015-12-11", 54),
        ("2017-10-31", 72),
        ("2019-10-30", 84),
        ("2023-10-31", 105),
        ("2025-10-31", 108),
    ],
)
def test_members_come_from_as_many_countries_as_announced(day, expected):
    assert countries(day) == expected


def test_in_2021_the_record_finds_92_countries_where_90_were_announced():
    # The difference of two is not explained by any source; the record is not bent to it.
    assert countries("2021-11-30") == 92


# The fields -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2017-10-31", {"crafts-folk-art": 37, "design": 31, "film": 13, "gastronomy": 26,
                        "literature": 28, "media-arts": 14, "music": 31}),
        ("2019-10-30", {"crafts-folk-art": 49, "design": 40, "film": 18, "gastronomy": 36,
                        "literature": 39, "media-arts": 17, "music": 47}),
        ("2021-11-30", {"crafts-folk-art": 59, "design": 43, "film": 21, "gastronomy": 49,
                        "literature": 42, "media-arts": 22, "music": 59}),
        ("2023-10-31", {"crafts-folk-art": 66, "design": 49, "film": 26, "gastronomy": 56,
                        "literature": 53, "media-arts": 25, "music": 75}),
        ("2025-10-31", {"architecture": 5, "crafts-folk-art": 80, "design": 53, "film": 30,
                        "gastronomy": 66, "literature": 63, "media-arts": 27, "music": 84}),
    ],
)  # fmt: skip
def test_the_fields_grow_by_each_round(day, expected):
    assert fields(day) == expected


def test_bergens_49_cities_of_gastronomy_are_those_between_2021_and_2023():
    assert fields("2021-11-29")["gastronomy"] == 36
    assert fields("2021-11-30")["gastronomy"] == 49
    assert fields("2023-10-30")["gastronomy"] == 49
    assert fields("2023-10-31")["gastronomy"] == 56


def test_kortrijk_has_30_fellow_cities_of_design_between_2017_and_2019():
    # With Kortrijk itself they are 31.
    assert fields("2017-10-30")["design"] == 22
    assert fields("2017-10-31")["design"] == 31
    assert fields("2019-10-29")["design"] == 31
    assert fields("2019-10-30")["design"] == 40


def test_eleven_of_those_cities_of_design_lie_in_europe_and_fourteen_in_unescos_region():
    design = Designation.objects.on(on("2019-10-29")).filter(field__slug="design")

    assert design.filter(city__country__continent="europe").count() == 11
    assert design.filter(city__country__region="europe-north-america").count() == 14


def test_norrkoping_and_kortrijk_speak_of_the_same_network_and_bergen_of_a_later_one():
    assert (members("2017-10-31"), countries("2017-10-31")) == (180, 72)
    assert (members("2019-10-29"), countries("2019-10-29")) == (180, 72)
    assert members("2021-11-30") == 295
    assert members("2023-10-30") == 295


# Lyon -------------------------------------------------------------------------------------------


def test_lyon_changed_its_field_and_the_network_did_not_grow_by_it():
    first, second = Designation.objects.filter(city__slug="lyon").order_by("in_force_from")

    assert (first.field.slug, first.announced_on, first.ended_on) == (
        "media-arts",
        "2008",
        "2023-10-31",
    )
    assert (first.end_reason, first.successor) == ("field-change", second)
    assert (second.field.slug, second.announced_on, second.ended_on) == (
        "literature",
        "2023-10-31",
        "",
    )
    # It changed on its own request, outside the call of that year.
    assert (first.call_year, second.call_year) == (2008, None)
    assert Designation.objects.filter(call_year=2023).count() == 55


def test_lyon_is_one_member_in_one_field_on_every_day_since_2008():
    def field_on(text):
        return [d.field.slug for d in Designation.objects.on(on(text)).filter(city__slug="lyon")]

    assert field_on("2008-12-30") == []
    assert field_on("2008-12-31") == ["media-arts"]
    assert field_on("2023-10-30") == ["media-arts"]
    assert field_on("2023-10-31") == ["literature"]
    assert field_on("2025-12-31") == ["literature"]


def test_there_are_408_cities_and_409_designations():
    assert City.objects.count() == 408
    assert Designation.objects.count() == 409
    assert City.objects.ever_members(on("2025-10-31")).count() == 408
