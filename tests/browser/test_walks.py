"""Ways through the portal as people go them: with the keyboard alone, and without scripts."""

from urllib.parse import urlsplit

import pytest

from cities.models import City
from cities.models.places import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_TABS = 120
FOCUSED = """() => {
    const element = document.activeElement;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return {
        name: (element.getAttribute("aria-label") || element.textContent).trim(),
        isSeen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        isMain: element.tagName === "MAIN",
    };
}"""


def tab_to(page, name):
    """Press Tab until the focus stands on what bears the name; it is in sight all the way."""
    passed = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        passed.append(focused["name"])
        assert focused["isSeen"], f"the focus is out of sight on {focused['name']!r}"
        assert focused["ring"], f"the focus cannot be seen on {focused['name']!r}"
        if focused["name"] == name:
            return
    raise AssertionError(f"no {name!r} among {passed}")


def follow(page, name):
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def past_the_masthead(page):
    """The first stop is the way past what every page begins with."""
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["name"] == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED)["isMain"]


def test_a_film_city_in_africa_is_found_and_opened_with_the_keyboard_alone(record, visit):
    with visit("/") as visited:
        page = visited.page
        follow(page, "Fields")
        past_the_masthead(page)
        follow(page, "Film")
        past_the_masthead(page)
        follow(page, "Africa")
        assert "field=film" in page.url
        assert "region=africa" in page.url
        assert page.locator("h1").inner_text().endswith("of Film in Africa")
        first = page.locator("th.name a").first.inner_text()
        past_the_masthead(page)
        follow(page, first)

        assert page.locator("h1").inner_text() == first
        assert "City of Film" in page.locator("main").inner_text()
        assert visited.complaints == []


def test_without_scripts_every_city_is_reached_by_links_from_the_first_page(
    record, chromium, live_server
):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/")
    page.click("header nav a[href='/cities/']")
    members = set(City.objects.members_on(today()).values_list("slug", flat=True))
    assert len(members) == 408

    reached, walked = set(), 0
    while True:
        walked += 1
        links = page.locator("main a[href^='/cities/']")
        paths = links.evaluate_all("links => links.map((link) => link.getAttribute('href'))")
        reached |= {urlsplit(path).path.split("/")[2] for path in paths}
        following = page.locator("nav.pager b[aria-current=page]").locator(
            "xpath=../following-sibling::li[1]/a"
        )
        if following.count() == 0:
            break
        following.click()
    assert walked == 9
    assert members <= reached

    # The last city of the last page opens, like all before it.
    page.locator("th.name a").last.click()
    assert urlsplit(page.url).path.split("/")[2] in members
    assert page.locator("h1").count() == 1
    context.close()
