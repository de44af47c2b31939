"""Debian's Chromium over a running portal, with an ear for everything that goes wrong in it."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from tests.conftest import CHROMIUM
from tests.network import put_the_record

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
]


@dataclass
class Visit:
    """A page in the browser, and all that the browser had to complain about."""

    page: "playwright.sync_api.Page"  # noqa: F821
    host: str
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("requestfailed", self.miss)
        self.page.on("request", self.see)
        self.page.on("response", self.judge)

    def hear(self, message: "playwright.sync_api.ConsoleMessage") -> None:  # noqa: F821
        # A breach of the content security policy is an error of the console too.
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")

    def miss(self, request: "playwright.sync_api.Request") -> None:  # noqa: F821
        # What was still on its way when the page was left is given up, not lost.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"lost: {request.url}")

    def see(self, request: "playwright.sync_api.Request") -> None:  # noqa: F821
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != self.host:
            self.complaints.append(f"elsewhere: {request.url}")

    def judge(self, response: "playwright.sync_api.Response") -> None:  # noqa: F821
        if response.status >= 400:
            self.complaints.append(f"{response.status}: {response.url}")


@pytest.fixture
def record(transactional_db) -> None:
    """The whole record, as `manage.py load_record` loads it, for one test."""
    if connection.vendor == "sqlite":
        put_the_record()
        ContentType.objects.clear_cache()
        call_command("begin_epoch", verbosity=0)
    else:
        call_command("load_record", verbosity=0)


@pytest.fixture(scope="module")
def chromium() -> Iterator["playwright.sync_api.Browser"]:  # noqa: F821
    from playwright.sync_api import sync_playwright

    arguments = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
    # Playwright keeps an event loop running in this thread, and Django then refuses its database
    # there. Nothing here is asynchronous: the tests wait for every answer. The module's end stops
    # both, so that no other test runs under this exception.
    with pytest.MonkeyPatch.context() as monkeypatch, sync_playwright() as playwright:
        monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, live_server) -> Callable[..., AbstractContextManager[Visit]]:
    """`with visit("/cities/", width=390) as visited:` opens a page as a first visitor sees it.

    `medium` says what else the reader's system asks for, such as `forced_colors="active"`, or is
    without, such as `java_script_enabled=False`.
    """

    @contextmanager
    def opened(
        path: str, *, width: int = 1440, language: str = "en", **medium: Any
    ) -> Iterator[Visit]:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            locale=language,
            reduced_motion="reduce",
            **medium,
        )
        visited = Visit(context.new_page(), urlsplit(live_server.url).netloc)
        visited.listen()
        visited.page.goto(live_server.url + path, wait_until="load")
        yield visited
        context.close()

    return opened
