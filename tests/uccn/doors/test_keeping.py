"""What was made from the record is kept for one moment of it, and only where one was named."""

import gc
import threading
import weakref

from uccn.doors.keeping import LONGEST_KEY, during, kept


def counted():
    """A kept function of a number, and the list of the numbers that it was really asked for."""
    asked = []

    @kept(most=2)
    def doubled(number):
        asked.append(number)
        return 2 * number

    return doubled, asked


def test_a_result_is_made_once_in_a_moment():
    doubled, asked = counted()

    with during("epoch 1"):
        assert [doubled(4), doubled(4), doubled(5)] == [8, 8, 10]

    assert asked == [4, 5]


def test_the_next_moment_makes_it_anew():
    doubled, asked = counted()

    for moment in ("epoch 1", "epoch 2"):
        with during(moment):
            doubled(4)

    assert asked == [4, 4]


def test_without_a_moment_nothing_is_kept():
    doubled, asked = counted()

    doubled(4)
    with during("epoch 1"):
        doubled(4)
    doubled(4)

    assert asked == [4, 4, 4]


def test_what_was_not_asked_for_longest_is_dropped_first():
    doubled, asked = counted()

    with during("epoch 1"):
        for number in (1, 2, 3, 1):
            doubled(number)

    assert asked == [1, 2, 3, 1]


def test_another_thread_has_no_moment_of_ours():
    doubled, asked = counted()

    with during("epoch 1"):
        doubled(4)
        thread = threading.Thread(target=doubled, args=[4])
        thread.start()
        thread.join()

    assert asked == [4, 4]


def test_a_result_is_found_by_its_key_and_nothing_else_of_the_arguments_stays():
    class Rows:
        """Something heavy, which only who counts it needs."""

    asked = []

    @kept(most=2, key=lambda question, _rows: question)
    def counted_rows(question, rows):
        asked.append(question)
        return len(question)

    rows = Rows()
    alive = weakref.ref(rows)
    with during("epoch 1"):
        assert [counted_rows("all", rows), counted_rows("all", Rows())] == [3, 3]
        del rows
        gc.collect()

    assert asked == ["all"]
    assert alive() is None


def test_however_many_different_things_are_asked_for_no_more_are_kept_than_there_is_room_for():
    doubled, asked = counted()

    with during("epoch 1"):
        for number in range(1000):
            doubled(number)
        asked.clear()
        for number in (999, 998, 997):
            doubled(number)

    assert asked == [997]


def test_a_key_that_is_too_long_is_answered_and_not_kept():
    asked = []

    @kept(most=2)
    def length(text):
        asked.append(len(text))
        return len(text)

    with during("epoch 1"):
        for text in ("a" * LONGEST_KEY, "a" * LONGEST_KEY, "short", "short"):
            length(text)

    assert asked == [LONGEST_KEY, LONGEST_KEY, 5]
