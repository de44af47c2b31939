"""Filling in a whole file as pre-flight wants it, whatever its form asks."""

import datetime
import io
import uuid
from functools import cache
from typing import Any

from django.utils import timezone
from PIL import Image
from pypdf import PdfWriter

from applications.answers.saving import save
from applications.documents.receiving import describe, receive
from applications.models import (
    Application,
    Document,
    DocumentKind,
    Provider,
    Question,
    QuestionKind,
)
from applications.workflow.starting import take_over

TEXT = "This is an invented answer, for trying only."
VALUES: dict[str, Any] = {
    QuestionKind.SHORT_TEXT: "Invented example",
    QuestionKind.LONG_TEXT: TEXT,
    QuestionKind.YES_NO: "yes",
    QuestionKind.NUMBER: "4",
    QuestionKind.MONEY: {"amount": "12000", "currency": "EUR"},
    QuestionKind.DATE: "2025",
    QuestionKind.LINKS: [{"url": "https://example.org/", "title": "Invented example"}],
}
# One colour for each photograph, so that no two are the same document.
COLOURS = ("#35618a", "#8a5a35", "#4f7d4a", "#7a4a7d")


def answer(
    application: Application, question: Question, by: Any, at: datetime.datetime | None = None
) -> None:
    """Answer one question of the file's form, now or at an instant before."""
    save(
        application,
        question.code,
        value_of(question),
        base_revision=0,
        client_key=uuid.uuid4(),
        by=by,
        at=at,
    )


def value_of(question: Question) -> Any:
    """An answer of the kind that is asked for, within its numbers."""
    if question.eligible_answer:
        return question.eligible_answer
    if question.kind == QuestionKind.CHOICE:
        return question.choices[0]["value"]
    if question.kind == QuestionKind.ROWS:
        number = max(question.at_least or 1, 1)
        return [row_of(question.columns, place) for place in range(number)]
    return VALUES[question.kind]


def row_of(columns: list[dict[str, Any]], place: int) -> dict[str, Any]:
    """A row of a list; choices are taken by turns, so that none is taken too often."""
    return {column["code"]: cell_of(column, place) for column in columns}


def cell_of(column: dict[str, Any], place: int) -> Any:
    kind = column.get("kind", QuestionKind.SHORT_TEXT)
    if kind == QuestionKind.CHOICE:
        choices = column["choices"]
        return choices[place % len(choices)]["value"]
    return VALUES[kind]


def fill(
    application: Application,
    by: Any,
    at: datetime.datetime | None = None,
    like: Application | None = None,
) -> None:
    """Answer every question, and bring every document that the candidate city brings.

    The answers may be taken over from another file at once, which is sooner done.
    """
    form = application.form
    if like is not None:
        take_over(application, like, by=by, at=at or timezone.now())
    for question in Question.objects.filter(section__version=form) if like is None else ():
        answer(application, question, by, at)
    for kind in DocumentKind.objects.filter(version=form, provider=Provider.CANDIDATE):
        for place in range(kind.at_least):
            bring(application, kind, place, by, at)
    cede_rights(application, by, at)


def bring(
    application: Application,
    kind: DocumentKind,
    place: int,
    by: Any,
    at: datetime.datetime | None = None,
) -> Document:
    is_picture = "image/jpeg" in kind.accepted_types
    contents = photograph(place) if is_picture else letter(f"{kind.title} {place + 1}")
    name = f"{kind.code}-{place + 1}.{'jpg' if is_picture else 'pdf'}"
    return receive(application, kind.code, io.BytesIO(contents), name=name, by=by, at=at)


@cache
def photograph(place: int) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (1200, 800), COLOURS[place % len(COLOURS)]).save(made, "JPEG")
    return made.getvalue()


@cache
def letter(title: str) -> bytes:
    """An empty page whose title tells it from the other letters."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.add_metadata({"/Title": title})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def cede_rights(application: Application, by: Any, at: datetime.datetime | None = None) -> None:
    """Give each document that needs a rights form one of its own."""
    needing = DocumentKind.objects.filter(version=application.form, needs_rights_form=True)
    codes = set(needing.values_list("code", flat=True))
    pictures = [one for one in application.documents.order_by("pk") if one.kind in codes]
    forms = application.documents.filter(kind="rights-forms").order_by("pk")
    for picture, form in zip(pictures, forms, strict=False):
        describe(
            picture,
            caption="An invented photograph",
            credit="Nobody",
            rights_form=form,
            by=by,
            at=at,
        )
