"""Digests of what rows say, by which a row is compared with what the log tells of it."""

import datetime
from collections.abc import Collection
from typing import Any

from django.db import models

from applications.log.digests import digest_of, instant
from applications.models import FormVersion

# Of a form: what becomes of a version, and to what its parts belong, is not what it asks.
NOT_ASKED = frozenset({"call", "number", "published_at", "version", "section"})


def digest_of_row(row: models.Model) -> str:
    """The SHA-256 of everything that the row says, without its key."""
    return digest_of(said(row))


def digest_of_form(version: FormVersion) -> str:
    """The SHA-256 of everything that the version asks and says, whatever its rows' keys are."""
    return digest_of(
        {
            "version": said(version, NOT_ASKED),
            "sections": [
                {
                    "section": said(section, NOT_ASKED),
                    "questions": by_code(section.questions.all()),
                }
                for section in sorted(version.sections.all(), key=lambda one: one.slug)
            ],
            "documents": by_code(version.document_kinds.all()),
        }
    )


def by_code(rows: Any) -> list[dict[str, Any]]:
    return [said(row, NOT_ASKED) for row in sorted(rows, key=lambda one: str(one.code))]


def said(row: models.Model, left_out: Collection[str] = ()) -> dict[str, Any]:
    """The columns of a row that say something.

    Those that have what they begin with are left out: a column that is added later changes no
    digest of what was there before.
    """
    told = {}
    for field in row._meta.concrete_fields:
        value = plain(field.value_from_object(row))
        is_said = not field.primary_key and value != plain(field.get_default())
        if is_said and field.name not in left_out:
            told[field.name] = value
    return told


def plain(value: Any) -> Any:
    """The value as JSON has it; numbers with a point as text, without zeros at their end."""
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    if isinstance(value, datetime.datetime):
        return instant(value)
    return f"{value.normalize():f}" if hasattr(value, "normalize") else str(value)
