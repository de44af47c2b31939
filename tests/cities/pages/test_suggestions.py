import json

import pytest

from tests.factories import CityFactory, CountryFactory, CreativeFieldFactory, DesignationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def norrkoping():
    city = CityFactory(
        number=161, slug="norrkoping", name="Norrköping",
        country=CountryFactory(code="SE", name="Sweden"),
    )  # fmt: skip
    DesignationFactory(city=city, field=CreativeFieldFactory(slug="music", name_en="Music"))


def ask(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/x-suggestions+json"
    return json.loads(answer.content)


def test_a_browser_is_offered_names_remarks_and_addresses(client):
    assert ask(client, "/search/suggestions/?q=norrk") == [
        "norrk",
        ["Norrköping"],
        ["Sweden · Music"],
        ["http://testserver/cities/norrkoping/"],
    ]


def test_the_addresses_are_in_the_language_asked(client):
    assert ask(client, "/fr/search/suggestions/?q=norrk")[3] == [
        "http://testserver/fr/cities/norrkoping/"
    ]


@pytest.mark.parametrize(
    "question", ["", "?q=", "?q=%20", "?colour=blue", "?q=" + "a" * 500, "?q=%00", "?q=zzzzzzzz"]
)
def test_nothing_is_offered_for_what_finds_nothing(client, question):
    assert ask(client, f"/search/suggestions/{question}")[1:] == [[], [], []]
