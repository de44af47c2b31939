"""What is kept has a limit in bytes; the answers asked for least recently make room."""

import gzip
import threading

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from uccn.delivery.kept_answers import OVERHEAD, Entry, KeptAnswers, Shelf

MOST = 100_000
request = RequestFactory().get("/")
accepting = {
    name: RequestFactory().get("/", headers={"Accept": name}) for name in ("text/csv", "text/html")
}


def entry(size=0, text="x"):
    """An entry that takes about so many bytes."""
    body = text.encode() * max(size - OVERHEAD, 1)
    made = Entry({"etag": ("ETag", 'W/".1"')}, body, True, "cities")
    made.body("")
    return made


@pytest.fixture
def shelf():
    return Shelf("now", MOST)


def test_what_was_put_is_found_under_its_address_only(shelf):
    kept = entry()
    shelf.put("/cities/", request, (), kept)

    assert shelf.find("/cities/", request) is kept
    assert shelf.find("/", request) is None


def test_the_least_recently_asked_for_makes_room(shelf):
    for number in range(19):
        shelf.put(number, request, (), entry(5_000))
    shelf.find(0, request)
    for number in range(19, 24):
        shelf.put(number, request, (), entry(5_000))

    assert shelf.find(0, request)
    assert shelf.find(1, request) is None
    assert shelf.find(23, request)
    assert shelf.size <= MOST


def test_one_that_would_take_much_of_the_room_is_not_kept(shelf):
    shelf.put("small", request, (), entry(5_000))
    shelf.put("large", request, (), entry(MOST // 10))

    assert shelf.find("large", request) is None
    assert shelf.find("small", request)


def test_readings_of_one_address_are_kept_apart_and_counted(shelf):
    for accept in accepting.values():
        shelf.put("/", accept, ("accept",), entry(5_000, accept.headers["Accept"][-1]))

    one, other = (shelf.find("/", accept) for accept in accepting.values())

    assert one is not other
    assert 9_000 < shelf.size < 25_000


def test_many_readings_of_one_address_stay_within_the_limit(shelf):
    for number in range(200):
        asked = RequestFactory().get("/", headers={"Accept": f"text/{number}"})
        shelf.put("/", asked, ("accept",), entry(5_000))

    assert shelf.size <= MOST


def test_an_address_that_varies_otherwise_begins_anew(shelf):
    shelf.put("/", request, (), entry(5_000))
    shelf.put("/", accepting["text/csv"], ("accept",), entry(5_000))

    assert shelf.find("/", request) is None
    assert shelf.find("/", accepting["text/csv"])
    assert shelf.size < 10_000


def test_a_body_made_later_is_counted(shelf):
    kept = entry(2_300, "a longer text ")
    shelf.put("/", request, (), kept)
    before = shelf.size
    headers, body = kept.body("gzip")
    shelf.weigh("/")

    assert shelf.size == before + len(body)
    assert headers["content-length"] == ("Content-Length", str(len(body)))


def test_only_the_bodies_that_were_asked_for_take_room():
    made = Entry({"etag": ("ETag", 'W/".1"')}, b"many cities " * 1_000, True, "cities")
    made.body("br")

    assert made.size < OVERHEAD + 200
    assert gzip.decompress(made.body("gzip")[1]) == b"many cities " * 1_000


def test_a_shelf_is_good_for_its_moment_only():
    kept = KeptAnswers(MOST)
    before = kept.at("first")
    before.put("/", request, (), entry())
    assert kept.at("first").find("/", request)

    after = kept.at("second")
    before.put("/late/", request, (), entry())

    assert after.find("/", request) is None
    assert after.find("/late/", request) is None


def test_the_headers_of_an_answer_are_its_own():
    from uccn.delivery.kept_answers import KeptAnswer

    kept = entry()
    answer = KeptAnswer(200, *kept.body(""))
    answer["X-Request-ID"] = "1"

    assert isinstance(answer, HttpResponse)
    assert "x-request-id" not in kept.body("")[0]


def test_threads_leave_the_count_right(shelf):
    def work(thread):
        for number in range(300):
            key = (number * 7 + thread) % 40
            if found := shelf.find(key, request):
                found.body("gzip" if number % 2 else "br")
                shelf.weigh(key)
            shelf.put(key, request, (), entry(2_500 + number, f"{thread} {number} "))

    threads = [threading.Thread(target=work, args=[thread]) for thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for key in list(shelf.slots):
        shelf.weigh(key)
    assert shelf.size <= MOST
    assert shelf.size == sum(
        entry.size for slot in shelf.slots.values() for entry in slot.entries.values()
    )
