"""The search box in a real browser: suggestions by keyboard and pointer, and without scripts."""

import pytest

from tests.browser.barriers import EVERY_RULE, barriers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_suggestions_are_walked_and_opened_by_the_keyboard(record, visit):
    with visit("/cities/") as visited:
        page = visited.page
        box = page.get_by_role("combobox", name="Find a city, a country or a creative field")
        box.press_sequentially("courtr")
        option = page.get_by_role("option").first
        option.wait_for()
        assert "Kortrijk" in option.inner_text()
        assert "Belgium · Design" in option.inner_text()
        assert box.get_attribute("aria-expanded") == "true"

        box.press("ArrowDown")
        assert option.get_attribute("aria-selected") == "true"
        assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
        assert barriers(page, EVERY_RULE, within=".search-box") == []

        box.press("Escape")
        assert page.locator("#suggestions").is_hidden()
        assert box.get_attribute("aria-activedescendant") is None
        assert box.input_value() == "courtr"

        box.press("ArrowDown")
        box.press("Enter")
        page.wait_for_url("**/cities/kortrijk/")
        assert visited.complaints == []


def test_enter_without_a_choice_asks_the_page_and_a_click_opens_a_suggestion(record, visit):
    with visit("/fr/about/", width=390) as visited:
        page = visited.page
        box = page.get_by_role("combobox")
        box.press_sequentially("lyon")
        box.press("Enter")
        page.wait_for_url("**/fr/search/?q=lyon")
        page.get_by_role("combobox").fill("norrk")
        page.get_by_role("option").first.click()
        page.wait_for_url("**/fr/cities/norrkoping/")
        assert visited.complaints == []


def test_the_form_works_without_scripts(record, chromium, live_server):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url)
    page.get_by_label("Find a city, a country or a creative field").fill("Suecia")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Sweden").click()
    assert page.url.endswith("/countries/se/")
    context.close()
