"""The list of cities by hand: with and without scripts it goes the same ways."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def expect(subject):
    """Playwright's, imported when a test runs: the tests are collected without it too."""
    from playwright.sync_api import expect as expecting

    return expecting(subject)


def reach_by_keyboard(page, selector):
    """Press Tab until the element has the focus."""
    wanted = page.locator(selector)
    for _ in range(80):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def test_a_facet_chosen_by_keyboard_keeps_the_focus_and_becomes_the_address(record, visit):
    with visit("/cities/") as visited:
        page = visited.page
        page.evaluate("window.isTheFirstPage = true")
        before = page.locator("h1").inner_text()

        reach_by_keyboard(page, "#field-film")
        page.keyboard.press("Enter")

        expect(page).to_have_url(re.compile(r"/cities/\?field=film$"))
        expect(page.locator("h1")).to_have_text(re.compile(r"^\d+ cities of Film$"))
        expect(page.locator("#field-film")).to_be_focused()
        expect(page.locator("#answer")).to_have_text(page.locator("h1").inner_text())
        assert page.title().startswith(page.locator("h1").inner_text())
        assert page.evaluate("window.isTheFirstPage"), "the page was loaded anew"

        # A chip is gone once it has been used: the heading takes the focus.
        page.locator(".chips a").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text(before)
        expect(page.locator("h1")).to_be_focused()

        page.go_back()
        expect(page).to_have_url(re.compile(r"\?field=film$"))
        expect(page.locator("h1")).to_have_text(re.compile(r"cities of Film$"))
        expect(page.locator(".masthead")).to_have_count(1)
        page.go_back()
        expect(page.locator("h1")).to_have_text(before)
        assert visited.complaints == []


def test_countries_behind_more_stay_open_and_a_search_keeps_what_was_chosen(record, visit):
    with visit("/cities/?field=film") as visited:
        page = visited.page
        page.locator("details summary").first.click()
        page.locator("details[open] a").first.click()
        expect(page.locator(".chips a:not(.clear)")).to_have_count(2)
        expect(page.locator("#result details[open]")).to_have_count(1)

        page.locator(".chips a").nth(1).click()
        expect(page.locator(".chips a:not(.clear)")).to_have_count(1)
        page.locator("#find").fill("Bradford")
        page.locator("#find").press("Enter")
        expect(page.locator("h1")).to_have_text("1 city of Film for “Bradford”")
        expect(page.locator("#find")).to_be_focused()
        assert visited.complaints == []


def test_the_same_ways_lead_on_without_scripts(record, chromium, live_server):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/cities/")

    page.locator("#field-film").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/cities/\?field=film$"))
    page.locator("details summary").first.click()
    page.locator("details[open] a").first.click()
    expect(page.locator(".chips a:not(.clear)")).to_have_count(2)
    page.locator(".chips a.clear").click()
    page.locator("#find").fill("Bradford")
    page.locator("#find").press("Enter")
    expect(page.locator("h1")).to_have_text("1 city for “Bradford”")
    context.close()


@pytest.mark.parametrize("width", [390, 600, 800, 1100])
def test_the_list_fits_any_window_and_stands_beside_its_facets_where_there_is_room(
    record, visit, width
):
    with visit("/cities/", width=width) as visited:
        page = visited.page
        rail, table = page.locator("#filters").bounding_box(), page.locator("table").bounding_box()

        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        is_beside = rail["x"] + rail["width"] <= table["x"] + 1
        assert is_beside == (width >= 600)
