"""The pages in every medium: the system's own colours, paper, and a finger."""

import re

import pytest

from tests.browser.barriers import TOO_WIDE
from tests.browser.test_pages import CROWDED

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIELDS = {
    "crafts-folk-art": ("rgb(149, 88, 10)", "rgb(227, 167, 80)"),
    "design": ("rgb(29, 79, 180)", "rgb(134, 176, 255)"),
    "film": ("rgb(106, 59, 163)", "rgb(195, 161, 245)"),
    "gastronomy": ("rgb(194, 38, 27)", "rgb(255, 127, 110)"),
    "literature": ("rgb(26, 112, 64)", "rgb(104, 199, 141)"),
    "media-arts": ("rgb(0, 114, 138)", "rgb(78, 196, 218)"),
    "music": ("rgb(179, 27, 112)", "rgb(255, 134, 195)"),
    "architecture": ("rgb(92, 102, 0)", "rgb(195, 204, 88)"),
}
WHITE, BLACK = "rgb(255, 255, 255)", "rgb(0, 0, 0)"
SYSTEMS = [("light", WHITE, BLACK), ("dark", BLACK, WHITE)]


def looks(page, selector, *properties, part=None):
    """What the first element's computed style says, property by property."""
    assert page.locator(selector).count(), f"nothing on {page.url} is {selector}"
    found = page.locator(selector).first.evaluate(
        """(element, [properties, part]) => {
            const style = getComputedStyle(element, part);
            return properties.map((property) => style.getPropertyValue(property));
        }""",
        [properties, part],
    )
    return found[0] if len(properties) == 1 else found


def contrast(one, other):
    """How far two colours of a computed style stand apart, from 1 to 21, as WCAG measures it."""

    def luminance(colour):
        parts = [int(part) / 255 for part in colour.strip("rgb()").split(",")]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture
def in_system_colours(visit):
    """A visit by somebody whose system chooses the colours, on its light or its dark ground."""

    def opened(path, scheme):
        return visit(path, forced_colors="active", color_scheme=scheme)

    return opened


def test_the_fields_keep_their_colours_where_the_system_chooses_all_others(
    record, in_system_colours, subtests
):
    for place, (scheme, paper, _ink) in enumerate(SYSTEMS):
        with in_system_colours("/", scheme) as visited:
            page = visited.page
            assert page.evaluate("matchMedia('(forced-colors: active)').matches")
            for field, colours in FIELDS.items():
                with subtests.test(field=field, scheme=scheme):
                    colour = colours[place]
                    assert contrast(colour, paper) > 4.5
                    assert looks(page, f".glyph.field-{field}", "fill") == colour
                    assert looks(page, f".bar.field-{field} rect:last-child", "fill") == colour
                    assert looks(page, f".marks .field-{field}", "fill") == colour
        with in_system_colours("/fields/gastronomy/", scheme) as visited:
            assert looks(visited.page, ".chart .line", "stroke") == FIELDS["gastronomy"][place]


def test_words_and_lines_of_drawings_take_the_ink_of_the_system(
    record, in_system_colours, subtests
):
    drawn = {
        "/cities/lyon/": [
            (".timeline.wide .held", "fill"),
            (".timeline.wide text:not(.held)", "fill"),
            (".timeline.wide line", "stroke"),
            (".plate-wide .names text", "fill"),
        ],
        "/fields/gastronomy/": [(".chart .held", "fill"), (".chart .foot", "fill")],
        "/statistics/balance/": [(".chart .line", "stroke"), (".chart text", "fill")],
    }
    for scheme, paper, ink in SYSTEMS:
        for path, parts in drawn.items():
            with in_system_colours(path, scheme) as visited:
                for selector, property_ in parts:
                    with subtests.test(path=path, selector=selector, scheme=scheme):
                        assert looks(visited.page, selector, property_) == ink
        with (
            subtests.test("land and lines of the grid", scheme=scheme),
            in_system_colours("/", scheme) as visited,
        ):
            page = visited.page
            assert looks(page, ".map .marks a", "stroke") == paper, "the halo"
            assert looks(page, ".map .land", "fill") not in {paper, ink}
            assert looks(page, ".map .graticule", "stroke") not in {paper, ink}


def test_what_is_chosen_is_known_without_a_colour(record, in_system_colours, subtests):
    """By weight, by a mark, by a frame: grounds of ink go where the system chooses the colours."""
    for scheme, paper, ink in SYSTEMS:
        with (
            subtests.test("the list", scheme=scheme),
            in_system_colours(
                "/cities/?as_of=2015-12-31&field=music&region=africa", scheme
            ) as visited,
        ):
            page = visited.page
            current = ".masthead nav [aria-current]"
            assert looks(page, current, "font-weight", "border-block-end-width") == ["600", "2px"]
            assert looks(page, current, "border-block-end-style") == "solid"
            assert looks(page, ".masthead nav a:not([aria-current])", "font-weight") == "400"
            band = looks(page, ".as-of", "border-top-width", "border-top-color", "color")
            assert band == ["3px", ink, ink]
            chosen = ".facet .chosen"
            assert looks(page, chosen, "font-weight") == "600"
            assert "✓" in looks(page, f"{chosen} .words", "content", part="::after")
            box, empty = ".facet .chosen .box", ".facet li:not(.chosen) .box"
            assert looks(page, box, "background-color", part="::before") == ink
            assert looks(page, empty, "background-color", part="::before") == paper
            assert looks(page, empty, "border-top-color", part="::before") == ink
            assert looks(page, ".sort [aria-current]", "font-weight") == "600"
            assert looks(page, ".chips a", "border-top-width") == "1px"
            assert looks(page, ".button", "border-top-width", "border-top-style") == [
                "2px",
                "solid",
            ]
        with (
            subtests.test("pages", scheme=scheme),
            in_system_colours("/cities/", scheme) as visited,
        ):
            assert looks(visited.page, ".pager b", "border-block-end-width") == "3px"
        with subtests.test("rounds", scheme=scheme), in_system_colours("/", scheme) as visited:
            page = visited.page
            assert looks(page, ".scale .now", "font-weight") == "600"
            assert "▲" in looks(page, ".scale .now b", "content", part="::before")
            second, third = ".scale li:nth-child(2) a", ".scale li:nth-child(3) a"
            assert looks(page, second, "background-color", part="::before") == ink
            assert looks(page, third, "background-color", part="::before") != ink
            assert looks(page, third, "border-top-color", part="::before") == ink
        with (
            subtests.test("verdicts", scheme=scheme),
            in_system_colours("/statements/", scheme) as visited,
        ):
            page = visited.page
            assert looks(page, ".mark.full", "border-top-width", "color") == ["3px", ink]
            assert looks(page, ".mark:not(.full)", "border-top-width", "color") == ["1px", ink]


def test_the_focus_is_seen_in_the_colours_of_the_system(record, in_system_colours, subtests):
    for scheme, paper, _ink in SYSTEMS:
        for path in ["/", "/cities/?as_of=2015-12-31&field=music", "/statements/"]:
            with (
                subtests.test(path=path, scheme=scheme),
                in_system_colours(path, scheme) as visited,
            ):
                page = visited.page
                for _ in range(14):
                    page.keyboard.press("Tab")
                    style, width, colour = looks(
                        page, ":focus", "outline-style", "outline-width", "outline-color"
                    )
                    assert (style, width) == ("solid", "2px")
                    assert contrast(colour, paper) > 3


# What is left of A4 between the margins, in CSS pixels: 210 less 2 × 14 millimetres.
PAPER = 687
PRINTED = [
    ("/", 4),
    ("/fields/", 1),
    ("/fields/gastronomy/", 2),
    ("/cities/", 3),
    ("/cities/?as_of=2015-12-31&field=music", 2),
    ("/cities/?q=xyzzyqwert", 1),
    ("/cities/lyon/", 2),
    ("/cities/kortrijk/", 4),
    ("/countries/", 2),
    ("/countries/fr/", 2),
    ("/sources/bergen-uccn/", 2),
    ("/statements/", 6),
    ("/statistics/", 5),
    ("/statistics/fields/", 2),
    ("/statistics/matrix/", 5),
    ("/calls/", 1),
    ("/calls/2025/", 2),
    ("/search/?q=lyon", 1),
    ("/about/", 1),
]
CUT_OFF = """(width) => [...document.querySelectorAll("body *")]
    .filter((element) => !element.closest("svg *, .visually-hidden, .skip, [hidden]"))
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.right > width + 1 || box.left < -1))
    .map(([element]) => element.outerHTML.slice(0, 80))"""


def test_paper_shows_the_record_and_nothing_to_press(record, visit, subtests):
    useless = (
        "nav:not([aria-label='You are here'], .pager), form, input, button, .button, .facet,"
        " .chips, .tools, .languages, .alphabet, .corrections, .as-of a, summary, .skip"
    )
    for path, most in PRINTED:
        with subtests.test(path=path), visit(path, width=PAPER) as visited:
            page = visited.page
            page.emulate_media(media="print")
            shown = page.locator(useless).locator("visible=true")
            told = "parts => parts.map((part) => part.outerHTML.slice(0, 80))"
            assert shown.evaluate_all(told) == []
            assert page.evaluate(TOO_WIDE) <= 0
            assert page.evaluate(CUT_OFF, PAPER) == []
            assert page.locator("h1").is_visible()
            assert not page.locator(".section:visible > header:only-child").count(), "a bare title"
            pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
            assert 1 <= pages <= most


def test_paper_has_the_wide_drawings_in_the_colours_of_day(record, visit, subtests):
    drawings = [
        ("/", ".plate-wide .legend"),
        ("/cities/lyon/", ".timeline.wide"),
        ("/cities/lyon/", ".plate-wide"),
        ("/countries/fr/", ".plate-wide"),
        ("/fields/gastronomy/", ".chart"),
        ("/statistics/", ".chart.shares .wide"),
        ("/cities/?as_of=2015-12-31", "thead"),
    ]
    for path, drawing in drawings:
        with subtests.test(path=path, drawing=drawing), visit(path, width=PAPER) as visited:
            page = visited.page
            page.emulate_media(media="print", color_scheme="dark")
            assert page.locator(drawing).first.is_visible()
            assert not page.locator(".narrow, .plate-narrow").locator("visible=true").count()
            assert contrast(looks(page, "h1", "color"), WHITE) > 15
    with subtests.test("words of drawings"), visit("/cities/lyon/", width=PAPER) as visited:
        visited.page.emulate_media(media="print")
        for words in [".timeline.wide text", ".plate-wide .names text"]:
            size = visited.page.locator(words).first.evaluate(
                "word => parseFloat(getComputedStyle(word).fontSize) * word.getScreenCTM().a"
            )
            assert size > 10, words


def test_paper_frames_a_past_date_fills_its_marks_and_writes_addresses_out(record, visit):
    with visit("/cities/?as_of=2015-12-31", width=PAPER) as visited:
        page = visited.page
        page.emulate_media(media="print")
        assert "31 December 2015" in page.locator(".as-of").inner_text()
        ground, frame, ink = looks(page, ".as-of", "background-color", "border-top-width", "color")
        assert (ground, frame, ink) == ("rgba(0, 0, 0, 0)", "1px", BLACK)
    with visit("/statements/", width=PAPER) as visited:
        visited.page.emulate_media(media="print")
        # A browser prints no grounds unless it is told to, and the words on this one are white.
        assert looks(visited.page, ".mark.full", "print-color-adjust") == "exact"
    with visit("/credits/", width=PAPER) as visited:
        page = visited.page
        page.emulate_media(media="print")
        address = page.locator("main a[href^='http']").first.get_attribute("href")
        assert address in looks(page, "main a[href^='http']", "content", part="::after")
    with visit("/sources/hapakenya-2023/", width=PAPER) as visited:
        page = visited.page
        page.emulate_media(media="print")
        assert looks(page, ".record a[href^='http']", "content", part="::after") == "none"


def test_links_in_rows_and_lists_are_as_large_as_a_finger(record, visit, subtests):
    """24 by 24 pixels each, beyond WCAG's 2.5.8, which takes room around them for theirs."""
    whole = {
        "/": [".alphabet a", ".scale a", ".languages a", ".gazetteer li a"],
        "/cities/": [".pager a", ".facet a", ".facet summary", ".sort a"],
        "/cities/?field=music": [".masthead nav a"],
        "/cities/?field=music&year=2017": [".chips a"],
        "/countries/": [".gazetteer li a"],
        "/fields/gastronomy/": [".field-links a"],
        "/nowhere/": [".parts a"],
    }
    for path, links in whole.items():
        for prefix in ["", "/zh-hans"]:
            with visit(prefix + path, width=390) as visited:
                for chosen in links:
                    # Chinese names are short, and have no letters to begin with.
                    if (prefix, chosen) == ("/zh-hans", ".alphabet a"):
                        continue
                    with subtests.test(path=prefix + path, chosen=chosen):
                        assert visited.page.locator(chosen).count()
                        assert visited.page.evaluate(CROWDED, chosen) == []
