"""The desk of a National Commission, from signing in to a swap, by keyboard on a telephone."""

import pytest

from applications.models import Application, Endorsement
from tests.applications.documents.making import pdf
from tests.applications.workflow.people import denmark, file_of, open_call
from tests.browser.test_accounts import check
from tests.factories import (
    PASSWORD,
    AnswerFactory,
    CreativeFieldFactory,
    DocumentKindFactory,
    FormSectionFactory,
    FormVersionFactory,
    NationalCommissionFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def situation():
    """Three submitted files, two of them in one field, and two places; a letter is asked for."""
    country = denmark()
    call = open_call(max_submitted_per_country=2, min_distinct_fields=2)
    form = FormVersionFactory(call=call)
    question = QuestionFactory(section=FormSectionFactory(version=form), label_en="Why this field?")
    DocumentKindFactory(
        version=form,
        code="endorsement",
        provider="commission",
        title_en="Letter of the National Commission",
        title_fr="Lettre de la Commission nationale",
        accepted_types=["application/pdf"],
    )
    film, music = CreativeFieldFactory(slug="film"), CreativeFieldFactory(slug="music")
    files = [
        file_of(country, call, submitted=True, form=form, field=field)
        for field in (film, film, music)
    ]
    for file in files:
        AnswerFactory(application=file, question=question.code)
    person = UserFactory(confirmed=True, email="ana@example.org", time_zone="America/Lima")
    NationalCommissionFactory(country=country, name="Unesco Denmark").members.add(person)
    return call, files


def follow(page, name):
    """Go to a link or button with the Tab key, and press Enter."""
    for _press in range(80):
        page.keyboard.press("Tab")
        active = page.evaluate("document.activeElement.innerText || ''").strip()
        if active == name:
            with page.expect_navigation(wait_until="load"):
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"“{name}” is not reached by the Tab key")


def reach(page, selector):
    """Go to a field with the Tab key."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by the Tab key")


def set_a_date(visited, call):
    """Give the Commission a date of its own."""
    page = visited.page
    follow(page, "Set a date of your own")
    check(visited)
    day = call.deadline.date().replace(day=1).isoformat()
    reach(page, "#id_day")
    page.keyboard.type(day)
    page.keyboard.press("Tab")
    page.keyboard.type("17:00")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/dk/{call.year}/")
    assert "17:00:00 (America/Lima)" in page.inner_text("main")


def swap(visited, second, letter):
    """Endorse one file instead of another, in one step."""
    page = visited.page
    check(visited)
    reach(page, "#id_reason")
    page.keyboard.type("The stronger programme")
    page.locator("#id_upload").set_input_files(letter)
    follow(page, f"Endorse {second.city.name} instead")
    check(visited)
    assert Endorsement.objects.in_force().get().application == second


def test_the_whole_desk_by_keyboard_on_a_telephone(visit, live_server, situation, tmp_path):
    call, (first, second, third) = situation
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(pdf())
    with visit("/applications/commission/", width=390) as visited:
        page = visited.page
        page.locator("#id_login").fill("ana@example.org")
        page.locator("#id_password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "sign-in" not in address)
        check(visited)

        follow(page, f"Call of {call.year}")
        check(visited)

        set_a_date(visited, call)

        # What would happen, and the act with its letter.
        follow(page, first.city.name)
        check(visited)
        assert "Why this field?" in page.inner_text("main")
        follow(page, "What happens if I endorse it?")
        check(visited)
        assert f"{second.city.name} (Film) could then not be endorsed" in page.inner_text("main")
        page.locator("#id_upload").set_input_files(letter)
        follow(page, f"Endorse {first.city.name}")
        assert f"{first.city.name} is endorsed." in page.inner_text("[role=status]")
        check(visited)

        # A refusal names who holds the place, and keeps what was typed.
        page.goto(f"{live_server.url}/applications/commission/files/{second.pk}/decline/")
        follow(page, f"Decline {second.city.name}")
        page.locator("#problems:focus").wait_for()
        visited.complaints[:] = [one for one in visited.complaints if "422" not in one]
        check(visited)

        page.goto(f"{live_server.url}/applications/commission/files/{second.pk}/swap/")
        swap(visited, second, letter)

        page.goto(f"{live_server.url}/applications/commission/files/{third.pk}/endorse/")
        page.locator("#id_upload").set_input_files(letter)
        follow(page, f"Endorse {third.city.name}")
        follow(page, "What happens if I rank it?")
        check(visited)
        reach(page, "#id_rank")
        follow(page, f"Rank {third.city.name}")
        assert Endorsement.objects.in_force().get(application=third).rank == 1

        # Both places are held now.
        page.goto(f"{live_server.url}/applications/commission/files/{first.pk}/endorse/")
        check(visited)
        problems = page.inner_text("#problems")
        assert second.city.name in problems
        assert third.city.name in problems
    assert Application.objects.filter(status="endorsed").count() == 2


@pytest.mark.parametrize("width", [390, 1440])
def test_the_desk_in_french(visit, live_server, situation, width):
    call, (first, _second, _third) = situation
    with visit("/fr/applications/commission/", width=width, language="fr") as visited:
        page = visited.page
        page.locator("#id_login").fill("ana@example.org")
        page.locator("#id_password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "sign-in" not in address)
        for path in [
            "",
            f"dk/{call.year}/",
            f"dk/{call.year}/date/",
            f"files/{first.pk}/",
            *(f"files/{first.pk}/{action}/" for action in ("endorse", "decline")),
        ]:
            page.goto(f"{live_server.url}/fr/applications/commission/{path}")
            check(visited)
            assert page.get_attribute("html", "lang") == "fr"
