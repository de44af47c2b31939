"""Text that a spreadsheet must not take for a formula.

A cell that begins with one of these characters is run as a formula when a CSV file is opened, and
may send what stands beside it elsewhere. An apostrophe before it keeps it text.
"""

import re

# The characters that OWASP lists, and the wide forms that East Asian spreadsheets take as well.
SIGNS = "=+-@\t\r\n＝＋－＠"
FORMULA = re.compile(f"'*[{re.escape(SIGNS)}]")
# What matches begins so. Hardly a text does: one look at its first letter spares most searches.
BEGINNINGS = frozenset(f"'{SIGNS}")


def inert(text: str) -> str:
    """The text with an apostrophe where it looks like a formula, or like one made inert before.

    So one rule gives every text back: of an apostrophe that is followed by one of the characters,
    with or without more apostrophes between, the first is taken away.
    """
    return f"'{text}" if FORMULA.match(text) else text


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would run the text if it were typed in."""
    return FORMULA.match(text) is not None
