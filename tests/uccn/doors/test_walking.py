"""A walk by cursor through a list that changes meanwhile loses and doubles none of the rest.

Rows are added, renamed (so that they move in the order) and deleted between any two pages. What
happened to none of these is found exactly once, forwards and backwards, in the list's own order.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cities.models import City, Designation
from tests.factories import CountryFactory, CreativeFieldFactory, DesignationFactory

pytestmark = pytest.mark.django_db

ORDERINGS = [
    f"{sign}{name}" for name in ("name", "number", "year", "country", "population") for sign in "+-"
]
# Letters of which some have the same sort key, and some a longer one.
NAMES = st.text(alphabet="aAäÅzĿßéÉ-' ", min_size=1, max_size=6).filter(str.strip)
YEARS = st.sampled_from(["2014-12-01", "2015-12-11", "2017-10-31"])
POPULATIONS = st.sampled_from([None, 10, 10_000])
CITIES = st.tuples(NAMES, YEARS, POPULATIONS)
CHANGES = st.one_of(
    st.tuples(st.just("add"), CITIES),
    st.tuples(st.just("rename"), st.integers(0, 30), NAMES),
    st.tuples(st.just("delete"), st.integers(0, 30)),
)


@pytest.fixture(autouse=True)
def where():
    return CreativeFieldFactory(slug="music"), [
        CountryFactory(code=code, name=name) for code, name in (("NO", "Norway"), ("FR", "France"))
    ]


def is_taken(name, country):
    """A country has no two cities of one name."""
    return City.objects.filter(name=name, country=country).exists()


def add(city, where):
    name, year, population = city
    field, countries = where
    country = countries[len(name) % 2]
    if not is_taken(name, country):
        DesignationFactory(
            field=field,
            announced_on=year,
            city__name=name,
            city__population=population,
            city__country=country,
        )


def happen(change, where, touched):
    """Do one change to the record; `touched` gathers the numbers of the cities that it was of."""
    kind, what, *more = change
    if kind == "add":
        add(what, where)
        touched.update(City.objects.order_by("-number").values_list("number", flat=True)[:1])
        return
    cities = list(City.objects.order_by("number"))
    if not cities:
        return
    city = cities[what % len(cities)]
    touched.add(city.number)
    if kind == "rename" and not is_taken(more[0], city.country):
        city.name = more[0]
        city.save()
    elif kind == "delete":
        city.designations.all().delete()
        city.delete()


def walk(client, address, direction, changes, where, touched):
    """The numbers of the cities on all pages in one direction, with changes before each next."""
    changes, pages = iter(changes), []
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.content
        page = answer.json()
        pages.append([row["number"] for row in page["results"]])
        assert len(pages) < 100, "the walk goes round in circles"
        last, address = address, page[direction]
        for change in (next(changes, None), next(changes, None)):
            if change:
                happen(change, where, touched)
    if direction == "previous":
        pages.reverse()
    return [number for page in pages for number in page], last


def untouched(numbers, touched):
    return [number for number in numbers if number not in touched]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    cities=st.lists(CITIES, min_size=1, max_size=16),
    size=st.integers(1, 4),
    ordering=st.sampled_from(ORDERINGS),
    there=st.lists(CHANGES, max_size=16),
    back=st.lists(CHANGES, max_size=16),
)
def test_what_did_not_change_is_found_once_forwards_and_backwards(
    client, where, cities, size, ordering, there, back
):
    Designation.objects.all().delete()
    City.objects.all().delete()
    for city in cities:
        add(city, where)
    list_of_all = f"/api/v1/cities/?ordering={ordering.removeprefix('+')}"
    touched = set()

    def rest():
        rows = client.get(f"{list_of_all}&page_size=200").json()["results"]
        return untouched([row["number"] for row in rows], touched)

    forward, _last = walk(client, f"{list_of_all}&page_size={size}", "next", there, where, touched)
    assert untouched(forward, touched) == rest()

    # From behind everything: a page of one after the last row, and from there all the way back.
    everything = client.get(f"{list_of_all}&page_size=200").json()["results"]
    if len(everything) < 2:
        return
    before_last = client.get(f"{list_of_all}&page_size={len(everything) - 1}").json()["next"]
    start = before_last.replace(f"page_size={len(everything) - 1}", f"page_size={size}")
    last_page = client.get(start).json()
    touched.clear()
    backward, _last = walk(client, last_page["previous"], "previous", back, where, touched)
    known = [row["number"] for row in everything[:-1]]
    assert untouched(backward, touched) == untouched(known, touched)
