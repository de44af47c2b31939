"""The main pages in a real browser, with the real record."""

import pytest
from django.core.management import call_command

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/",
    "/fields/",
    "/fields/gastronomy/",
    "/cities/",
    "/cities/?field=music&year=2017",
    "/cities/?colour=blue",
    "/cities/norrkoping/",
    "/cities/lyon/",
    "/countries/",
    "/sources/",
    "/statements/",
    "/calls/",
]


@pytest.fixture
def record(transactional_db):
    call_command("load_record", verbosity=0)


def test_no_page_is_broken_for_anybody(record, visit, subtests):
    """No error, no breach of policy, no other host, no barrier; at both widths, both directions."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    for width, prefix, direction in [(1440, "", "ltr"), (390, "/ar", "rtl")]:
        for path in PAGES:
            with (
                subtests.test(path=prefix + path, width=width),
                visit(prefix + path, width=width) as visited,
            ):
                page = visited.page
                assert page.locator("html").get_attribute("dir") == direction
                assert page.locator("h1").count() == 1
                barriers = [
                    f"{rule['id']}: {rule['help']} — {node['html'][:200]}"
                    for rule in axe.run(page).response["violations"]
                    for node in rule["nodes"][:3]
                ]
                assert barriers == []
                wide = "document.documentElement.scrollWidth - window.innerWidth"
                assert page.evaluate(wide) <= 0, "the page is wider than the window"
                assert visited.complaints == []


def test_the_administration_and_the_documentation_keep_the_policy(record, visit, subtests):
    for path in ["/admin/login/", "/api/docs/"]:
        with subtests.test(path=path), visit(path) as visited:
            policy = [text for text in visited.complaints if "style" not in text]
            assert policy == []
