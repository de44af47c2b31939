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


def test_the_map_follows_wheel_mouse_and_fingers(record, visit):
    box = "(({x, y, width}) => [x, y, width])(document.querySelector('[data-map]').viewBox.baseVal)"
    with visit("/map/?field=film") as visited:
        page = visited.page
        place = page.locator("[data-map]").bounding_box()
        x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
        # The wheel alone scrolls the page; with the control key it zooms where the pointer is.
        page.mouse.move(x, y)
        page.mouse.wheel(0, -100)
        assert page.evaluate(box)[2] == pytest.approx(1940)
        page.keyboard.down("Control")
        page.mouse.wheel(0, -100)
        page.keyboard.up("Control")
        page.wait_for_timeout(200)
        left, _top, width = page.evaluate(box)
        assert width < 1940
        # Dragging to the left shows what lies to the east.
        page.evaluate("scrollTo(0, 0)")
        place = page.locator("[data-map]").bounding_box()
        x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x - 120, y, steps=4)
        page.mouse.up()
        page.wait_for_timeout(100)
        dragged = page.evaluate(box)
        assert dragged[0] > left
        assert dragged[2] == pytest.approx(width)
        # Two fingers that part zoom in.
        session = page.context.new_cdp_session(page)

        def touch(kind, apart):
            points = [{"x": x - apart, "y": y, "id": 1}, {"x": x + apart, "y": y, "id": 2}]
            session.send(
                "Input.dispatchTouchEvent", {"type": kind, "touchPoints": points if apart else []}
            )

        touch("touchStart", 40)
        for apart in (60, 80, 110, 140):
            touch("touchMove", apart)
        touch("touchEnd", 0)
        page.wait_for_timeout(100)
        assert page.evaluate(box)[2] < dragged[2]
        assert visited.complaints == []
