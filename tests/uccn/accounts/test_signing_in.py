"""Signing in and out, sessions, and what they leave on public pages."""

import datetime

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.core.management import call_command
from django.test import Client

from tests.factories import PASSWORD, CityFactory, UserFactory

pytestmark = pytest.mark.django_db

MISMATCH = "The e-mail address and the password do not belong together."


def test_whoever_is_not_signed_in_is_led_there_and_back(client, person, sign_in):
    answer = client.get("/fr/account/data/")

    assert answer.url == "/fr/account/sign-in/?next=/fr/account/data/"
    assert 'name="next" value="/fr/account/data/"' in client.get(answer.url).text
    assert sign_in(next="/fr/account/data/").url == "/fr/account/data/"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"],
)
def test_signing_in_leads_to_no_other_site(client, person, sign_in, elsewhere):
    assert sign_in(next=elsewhere).url == "/account/"


def test_capitals_in_the_address_do_not_matter(client, person, sign_in):
    assert sign_in("ANA@Example.ORG").url == "/account/"


def test_an_unknown_address_and_a_wrong_password_are_refused_alike(client, person, sign_in):
    wrong, unknown = sign_in(password="wrong"), sign_in("bea@example.org")

    for answer in (wrong, unknown):
        assert answer.status_code == 200
        assert MISMATCH in answer.text
    assert 'value="ana@example.org"' in wrong.text
    assert "wrong" not in wrong.text.split('id="id_password"')[1].split(">")[0]


def test_after_five_failures_the_right_password_waits_too(client, person, sign_in):
    for _ in range(5):
        assert MISMATCH in sign_in(password="wrong").text

    assert "This was tried too often." in sign_in().text
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=6)):
        assert sign_in().url == "/account/"


def test_limits_believe_no_forwarded_address_without_a_proxy(client, person):
    for number in range(12):
        client.post(
            "/account/sign-in/",
            {"login": f"person{number}@example.org", "password": "wrong"},
            headers={"X-Forwarded-For": f"203.0.113.{number}"},
        )

    answer = client.post("/account/sign-in/", {"login": "ana@example.org", "password": PASSWORD})
    assert "This was tried too often." in answer.text


def test_an_account_that_is_switched_off_stays_out(client, person, sign_in):
    person.is_active = False
    person.save()

    answer = sign_in()

    assert "_auth_user_id" not in client.session
    assert answer.status_code == 200 or answer.url == "/account/switched-off/"


def test_signing_out_is_asked_and_then_done(client, person, sign_in):
    sign_in()

    assert "this browser only" in client.get("/account/sign-out/").text
    assert client.get("/account/").status_code == 200
    assert client.post("/account/sign-out/").url == "/account/sign-in/"
    assert "You are signed out." in client.get("/account/sign-in/").text
    assert client.get("/account/").status_code == 302


def test_a_session_ends_two_weeks_after_its_last_visit(client, person, sign_in):
    begin = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
    with time_machine.travel(begin):
        sign_in()
    for days, signed_in in [(10, True), (23, True), (36, True), (51, False)]:
        with time_machine.travel(begin + datetime.timedelta(days=days)):
            answer = client.get("/account/")
            assert (answer.status_code == 200) is signed_in, days
            if signed_in:
                assert answer.cookies["sessionid"]["max-age"] == 14 * 24 * 3600


def test_a_second_visit_within_the_hour_writes_nothing(client, person, sign_in):
    sign_in()
    client.get("/account/")

    assert "sessionid" not in client.get("/account/").cookies


def test_people_see_their_sessions_and_end_the_others(client, person, sign_in):
    other = Client(headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    other.post("/account/sign-in/", {"login": person.email, "password": PASSWORD})
    sign_in()

    page = client.get("/account/sessions/").text
    assert "Firefox, Windows" in page
    assert page.count("this browser") == 1
    client.post("/account/sessions/")

    assert other.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200
    assert UserSession.objects.count() == 1


def test_a_session_of_the_administration_stands_among_them(client):
    staff = UserFactory(confirmed=True, staff=True)

    client.post("/admin/login/", {"username": staff.email, "password": PASSWORD})

    assert UserSession.objects.get().user == staff


def test_own_pages_are_kept_by_nobody(client, person, sign_in):
    sign_in()

    for address in ["/account/", "/fr/account/data/", "/account/nowhere/", "/account/password/"]:
        answer = client.get(address)
        assert answer["Cache-Control"] == "private, no-store", address
        assert answer["X-Robots-Tag"] == "noindex", address
        assert "ETag" not in answer, address
    assert '<meta name="robots" content="noindex">' in client.get("/account/").text
    assert "/account/" not in client.get("/sitemap-pages.xml").text


def test_public_pages_are_the_same_for_whoever_is_signed_in(client, person, sign_in):
    CityFactory(slug="lyon")
    stranger = Client().get("/cities/lyon/")

    sign_in()
    client.post("/account/data/", {"language": "fr", "time_zone": "UTC"})
    answer = client.get("/cities/lyon/")

    assert answer.content == stranger.content
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert 'href="/account/">Account</a>' in answer.text


@pytest.mark.parametrize(
    ("reads", "led_to"),
    [("ar", "/account/data/"), ("ar, fr;q=0.8, en;q=0.5", "/fr/account/data/")],
)
def test_pages_in_other_languages_lead_to_english_or_french(client, reads, led_to):
    answer = client.get("/ar/account/data/?a=b", headers={"Accept-Language": reads})

    assert (answer.status_code, answer.url) == (307, f"{led_to}?a=b")


def test_own_pages_offer_the_languages_in_which_they_are(client):
    page = client.get("/fr/account/sign-in/").text

    assert 'href="/account/sign-in/" hreflang="en"' in page
    assert "/ar/" not in page


def test_nothing_is_kept_of_sessions_that_are_over(client, person, sign_in):
    sign_in()
    call_command("clearsessions")
    assert UserSession.objects.count() == 1

    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=15)):
        call_command("clearsessions")

    assert not UserSession.objects.exists()
