"""The figures of the real network, against what its announcements and its list say."""

import datetime

import pytest

from cities.models import City
from cities.statistics.balance import shares_on
from cities.statistics.firsts import firsts
from cities.statistics.growth import changes, growth_by_country, growth_by_field, growth_by_region
from cities.statistics.history import History
from cities.statistics.holdings import fields_by_region, holdings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]

TODAY = datetime.date(2026, 11, 25)
BEFORE = datetime.date(2023, 10, 30)
ON_THE_DAY = datetime.date(2023, 10, 31)


def day(text):
    return datetime.date.fromisoformat(text)


# What UNESCO announced: the printed date, the new cities, the network and its countries after it.
ANNOUNCED = [
    ("2004", 1, 1, 1),
    ("2005", 5, 6, 6),
    ("2006", 3, 9, 9),
    ("2008", 7, 16, 13),
    ("2009", 3, 19, 14),
    ("2010", 8, 27, 17),
    ("2011", 2, 29, 19),
    ("2012", 5, 34, 19),
    ("2013", 7, 41, 22),
    ("2014-12-01", 28, 69, 32),
    ("2015-12-11", 47, 116, 54),
    ("2017-10-31", 64, 180, 72),
    ("2019-10-30", 66, 246, 84),
    ("2021-11", 49, 295, 92),
    ("2023-10-31", 55, 350, 105),
    ("2025-10-31", 58, 408, 108),
]


def test_the_network_grew_as_it_was_announced():
    found = changes(History.until(TODAY))

    assert [
        (one.announced_on, one.joined, one.members, one.countries) for one in found
    ] == ANNOUNCED
    assert sum(one.new_countries for one in found) == 108
    assert {one.left for one in found} == {0}


@pytest.mark.parametrize(
    ("date", "members"),
    [
        ("2015-12-10", 69), ("2015-12-11", 116), ("2017-10-31", 180), ("2019-10-30", 246),
        ("2021-11-29", 246), ("2021-11-30", 295), ("2023-10-31", 350), ("2025-10-31", 408),
    ],
)  # fmt: skip
def test_a_past_day_knows_nothing_of_later_ones(date, members):
    history = History.until(day(date))

    assert len(history.members) == members
    assert changes(history)[-1].members == members
    assert sum(series.last for series in growth_by_field(history)) == members
    assert sum(series.last for series in growth_by_region(history)) == members
    assert sum(series.last for series in growth_by_country(history).values()) == members


FIELDS_AFTER = {
    "2015-12-31": {
        "crafts-folk-art": 20, "design": 22, "film": 8, "gastronomy": 18, "literature": 20,
        "media-arts": 9, "music": 19,
    },
    # Design: Kortrijk and its 30 fellows.
    "2017-12-31": {
        "crafts-folk-art": 37, "design": 31, "film": 13, "gastronomy": 26, "literature": 28,
        "media-arts": 14, "music": 31,
    },
    # Gastronomy: Bergen and the 48 of its list.
    "2021-12-31": {
        "crafts-folk-art": 59, "design": 43, "film": 21, "gastronomy": 49, "literature": 42,
        "media-arts": 22, "music": 59,
    },
    "2025-12-31": {
        "crafts-folk-art": 80, "design": 53, "film": 30, "gastronomy": 66, "literature": 63,
        "media-arts": 27, "music": 84, "architecture": 5,
    },
}  # fmt: skip


@pytest.mark.parametrize("date", FIELDS_AFTER)
def test_fields_have_grown_as_the_list_says_and_those_of_later_are_absent(date):
    found = growth_by_field(History.until(day(date)))

    assert {series.key: series.last for series in found} == FIELDS_AFTER[date]


def test_architecture_is_nothing_before_2025_and_not_zero():
    series = growth_by_field(History.until(TODAY))[-1]

    assert series.key == "architecture"
    assert series.begins == day("2025-01-01")
    assert series.on(day("2023-10-31")) is None
    assert series.steps == [(day("2025-10-31"), 5)]


def test_lyon_moves_two_fields_on_its_day_and_the_network_not_at_all():
    """Of the 55 that joined on the day 4 hold Media Arts and 10 Literature."""
    history = History.until(ON_THE_DAY)
    field = {series.key: series for series in growth_by_field(history)}
    france = growth_by_country(history)["FR"]
    media_arts, literature = field["media-arts"], field["literature"]

    assert media_arts.on(ON_THE_DAY) - media_arts.on(BEFORE) == 4 - 1
    assert literature.on(ON_THE_DAY) - literature.on(BEFORE) == 10 + 1
    assert changes(history)[-1].members - changes(History.until(BEFORE))[-1].members == 55
    lyon = [span for span in history.spans if span.city == 13]
    assert [(span.field, span.is_in_force(ON_THE_DAY)) for span in lyon] == [
        ("media-arts", False),
        ("literature", True),
    ]
    # Caen and Toulouse joined; Lyon was a member already.
    assert france.on(ON_THE_DAY) - france.on(BEFORE) == 2


def test_regions_have_grown_as_the_list_says():
    found = {series.key: series for series in growth_by_region(History.until(TODAY))}

    assert {key: series.last for key, series in found.items()} == {
        "africa": 26,
        "arab-states": 28,
        "asia-pacific": 110,
        "europe-north-america": 177,
        "latin-america-caribbean": 67,
    }
    assert found["africa"].on(day("2012-12-31")) == 0
    assert found["africa"].on(day("2017-10-31")) == 10
    assert found["europe-north-america"].on(day("2015-12-11")) == 57


def test_the_balance_shifts_from_europe_and_north_america():
    history = History.until(TODAY)

    assert shares_on(history, day("2015-12-11"))["europe-north-america"] == 57 / 116
    assert shares_on(history, TODAY)["europe-north-america"] == 177 / 408
    assert shares_on(history, day("2004-12-31"))["europe-north-america"] == 1
    assert shares_on(history, day("2004-12-30")) == {}


def test_countries_have_what_the_list_says():
    found = {one.country: one for one in holdings(History.until(TODAY))}

    assert len(found) == 108
    assert [one.country for one in found.values()][:4] == ["CN", "IT", "BR", "GB"]
    assert (found["CN"].members, found["IT"].members, found["GB"].members) == (20, 16, 14)
    # Lyon and Angoulême.
    assert found["FR"].fields["literature"] == 2
    # China lacks Architecture, and nothing else.
    assert set(found["CN"].fields) == FIELDS_AFTER["2015-12-31"].keys()
    assert found["NO"].fields == {"gastronomy": 1, "literature": 1, "media-arts": 1}
    assert found["GB"].first_announced_on == "2004"
    assert sum(len(one.fields) == 1 for one in found.values()) == 40


def test_regions_have_the_fields_that_the_list_says():
    counts = fields_by_region(History.until(TODAY))

    assert counts["europe-north-america", "literature"] == 40
    assert counts["asia-pacific", "crafts-folk-art"] == 27
    assert counts["africa", "architecture"] == 0
    assert counts.total() == 408


def names(first):
    numbers = [span.city for span in first.spans]
    found = dict(City.objects.filter(number__in=numbers).values_list("number", "name"))
    return sorted(found.values())


@pytest.mark.parametrize(
    ("field", "cities", "announced_on", "is_certain"),
    [
        ("literature", ["Edinburgh"], "2004", True),
        ("gastronomy", ["Popayán"], "2005", True),
        ("crafts-folk-art", ["Aswan", "Santa Fe"], "2005", False),
        ("design", ["Berlin", "Buenos Aires"], "2005", False),
        ("music", ["Bologna", "Seville"], "2006", False),
        ("media-arts", ["Lyon"], "2008", True),
        ("film", ["Bradford"], "2009", True),
        (
            "architecture",
            ["Bistrița", "Kashan", "Lusail", "Quito", "Rovaniemi"],
            "2025-10-31",
            True,
        ),
    ],
)
def test_the_first_of_each_field_anywhere(field, cities, announced_on, is_certain):
    first = firsts(History.until(TODAY).spans, lambda span: span.field)[field]

    assert names(first) == cities
    assert {span.announced_on for span in first.spans} == {announced_on}
    assert first.is_certain is is_certain


@pytest.mark.parametrize(
    ("field", "region", "cities"),
    [
        ("film", "africa", ["Asaba"]),
        ("literature", "africa", ["Durban"]),
        ("music", "africa", ["Brazzaville"]),
        ("design", "africa", ["Cape Town"]),
        ("film", "arab-states", ["Ouarzazate"]),
        ("literature", "arab-states", ["Baghdad"]),
        ("music", "arab-states", ["Essaouira", "Ramallah"]),
        ("film", "asia-pacific", ["Sydney"]),
        ("design", "asia-pacific", ["Kobe", "Nagoya", "Shenzhen"]),
        ("literature", "asia-pacific", ["Melbourne"]),
        ("gastronomy", "europe-north-america", ["Östersund"]),
        ("architecture", "europe-north-america", ["Bistrița", "Rovaniemi"]),
        ("literature", "latin-america-caribbean", ["Montevideo"]),
        ("crafts-folk-art", "latin-america-caribbean", ["Jacmel", "Nassau"]),
    ],
)
def test_the_first_of_each_field_in_a_region(field, region, cities):
    found = firsts(History.until(TODAY).spans, lambda span: (span.region, span.field))

    assert names(found[region, field]) == cities
    assert ("africa", "architecture") not in found


@pytest.mark.parametrize(
    ("field", "country", "cities"),
    [
        ("media-arts", "FR", ["Lyon"]),
        ("literature", "FR", ["Angoulême"]),
        ("gastronomy", "NO", ["Bergen"]),
        ("gastronomy", "SE", ["Östersund"]),
        ("music", "SE", ["Norrköping"]),
        ("design", "BE", ["Kortrijk"]),
    ],
)
def test_the_first_of_each_field_in_a_country(field, country, cities):
    found = firsts(History.until(TODAY).spans, lambda span: (span.country, span.field))

    assert names(found[country, field]) == cities


def test_before_the_first_african_city_of_film_there_is_none():
    found = firsts(History.until(BEFORE).spans, lambda span: (span.region, span.field))

    assert ("africa", "film") not in found
