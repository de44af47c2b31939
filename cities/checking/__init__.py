"""Checking what people read against the record: single claims, and whole lists.

`recognise` finds the names, figures and dates in a text, whatever words stand around them; `check`
answers it. `read_text`, `read_file` and `check_lines` do the same for a list. No sentences are made
here: the doors say in a reader's language what was found. Nothing is stored.
"""

from cities.checking.answering import (
    Answer,
    Kind,
    Possibility,
    Standing,
    as_known_on,
    check,
)
from cities.checking.index import Index, Member
from cities.checking.lines import CheckedLine, Result, Why, check_lines
from cities.checking.lists import ListLine, ReadList, Refusal, Remark, read_file, read_text
from cities.checking.recognising import Understood, recognise

__all__ = [
    "Answer",
    "CheckedLine",
    "Index",
    "Kind",
    "ListLine",
    "Member",
    "Possibility",
    "ReadList",
    "Refusal",
    "Remark",
    "Result",
    "Standing",
    "Understood",
    "Why",
    "as_known_on",
    "check",
    "check_lines",
    "read_file",
    "read_text",
    "recognise",
]
