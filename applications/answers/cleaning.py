"""Making what a browser sends storable: the same on both databases, and of the question's shape."""

import math
import re
import uuid
from typing import Any

from django.utils.translation import gettext as _

from applications.models import Question, QuestionKind
from applications.workflow.refusals import Conflict

MOST_CHARACTERS = 100_000
MOST_ROWS = 200
MOST_CELLS = 50
# What no text needs and one of the databases refuses: controls, and halves of characters.
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
BREAKS = re.compile("\r\n?")


def cleaned(question: Question, value: Any) -> Any:
    """The value as it is kept: line breaks alike, without controls, a key for each row.

    Whether it answers the question well is for the check of the file. Raises `Conflict` for what
    cannot be an answer to such a question at all.
    """
    lists = question.kind in (QuestionKind.ROWS, QuestionKind.LINKS)
    if lists and value not in (None, ""):
        return cleaned_rows(question, value)
    if question.kind == QuestionKind.MONEY and isinstance(value, dict):
        return cleaned_row(value)
    return cleaned_cell(value)


def cleaned_rows(question: Question, value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or len(value) > MOST_ROWS:
        raise unreadable()
    rows = [cleaned_row(row) for row in value]
    if question.kind == QuestionKind.ROWS:
        keys = [row.get("id") for row in rows]
        for at, row in enumerate(rows):
            if not isinstance(keys[at], str) or not keys[at] or keys[at] in keys[:at]:
                row["id"] = uuid.uuid4().hex
    return rows


def cleaned_row(row: Any) -> dict[str, Any]:
    if not isinstance(row, dict) or len(row) > MOST_CELLS:
        raise unreadable()
    return {
        cleaned_text(code): (
            {cleaned_text(part): cleaned_cell(inner) for part, inner in list(cell.items())[:2]}
            if isinstance(cell, dict)
            else cleaned_cell(cell)
        )
        for code, cell in row.items()
    }


def cleaned_cell(value: Any) -> Any:
    if isinstance(value, str):
        return cleaned_text(value)
    finite = isinstance(value, int | float) and math.isfinite(value) and abs(value) < 10**15
    if value is None or isinstance(value, bool) or finite:
        return value
    raise unreadable()


def cleaned_text(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise Conflict(
            _("The text is longer than %(limit)s characters: keep it, and send it in parts.")
            % {"limit": MOST_CHARACTERS},
            code="too-long-to-be-kept",
        )
    return UNSTORABLE.sub("", BREAKS.sub("\n", text))


def unreadable() -> Conflict:
    return Conflict(_("This cannot be an answer to this question."), code="unreadable")
