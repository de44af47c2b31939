"""Lists in pages: nothing lost, nothing doubled."""

import pytest

from cities.models import City
from tests.factories import DesignationFactory

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


def test_a_cursor_of_another_order_is_refused(client, seven_cities):
    cursor = get(client, f"{CITIES}?page_size=3")["next"]

    assert client.get(f"{cursor}&ordering=number").status_code == 400
