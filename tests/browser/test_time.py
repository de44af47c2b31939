"""The years by hand: as a slider with scripts, as a list without."""

import re

import pytest

from cities.models.places import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def expect(subject):
    """Playwright's, imported when a test runs: the tests are collected without it too."""
    from playwright.sync_api import expect as expecting

    return expecting(subject)


def test_the_years_are_walked_through_by_keyboard(record, visit):
    with visit("/fields/music/?as_of=2017-12-31") as visited:
        page = visited.page
        page.evaluate("window.isTheFirstPage = true")
        slider = page.locator("#year")
        expect(slider).to_be_visible()
        expect(slider).to_have_value("2017")
        slider.focus()

        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowLeft")
        expect(page).to_have_url(re.compile(r"/fields/music/\?as_of=2015-12-31$"))
        expect(page.locator("h1")).to_have_text(re.compile(r"^19 Cities of Music"))
        expect(page.locator("#band")).to_contain_text("31 December 2015")
        expect(page.locator("#year")).to_be_focused()
        expect(page.locator("#as-of")).to_have_value("2015-12-31")
        expect(page.locator("#sections a").first).to_have_attribute(
            "href", "/cities/?as_of=2015-12-31"
        )
        expect(page.locator("[role=status].visually-hidden").last).to_have_text(
            page.locator("h1").inner_text()
        )
        assert page.evaluate("window.isTheFirstPage"), "the page was loaded anew"

        # The last year is today, whose address bears no day.
        page.keyboard.press("End")
        expect(page).to_have_url(re.compile(r"/fields/music/$"))
        expect(page.locator("#band")).not_to_contain_text("The network as on")
        expect(page.locator("#year")).to_have_value(str(today().year))

        page.go_back()
        expect(page).to_have_url(re.compile(r"as_of=2015-12-31$"))
        expect(page.locator("#band")).to_contain_text("31 December 2015")
        expect(page.locator("#year")).to_be_visible()
        assert visited.complaints == []


def test_a_list_keeps_its_question_while_the_years_pass(record, visit):
    with visit("/cities/?field=film&as_of=2025-12-31", width=390) as visited:
        page = visited.page
        page.locator("#year").focus()
        page.keyboard.press("Home")
        expect(page).to_have_url(re.compile(r"/cities/\?field=film&as_of=2004-12-31$"))
        expect(page.locator("h1")).to_have_text("0 cities of Film")
        expect(page.locator("#year")).to_be_focused()
        page.keyboard.press("PageUp")
        expect(page).to_have_url(re.compile(r"as_of=2006-12-31$"))
        # The facets still work as before.
        page.locator("#field-music").click()
        expect(page).to_have_url(re.compile(r"as_of=\d{4}-12-31&field=film&field=music$"))
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        assert visited.complaints == []


def test_without_scripts_the_years_are_a_list_of_links(record, chromium, live_server):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/fields/music/")

    assert not page.locator("#year").is_visible()
    expect(page.locator(".scale li")).to_have_count(16)
    page.locator(".scale a", has_text="2015").click()
    expect(page.locator("h1")).to_have_text(re.compile(r"^19 Cities of Music"))
    page.locator("#as-of").fill("2017")
    page.locator("#as-of").press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile(r"^31 Cities of Music"))
    page.locator("#band a").last.click()
    expect(page).to_have_url(f"{live_server.url}/fields/music/")
    context.close()


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_the_years_of_a_row_of_rounds_stand_apart(record, visit, subtests, prefix):
    crowded = """() => [...document.querySelectorAll(".scale li span")].filter((year) => {
        const words = document.createRange();
        words.selectNodeContents(year);
        const place = year.closest("li").getBoundingClientRect().width;
        return words.getBoundingClientRect().width > place - 2;
    }).map((year) => year.textContent)"""
    for path in ["/", "/compare/?earlier=2015-12-31&later=2023-12-31"]:
        with visit(prefix + path) as visited:
            assert visited.page.locator(".scale li span").count() > 10
            for width in (1440, 900, 390, 320):
                with subtests.test(path=path, width=width):
                    visited.page.set_viewport_size({"width": width, "height": 900})
                    assert visited.page.evaluate(crowded) == []
