"""Writers and readers at the same time, against two servers: no answer is older than it may be.

An answer has to be as new as the last commit that was acknowledged before its request began.
SOAK=1 makes it last a minute instead of seconds; SEED chooses another course.
"""

import os
import random
import re
import threading
import time
from collections import Counter

import pytest
from django.db import connection, transaction

from cities.models import City
from tests.factories import CountryFactory, CreativeFieldFactory, DesignationFactory
from tests.serving import serving, shared_database  # noqa: F401, fixture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]

SECONDS = 60 if os.environ.get("SOAK") == "1" else 4
SEED = int(os.environ.get("SEED", "5"))
SLUGS = ("bergen", "umea", "voss")
ADDRESSES = ("/api/v1/cities/", "/cities/", "/ar/cities/", "/cities/{slug}/", "/?as_of=2020-01-01")
WRITERS, READERS = 2, 4


@pytest.fixture(scope="module")
def servers(shared_database, tmp_path_factory):  # noqa: F811
    folder = tmp_path_factory.mktemp("servers")
    with serving(folder) as first, serving(folder) as second:
        yield first, second


class Hammer:
    """What was acknowledged, what was found, and the threads that do both."""

    def __init__(self, servers):
        self.servers = servers
        self.acknowledged = dict.fromkeys(SLUGS, 0)
        self.locks = {slug: threading.Lock() for slug in SLUGS}
        self.began = time.monotonic()
        self.seen = Counter()
        self.faults = []

    def goes_on(self):
        """Until the time is over and each kind of answer was seen, however slow the machine is."""
        passed = time.monotonic() - self.began
        seen_all = min(self.seen[what] for what in ("commits", 200, 304)) > 5
        return not self.faults and (passed < SECONDS or (not seen_all and passed < SECONDS + 60))

    def write(self, seed):
        """Raise the number in a city's name, and now and then take something back."""
        chance = random.Random(seed)  # noqa: S311, a course that can be repeated
        try:
            while self.goes_on():
                slug = chance.choice(SLUGS)
                city = City.objects.filter(slug=slug)
                if chance.random() < 0.25:
                    with transaction.atomic():
                        city.update(name="Taken back")
                        transaction.set_rollback(True)
                    continue
                with self.locks[slug]:
                    number = self.acknowledged[slug] + 1
                    assert city.update(name=f"City {slug}-{number}") == 1
                    self.acknowledged[slug] = number
                self.seen["commits"] += 1
                # In bursts, with time to keep and to find something between them.
                time.sleep(chance.choice([0, 0, 0, 0.01, 0.5]))
        except Exception as error:  # noqa: BLE001, a thread's error is the test's
            self.faults.append(repr(error))
        finally:
            connection.close()

    def read(self, seed):
        """Ask for what shows the names, with and without an older answer in hand."""
        chance = random.Random(seed)  # noqa: S311, a course that can be repeated
        links = [server.connect() for server in self.servers]
        held = {}
        address = ""
        try:
            while self.goes_on():
                server = chance.randrange(len(links))
                if not address or chance.random() < 0.4:
                    address = chance.choice(ADDRESSES).format(slug=chance.choice(SLUGS))
                tag, body = held.get(address, ("", b"")) if chance.random() < 0.5 else ("", b"")
                encoding = chance.choice(["", "gzip"]) if not tag else ""
                least = dict(self.acknowledged)
                answer = self.servers[server].get(
                    address, links[server], If_None_Match=tag, Accept_Encoding=encoding
                )
                self.seen[answer.status] += 1
                if answer.status == 200 and not encoding:
                    body = answer.body
                    held[address] = answer.headers["etag"], body
                if not encoding:
                    self.judge(address, answer.status, body.decode(), least)
        except Exception as error:  # noqa: BLE001
            self.faults.append(repr(error))
        finally:
            for link in links:
                link.close()

    def judge(self, address, status, text, least):
        shown = re.findall(r"City (\w+)-(\d+)", text)
        if status not in {200, 304} or not shown or "Taken back" in text:
            self.faults.append((address, status, text[:500]))
        for slug, number in shown:
            if int(number) < least[slug]:
                self.faults.append((address, status, slug, int(number), least[slug]))


def test_no_answer_is_older_than_the_last_commit_before_its_request(servers):
    for number, slug in enumerate(SLUGS):
        DesignationFactory(
            city__slug=slug,
            city__name=f"City {slug}-0",
            city__country=CountryFactory(code="NO"),
            field=CreativeFieldFactory(slug="music"),
            announced_on=f"201{number + 5}-10-31",
        )
    hammer = Hammer(servers)
    threads = [
        *(threading.Thread(target=hammer.write, args=[SEED + number]) for number in range(WRITERS)),
        *(threading.Thread(target=hammer.read, args=[SEED - number]) for number in range(READERS)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not hammer.faults, hammer.faults[:3]
    # It was a hammer: both kinds of answer, and changes between them.
    assert min(hammer.seen[what] for what in ("commits", 200, 304)) > 5, hammer.seen
