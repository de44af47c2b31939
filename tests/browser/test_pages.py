"""Every kind of page in a real browser, with the real record."""

import pytest

from tests.browser.barriers import COLOURS, EVERY_RULE, TOO_WIDE, barriers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/",
    "/?as_of=2015-12-31",
    "/fields/?as_of=2015-12-31",
    "/map/",
    "/map/?view=europe",
    "/map/?view=europe&field=film",
    "/search/?q=granada",
    "/search/?q=lyon",
    "/compare/?earlier=2015-12-31&later=2023-12-31",
    "/downloads/",
    "/fields/",
    "/fields/gastronomy/",
    "/cities/",
    "/cities/?field=music&year=2017",
    "/cities/?q=Norkoping",
    "/cities/?as_of=2015-12-31&colour=blue",
    "/cities/?q=xyzzyqwert",
    "/cities/norrkoping/",
    "/cities/kortrijk/",
    "/cities/lyon/",
    "/countries/",
    "/countries/fr/",
    "/claims/",
    "/claims/?claim=180+cities+from+72+countries",
    "/claims/?claim=Lyon+is+a+City+of+Media+Arts",
    "/claims/?claim=Granada,+Literature&as_of=2024-01-31",
    "/claims/?claim=Palermo,+Italy,+Gastronomy",
    "/claims/?claim=Norrkopping",
    "/claims/list/",
    "/sources/",
    "/sources/bergen-uccn/",
    "/statements/",
    "/statistics/",
    "/statistics/?as_of=2015-12-31",
    "/statistics/growth/",
    "/statistics/fields/",
    "/statistics/regions/",
    "/statistics/balance/",
    "/statistics/region-fields/",
    "/statistics/countries/",
    "/statistics/matrix/",
    "/statistics/firsts/",
    "/calls/",
    "/calls/2025/",
    "/about/",
    "/credits/",
    "/privacy/",
    "/accessibility/",
    "/contact/",
    "/embed/",
    "/nowhere/",
]
PARTS = 3
# Whether everything stands still; what moves, by its beginning.
MOVING = """() => [...document.querySelectorAll("*")].flatMap((element) => {
    const parts = [null, "::before", "::after"];
    return parts.map((part) => [element, getComputedStyle(element, part)]);
}).filter(([, style]) => {
    const lasting = (times) => times.split(",").some((time) => parseFloat(time) > 0);
    return lasting(style.transitionDuration) || lasting(style.transitionDelay)
        || (style.animationName !== "none" && lasting(style.animationDuration))
        || style.scrollBehavior === "smooth";
}).map(([element]) => element.outerHTML.slice(0, 80))"""
# Links that have less than 24 by 24 pixels, and another one in reach of a finger on their middle.
# Links in running text and in the maps, which have the list beside them, may.
CROWDED = """(chosen) => {
    const boxes = [...document.querySelectorAll("a, button, input, select, summary")]
        .filter((element) => !element.closest("svg, p, .crumbs, .footer, .skip, [hidden]"))
        .flatMap((element) => [...element.getClientRects()].map((box) => [element, box]))
        .filter(([element, box]) => box.width && box.right > 0);
    const reaches = (box, x, y) => Math.hypot(
        Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom)
    ) < 12;
    return boxes.filter(([element]) => !chosen || element.matches(chosen))
        .filter(([, box]) => box.width < 24 || box.height < 23.99)
        .filter(([element, box]) => chosen || boxes.some(([other, its]) => other !== element
            && reaches(its, (box.left + box.right) / 2, (box.top + box.bottom) / 2)))
        .map(([element]) => element.outerHTML.slice(0, 80));
}"""
# Letters as far apart as WCAG's 1.4.12 lets a reader set them.
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important;"
        + " word-spacing: .16em !important } p { margin-block-end: 2em !important }");
    document.adoptedStyleSheets = [sheet];
}"""


def complaints_of(visited, path):
    """What the browser complained of, but for the answer that an address without a page gets."""
    lost = path == "/nowhere/"
    return [text for text in visited.complaints if not (lost and "404" in text)]


# In parts, so that several processes share them.
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("width", "prefix", "direction"), [(1440, "", "ltr"), (390, "/ar", "rtl")])
def test_no_page_is_broken_for_anybody(record, visit, subtests, width, prefix, direction, part):
    """No error, no breach of policy, no other host, no barrier: light and dark, both directions.

    Nothing moves for those who ask for stillness; every link gives a finger its room (WCAG 2.5.8);
    letters of twice the size in half a window, and spaced ones in a narrow one, are read.
    """
    for path in PAGES[part::PARTS]:
        on = {"path": prefix + path, "width": width}
        with visit(prefix + path, width=width) as visited:
            page = visited.page
            with subtests.test(**on):
                assert page.locator("html").get_attribute("dir") == direction
                assert page.locator("h1").count() == 1
                assert barriers(page, EVERY_RULE) == []
                assert page.evaluate(TOO_WIDE) <= 0, "the page is wider than the window"
            with subtests.test("stillness", **on):
                assert page.evaluate(MOVING) == []
                assert page.evaluate("document.getAnimations().length") == 0
            with subtests.test("in the dark", **on):
                # Dark pages differ in their colours alone.
                page.emulate_media(color_scheme="dark")
                assert barriers(page, COLOURS) == []
            with subtests.test("letters", **on):
                assert too_wide_with_other_letters(page) == []
            with subtests.test("a finger's room", **on):
                page.set_viewport_size({"width": 390, "height": 900})
                assert page.evaluate(CROWDED, None) == []
            with subtests.test("complaints", **on):
                assert complaints_of(visited, path) == []


def too_wide_with_other_letters(page):
    """In which windows the page is wider than they are; the last of them stays open."""
    found = []

    def look(window):
        if page.evaluate(TOO_WIDE) > 0:
            found.append(window)

    page.set_viewport_size({"width": 640, "height": 900})
    look("640 pixels")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    look("640 pixels, letters of twice the size")
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": 320, "height": 900})
    look("320 pixels")
    page.evaluate(SPACED)
    look("320 pixels, spaced letters")
    page.evaluate("document.adoptedStyleSheets = []")
    return found


def test_the_words_of_drawings_keep_eleven_pixels(record, visit, subtests):
    """Where a drawing shrinks with its page, its words do not."""
    small = """() => [...document.querySelectorAll(
            "svg:is(.timeline, .chart, .claim-chart, .close .map) text")]
        .filter((word) => word.getClientRects().length)
        .map((word) => [word.textContent,
            parseFloat(getComputedStyle(word).fontSize) * word.getScreenCTM().a])
        .filter(([, size]) => size < 10.9)"""
    for path in [
        "/fields/gastronomy/",
        "/cities/lyon/",
        "/statistics/",
        "/claims/?claim=180+cities",
    ]:
        with visit(path) as visited:
            for width in (320, 390, 700, 769, 900, 1100, 1130, 1280, 1440):
                with subtests.test(path=path, width=width):
                    visited.page.set_viewport_size({"width": width, "height": 900})
                    assert visited.page.evaluate(small) == []


def test_the_administration_and_the_documentation_keep_the_policy(visit, subtests):
    for path in ["/admin/login/", "/api/docs/"]:
        with subtests.test(path=path), visit(path) as visited:
            policy = [text for text in visited.complaints if "style" not in text]
            assert policy == []
