"""From making an account to signing in with a second factor, as people do it."""

import re

import pytest

from tests.browser.barriers import COLOURS, EVERY_RULE, TOO_WIDE, barriers
from tests.factories import PASSWORD
from tests.one_time_codes import code_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def check(visited):
    """What is wrong with the page as it stands; looked at light and dark, at its own width."""
    page = visited.page
    assert page.locator("h1").count() == 1
    assert barriers(page, EVERY_RULE) == []
    assert page.evaluate(TOO_WIDE) <= 0, "the page is wider than the window"
    page.emulate_media(color_scheme="dark")
    assert barriers(page, COLOURS) == []
    page.emulate_media(color_scheme="light")
    assert visited.complaints == []


def link_in(letter, live_server):
    return re.search(rf"{re.escape(live_server.url)}\S+", letter.body)[0]


@pytest.mark.parametrize(
    ("width", "prefix", "language"), [(390, "", "en"), (1440, "/fr", "fr")], ids=["phone", "desk"]
)
def test_an_account_from_its_making_to_its_second_factor(
    visit, live_server, mailoutbox, width, prefix, language
):
    with visit(f"{prefix}/account/sign-up/", width=width, language=language) as visited:
        page = visited.page
        check(visited)
        page.locator("main form .button").click()
        # The summary has the focus, and its links lead into the fields.
        page.locator("#problems:focus").wait_for()
        check(visited)
        page.locator('a[href="#id_email"]').click()
        page.locator("#id_email:focus").wait_for()
        page.keyboard.type("ana@example.org")
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/account/email/sent/")
        check(visited)

        page.goto(link_in(mailoutbox[0], live_server))
        check(visited)
        page.locator("main form .button").click()
        page.wait_for_url("**/account/sign-in/")
        check(visited)
        page.locator("#id_login").fill("ana@example.org")
        page.locator("#id_password").fill(PASSWORD)
        page.locator("main form .button").click()
        page.wait_for_url("**/account/")
        check(visited)

        page.goto(f"{live_server.url}{prefix}/account/second-factor/app/")
        check(visited)
        page.locator("#id_password").fill(PASSWORD)
        page.locator("main form .button").click()
        page.wait_for_url("**/account/second-factor/app/")
        check(visited)
        key = page.locator("kbd").inner_text()
        page.locator("#id_code").fill(code_of(key))
        page.locator("main form .button").click()
        page.wait_for_url("**/recovery-codes/")
        assert page.locator(".codes kbd").count() == 10
        check(visited)

        for path in ["", "data/", "email/", "password/", "second-factor/", "sessions/"]:
            page.goto(f"{live_server.url}{prefix}/account/{path}")
            check(visited)
        page.goto(f"{live_server.url}{prefix}/account/sign-out/")
        page.locator("main form .button").click()
        page.wait_for_url("**/account/sign-in/")
        page.locator("#id_login").fill("ana@example.org")
        page.locator("#id_password").fill(PASSWORD)
        page.locator("main form .button").click()
        page.wait_for_url("**/account/second-factor/code/")
        check(visited)
        page.locator("#id_code").fill(code_of(key, later=1))
        page.locator("main form .button").first.click()
        page.wait_for_url("**/account/")


def test_forms_of_accounts_work_without_scripts_and_from_right_to_left(chromium, live_server):
    context = chromium.new_context(
        viewport={"width": 390, "height": 900}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/account/sign-in/")
    page.locator("#id_login").fill("nobody@example.org")
    page.locator("#id_password").fill("wrong")
    page.locator("main form .button").click()

    assert page.locator("#problems").is_visible()
    assert page.locator("#id_login").input_value() == "nobody@example.org"
    assert page.locator("#id_password").input_value() == ""
    context.close()

    context = chromium.new_context(viewport={"width": 390, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{live_server.url}/account/sign-up/")
    page.locator("main form .button").click()
    page.evaluate("document.documentElement.dir = 'rtl'")

    assert page.evaluate(TOO_WIDE) <= 0
    summary, field = page.locator("#problems"), page.locator(".entry.wrong").first
    for box in (summary, field):
        style = box.evaluate("box => getComputedStyle(box).borderRightWidth")
        assert style in {"6px", "3px"}
    context.close()
