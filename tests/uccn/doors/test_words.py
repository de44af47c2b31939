"""What a mistyped word probably meant."""

import pytest

from uccn.doors.words import nearest


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("gastronmy", "gastronomy"),
        ("Musik", "music"),
        ("filn", "film"),
        ("architecture", "architecture"),
        ("opera", ""),
        ("", ""),
    ],
)
def test_a_slip_of_two_letters_finds_the_word_meant(word, meant):
    assert nearest(word, ["architecture", "film", "gastronomy", "music"]) == meant
