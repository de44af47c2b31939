"""Publishing what a file says as a version of a call's form."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from applications.form_files.reading import (
    DOCUMENT,
    IN_LANGUAGES,
    LANGUAGES,
    QUESTION,
    SECTION,
    FormFile,
    Row,
)
from applications.models import Call, DocumentKind, FormSection, FormVersion, Question
from applications.workflow.forms import draft_next_version, publish
from cities.record.reading import Place


def load_form(path: Path, call: Call, *, by: Any) -> FormVersion | None:
    """Publish what the file says as the next version of a call's form.

    None where the latest version says the same. Raises `BadFixtures` with every error by line, and
    then nothing has changed; `NotAllowed` and `Conflict` as publishing does.
    """
    file = FormFile(path)
    with transaction.atomic():
        latest = call.form_versions.order_by("-number").first()
        if latest is not None and latest.published_at and _said_by(latest) == _said_in(file):
            return None
        version = draft_next_version(call, by=by)
        version.sections.all().delete()
        version.document_kinds.all().delete()
        for name, text in file.own.items():
            setattr(version, name, text)
        version.save()
        _write(file, version)
        publish(version, by=by)
    return version


def _write(file: FormFile, version: FormVersion) -> None:
    for place, row, questions in file.sections:
        section = FormSection(version=version, **row)
        if _checked(file, place, section):
            section.save()
            for question_place, columns in questions:
                question = Question(section=section, **columns)
                if _checked(file, question_place, question):
                    question.save()
    for place, row in file.documents:
        kind = DocumentKind(version=version, **row)
        if _checked(file, place, kind):
            kind.save()
    file.raise_problems()


def _checked(file: FormFile, place: Place, row: models.Model) -> bool:
    try:
        row.full_clean()
    except ValidationError as error:
        for name, reasons in error.message_dict.items():
            for reason in reasons:
                file.refuse(place, reason if name == "__all__" else f"“{name}”: {reason}")
        return False
    return True


def _said_in(file: FormFile) -> Any:
    """What a form asks, as plain data; what changed since the version before is not part of it."""
    return (
        [file.own[f"declaration_{language}"] for language in LANGUAGES],
        [
            (row, [columns for _place, columns in questions])
            for _at, row, questions in file.sections
        ],
        [row for _place, row in file.documents],
    )


def _said_by(version: FormVersion) -> Any:
    sections = version.sections.order_by("position", "pk").prefetch_related("questions")
    return (
        [getattr(version, f"declaration_{language}") for language in LANGUAGES],
        [
            (
                _plain_row(section, SECTION),
                [_plain_row(question, QUESTION) for question in section.questions.all()],
            )
            for section in sections
        ],
        [_plain_row(kind, DOCUMENT) for kind in version.document_kinds.order_by("position", "pk")],
    )


def _plain_row(row: Any, columns: tuple[str, ...]) -> Row:
    names = [
        name
        for column in columns
        for name in (
            [f"{column}_{language}" for language in LANGUAGES]
            if column in IN_LANGUAGES
            else [column]
        )
    ]
    return {"position": row.position, **{name: getattr(row, name) for name in names}}
