"""The cards in other sites' frames: whole at the sizes that their code asks for, and narrower."""

import pytest

from tests.browser.barriers import COLOURS, EVERY_RULE, barriers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CARDS = [
    "/embed/cities/norrkoping/",
    "/embed/cities/lyon/",
    "/embed/cities/san-cristobal-de-las-casas/",
    "/embed/cities/hohr-grenzhausen/",
    "/embed/cities/al-madinah-al-munawwarah/",
    "/ar/embed/cities/tunis/",
    "/zh-hans/embed/cities/suzhou/",
]
COUNTS = ["/embed/count/", "/ar/embed/count/?field=music", "/ru/embed/count/?region=africa"]
OUTSIDE = """() => [...document.querySelectorAll("h1, h1 bdi, span, svg")].filter((part) => {
    const box = part.getBoundingClientRect();
    return box.width && (box.left < -1 || box.top < -1 || box.right > innerWidth + 1
        || box.bottom > innerHeight + 1);
}).map((part) => part.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize(("paths", "height"), [(CARDS, 320), (COUNTS, 160)])
def test_a_card_is_whole_and_bars_nobody(record, visit, subtests, paths, height):
    for path in paths:
        with subtests.test(path=path), visit(path, width=480) as visited:
            page = visited.page
            for width in (480, 300):
                page.set_viewport_size({"width": width, "height": height})
                assert page.evaluate(OUTSIDE) == [], width
            assert barriers(page, EVERY_RULE) == []
            page.emulate_media(color_scheme="dark")
            assert barriers(page, COLOURS) == []
            assert visited.complaints == []
