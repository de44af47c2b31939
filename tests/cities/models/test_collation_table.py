"""The table in arrays weighs every text as the library's own does."""

import pytest
import pyuca

from cities.models.collation_table import Collator

OURS, THEIRS = Collator(), pyuca.Collator()


@pytest.mark.parametrize(
    "text",
    [
        "", "Łódź", "Ōsaka", "O\u0304saka", "ch", "Curaçao", "北京", "Санкт-Петербург", "القاهرة",
        "กรุงเทพ", "เชียงใหม่", "हैदराबाद", "சென்னை", "ตาก", "\U0001f30d", "\U0002a700", "\uffff",
        # Two letters that weigh otherwise together than one after the other.
        "\u0cc6\u0cc2", "\u0fb2\u0f71\u0f80",
    ],
)  # fmt: skip
def test_a_text_gets_the_key_of_the_library(text):
    assert OURS.sort_key(text) == THEIRS.sort_key(text)


def test_every_character_gets_the_key_of_the_library():
    characters = [chr(number) for number in range(0x3000) if not 0xD800 <= number < 0xE000]

    different = [one for one in characters if OURS.sort_key(one) != THEIRS.sort_key(one)]

    assert different == []


def test_letters_that_are_weighed_together_are_found_in_the_middle_of_a_text():
    together = ["".join(map(chr, letters)) for letters in OURS.table.longer]

    different = [
        text for text in together if OURS.sort_key(f"a{text}z") != THEIRS.sort_key(f"a{text}z")
    ]

    assert together
    assert different == []
