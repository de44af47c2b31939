"""Words out of CLDR, without the rest of it.

Babel keeps whatever it has read of a locale: about a megabyte, for as long as the process lives. Of
most locales we want a few names, once.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from babel import Locale, localedata


@contextmanager
def let_go(tag: str) -> Iterator[Locale]:
    """The locale of a language tag such as `zh-hans`, forgotten after the block if it was new.

    What is taken out of it is to be copied. Raises `babel.UnknownLocaleError`.
    """
    known = localedata._cache  # noqa: SLF001, as Babel has no other way to forget
    before = set(known)
    try:
        yield Locale.parse(tag, sep="-")
    finally:
        for name in set(known) - before:
            known.pop(name, None)
