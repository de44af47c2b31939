"""A question saves itself while somebody types, and no word is lost where that fails."""

import datetime
import json

import pytest
from django.contrib.sessions.models import Session

from applications.models import AnswerRevision, KeptText
from tests.applications.answers.conftest import a_file
from tests.browser.authors import author
from tests.browser.barriers import COLOURS, EVERY_RULE, TOO_WIDE, barriers
from tests.factories import PASSWORD, QuestionFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILLED = "(text) => document.querySelector('#id_value').value === text"


@pytest.fixture
def file():
    made = a_file()
    for name in ("anna", "bo"):
        setattr(made, name, UserFactory(confirmed=True))
        made.application.team.create(user=getattr(made, name), part="editor")
    return made


@pytest.fixture
def anna(chromium, live_server, file):
    with author(chromium, live_server.url, file.anna, file.application) as made:
        yield made


@pytest.fixture
def bo(chromium, live_server, file):
    with author(chromium, live_server.url, file.bo, file.application) as made:
        yield made


def answer(file, code="motivation"):
    return file.application.answers.get(question=code)


def look_at(page):
    """Nobody is kept from using the page as it stands, and it is not wider than its window."""
    assert barriers(page, EVERY_RULE) == []
    assert page.evaluate(TOO_WIDE) <= 0
    page.emulate_media(color_scheme="dark")
    assert barriers(page, COLOURS) == []
    page.emulate_media(color_scheme="light")


def test_a_text_saves_itself_and_leaves_the_store_when_it_is_acknowledged(anna, file):
    file.section.questions.filter(code="motivation").update(word_limit=3)
    anna.open()
    anna.field.focus()
    anna.page.keyboard.type("one two three four")
    # In the same moment, before anything was sent.
    (entry,) = anna.stored()
    assert entry["draft"]["value"] == "one two three four"
    assert anna.page.inner_text("[data-words]") == "4 of at most 3 words"
    anna.is_told("Saved at")
    anna.until_all_is_saved()
    assert answer(file).value == "one two three four"
    look_at(anna.page)


def test_two_authors_merge_and_the_caret_stays(anna, bo, file):
    file.write("middle")
    anna.open()
    bo.open()
    anna.write(" end")
    anna.is_told("Saved at")
    bo.write("start ", at="Home")
    bo.is_told("Somebody else wrote here too")
    assert bo.field.input_value() == "start middle end"
    assert bo.page.evaluate("document.activeElement.selectionStart") == len("start ")
    anna.write(" more")
    anna.page.wait_for_function(FILLED, arg="start middle end more")
    assert answer(file).value == "start middle end more"


@pytest.mark.parametrize(
    ("button", "wanted"), [("Use my text", "green glass"), ("Keep the answer", "blue glass")]
)
def test_where_two_changed_the_same_words_one_chooses(anna, bo, file, button, wanted):
    file.write("red glass")
    anna.open()
    bo.open()
    for one, text in ((bo, "blue glass"), (anna, "green glass")):
        one.field.fill(text)
        one.is_told("Saved at")
    anna.is_told("Two of you changed the same words")
    assert answer(file).value == "blue glass"
    assert anna.page.inner_text("[data-theirs]") == "blue glass"
    assert anna.field.input_value() == "green glass"
    look_at(anna.page)
    anna.page.get_by_role("button", name=button).click()
    anna.page.locator("[data-conflict]").wait_for(state="hidden")
    anna.page.locator("[data-saved]:not(:has-text('Two of you'))").wait_for()
    anna.page.reload()
    assert anna.field.input_value() == wanted
    assert anna.page.locator("#beside").count() == 0
    everything = str(list(AnswerRevision.objects.values()))
    assert "green glass" in everything
    assert "blue glass" in everything


def test_without_a_line_the_text_waits_and_goes_by_itself(anna, file):
    anna.open()
    anna.context.set_offline(True)
    anna.write("written in a tunnel")
    anna.is_told("Not saved yet")
    look_at(anna.page)
    # Nobody is led away from a text that is not saved.
    with anna.page.expect_event("requestfailed"):
        anna.page.click("button[value=continue]")
    anna.page.wait_for_timeout(200)
    assert anna.page.url == anna.address()
    anna.context.set_offline(False)
    anna.is_told("Saved at")
    anna.until_all_is_saved()
    assert answer(file).value == "written in a tunnel"


def test_an_acknowledgement_that_was_lost_is_asked_for_again(anna, file):
    anna.open()
    lost = []

    def lose(route):
        if not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    anna.page.route("**/answers/**", lose)
    anna.write("once")
    anna.is_told("Saved at")
    assert lost == [200]
    assert answer(file).revisions.count() == 1


def test_a_closed_tab_leaves_its_text_to_the_next_one(anna, file):
    file.write("Before.")
    anna.open()
    anna.context.set_offline(True)
    anna.write(" After.")
    anna.page.close()
    anna.context.set_offline(False)
    file.write("Long before. Before.", by="bo", base=1)
    anna.open()
    anna.page.wait_for_function(FILLED, arg="Long before. Before. After.")
    anna.until_all_is_saved()
    assert answer(file).value == "Long before. Before. After."


def test_two_tabs_of_one_person_both_save(anna, file):
    first = anna.open()
    second = anna.open()
    first.locator("#id_value").fill("one")
    first.locator("[data-saved]:has-text('Saved at')").wait_for()
    anna.context.set_offline(True)
    first.locator("#id_value").fill("one two")
    second.locator("#id_value").fill("one three")
    assert len(anna.stored()) == 2
    anna.context.set_offline(False)
    anna.until_all_is_saved()
    everything = str(list(AnswerRevision.objects.values()))
    assert "one two" in everything
    assert "one three" in everything


def test_the_list_of_tasks_sends_what_is_left_and_says_so(anna, file):
    anna.open()
    anna.context.set_offline(True)
    anna.write("left behind")
    anna.page.close()
    anna.context.set_offline(False)
    page = anna.open("file")
    page.locator("[data-unsent]:has-text('still in this browser is saved now')").wait_for()
    anna.until_all_is_saved()
    assert answer(file).value == "left behind"
    look_at(page)


def test_whoever_is_signed_out_signs_in_beside_and_it_goes_on(anna, file):
    anna.open()
    Session.objects.all().delete()
    anna.write("a long evening")
    anna.is_told("You are signed out")
    look_at(anna.page)
    with anna.context.expect_page() as opened:
        anna.page.get_by_role("link", name="Sign in in a new tab").click()
    beside = opened.value
    beside.fill("#id_login", file.anna.email)
    beside.fill("#id_password", PASSWORD)
    beside.keyboard.press("Enter")
    beside.wait_for_url("**/account/")
    beside.close()
    anna.page.bring_to_front()
    anna.page.evaluate("dispatchEvent(new Event('focus'))")
    anna.is_told("Saved at")
    assert answer(file).value == "a long evening"
    # The page's own buttons have the new token too.
    anna.page.click("button[value=list]")
    anna.page.wait_for_url(f"**/files/{file.application.pk}/")


def test_another_person_in_the_same_browser_neither_sees_nor_sends_the_text(anna, file):
    anna.open()
    Session.objects.all().delete()
    anna.write("a private draft")
    anna.is_told("You are signed out")
    first = anna.page
    owner, anna.person = anna.person, file.bo
    anna.sign_in()
    first.evaluate("dispatchEvent(new Event('focus'))")
    first.locator("[data-saved]:has-text('Another person is signed in')").wait_for()
    first.close()
    anna.open()
    anna.write("by somebody else")
    anna.is_told("Saved at")
    assert answer(file).value == "by somebody else"
    assert "private" not in str(list(AnswerRevision.objects.values()))
    # Its owner finds it again.
    anna.page.close()
    anna.person = owner
    anna.sign_in()
    anna.open()
    anna.until_all_is_saved()
    assert "a private draft" in str(list(AnswerRevision.objects.values()))


def test_a_closed_call_keeps_the_text_and_offers_it(anna, file):
    anna.open()
    call = file.call
    call.opens_at -= datetime.timedelta(days=900)
    call.deadline -= datetime.timedelta(days=800)
    call.save()
    anna.write("a minute too late")
    anna.is_told("This is not saved, and not submitted.")
    look_at(anna.page)
    with anna.page.expect_download() as download:
        anna.page.get_by_role("link", name="Download it").click()
    assert "a minute too late" in download.value.path().read_text()
    assert "a minute too late" in str(list(KeptText.objects.values()))
    anna.until_all_is_saved()


def test_a_browser_without_a_store_says_so_and_warns_on_leaving(anna, file):
    anna.context.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); };")
    anna.open()
    anna.context.set_offline(True)
    anna.write("nowhere else")
    anna.is_told("This browser keeps no copy")
    asked = []

    def accept(dialog):
        asked.append(dialog.type)
        dialog.accept()

    anna.page.on("dialog", accept)
    anna.page.close(run_before_unload=True)
    anna.context.new_page().wait_for_timeout(500)
    assert asked == ["beforeunload"]


def test_a_button_saves_and_leads_on(anna, file):
    anna.open()
    anna.write("quickly")
    anna.page.click("button[value=continue]")
    anna.page.wait_for_url("**/questions/initiatives/")
    anna.until_all_is_saved()
    assert answer(file).value == "quickly"
    assert answer(file).revisions.count() == 1


def test_rows_of_two_authors_come_together(anna, bo, file):
    columns = [
        {"code": "title", "kind": "short-text", "en": "Title"},
        {"code": "cost", "kind": "money", "en": "Cost"},
    ]
    file.section.questions.filter(code="initiatives").update(columns=columns)
    file.write([{"id": "a", "title": "Festival"}], code="initiatives")
    anna.code = bo.code = "initiatives"
    anna.open()
    bo.page = bo.context.new_page()
    bo.page.goto(bo.address() + "?more=1")
    bo.page.locator("[data-new] [data-cell=title]").fill("School")
    bo.page.locator("[data-new] [data-part=amount]").fill("12")
    bo.is_told("Saved at")
    anna.page.locator("[data-cell=title]").fill("Festival of light")
    anna.is_told("Somebody else wrote here too")
    titles = anna.page.locator("[data-cell=title]")
    assert [titles.nth(n).input_value() for n in range(2)] == ["Festival of light", "School"]
    assert anna.page.locator("legend").all_inner_texts() == ["Entry 1", "Entry 2"]
    look_at(anna.page)
    anna.page.locator("[data-remove]").first.check()
    anna.until_all_is_saved()
    (row,) = answer(file, "initiatives").value
    assert (row["title"], row["cost"]) == ("School", {"amount": "12", "currency": ""})


def test_ticks_and_choices_save_themselves(anna, file):
    choices = [{"value": "a", "en": "First"}, {"value": "b", "en": "Second"}]
    QuestionFactory(section=file.section, code="pick", kind="choice", choices=choices)
    anna.code = "pick"
    anna.open()
    anna.page.check("[value=b]")
    anna.is_told("Saved at")
    assert answer(file, "pick").value == "b"
    anna.page.close()
    anna.code = "amount"
    anna.open()
    anna.page.check("[name=no_relevant_information]")
    anna.is_told("Saved at")
    assert answer(file, "amount").no_relevant_information
    assert json.dumps(answer(file, "amount").value) in ("{}", "null")


def test_a_text_in_another_tab_is_said_to_be_open_there(anna, file):
    first = anna.open()
    first.route("**/answers/**", lambda route: route.abort())
    anna.write("still open")
    page = anna.open("file")
    page.locator("[data-unsent]:has-text('it is open in another tab')").wait_for()
    first.close()
    page.locator("[data-unsent]:has-text('is saved now')").wait_for()
    assert answer(file).value == "still open"
