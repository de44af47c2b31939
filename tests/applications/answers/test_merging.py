"""What two authors made of one answer is merged, or both texts are kept."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from applications.answers.merging import CHARACTERS, Conflict, merge_rows, merge_texts, merge_values

BASE = "Viborg has a school of animation. It opened in 1988."


@pytest.mark.parametrize(
    ("base", "one", "other", "merged"),
    [
        # Only one of them wrote.
        (BASE, BASE, "Other.", "Other."),
        (BASE, "", BASE, ""),
        (BASE, "Alike.", "Alike.", "Alike."),
        # Each at another place.
        (
            BASE,
            BASE.replace("a school", "a large school"),
            BASE + " It grew.",
            "Viborg has a large school of animation. It opened in 1988. It grew.",
        ),
        (
            BASE,
            BASE.replace("1988", "the year 1988"),
            "Today " + BASE,
            "Today Viborg has a school of animation. It opened in the year 1988.",
        ),
        # One deletes a sentence, one changes another.
        (
            BASE,
            "Viborg has a school of animation.",
            BASE.replace("animation", "media arts"),
            "Viborg has a school of media arts.",
        ),
        # Both add at the same place: both stay, whoever was first.
        ("One.", "One. Two.", "One. Three.", "One. Three. Two."),
        ("One", "One two", "One three", "One three two"),
        # What goes on from an unacknowledged save is there once.
        ("One.", "One. Two.", "One. Two. Three.", "One. Two. Three."),
        ("", "Two.", "Two. Three.", "Two. Three."),
        # Beside each other.
        ("red green blue", "RED green blue", "red green BLUE", "RED green BLUE"),
        # Languages without spaces, character by character.
        ("创意城市网络", "创意的城市网络", "创意城市大网络", "创意的城市大网络"),
        ("first\n\nsecond", "first\n\nsecond\n\nthird", "0\n\nfirst\n\nsecond",
         "0\n\nfirst\n\nsecond\n\nthird"),
    ],
)  # fmt: skip
def test_texts_are_merged_by_words(base, one, other, merged):
    assert merge_texts(base, one, other) == merged
    assert merge_texts(base, other, one) == merged


@pytest.mark.parametrize(
    ("base", "one", "other"),
    [
        ("red green", "blue green", "yellow green"),
        (BASE, "", BASE.replace("1988", "1989")),
        (BASE, BASE.replace("It opened in 1988", "Founded long ago"), BASE.replace("1988", "1989")),
        ("", "Viborg is a city.", "The city of Viborg is old."),
        ("  \n", "cat", "catalogue"),
    ],
)
def test_where_both_changed_the_same_words_a_person_chooses(base, one, other):
    for first, second in ((one, other), (other, one)):
        with pytest.raises(Conflict):
            merge_texts(base, first, second)


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]), max_size=12)
TEXTS = st.one_of(WORDS.map(" ".join), st.text(max_size=30))


@given(base=TEXTS, changed=TEXTS)
def test_who_changes_alone_is_followed(base, changed):
    assert merge_texts(base, base, changed) == changed
    assert merge_texts(base, changed, base) == changed
    assert merge_texts(base, changed, changed) == changed


@settings(max_examples=500)
@given(base=TEXTS, one=TEXTS, other=TEXTS)
def test_it_does_not_matter_who_is_first(base, one, other):
    def outcome(first, second):
        try:
            return merge_texts(base, first, second)
        except Conflict:
            return Conflict

    assert outcome(one, other) == outcome(other, one)


@settings(max_examples=500)
@given(base=TEXTS, one=TEXTS, other=TEXTS)
def test_no_word_that_somebody_added_is_lost(base, one, other):
    try:
        merged = merge_texts(base, one, other)
    except Conflict:
        return
    words = words_of(merged)
    for text in (one, other):
        assert words_of(text) - words_of(base) <= words
    # And nothing is there that nobody wrote, nor what both have deleted.
    assert words <= words_of(f"{base} {one} {other}")


def words_of(text):
    """Its words; each sign of a language without spaces is one of its own."""
    return set(re.findall(f"[{CHARACTERS}]|[^\\W{CHARACTERS}]+", text))


@given(st.data())
def test_insertions_of_both_all_survive_in_their_order(data):
    base = [f"w{n}" for n in range(data.draw(st.integers(1, 15)))]

    def with_insertions(author):
        places = sorted(data.draw(st.lists(st.integers(0, len(base)), max_size=6)), reverse=True)
        text = list(base)
        for n, place in enumerate(places):
            text.insert(place, f"{author}{n}")
        return text

    one, other = with_insertions("one"), with_insertions("other")
    merged = merge_texts(" ".join(base), " ".join(one), " ".join(other)).split()
    assert [word for word in merged if not word.startswith("other")] == one
    assert [word for word in merged if not word.startswith("one")] == other


def test_long_texts_are_merged_at_once():
    base = "the city and the arts " * 2000
    began = time.monotonic()
    merged = merge_texts(base, "First. " + base, base + " Last.")
    assert merged.startswith("First. the city")
    assert merged.endswith(" Last.")
    assert time.monotonic() - began < 5


def test_texts_without_end_are_not_compared_word_by_word():
    began = time.monotonic()
    with pytest.raises(Conflict):
        merge_texts("a " * 60_000 + "z", "b " * 60_000, "c " * 60_000)
    assert time.monotonic() - began < 5


def row(key, title, **more):
    return {"id": key, "title": title, **more}


def test_rows_of_both_are_kept_and_cells_merged():
    base = [row("a", "Festival", people="3"), row("b", "Visits"), row("c", "Hours")]
    one = [row("a", "Big Festival", people="3"), row("c", "Hours"), row("x", "Film")]
    other = [row("n", "News"), row("a", "Festival", people="5"), row("b", "Visits"),
             row("c", "Hours")]  # fmt: skip
    merged = [
        row("n", "News"),
        row("a", "Big Festival", people="5"),
        row("c", "Hours"),
        row("x", "Film"),
    ]
    assert merge_rows(base, one, other) == merged
    assert merge_rows(base, other, one) == merged


def test_a_row_that_one_deleted_and_the_other_changed_stays():
    base = [row("a", "Festival"), row("b", "Visits")]
    changed = [row("a", "Festival"), row("b", "Visits and guests")]
    assert merge_rows(base, [row("a", "Festival")], changed) == changed


def test_two_rows_added_at_one_place_both_stay():
    merged = merge_rows([], [row("x", "One")], [row("y", "Two")])
    assert merged == [row("x", "One"), row("y", "Two")]
    assert merge_rows([], [row("y", "Two")], [row("x", "One")]) == merged


def test_two_orders_lose_no_row():
    base = [row(key, key) for key in "abcd"]
    one = [row(key, key) for key in "dabc"]
    other = [row(key, key) for key in "bacd"] + [row("e", "e")]
    merged = merge_rows(base, one, other)
    assert sorted(line["id"] for line in merged) == ["a", "b", "c", "d", "e"]
    assert merge_rows(base, other, one) == merged


def test_a_cell_that_both_changed_is_for_a_person():
    base = [row("a", "x", amount={"amount": "1", "currency": "EUR"})]
    one = [row("a", "x", amount={"amount": "2", "currency": "EUR"})]
    other = [row("a", "x", amount={"amount": "3", "currency": "EUR"})]
    with pytest.raises(Conflict):
        merge_rows(base, one, other)


def test_links_are_the_same_by_their_address():
    base = [{"url": "https://a.example", "title": "A"}]
    one = [*base, {"url": "https://b.example", "title": "B"}]
    other = [{"url": "https://a.example", "title": "The A"}]
    assert merge_values(base, one, other) == [
        {"title": "The A", "url": "https://a.example"},
        {"title": "B", "url": "https://b.example"},
    ]


@pytest.mark.parametrize(
    ("base", "one", "other", "merged"),
    [
        (None, "", "text", "text"),
        ("yes", "no", "yes", "no"),
        (None, [], [row("a", "A")], [row("a", "A")]),
        ("2019", None, "2019", None),
        ({"amount": "1"}, {"amount": "1"}, {"amount": "2"}, {"amount": "2"}),
    ],
)
def test_what_only_one_changed_is_taken_whatever_its_shape(base, one, other, merged):
    assert merge_values(base, one, other) == merged
    assert merge_values(base, other, one) == merged


def test_an_answer_of_two_shapes_is_for_a_person():
    with pytest.raises(Conflict):
        merge_values(None, "text", [row("a", "A")])
