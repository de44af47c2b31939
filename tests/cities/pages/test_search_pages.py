"""The page that finds anything: for certain, by a guess, or not at all; and whatever is typed."""

import pytest

from tests.cities.pages.test_page_costs import add_cities
from tests.factories import CityFactory, CityNameFactory, CreativeFieldFactory, DesignationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    city = CityFactory(
        number=1, slug="kortrijk", name="Kortrijk", country__code="BE", country__name="Belgium"
    )
    design = CreativeFieldFactory(slug="design", name_en="Design", name_fr="Design")
    DesignationFactory(city=city, field=design)
    CityNameFactory(city=city, name="Courtrai", kind="translation", language="fr")


def search(client, text, prefix=""):
    answer = client.get(f"{prefix}/search/", {"q": text})
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_a_question_the_page_asks_for_one(client, record):
    page = client.get("/search/").content.decode()

    assert "Find a city, a country or a creative field" in page
    assert "noindex" not in page


def test_an_exact_name_stands_first_and_large_and_does_not_lead_on_by_itself(client, record):
    page = search(client, "Kortrijk")

    assert 'class="certain"' in page
    assert 'href="/cities/kortrijk/"' in page
    assert "Belgium · Design" in page
    assert "another name" not in page


def test_another_name_is_explained(client, record):
    assert "“Courtrai” is another name of Kortrijk." in search(client, "Courtrai")


def test_a_reader_in_french_sees_the_french_name(client, record):
    page = search(client, "Kortrijk", "/fr")

    assert "<bdi>Courtrai</bdi>" in page
    assert 'href="/fr/cities/kortrijk/"' in page


def test_a_guess_is_asked_about_and_marked(client, record):
    page = search(client, "Kortrjik")

    assert "Nothing is written exactly “Kortrjik”. Did you mean Kortrijk?" in page
    assert "Did you mean one of these? None is written exactly so." in page
    assert "a guess" in page
    assert 'class="certain"' not in page


def test_countries_and_fields_are_found_in_other_languages(client, record):
    assert 'href="/countries/be/"' in search(client, "Бельгия")
    assert "“Belgien” is another name of Belgium." in search(client, "Belgien")
    assert 'href="/fields/design/"' in search(client, "design")
    assert 'href="/fields/design/"' in search(client, "Desing")


def test_nothing_found_leads_to_the_lists(client, record):
    page = search(client, "Atlantis")

    assert "Nothing in this record is called “Atlantis”" in page
    assert "Try another spelling or fewer letters, or look through the lists:" in page


def test_the_answers_are_the_suggestions_too(client, record):
    page = search(client, "Kort")

    assert 'id="suggestion-1" role="option"' in page
    assert 'data-address="/cities/kortrijk/"' in page


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x" * 10_000, "Ensure this value has at most 200 characters"),
        ("\0", "Null characters are not allowed."),
        ("?!", "Write at least one letter or digit of a name."),
        ("\u202etxet\u202c", "Nothing in this record is called “�txet�”"),
        ("<script>alert(1)</script>", "“&lt;script&gt;alert(1)&lt;/script&gt;”"),
        ("'; DROP TABLE cities_city; --", "Nothing in this record is called"),
        ("%", "Write at least one letter or digit of a name."),
        ("\ud800", "Write at least one letter or digit of a name."),
    ],
)
def test_whatever_is_typed_gets_a_sentence_that_helps(client, record, text, sentence):
    answer = client.get("/search/", {"q": text.encode("utf-8", "surrogatepass")})
    page = answer.content.decode()

    assert answer.status_code == 200
    assert sentence in page
    assert "<script>alert" not in page
    assert len(page) < 12_000


def test_unknown_parameters_are_named_and_tracking_is_dropped(client, record):
    page = client.get("/search/", {"query": "lyon", "utm_source": "x"}).content.decode()

    assert "1 part of this address was not understood" in page
    assert "utm_source" not in page.partition("<main")[2].partition("</main")[0]


def test_every_page_has_one_search_box(client, record):
    for address in ["/", "/cities/", "/cities/kortrijk/", "/search/?q=a", "/fr/about/", "/no/"]:
        page = client.get(address).content.decode()

        assert page.count('id="search"') == 1, address
        assert page.count('id="suggestions"') == 1, address


def test_many_answers_cost_no_more_questions_than_one(client, django_assert_num_queries):
    for numbers in ([1], [2, 3]):
        add_cities(numbers)
        with django_assert_num_queries(10):
            search(client, "city")


def test_a_wrong_key_leads_to_the_search_that_was_meant(client, record):
    page = client.get("/search/?query=Kortrijk&qq=Courtrai").content.decode()

    assert "Known are: q." in page
    assert '<a href="?q=Courtrai" rel="nofollow">Did you mean <strong>q</strong>?</a>' in page
