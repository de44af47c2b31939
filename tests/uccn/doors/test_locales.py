"""Of a locale nothing stays in memory but what was taken out of it."""

import pytest
from babel import Locale, UnknownLocaleError, localedata

from uccn.doors import locales


@pytest.fixture(autouse=True)
def _nothing_read_before(monkeypatch):
    monkeypatch.setattr(localedata, "_cache", {})


def test_a_locale_is_let_go_once_its_words_were_taken():
    with locales.let_go("nb") as norwegian:
        name = norwegian.territories["NO"]

    assert name == "Norge"
    assert "nb" not in localedata._cache


def test_a_locale_that_others_use_stays():
    assert Locale.parse("fr").territories["NO"] == "Norvège"

    with locales.let_go("fr") as french:
        assert french.territories["DE"] == "Allemagne"

    assert "fr" in localedata._cache


def test_a_script_is_part_of_a_tag():
    with locales.let_go("zh-hans") as chinese:
        assert chinese.territories["CN"] == "中国"


def test_an_unknown_language_is_refused_and_nothing_stays():
    with pytest.raises(UnknownLocaleError), locales.let_go("xx"):
        pass

    assert not localedata._cache
