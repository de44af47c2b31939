"""Lists in pages: nothing lost, nothing doubled."""

import re
from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.http import QueryDict

from cities.models import City
from tests.factories import CountryFactory, DesignationFactory
from uccn.doors.keeping import during

pytestmark = pytest.mark.django_db

CITIES = "/api/v1/cities/"


def names(answer):
    return [row["name"] for row in answer["results"]]


def get(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.fixture
def seven_cities():
    for name in ("Alba", "Bergen", "Cali", "Dénia", "Évora", "Łódź", "Östersund"):
        DesignationFactory(city__name=name)


@pytest.mark.parametrize("ordering", ["name", "-name", "number", "year", "-year", "population"])
def test_cursors_walk_the_whole_list_once_and_back(client, seven_cities, ordering):
    forward, backward = [], []
    address = f"{CITIES}?page_size=3&ordering={ordering}"
    while address:
        answer = get(client, address)
        forward += names(answer)
        last, address = answer, answer["next"]
    address = last["previous"]
    while address:
        answer = get(client, address)
        backward = names(answer) + backward
        address = answer["previous"]

    assert sorted(forward) == sorted(City.objects.values_list("name", flat=True))
    assert backward == forward[:6]


@pytest.mark.parametrize("ordering", ["population", "-population"])
def test_a_walk_goes_on_through_cities_of_unknown_population(client, seven_cities, ordering):
    City.objects.filter(name__in=["Alba", "Cali"]).update(population=1000)
    forward, address = [], f"{CITIES}?page_size=1&ordering={ordering}"
    while address:
        answer = get(client, address)
        forward += names(answer)
        address = answer["next"]

    assert forward == ["Alba", "Cali", "Bergen", "Dénia", "Évora", "Łódź", "Östersund"]


def test_a_walk_by_cursor_neither_loses_nor_doubles_a_city_while_others_come_and_go(
    client, seven_cities
):
    first = get(client, f"{CITIES}?page_size=3")
    City.objects.get(name="Alba").designations.all().delete()
    DesignationFactory(city__name="Aachen")
    rest = get(client, first["next"].replace("page_size=3", "page_size=200"))

    assert names(first) + names(rest) == [
        "Alba", "Bergen", "Cali", "Dénia", "Évora", "Łódź", "Östersund",
    ]  # fmt: skip


def test_pages_by_number_have_neighbours_by_number(client, seven_cities):
    answer = get(client, f"{CITIES}?page=2&page_size=3")

    assert answer["count"] == 7
    assert names(answer) == ["Dénia", "Évora", "Łódź"]
    assert answer["next"].endswith("?page_size=3&page=3")
    assert answer["previous"].endswith("?page_size=3&page=1")


def test_the_first_page_has_nothing_before_it_and_the_last_nothing_after(client, seven_cities):
    whole = get(client, CITIES)

    assert (whole["next"], whole["previous"]) == (None, None)


def test_an_empty_list_has_one_empty_page(client):
    assert get(client, f"{CITIES}?page=1") == {
        "count": 0, "next": None, "previous": None, "results": [],
    }  # fmt: skip


def test_a_page_past_the_end_is_not_found_and_says_which_is_the_last(client, seven_cities):
    answer = client.get(f"{CITIES}?page=4&page_size=3")

    assert answer.status_code == 404
    assert answer.json()["detail"] == "There is no page 4; the last is 3."


@pytest.mark.parametrize(
    "query",
    [
        "page=0", "page=-1", "page=abc", "page=1.5", "page=%00", "page=99999999999999999999",
        "page=٢", "page_size=0", "page_size=201", "page_size=abc", "cursor=abc", "page=1&cursor=x",
        f"cursor={'a' * 10_000}",
    ],
)  # fmt: skip
def test_a_wrong_page_size_or_cursor_is_a_400_that_names_it(client, seven_cities, query):
    answer = client.get(f"{CITIES}?{query}")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"][0]["parameter"] in query


def cursor_of(client, address):
    return QueryDict(urlsplit(get(client, address)["next"]).query)["cursor"]


def refused(client, address):
    """What a refused cursor is told."""
    answer = client.get(address)
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["parameter"] == "cursor"
    return error["detail"]


@pytest.mark.parametrize(
    "other",
    [
        "cities/?page_size=3&ordering=number",
        "cities/?page_size=3&country=NO",
        "cities/?page_size=3&as_of=2020-01-01",
        "cities/?page_size=3&q=a",
        "designations/?page_size=3",
        "names/?page_size=3",
    ],
)
def test_a_cursor_is_good_for_its_list_order_and_filters_alone(client, seven_cities, other):
    CountryFactory(code="NO")
    cursor = cursor_of(client, f"{CITIES}?page_size=3")

    detail = refused(client, f"/api/v1/{other}&cursor={cursor}")

    assert "belongs to another list" in detail
    assert "leave the cursor out to begin again" in detail


@pytest.mark.parametrize("shown", ["page_size=200", "page_size=1&fields=name", "format=json"])
def test_the_size_of_pages_and_the_form_of_rows_may_change_on_the_way(client, seven_cities, shown):
    cursor = cursor_of(client, f"{CITIES}?page_size=3")

    assert names(get(client, f"{CITIES}?cursor={cursor}&{shown}"))[0] == "Dénia"


def test_filters_may_be_repeated_in_another_order(client, seven_cities):
    for code in ("NO", "SE"):
        CountryFactory(code=code)
    City.objects.update(country=CountryFactory(code="NO"))
    cursor = cursor_of(client, f"{CITIES}?page_size=3&country=NO&country=SE&territory=city")

    rest = get(client, f"{CITIES}?territory=city&country=SE&country=NO&cursor={cursor}")

    assert names(rest) == ["Dénia", "Évora", "Łódź", "Östersund"]


@pytest.mark.parametrize(
    "forge",
    [
        lambda cursor: cursor[:-1],
        lambda cursor: cursor[: len(cursor) // 2],
        lambda cursor: f"x{cursor}",
        lambda cursor: cursor.upper(),
        lambda cursor: signing.dumps(["", 0, [1]], salt="elsewhere"),
        lambda cursor: signing.dumps(["", 0, [1]], salt="cursor", key="a key of somebody else"),
        lambda cursor: f"{cursor}%00",
        lambda cursor: "%00",
        lambda cursor: "%F0%9F%A6%86",
        lambda cursor: "." * 5000,
    ],
)
def test_a_cursor_that_is_not_wholly_ours_is_refused_and_says_how_to_go_on(
    client, seven_cities, forge
):
    cursor = cursor_of(client, f"{CITIES}?page_size=3")

    detail = refused(client, f"{CITIES}?cursor={forge(cursor)}")

    assert "no cursor of this portal" in detail
    assert "leave it out to begin again" in detail


def test_page_and_cursor_together_are_refused_with_the_choice(client, seven_cities):
    cursor = cursor_of(client, f"{CITIES}?page_size=3")

    assert "Give either" in refused(client, f"{CITIES}?page=2&cursor={cursor}")


def links(answer):
    return {
        relation: address
        for address, relation in re.findall(r'<([^>]*)>; rel="(\w+)"(?:, |$)', answer["Link"])
    }


def test_a_list_names_the_pages_around_its_schema_and_its_licence(client, seven_cities):
    middle = get(client, f"{CITIES}?page_size=3&ordering=number")["next"]

    answer = client.get(middle)

    assert links(answer) == {
        "next": answer.json()["next"],
        "prev": answer.json()["previous"],
        "first": f"http://testserver{CITIES}?page_size=3&ordering=number",
        "describedby": "http://testserver/api/schema/",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }


def test_the_ends_of_a_list_name_nothing_beyond(client, seven_cities):
    assert links(client.get(CITIES)).keys() == {"first", "describedby", "license"}
    assert links(client.get(CITIES))["first"] == f"http://testserver{CITIES}"


def test_numbered_pages_begin_with_number_one(client, seven_cities):
    answer = client.get(f"{CITIES}?page=2&page_size=3")

    assert links(answer)["first"] == f"http://testserver{CITIES}?page_size=3&page=1"
    assert links(answer)["prev"] == f"http://testserver{CITIES}?page_size=3&page=1"
    assert links(answer)["next"] == f"http://testserver{CITIES}?page_size=3&page=3"


def test_a_page_in_another_format_names_the_pages_around_too(client, seven_cities):
    answer = client.get(f"{CITIES}?page_size=3&format=ndjson")

    assert names(get(client, links(answer)["next"].replace("ndjson", "json")))[0] == "Dénia"


@pytest.mark.parametrize("address", ["cities/{slug}/", "regions/africa/", "statistics/firsts/", ""])
def test_a_detail_names_its_schema_and_its_licence(client, seven_cities, address):
    slug = City.objects.get(name="Alba").slug
    answer = client.get(f"/api/v1/{address.format(slug=slug)}")

    assert links(answer).keys() == {"describedby", "license"}


def test_a_file_names_each_of_them_once(client, seven_cities):
    assert client.get(f"{CITIES}?format=csv")["Link"].count('rel="license"') == 1


def test_an_error_names_no_pages(client):
    assert not client.get(f"{CITIES}?wish=1").has_header("Link")


def test_addresses_too_long_for_a_header_stand_in_the_body_alone(client, seven_cities):
    answer = client.get(f"{CITIES}?page_size=1&{'territory=city&' * 150}")

    assert len(answer.json()["next"]) > 2000
    assert links(answer).keys() == {"describedby", "license"}


def test_a_count_is_kept_for_a_moment_and_each_question(client, seven_cities):
    def counts():
        return [get(client, f"{CITIES}?{query}")["count"] for query in ("", "as_of=2016-01-01")]

    with during("a moment"):
        before = counts()
        DesignationFactory(city__name="Bergen op Zoom", announced_on="2017-10-31")
        same = counts()
    with during("the next moment"):
        after = counts()

    assert (before, same, after) == ([7, 7], [7, 7], [8, 7])
