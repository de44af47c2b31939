"""A city begins its file: from the call to a saved answer, by keyboard on a telephone."""

import pytest

from applications.models import Application
from tests.applications.workflow.people import denmark, open_call
from tests.browser.test_accounts import check
from tests.browser.test_commission import follow, reach
from tests.factories import (
    PASSWORD,
    CreativeFieldFactory,
    FormSectionFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def call():
    """A call that asks whether the mayor agrees, why the city applies, and what it would do."""
    denmark()
    call = open_call()
    call.fields.add(CreativeFieldFactory(slug="film"))
    form = call.form_versions.get()
    QuestionFactory(
        section=FormSectionFactory(version=form, kind="eligibility", slug="eligibility"),
        code="mayor",
        kind="yes-no",
        label_en="Does the mayor agree?",
        eligible_answer="yes",
    )
    section = FormSectionFactory(version=form, slug="plan", position=1)
    QuestionFactory(
        section=section, code="why", kind="long-text", label_en="Why?", word_limit=5, position=1
    )
    QuestionFactory(
        section=section,
        code="what",
        kind="rows",
        label_en="What?",
        position=2,
        columns=[
            {"code": "title", "kind": "short-text", "en": "Title", "is_required": True},
            {
                "code": "scope",
                "kind": "choice",
                "en": "Where",
                "choices": [{"value": "here", "en": "Here"}, {"value": "there", "en": "There"}],
            },
            {"code": "cost", "kind": "money", "en": "Cost"},
        ],
    )
    UserFactory(confirmed=True, email="anna@example.org")
    return call


def sign_in(page):
    page.locator("#id_login").fill("anna@example.org")
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "sign-in" not in address)


def press(page, selector):
    """Reach a control with the Tab key, and press it."""
    reach(page, selector)
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")


def test_from_the_call_to_a_saved_answer_by_keyboard_on_a_telephone(visit, call):
    with visit(f"/calls/{call.year}/", width=390) as visited:
        page = visited.page
        follow(page, "Apply to this call")
        check(visited)
        follow(page, "Begin")
        check(visited)
        reach(page, "[name=mayor]")
        page.keyboard.press("Space")
        press(page, "main button")
        sign_in(page)
        check(visited)

        reach(page, "#id_country")
        page.keyboard.type("Denm")
        reach(page, "#id_city")
        page.keyboard.type("Viborg")
        reach(page, "#id_position")
        page.keyboard.type("56.45, 9.40")
        reach(page, "[name=field]")
        page.keyboard.press("Space")
        press(page, "main button")
        check(visited)
        assert "1 of 3 questions complete." in page.inner_text("main")

        press(page, ".tasks a[href$='/why/']")
        check(visited)
        reach(page, "textarea")
        page.keyboard.type("Because of six words, and more")
        press(page, "button[value=continue]")
        # One word too many: it is saved all the same, and the page says so.
        check(visited)
        assert page.title().startswith("Error:")
        assert "1 word more than the 5" in page.inner_text("main")
        page.wait_for_selector("#problems:focus")
        reach(page, "textarea")
        page.keyboard.press("Control+A")
        page.keyboard.type("Because of five words, briefly")
        press(page, "button[value=continue]")

        check(visited)
        reach(page, "[data-cell=title]")
        page.keyboard.type("Festival")
        press(page, "button[value=list]")
        check(visited)
        assert "3 of 3 questions complete." in page.inner_text("main")
        assert visited.complaints == []

    answers = {one.question: one.value for one in Application.objects.get().answers.all()}
    assert answers["mayor"] == "yes"
    assert answers["why"] == "Because of five words, briefly"
    assert [row["title"] for row in answers["what"]] == ["Festival"]


def test_lists_are_written_without_a_script(visit, call):
    with visit("/applications/", width=390, java_script_enabled=False) as visited:
        page = visited.page
        sign_in(page)
        page.goto(f"{page.url.split('/applications')[0]}/applications/start/{call.year}/city/")
        page.select_option("#id_country", label="Denmark")
        page.fill("#id_city", "Viborg")
        page.fill("#id_position", "56.45, 9.40")
        page.check("[name=field]")
        page.click("main button")
        page.click(".tasks a[href$='/what/']")
        for title in ("Festival", "School"):
            page.locator("[data-cell=title]").last.fill(title)
            page.locator("[value=there]").last.check()
            page.click("button[value=another]")
        page.locator("[data-remove]").first.check()
        page.click("button[value=list]")
        assert "1 entry" in page.inner_text("main")

    (row,) = Application.objects.get().answers.get(question="what").value
    assert (row["title"], row["scope"]) == ("School", "there")
