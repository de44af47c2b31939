"""The large map in a real browser: by keyboard, by buttons, without script."""

import pytest
from django.core.management import call_command

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def record(transactional_db):
    call_command("load_record", verbosity=0)


def test_the_map_is_used_by_keyboard_and_by_buttons(record, visit):
    with visit("/map/?field=film") as visited:
        page = visited.page
        focused = "document.activeElement.querySelector('title')?.textContent ?? ''"
        # One stop for all marks: Tab enters the map, and Tab leaves it again.
        page.locator(".skip-map").focus()
        while not page.evaluate(focused):
            page.keyboard.press("Tab")
        first = page.evaluate(focused)
        page.keyboard.press("Tab")
        assert page.evaluate(focused) == ""
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(focused) == first
        # Arrow keys go to the nearest mark in their direction, and back.
        seen = {first}
        for key in ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"] * 3:
            page.keyboard.press(key)
            seen.add(page.evaluate(focused))
        assert len(seen) > 3
        assert page.locator('.large-map .marks [tabindex="0"]').count() == 1
        # Keys and buttons zoom.
        width = "document.querySelector('[data-map]').viewBox.baseVal.width"
        page.keyboard.press("+")
        assert page.evaluate(width) == pytest.approx(1940 * 0.6)
        page.keyboard.press("0")
        assert page.evaluate(width) == pytest.approx(1940)
        page.get_by_role("button", name="Zoom in").click()
        page.get_by_role("button", name="Move east").click()
        assert page.evaluate(width) == pytest.approx(1940 * 0.6)
        page.get_by_role("button", name="The whole sheet").click()
        # Enter opens the city.
        page.locator('.large-map .marks [tabindex="0"]').focus()
        name = page.evaluate(focused).split(" · ")[0]
        page.keyboard.press("Enter")
        page.wait_for_url("**/cities/*/")
        assert page.locator("h1").inner_text() == name
        assert visited.complaints == []


def test_clusters_open_on_a_phone(record, visit):
    with visit("/map/", width=390) as visited:
        page = visited.page
        clusters = page.locator(".cluster")
        clusters.first.wait_for()
        alone = page.locator(".marks > a:not(.clustered)")
        before = alone.count()
        for _turn in range(6):
            if clusters.count() == 0:
                break
            page.locator(".zoom [data-by=in]").click()
            page.wait_for_timeout(50)
        assert clusters.count() == 0
        assert alone.count() == 408 > before
        assert visited.complaints == []


def test_the_map_holds_without_script(record, chromium, live_server):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + "/map/")
    page.get_by_role("link", name="Africa", exact=True).last.click()
    page.wait_for_url("**/map/?view=africa")
    assert page.locator("[data-zoom]").is_hidden()
    assert page.locator(".marks a").count() == 408
    assert page.locator("#cities-of-map .gazetteer li").count() == 408
    page.locator("#cities-of-map").get_by_role("link", name="Bida").click()
    page.wait_for_url("**/cities/bida/")
    context.close()


def test_the_map_page_has_no_barrier(record, visit):
    from axe_playwright_python.sync_playwright import Axe

    for width, prefix in [(1440, ""), (390, "/ar")]:
        with visit(f"{prefix}/map/?view=europe", width=width) as visited:
            found = Axe().run(visited.page).response["violations"]
            assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found] == []
            wide = "document.documentElement.scrollWidth - window.innerWidth"
            assert visited.page.evaluate(wide) <= 0
            assert visited.complaints == []
