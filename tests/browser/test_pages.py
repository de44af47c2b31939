"""Every kind of page in a real browser, with the real record."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/",
    "/?as_of=2015-12-31",
    "/fields/?as_of=2015-12-31",
    "/map/",
    "/map/?view=europe&field=film",
    "/search/?q=granada",
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
# Beyond what axe looks for by itself.
EVERY_RULE = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def barriers(page, options):
    """What axe finds on the page as it stands, with the first elements of each kind."""
    from axe_playwright_python.sync_playwright import Axe

    return [
        f"{rule['id']}: {rule['help']} — {node['html'][:200]}"
        for rule in Axe().run(page, options=options).response["violations"]
        for node in rule["nodes"][:3]
    ]


def complaints_of(visited, path):
    """What the browser complained of, but for the answer that an address without a page gets."""
    lost = path == "/nowhere/"
    return [text for text in visited.complaints if not (lost and "404" in text)]


# In parts, so that several processes share them.
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("width", "prefix", "direction"), [(1440, "", "ltr"), (390, "/ar", "rtl")])
def test_no_page_is_broken_for_anybody(record, visit, subtests, width, prefix, direction, part):
    """No error, no breach of policy, no other host, no barrier: light and dark, both directions."""
    for path in PAGES[part::PARTS]:
        with (
            subtests.test(path=prefix + path, width=width),
            visit(prefix + path, width=width) as visited,
        ):
            page = visited.page
            assert page.locator("html").get_attribute("dir") == direction
            assert page.locator("h1").count() == 1
            assert barriers(page, EVERY_RULE) == []
            assert page.evaluate(TOO_WIDE) <= 0, "the page is wider than the window"
            # Dark pages differ in their colours alone.
            page.emulate_media(color_scheme="dark")
            assert barriers(page, COLOURS) == []
            assert complaints_of(visited, path) == []


def test_large_spaced_and_drawn_letters_can_be_read(record, visit, subtests):
    """Letters of twice the size in half a window; in a narrow one, those of WCAG's 1.4.12.

    The words of a drawing that shrinks with its page keep eleven pixels.
    """
    spaced = """() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important;"
            + " word-spacing: .16em !important } p { margin-block-end: 2em !important }");
        document.adoptedStyleSheets = [sheet];
    }"""
    for path in PAGES:
        with subtests.test(path=path), visit(path, width=640) as visited:
            page = visited.page
            assert page.evaluate(TOO_WIDE) <= 0, "at 640 pixels"
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert page.evaluate(TOO_WIDE) <= 0, "with letters of twice the size"
            page.evaluate("document.documentElement.style.fontSize = ''")
            page.set_viewport_size({"width": 320, "height": 900})
            assert page.evaluate(TOO_WIDE) <= 0, "at 320 pixels"
            page.evaluate(spaced)
            assert page.evaluate(TOO_WIDE) <= 0, "with spaced letters"
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
