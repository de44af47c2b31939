"""The large map in a real browser: by keyboard, by buttons, without script."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


# The sheet that is seen, in units of the projection: left, top, width and height.
SEEN = """(() => {
  const svg = document.querySelector("[data-map]");
  const { x, y, width, height } = svg.viewBox.baseVal;
  return [x, y, width, height].map((units) => units / svg.dataset.map);
})()"""
WIDTH = f"{SEEN}[2]"


# How many marks stand in the circle of a cluster.
UNDER_A_CLUSTER = """(() => {
  const middle = (node) => {
    const { x, y, width, height } = node.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  };
  const circles = [...document.querySelectorAll(".cluster circle")].map(middle);
  const marks = [...document.querySelectorAll(".marks > a:not(.clustered) use")].map(middle);
  const near = ([x, y]) => circles.some(([cx, cy]) => Math.hypot(x - cx, y - cy) < 13);
  return marks.filter(near).length;
})()"""


def settle(page):
    """Wait until the server's sheet of the address is drawn."""
    page.locator(".large-map:not(.is-moved)").wait_for()


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
        page.keyboard.press("+")
        assert page.evaluate(WIDTH) == pytest.approx(970 * 0.6)
        page.keyboard.press("0")
        assert page.evaluate(WIDTH) == pytest.approx(970)
        page.get_by_role("button", name="Zoom in").click()
        page.get_by_role("button", name="Move east").click()
        assert page.evaluate(WIDTH) == pytest.approx(970 * 0.6)
        page.get_by_role("button", name="The whole sheet").click()
        # Enter opens the city.
        page.locator('.large-map .marks [tabindex="0"]').focus()
        name = page.evaluate(focused).split(" · ")[0]
        page.keyboard.press("Enter")
        page.wait_for_url("**/cities/*/")
        assert page.locator("h1").inner_text() == name
        assert visited.complaints == []


def test_the_map_stands_in_the_first_window_of_a_phone(record, visit):
    with visit("/map/", width=390) as visited:
        place = visited.page.locator("[data-map]").bounding_box()
        assert place["y"] + place["height"] <= 844
        assert place["width"] == 390


def test_clusters_open_on_a_phone(record, visit):
    with visit("/map/", width=390) as visited:
        page = visited.page
        cluster = page.locator(".cluster")
        cluster.first.wait_for()
        # The mark of a city that is alone far and wide never stands in a cluster.
        assert page.locator('.marks > a:not(.clustered)[href="/cities/port-louis/"]').count() == 1
        # Each city is counted once, and no mark lies under a cluster's circle.
        counted = sum(int(text) for text in page.locator(".cluster text").all_text_contents())
        assert counted + page.locator(".marks > a:not(.clustered)").count() == 408
        assert page.evaluate(UNDER_A_CLUSTER) == 0
        lines = page.locator("#cities-of-map li")
        seen = lines.count()
        assert seen == 408
        for _turn in range(2):
            cluster.first.dispatch_event("click")
            settle(page)
            assert 0 < lines.count() < seen
            seen = lines.count()
        assert visited.complaints == []


def test_what_the_closest_sheet_cannot_part_is_parted_by_the_list(record, visit):
    # Óbidos and Caldas da Rainha are six kilometres apart.
    with visit("/map/?at=39.38,-9.15&zoom=32", width=390) as visited:
        page = visited.page
        page.locator(".cluster[aria-hidden=false]").first.click()
        assert page.evaluate("document.activeElement.closest('#cities-of-map li') !== null")
        assert visited.complaints == []


def test_the_map_holds_without_script(record, chromium, live_server):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + "/map/?at=9.08,6.01&zoom=12")
    assert page.locator("[data-zoom]").is_hidden()
    inside = page.locator('.marks a:not([aria-hidden="true"])').count()
    assert page.locator("#cities-of-map .gazetteer li").count() == inside < 20
    page.get_by_role("link", name="Africa", exact=True).last.click()
    page.wait_for_url("**/map/?view=africa")
    page.locator("#cities-of-map").get_by_role("link", name="Bida").click()
    page.wait_for_url("**/cities/bida/")
    context.close()


def test_the_address_follows_the_sheet_and_the_server_draws_the_same(record, visit):
    with visit("/map/?field=film") as visited:
        page = visited.page
        for name in ["Zoom in", "Zoom in", "Zoom in", "Move north", "Move north", "Move east"]:
            page.get_by_role("button", name=name).click()
        moved = page.evaluate(SEEN)
        settle(page)
        assert re.search(r"\?field=film&at=-?[\d.]+,-?[\d.]+&zoom=4\.63$", page.url)
        # What the server drew is what the browser showed, to a fifth of a pixel.
        assert page.evaluate(SEEN) == pytest.approx(moved, abs=0.03)
        listed = page.locator("#cities-of-map li").count()
        assert page.locator(".marks > [aria-hidden=false]").count() == listed < 26
        said = page.locator("#map-answer").inner_text()
        assert re.fullmatch(rf"On this map: {listed} of \d+", said)
        # The links keep the sheet, and the address alone brings it back.
        chosen = page.locator("#map-filters a", has_text="Music").get_attribute("href")
        assert "zoom=4.63" in chosen
        assert page.locator("#map-views [aria-current]").count() == 0
        page.reload()
        assert page.evaluate(SEEN) == pytest.approx(moved, abs=0.03)
        # The whole sheet needs no words in the address.
        page.get_by_role("button", name="The whole sheet").click()
        settle(page)
        assert page.url.endswith("/map/?field=film")
        assert visited.complaints == []


def test_browser_and_server_agree_about_places(visit):
    # Where the globe is drawn needs no record.
    for place, zoom in [
        ("64.15,-21.94", 16), ("-45.87,170.5", 8), ("0,0", 3), ("-0.5,-78.47", 16), ("85,-20", 5)
    ]:  # fmt: skip
        with visit(f"/map/?at={place}&zoom={zoom}") as visited:
            page = visited.page
            before = page.evaluate(SEEN)
            # There and back, so that the browser has to say where it is.
            page.get_by_role("button", name="Zoom in").click()
            page.get_by_role("button", name="Zoom out").click()
            settle(page)
            assert page.evaluate(SEEN) == pytest.approx(before, abs=0.05)
            latitude, longitude = re.search(r"at=([-\d.]+),([-\d.]+)&zoom", page.url).groups()
            wanted = [float(number) for number in place.split(",")]
            assert [float(latitude), float(longitude)] == pytest.approx(wanted, abs=0.05)
            assert visited.complaints == []


def test_marks_and_lines_show_each_other(record, visit):
    with visit("/map/?view=europe") as visited:
        page = visited.page
        lines = page.locator("#cities-of-map .lines")
        pointed = page.locator("#cities-of-map .is-pointed")
        top = page.evaluate("scrollY")
        # A mark brings its line into the list's window, and the page stays where it is.
        page.locator('.marks a[href="/cities/krakow/"]').hover()
        assert pointed.locator("a").inner_text() == "Kraków"
        assert lines.evaluate("list => list.scrollTop") > 0
        assert page.locator(".pointed").text_content() == "Kraków · Literature"
        # A line shows its mark, by pointer and by keyboard.
        lines.evaluate("list => list.scrollTop = 0")
        page.locator('#cities-of-map a[href="/cities/biella/"]').hover()
        mark = page.locator(".marks a.is-pointed")
        assert mark.get_attribute("href") == "/cities/biella/"
        page.mouse.move(2, 2)
        assert mark.count() == pointed.count() == 0
        page.locator('#cities-of-map a[href="/cities/como/"]').focus()
        assert mark.get_attribute("href") == "/cities/como/"
        page.locator(".skip-map").focus()
        assert mark.count() == pointed.count() == 0
        assert page.evaluate("scrollY") == top
        assert visited.complaints == []


def test_the_focus_stays_where_it_was_when_a_sheet_comes(record, visit):
    with visit("/map/?view=europe") as visited:
        page = visited.page
        focused = "document.activeElement.getAttribute('href')"
        page.locator('.marks a[href="/cities/lyon/"]').focus()
        page.keyboard.press("+")
        settle(page)
        assert page.evaluate(focused) == "/cities/lyon/"
        line = page.locator('#cities-of-map a[href="/cities/lyon/"]')
        line.focus()
        page.locator("[data-by=in]").dispatch_event("click")
        settle(page)
        assert page.evaluate(focused) == "/cities/lyon/"
        assert page.evaluate("document.activeElement.closest('li') !== null")
        # The mark is beyond the next sheet: the nearest to it takes its place.
        page.locator('.marks a[href="/cities/lyon/"]').focus()
        for _turn in range(3):
            page.locator("[data-by=down]").dispatch_event("click")
        settle(page)
        assert page.evaluate("document.activeElement.closest('.marks > [tabindex=\"0\"]') !== null")
        assert visited.complaints == []


def test_the_map_follows_wheel_mouse_and_fingers(record, visit):
    with visit("/map/?field=film") as visited:
        page = visited.page
        place = page.locator("[data-map]").bounding_box()
        x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
        # The wheel alone scrolls the page; with the control key it zooms where the pointer is.
        page.mouse.move(x, y)
        page.mouse.wheel(0, -100)
        assert page.evaluate(SEEN)[2] == pytest.approx(970)
        page.keyboard.down("Control")
        page.mouse.wheel(0, -100)
        page.keyboard.up("Control")
        page.wait_for_timeout(200)
        left, _top, width, _height = page.evaluate(SEEN)
        assert width < 970
        # Dragging to the left shows what lies to the east.
        page.evaluate("scrollTo(0, 0)")
        place = page.locator("[data-map]").bounding_box()
        x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x - 120, y, steps=4)
        page.mouse.up()
        page.wait_for_timeout(100)
        dragged = page.evaluate(SEEN)
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
        assert page.evaluate(SEEN)[2] < dragged[2]
        assert visited.complaints == []
