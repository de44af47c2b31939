"""Authors with browsers of their own, at the page of a question."""

import json
from contextlib import contextmanager, suppress

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

playwright = pytest.importorskip("playwright.sync_api")

# What the door acknowledged is told by the line of the page; what it has not, by the store.
STORED = """() => Object.keys(localStorage)
    .filter((name) => name.startsWith("unsaved:"))
    .map((name) => ({ name, ...JSON.parse(localStorage.getItem(name)) }))"""


class Author:
    """One person in one browser; the browser's store stays for as long as it is open."""

    def __init__(self, context, origin, person, file, code):
        self.context, self.origin, self.person = context, origin, person
        self.file, self.code = file, code
        self.context.set_default_timeout(30_000)
        self.page = None

    def sign_in(self):
        client = Client()
        client.force_login(self.person)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": self.origin}
        self.context.add_cookies([{**cookie, "httpOnly": True, "sameSite": "Lax"}])

    def address(self, name="question", *more):
        where = f"applications:candidature:{name}"
        codes = [] if name == "file" else [self.code]
        return self.origin + reverse(where, args=[self.file.pk, *codes, *more])

    def open(self, name="question", prefix=""):
        self.page = self.context.new_page()
        address = f"{self.origin}{prefix}{self.address(name).removeprefix(self.origin)}"
        # A portal that was started a moment ago on a busy machine may refuse the first visit.
        for wait in (100, 1000, 5000, 0):
            with suppress(playwright.Error):
                answer = self.page.goto(address, wait_until="load")
                if answer and answer.ok and self.page.url == address:
                    return self.page
            self.page.wait_for_timeout(wait)
        raise AssertionError(f"{address} does not open; instead came {self.page.url}")

    @property
    def field(self):
        return self.page.locator("#id_value")

    @property
    def line(self):
        return self.page.locator("[data-saved]")

    def write(self, text, at="End"):
        """Type at one end of the text."""
        self.field.focus()
        self.page.keyboard.press(f"Control+{at}")
        self.page.keyboard.type(text)

    def is_told(self, words):
        self.page.locator(f"[data-saved]:has-text({json.dumps(words)})").wait_for()

    def stored(self):
        return self.page.evaluate(STORED)

    def until_all_is_saved(self):
        self.page.wait_for_function(f"() => ({STORED})().length === 0")


@contextmanager
def author(browser, origin, person, file, code="motivation", **options):
    context = browser.new_context(locale="en", reduced_motion="reduce", **options)
    made = Author(context, origin, person, file, code)
    made.sign_in()
    yield made
    context.close()
