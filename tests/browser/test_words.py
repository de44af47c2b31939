"""The script that counts words as somebody types counts as the portal does."""

import pytest

from applications.preflight.words import count_words
from tests.applications.preflight.test_words import BY_HAND, counted_by_chromium, random_texts


@pytest.mark.browser
def test_the_browser_counts_alike():
    texts = [text for text, _ in BY_HAND] + random_texts(2025, 1000)
    assert counted_by_chromium(texts) == [count_words(text) for text in texts]
