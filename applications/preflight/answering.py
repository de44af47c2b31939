"""Whether the questions of the form are answered, within their limits."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import FormSection, Question, QuestionKind, SectionKind
from applications.models.form import label_of
from applications.preflight import clauses
from applications.preflight.clauses import Clause, Text
from applications.preflight.findings import Finding
from applications.preflight.reading import ReadFile
from applications.preflight.shapes import misfit
from applications.preflight.words import count_words


def eligible(file: ReadFile) -> Iterator[Finding]:
    """The questions before the file are answered in the way that makes eligible."""
    for section, question in file.questions:
        value = file.value(question)
        if section.kind != SectionKind.ELIGIBILITY or not question.eligible_answer:
            continue
        if value is not None and value != question.eligible_answer:
            yield found(
                section,
                question,
                "not-eligible",
                _("“%(question)s” is answered in a way that this call does not take.")
                % {"question": question.label},
                _("See whether another call fits, or ask the Secretariat."),
                clauses.ELIGIBILITY,
            )


def answered(file: ReadFile) -> Iterator[Finding]:
    """Every required question has an answer, or says that there is nothing relevant to tell."""
    for section, question in file.questions:
        if not question.is_required or file.says_nothing_relevant(question):
            continue
        if file.value(question) is None:
            to_do = (
                _("Answer it, or say that there is no relevant information.")
                if question.allows_no_relevant_information
                else _("Answer it.")
            )
            message = _("“%(question)s” is not answered.") % {"question": question.label}
            yield found(section, question, "not-answered", message, to_do, clauses.EVERY_SECTION)


def within_word_limits(file: ReadFile) -> Iterator[Finding]:
    """No text has more words than its question takes."""
    for section, question in file.questions:
        value = file.value(question)
        if isinstance(value, str) and question.word_limit is not None:
            extra = count_words(value) - question.word_limit
            if extra > 0:
                yield too_long(section, question, question.label, extra, question.word_limit)
        for column, cell in cells(question, value):
            limit: int = column.get("word_limit") or 0
            extra = count_words(cell) - limit if limit and isinstance(cell, str) else 0
            if extra > 0:
                yield too_long(section, question, place(question, column), extra, limit)


def within_numbers(file: ReadFile) -> Iterator[Finding]:
    """Lists have as many rows as their questions take, and of each kind as many as they take."""
    for section, question in file.questions:
        value = file.value(question)
        if not isinstance(value, list):
            continue
        if question.at_most is not None and len(value) > question.at_most:
            yield too_many(section, question, question.label, len(value), question.at_most)
        if question.at_least is not None and len(value) < question.at_least:
            yield found(
                section,
                question,
                "too-few",
                _("“%(what)s” has %(number)s of at least %(limit)s entries.")
                % {"what": question.label, "number": len(value), "limit": question.at_least},
                _("Add what is missing."),
                clauses.NUMBERS,
            )
        yield from within_numbers_of_each(section, question, value)


def within_numbers_of_each(
    section: FormSection, question: Question, rows: list[Any]
) -> Iterator[Finding]:
    """Of each choice of such a column there are no more rows than it takes."""
    for column in question.columns:
        limit = column.get("at_most_each")
        if not limit:
            continue
        numbers = Counter(row.get(column["code"]) for row in rows if isinstance(row, dict))
        for choice in column.get("choices", []):
            number = numbers[choice["value"]]
            if number > limit:
                label = f"{question.label}: {label_of(choice)}"
                yield too_many(section, question, label, number, limit)


def of_the_right_kind(file: ReadFile) -> Iterator[Finding]:
    """Every answer, and every cell of a list, is of the kind that was asked for."""
    for section, question in file.questions:
        value = file.value(question)
        if value is None:
            continue
        wrong = misfit(question.kind, value, question.choices)
        if wrong:
            yield found(
                section,
                question,
                "not-of-the-kind",
                _("The answer to “%(question)s” cannot be read.") % {"question": question.label},
                wrong,
                clauses.SHAPE,
            )
            continue
        for column, cell in cells(question, value):
            yield from cell_findings(section, question, column, cell)


def cell_findings(
    section: FormSection, question: Question, column: dict[str, Any], cell: Any
) -> Iterator[Finding]:
    if cell in (None, "", []):
        if column.get("is_required"):
            yield found(
                section,
                question,
                "row-not-filled-in",
                _("“%(what)s” is missing in a row.") % {"what": place(question, column)},
                _("Fill it in, or take the row out."),
                clauses.EVERY_SECTION,
            )
        return
    wrong = misfit(column.get("kind", QuestionKind.SHORT_TEXT), cell, column.get("choices", []))
    if wrong:
        yield found(
            section,
            question,
            "not-of-the-kind",
            _("“%(what)s” cannot be read in a row.") % {"what": place(question, column)},
            wrong,
            clauses.SHAPE,
        )


def cells(question: Question, value: Any) -> Iterator[tuple[dict[str, Any], Any]]:
    """Each column of a list with each row's value in it, texts trimmed."""
    if question.kind != QuestionKind.ROWS or not isinstance(value, list):
        return
    for row in value:
        for column in question.columns if isinstance(row, dict) else ():
            cell = row.get(column["code"])
            yield column, cell.strip() if isinstance(cell, str) else cell


def place(question: Question, column: dict[str, Any]) -> str:
    return f"{question.label}: {label_of(column)}"


def too_many(
    section: FormSection, question: Question, what: str, number: int, limit: int
) -> Finding:
    return found(
        section,
        question,
        "too-many",
        _("“%(what)s” has %(number)s entries; %(limit)s are allowed.")
        % {"what": what, "number": number, "limit": limit},
        _("Choose those that matter most."),
        clauses.NUMBERS,
    )


def too_long(
    section: FormSection, question: Question, what: str, extra: int, limit: int
) -> Finding:
    return found(
        section,
        question,
        "too-long",
        ngettext(
            "“%(what)s” has %(extra)s word more than the %(limit)s that it may have.",
            "“%(what)s” has %(extra)s words more than the %(limit)s that it may have.",
            extra,
        )
        % {"what": what, "extra": extra, "limit": limit},
        _("Shorten it."),
        clauses.WORD_LIMIT,
    )


def found(
    section: FormSection,
    question: Question,
    code: str,
    message: str,
    to_do: Text,
    clause: Clause,
) -> Finding:
    return Finding(
        code,
        message,
        to_do,
        clause,
        section=section.slug,
        subject=question.code,
        printed=question.clause,
    )
