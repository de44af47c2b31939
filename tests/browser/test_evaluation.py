"""The desk of an evaluator: declaring, scoring while the line breaks, two tabs, submitting."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from applications.models import Assignment, Evaluation, Score
from tests.browser.test_accounts import check
from tests.factories import (
    PASSWORD,
    AnswerFactory,
    ApplicationFactory,
    AssignmentFactory,
    CityFactory,
    CriterionFactory,
    DocumentFactory,
    EvaluationTermsFactory,
    FormSectionFactory,
    FormVersionFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK = "/applications/evaluation/"
EMAIL = "eva@example.org"


@pytest.fixture
def own():
    """A sealed file in a call with two criteria."""
    person = UserFactory(confirmed=True, email=EMAIL)
    file = ApplicationFactory(
        under_evaluation=True,
        city=CityFactory(name="Aarhus", country__name="Denmark", country__code="DK"),
    )
    form = FormVersionFactory(call=file.call)
    question = QuestionFactory(section=FormSectionFactory(version=form), label_en="Why this field?")
    type(file).objects.update(form=form)
    AnswerFactory(application=file, question=question.code)
    DocumentFactory(application=file)
    EvaluationTermsFactory(call=file.call, evaluations_due_at="2031-05-04T09:00:00Z")
    impact = CriterionFactory(
        call=file.call,
        code="impact",
        title_en="Impact",
        help_en="What the city and its people gain by it.",
    )
    CriterionFactory(call=file.call, code="finance", title_en="Finance", reason_from=None)
    for value, text in ((0, "Not told"), (2, "Told, not shown"), (4, "Shown"), (5, "Proven")):
        impact.anchors.create(value=value, text_en=text)
    made = AssignmentFactory(application=file, evaluator__user=person)
    AssignmentFactory(application=file, evaluator__kind="expert")
    return made


def sign_in(page):
    page.fill("[name=login]", EMAIL)
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation(wait_until="load"):
        page.click("form.typed button")


def picture(page, name):
    """For whoever looks at the pages: none is made unless a folder is named."""
    if folder := os.environ.get("PICTURES"):
        width = page.viewport_size["width"]
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


def address(own, name):
    return reverse(f"applications:evaluation:{name}", args=[own.number])


def press(page, text):
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name=text).click()


def saved(page):
    page.locator("[data-saved]", has_text="Saved at").wait_for()
    for _moment in range(100):
        if not page.evaluate("Object.keys(localStorage).length"):
            return
        page.wait_for_timeout(100)
    raise AssertionError("the browser still keeps what is not acknowledged")


@pytest.mark.parametrize("width", [390, 1440])
def test_an_evaluator_declares_reads_scores_and_submits(visit, own, width):
    with visit(DESK, width=width) as visited:
        page = visited.page
        sign_in(page)
        check(visited)
        picture(page, "desk")
        with page.expect_navigation(wait_until="load"):
            page.get_by_role("link", name="File 1 of 1").click()
        check(visited)
        picture(page, "declaration")
        page.get_by_label("No, I have no conflict").check()
        press(page, "Declare")
        check(visited)
        page.locator("#part-impact").get_by_label("4.5", exact=True).focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        page.fill("#reason-impact", "The whole harbour takes part.")
        page.locator("#part-finance").get_by_label("3", exact=True).check()
        saved(page)
        picture(page, "scores")
        assert list(Score.objects.order_by("criterion__position").values_list("value")) == [
            (5,),
            (3,),
        ]
        press(page, "Save and go on to submit")
        check(visited)
        picture(page, "submit")
        press(page, "Submit the evaluation")
        check(visited)
        picture(page, "others")
        page.goto(page.url.replace("others", "file"))
        check(visited)
        picture(page, "file")
        assert Evaluation.objects.get().submitted_at
        assert not visited.complaints


def open_sheet(own):
    Assignment.objects.filter(pk=own.pk).update(state="open", answered_at="2031-01-01T00:00:00Z")
    return address(own, "scores")


def test_what_is_typed_without_a_line_is_kept_and_saved_by_the_next_page(visit, own):
    with visit(open_sheet(own)) as visited:
        page = visited.page
        sign_in(page)
        page.context.set_offline(True)
        page.fill("#comment", "Typed in a train")
        page.locator("[data-saved]", has_text="cannot be reached").wait_for()
        other = page.context.new_page()
        page.close()
        other.context.set_offline(False)
        other.goto(visited_address(visited, own))
        # A page that closes while the line comes back may have sent it already.
        other.wait_for_function("() => !Object.keys(localStorage).length")
        assert other.input_value("#comment") == "Typed in a train"
        assert Evaluation.objects.get().comment == "Typed in a train"


def visited_address(visited, own):
    return f"http://{visited.host}{address(own, 'scores')}"


def test_two_tabs_put_their_fields_together_and_choose_where_both_wrote(visit, own):
    with visit(open_sheet(own)) as visited:
        one = visited.page
        sign_in(one)
        other = one.context.new_page()
        other.goto(one.url)

        one.fill("#reason-impact", "From the first")
        saved(one)
        other.fill("#reason-finance", "From the second")
        other.locator("[data-saved]", has_text="both are here now").wait_for()
        assert other.input_value("#reason-impact") == "From the first"

        one.fill("#reason-finance", "Otherwise")
        one.locator("[data-conflict]").wait_for()
        picture(one, "conflict")
        assert "From the second" in one.locator("[data-beside=finance]").inner_text()
        assert Score.objects.get(criterion__code="finance").reason == "From the second"
        one.get_by_role("button", name="What I typed here").click()
        saved(one)
        assert Score.objects.get(criterion__code="finance").reason == "Otherwise"


def test_without_scripts_the_sheet_is_a_form(visit, own):
    with visit(open_sheet(own), java_script_enabled=False) as visited:
        page = visited.page
        sign_in(page)
        page.locator("#part-impact").get_by_label("2", exact=True).check()
        press(page, "Save the draft")
        assert Score.objects.get(criterion__code="impact").value == 2
        assert not visited.complaints
