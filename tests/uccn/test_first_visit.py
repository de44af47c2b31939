"""A first visit to `/` is answered in the reader's language; every other address decides itself."""

import pytest

from uccn.first_visit import preferred_language

pytestmark = pytest.mark.django_db


def visit(client, path="/", **headers):
    return client.get(
        path, headers={name.replace("_", "-"): text for name, text in headers.items()}
    )


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr", "fr"),
        ("fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        ("de,es-MX;q=0.5", "es"),
        ("zh-CN,zh;q=0.9", "zh-hans"),
        ("zh-TW", "zh-hans"),
        ("AR-EG", "ar"),
        ("ru;q=0.1,fr;q=0.9", "fr"),
        ("de", "en"),
        ("de,*;q=0.1", "en"),
        ("en-GB,fr;q=0.9", "en"),
        ("", "en"),
        (";;;,q=,fr-", "en"),
        ("x" * 10_000, "en"),
    ],
)
def test_the_best_liked_of_the_portals_languages_is_found(header, language):
    assert preferred_language(header) == language


@pytest.mark.parametrize("begins", ["none", "cross-site"])
def test_who_comes_from_elsewhere_is_led_to_their_language(client, begins):
    answer = visit(client, sec_fetch_site=begins, accept_language="fr-CA,en;q=0.5")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/fr/"


def test_the_question_goes_along(client):
    answer = visit(client, "/?as_of=2015-12-31", sec_fetch_site="none", accept_language="ar")

    assert answer.headers["Location"] == "/ar/?as_of=2015-12-31"


def test_who_chose_english_on_the_portal_stays(client):
    answer = visit(client, sec_fetch_site="same-origin", accept_language="fr")

    assert answer.status_code == 200
    assert 'lang="en"' in answer.text


def test_who_says_nothing_of_where_the_visit_begins_stays(client):
    assert visit(client, accept_language="fr").status_code == 200


def test_who_prefers_english_or_no_language_of_ours_stays(client):
    assert visit(client, sec_fetch_site="none", accept_language="en-GB").status_code == 200
    assert visit(client, sec_fetch_site="none", accept_language="ja").status_code == 200
    assert visit(client, sec_fetch_site="none").status_code == 200


@pytest.mark.parametrize("path", ["/fr/", "/cities/", "/ru/cities/"])
def test_no_other_address_looks_at_the_language(client, path):
    answer = visit(client, path, sec_fetch_site="none", accept_language="ar")

    assert answer.status_code == 200
    assert "Accept-Language" not in answer.headers.get("Vary", "")


def test_copies_are_kept_apart_by_what_was_looked_at(client):
    for headers in ({"accept_language": "fr"}, {"accept_language": "fr", "sec_fetch_site": "none"}):
        varied = visit(client, **headers).headers["Vary"]
        assert {"Accept-Language", "Sec-Fetch-Site"} <= set(varied.split(", "))


@pytest.mark.django_db(transaction=True)
def test_a_kept_english_home_does_not_stand_in_the_way(client):
    kept = visit(client, sec_fetch_site="same-origin", accept_language="fr")
    again = {"accept_language": "fr", "if_none_match": kept.headers["ETag"]}

    assert visit(client, sec_fetch_site="same-origin", **again).status_code == 304
    assert visit(client, sec_fetch_site="none", **again).status_code == 302
