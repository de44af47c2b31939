"""An answer as the fields of a page: what a question shows, and what comes back from it.

Nothing that comes back is invalid: whatever somebody typed is saved, and the check of the file says
what is wrong with it. So the forms here only draw, and `typed` reads what was sent.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.answers.cleaning import MOST_ROWS
from applications.models import Question, QuestionKind
from applications.models.form import label_of
from uccn.doors.plain_forms import Plainly

# The column that a question for links is shown and kept by.
LINK_COLUMNS = [
    {"code": "url", "kind": QuestionKind.SHORT_TEXT},
    {"code": "title", "kind": QuestionKind.SHORT_TEXT},
]
LISTS = (QuestionKind.ROWS, QuestionKind.LINKS)


class AnswerForm(Plainly, forms.Form):
    """The one answer of a question that is no list."""

    def __init__(self, question: Question, value: Any) -> None:
        super().__init__(initial=parts("value", question.kind, value))
        self.fields.update(fields_of("value", question.kind, question.choices, {}))
        for name, field in self.fields.items():
            field.label = field.label or question.label
            field.widget.attrs.setdefault("id", f"id_{name}")
        size = question.word_limit or 0
        if question.kind == QuestionKind.LONG_TEXT:
            self.fields["value"].widget.attrs["rows"] = min(max(size // 14, 6), 26)


class RowForm(Plainly, forms.Form):
    """One row of a list. `key` names it, so that it stays the same row when two authors write."""

    def __init__(self, question: Question, row: Mapping[str, Any], number: int) -> None:
        self.key = str(row.get("id") or uuid.uuid4().hex)
        self.number = number
        self.is_new = not row
        initial: dict[str, Any] = {}
        columns = columns_of(question)
        for column in columns:
            initial |= parts(column["code"], kind_of(column), row.get(column["code"]))
        super().__init__(initial=initial, prefix=f"row-{self.key}")
        for column in columns:
            made = fields_of(
                column["code"],
                kind_of(column),
                column.get("choices", []),
                {"data-cell": column["code"]},
            )
            for field in made.values():
                said = label_of(column)
                field.label = f"{said} – {field.label}" if field.label else said
                field.help_text = f"{field.help_text} {help_of(column)}".strip()
            self.fields.update(made)


def columns_of(question: Question) -> list[dict[str, Any]]:
    """The columns of a list; those of links are the same for every form."""
    if question.kind != QuestionKind.LINKS:
        return list(question.columns)
    labels = {"url": _("Address"), "title": _("What it shows")}
    return [{**column, "en": labels[column["code"]]} for column in LINK_COLUMNS]


def kind_of(column: Mapping[str, Any]) -> str:
    return str(column.get("kind") or QuestionKind.SHORT_TEXT)


def help_of(column: Mapping[str, Any]) -> str:
    """Whether a column may stay empty, and how long its cells may be."""
    said = [] if column.get("is_required") or column["code"] == "url" else [_("Optional.")]
    limit = column.get("word_limit") or 0
    # Who writes a name or an address is not to count words.
    if limit >= 20:
        said.append(
            ngettext("%(limit)s word at most.", "%(limit)s words at most.", limit)
            % {"limit": limit}
        )
    return " ".join(said)


def rows_of(question: Question, value: Any, more: int = 0) -> list[RowForm]:
    """A list's rows, and empty ones to go on with: up to the least number, or one, or `more`."""
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    most = min(question.at_most or MOST_ROWS, MOST_ROWS)
    wanted = max(question.at_least or 0, len(rows) + (1 if not rows else 0), len(rows) + more)
    empty = max(min(wanted, most) - len(rows), 0)
    return [
        RowForm(question, row, number)
        for number, row in enumerate([*rows, *({} for _row in range(empty))], start=1)
    ]


def fields_of(
    name: str, kind: str, choices: list[dict[str, Any]], attributes: dict[str, str]
) -> dict[str, forms.Field]:
    """The fields of one value by their names; an amount has two."""
    if kind == QuestionKind.MONEY:
        amount = line(
            {**attributes, "data-part": "amount", "inputmode": "decimal", "class": "short"}
        )
        currency = line({**attributes, "data-part": "currency", "maxlength": "3", "class": "short"})
        return {
            f"{name}-amount": text(amount, _("Amount"), _("Such as 1200.50.")),
            f"{name}-currency": text(currency, _("Currency"), _("Three letters, such as EUR.")),
        }
    if kind in (QuestionKind.CHOICE, QuestionKind.YES_NO):
        offered = (
            [("yes", _("Yes")), ("no", _("No"))]
            if kind == QuestionKind.YES_NO
            else [(str(choice.get("value")), label_of(choice)) for choice in choices]
        )
        return {name: text(forms.RadioSelect(attributes, offered))}
    if kind == QuestionKind.LONG_TEXT:
        return {name: text(forms.Textarea({**attributes, "rows": 5, "dir": "auto"}))}
    if kind == QuestionKind.NUMBER:
        return {name: text(line({**attributes, "inputmode": "decimal", "class": "short"}))}
    if kind == QuestionKind.DATE:
        told = _("Such as 2019-05-20, or 2019-05, or 2019.")
        return {name: text(line({**attributes, "class": "short"}), help_text=told)}
    return {name: text(line({**attributes, "dir": "auto"}))}


def line(attributes: dict[str, str]) -> forms.Widget:
    return forms.TextInput({"autocomplete": "off", "dir": "ltr", **attributes})


def text(widget: forms.Widget, label: str = "", help_text: str = "") -> forms.Field:
    return forms.CharField(
        widget=widget, label=label, help_text=help_text, required=False, strip=False
    )


def parts(name: str, kind: str, value: Any) -> dict[str, Any]:
    """A kept value by the names of its fields."""
    if kind == QuestionKind.MONEY:
        money = value if isinstance(value, dict) else {}
        return {f"{name}-{part}": money.get(part, "") for part in ("amount", "currency")}
    return {name: "" if value is None else value}


def typed(question: Question, sent: QueryDict) -> Any:
    """The answer that a page sent, in the shape in which it is kept."""
    if question.kind not in LISTS:
        return value_of("value", question.kind, sent)
    rows = []
    for key in sent.getlist("row"):
        prefix = f"row-{key}"
        if sent.get(f"{prefix}-remove"):
            continue
        cells = {
            column["code"]: value_of(f"{prefix}-{column['code']}", kind_of(column), sent)
            for column in columns_of(question)
        }
        filled = {code: cell for code, cell in cells.items() if cell not in (None, "", {})}
        if filled:
            named = {"id": key} if question.kind == QuestionKind.ROWS else {}
            rows.append({**named, **filled})
    return rows


def value_of(name: str, kind: str, sent: QueryDict) -> Any:
    if kind != QuestionKind.MONEY:
        return sent.get(name, "")
    found = {part: sent.get(f"{name}-{part}", "") for part in ("amount", "currency")}
    return found if any(found.values()) else {}
