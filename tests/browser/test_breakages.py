"""Two authors write while lines, tabs, sessions and the server break: no word is lost.

Each word is typed once, so that sets of words say what became of them: what the door acknowledged
is in a revision for ever, what it has not yet is in the browser's own store. SOAK=1 breaks fifty
times, as `make soak` does; SEED chooses another course.
"""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, suppress

import pytest
from django.contrib.sessions.models import Session

from applications.models import AnswerRevision, KeptText
from tests.applications.answers.conftest import a_file
from tests.browser.authors import STORED, author
from tests.serving import free_port, serving, shared_database  # noqa: F401, fixture

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    # The browser first: from then on connections are found by context and no longer by thread.
    pytest.mark.usefixtures("chromium", "shared_database"),
]

BREAKAGES = 50 if os.environ.get("SOAK") == "1" else 5
SEED = int(os.environ.get("SEED", "7"))
AGE = "() => Math.max(0, ...({stored})().map((entry) => Date.now() - entry.since))"


class Portal:
    """A real server at one place, which is killed in the middle of whatever it does."""

    def __init__(self, folder):
        self.folder, self.place = folder, free_port()
        self.origin = f"http://127.0.0.1:{self.place}"
        self.running = None

    def start(self):
        self.running = ExitStack()
        self.server = self.running.enter_context(serving(self.folder, place=self.place))

    def kill(self):
        with suppress(ProcessLookupError):
            os.killpg(self.server.process.pid, signal.SIGKILL)
        with suppress(subprocess.TimeoutExpired):
            self.server.process.wait(30)

    def start_again(self):
        self.running.close()
        self.start()


@pytest.fixture
def portal(shared_database, tmp_path):  # noqa: F811
    made = Portal(tmp_path)
    made.start()
    yield made
    made.running.close()


def words_in(*values):
    return {word for value in values for word in str(value or "").split()}


class Course:
    """What two authors typed, and what their browsers saw acknowledged."""

    def __init__(self, portal, authors, chance):
        self.portal, self.authors, self.chance = portal, authors, chance
        self.number = 0
        self.typed, self.acknowledged = set(), set()
        self.oldest = 0

    def open(self, one):
        page = one.open()
        page.on("response", self.hear)

    def hear(self, response):
        if response.request.method == "PUT" and response.status == 200:
            sent = response.request.post_data_json
            self.acknowledged |= words_in(sent["value"])

    def write(self, one):
        """Type a few words at either end of the text, at the pace of a quick author."""
        at = self.chance.choice(["Home", "End"])
        for _word in range(self.chance.randint(1, 4)):
            self.number += 1
            word = f"w{self.number:04d}"
            one.write(f"{word} ", at=at)
            self.typed.add(word)
            one.page.wait_for_timeout(self.chance.choice([0, 30, 300, 1200]))

    def measure(self):
        for one in self.authors:
            if not one.page.is_closed():
                age = one.page.evaluate(AGE.format(stored=STORED))
                self.oldest = max(self.oldest, age)

    # The breakages. Each happens while somebody writes, and ends.

    def line(self, one):
        one.context.set_offline(True)
        self.both_write()
        one.context.set_offline(False)

    def tab(self, one):
        self.write(one)
        one.page.close()
        self.write(self.other(one))
        self.open(one)

    def session(self, one):
        Session.objects.all().delete()
        self.both_write()
        for each in self.authors:
            each.sign_in()
            each.page.evaluate("() => dispatchEvent(new Event('focus'))")

    def server(self, one):
        self.write(one)
        self.portal.kill()
        self.both_write()
        self.portal.start_again()

    def answer(self, one):
        """The door saves, and its answer never comes."""
        left = [self.chance.randint(1, 3)]

        def lose(route):
            if left[0] and route.request.method == "PUT":
                left[0] -= 1
                # The page may have given up waiting meanwhile.
                with suppress(Exception):
                    route.fetch()
                with suppress(Exception):
                    route.abort()
            else:
                route.continue_()

        one.page.route("**/answers/**", lose)
        self.both_write()
        one.page.unroute("**/answers/**")

    def both_write(self):
        for one in self.authors:
            self.write(one)

    def other(self, one):
        return next(each for each in self.authors if each is not one)

    def wherever(self):
        """All words that are found again, in the portal or in a browser."""
        # The stores first: a word leaves them only for the portal.
        entries = [entry for one in self.authors for entry in one.stored()]
        return words_in(*(entry["draft"]["value"] for entry in entries)) | self.in_the_portal()

    @staticmethod
    def in_the_portal():
        rows = AnswerRevision.objects.values_list("value", "sent_value", "other_value")
        kept = KeptText.objects.values_list("value", flat=True)
        return words_in(*(value for row in rows for value in row), *kept)


KINDS = ("line", "tab", "session", "server", "answer")


def test_no_word_is_lost_whatever_breaks(chromium, portal):
    chance = random.Random(SEED)  # noqa: S311, a course that can be repeated
    file = a_file()
    # Each kind as often as any other, in an order of chance.
    kinds = [kind for _round in range(BREAKAGES // len(KINDS)) for kind in KINDS]
    chance.shuffle(kinds)
    with (
        author(chromium, portal.origin, file.anna, file.application) as anna,
        author(chromium, portal.origin, file.bo, file.application) as bo,
    ):
        course = Course(portal, [anna, bo], chance)
        for one in course.authors:
            course.open(one)
        for kind in kinds:
            course.both_write()
            getattr(course, kind)(chance.choice(course.authors))
            course.measure()
            assert course.typed - course.wherever() == set(), kind
            assert course.acknowledged - course.in_the_portal() == set(), kind
        began = time.monotonic()
        for one in course.authors:
            one.page.evaluate("() => dispatchEvent(new Event('online'))")
            one.until_all_is_saved()
        print(  # noqa: T201, what `make soak` tells
            f"{len(kinds)} breakages, {len(course.typed)} words typed; the oldest word that was "
            f"not acknowledged was {course.oldest / 1000:.1f} s old; all were saved "
            f"{time.monotonic() - began:.1f} s after the last breakage",
            file=sys.stderr,
        )
        assert course.typed - course.in_the_portal() == set()
        assert course.acknowledged <= course.typed
    answer = file.application.answers.get()
    beside = words_in(*answer.revisions.values_list("other_value", flat=True))
    assert course.typed - words_in(answer.value) - beside == set()
