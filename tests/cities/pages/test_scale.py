"""The scale of rounds: a page's own question on the day of each."""

import pytest

from tests.factories import CityFactory, CountryFactory, CreativeFieldFactory, DesignationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _record():
    """Lyon changes its field in 2023; a city of Music in 2015; another leaves in 2020."""
    france, sweden = CountryFactory(code="FR"), CountryFactory(code="SE")
    music, arts, letters = (
        CreativeFieldFactory(slug=slug) for slug in ("music", "media-arts", "literature")
    )
    lyon = CityFactory(slug="lyon", name="Lyon", country=france)
    later = DesignationFactory(city=lyon, field=letters, announced_on="2023-10-31")
    DesignationFactory(
        city=lyon, field=arts, announced_on="2008", ended_on="2023-10-31",
        end_reason="field-change", successor=later,
    )  # fmt: skip
    DesignationFactory(city=CityFactory(country=sweden), field=music, announced_on="2015-12-11")
    DesignationFactory(
        city=CityFactory(country=sweden), field=music, announced_on="2017-10-31",
        ended_on="2020-01-01", end_reason="withdrawal",
    )  # fmt: skip
    DesignationFactory(city=CityFactory(country=france), field=letters, announced_on="2023-10-31")


def parts(client, address):
    found = client.get(address).context["scale"]
    # Where the part of the page that shows it may be kept, it is made only when it is wanted.
    return (found() if callable(found) else found).parts


def counts(client, address):
    return [(part.year, part.count) for part in parts(client, address)]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/", [1, 2, 3, 3]),
        ("/fields/", [1, 2, 3, 3]),
        ("/fields/music/", [0, 1, 2, 1]),
        ("/fields/media-arts/", [1, 1, 1, 0]),
        ("/fields/literature/", [0, 0, 0, 2]),
        ("/cities/", [1, 2, 3, 3]),
        ("/cities/?country=fr", [1, 1, 1, 2]),
        ("/cities/?field=music&field=literature&as_of=2015-12-11", [0, 1, 2, 3]),
        ("/cities/?year=2008", [1, 1, 1, 0]),
        ("/cities/?q=lyon", [1, 1, 1, 1]),
        ("/countries/", [1, 2, 2, 2]),
        ("/countries/?region=africa", [0, 0, 0, 0]),
        ("/countries/se/", [0, 1, 2, 1]),
    ],
)
def test_it_counts_what_the_page_counts_on_the_day_of_each_round(client, address, expected):
    assert counts(client, address) == list(zip([2008, 2015, 2017, 2023], expected, strict=True))


def test_a_list_of_cities_finds_as_many_on_each_day_as_the_scale_says(client):
    for question in ("?", "?field=music&", "?country=FR&", "?year=2008&"):
        for part, day in zip(
            parts(client, f"/cities/{question}"),
            ("2008-12-31", "2015-12-11", "2017-10-31", ""),
            strict=True,
        ):
            page = client.get(f"/cities/{question}as_of={day}").context["page"]
            assert page.count == part.count


def test_a_city_shows_the_field_that_it_held(client):
    held = [part.field and part.field["slug"] for part in parts(client, "/cities/lyon/")]

    assert held == ["media-arts", "media-arts", "media-arts", "literature"]


def test_its_links_keep_the_question_and_the_last_leads_to_today(client):
    addresses = [part.address for part in parts(client, "/cities/?field=music&as_of=2016&page=1")]

    assert addresses == [
        "?as_of=2008-12-31&field=music",
        "?as_of=2015-12-11&field=music",
        "?as_of=2017-10-31&field=music",
        "?field=music",
    ]
    assert parts(client, "/fields/music/?as_of=2016")[-1].address == "."


def test_the_round_of_the_day_is_marked(client):
    def current(day):
        return [part.year for part in parts(client, f"/?as_of={day}") if part.is_now]

    assert current("2004") == []
    assert current("2015-12-10") == [2008]
    assert current("2015-12-11") == [2015]
    assert current("") == [2023]


def test_an_empty_record_has_no_scale(client):
    from cities.models import Designation

    Designation.objects.update(successor=None)
    Designation.objects.all().delete()

    assert 'class="scale"' not in client.get("/").content.decode()
