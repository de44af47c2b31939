"""Answers as they are read: line by line, in the words of the form."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from applications.models import FormVersion, Question, QuestionKind, Receipt
from applications.models.form import label_of
from applications.preflight.clauses import RETENTION
from applications.workflow.refusals import Conflict


class Answered(NamedTuple):
    """A question, or the code of one that is gone, with its answer line by line."""

    question: str
    lines: list[str]
    code: str


class Section(NamedTuple):
    """A section of the form with its answers."""

    title: str
    answers: list[Answered]


def sections(form: FormVersion | None, answers: Mapping[str, dict[str, Any]]) -> Iterator[Section]:
    """The form section by section with its answers, by the codes of the questions.

    What was answered to an earlier version of the form was handed in all the same: it stands at the
    end, in a section without a title.
    """
    left = dict(answers)
    for section in form.sections.prefetch_related("questions") if form else ():
        questions = sorted(section.questions.all(), key=lambda one: (one.position, one.pk))
        yield Section(
            section.title,
            [
                Answered(one.label, written(one, left.pop(one.code, None)), one.code)
                for one in questions
            ],
        )
    if left:
        rest = [Answered(code, plain(answer["value"]), code) for code, answer in left.items()]
        yield Section("", rest)


def written(question: Question, answer: dict[str, Any] | None) -> list[str]:
    """An answer line by line, in the words of the form."""
    if answer is None or answer["value"] in (None, "", [], {}):
        nothing = answer is not None and answer["no_relevant_information"]
        return [_("No relevant information to provide") if nothing else "–"]
    value = answer["value"]
    if question.kind == QuestionKind.YES_NO:
        return [{"yes": _("yes"), "no": _("no")}.get(value, str(value))]
    if question.kind == QuestionKind.CHOICE:
        return [choice_label(question.choices, value)]
    if question.kind == QuestionKind.ROWS and isinstance(value, list):
        return [line for row in value for line in row_lines(question, row)]
    return plain(value)


def choice_label(choices: list[dict[str, Any]], value: Any) -> str:
    chosen = next((choice for choice in choices if choice.get("value") == value), None)
    return label_of(chosen) if chosen else str(value)


def row_lines(question: Question, row: dict[str, Any]) -> list[str]:
    """A row with the labels of its columns; what no column names stands under its code."""
    columns = {column["code"]: column for column in question.columns}
    lines = []
    for code in [*columns, *(code for code in row if code not in columns and code != "id")]:
        cell = row.get(code)
        if cell in (None, "", [], {}):
            continue
        column = columns.get(code, {"code": code})
        text = choice_label(column["choices"], cell) if column.get("choices") else None
        lines.append(f"{label_of(column)}: {text or ' '.join(plain(cell))}")
    return [*lines, ""]


def plain(value: Any) -> list[str]:
    """Whatever was answered, line by line."""
    if isinstance(value, list):
        return [line for row in value for line in plain(row)]
    if isinstance(value, dict):
        return [" ".join(" ".join(plain(cell)) for code, cell in value.items() if code != "id")]
    return [] if value is None else str(value).split("\n")


def demand_contents(receipt: Receipt) -> None:
    """Do nothing where the contents are kept. Raises `Conflict` once they are erased."""
    if not receipt.contents:
        raise Conflict(
            _(
                "The contents of this file are erased, and the portal cannot make the dossier"
                " again."
            ),
            code="erased",
            clause=RETENTION,
        )
