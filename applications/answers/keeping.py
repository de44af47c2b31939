"""Keeping a text that could not be saved, for whoever wrote it."""

import datetime
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from applications.answers.cleaning import cleaned_cell, cleaned_row
from applications.models import AnswerRevision, Application, KeptText
from applications.permissions import parts_of
from applications.workflow.refusals import Refusal

# How many texts are kept for one person in one file; the oldest go first.
MOST_KEPT = 200


def keep(
    application: Application,
    code: str,
    value: Any,
    why: str,
    client_key: uuid.UUID,
    by: Any,
    at: datetime.datetime,
) -> KeptText | None:
    """Keep a text outside of the file; sent again, it is kept once.

    None for whoever neither has nor had a part in the file, and for what cannot be stored.
    """
    if not knows(application, by):
        return None
    try:
        storable = cleaned_of_any_shape(value)
    except Refusal:
        return None
    try:
        with transaction.atomic():
            kept, _new = KeptText.objects.get_or_create(
                client_key=client_key,
                defaults={
                    "application": application,
                    "question": cleaned_cell(code[:100]),
                    "value": storable,
                    "why": why,
                    "by": by,
                    "at": at,
                },
            )
    except IntegrityError:
        kept = KeptText.objects.get(client_key=client_key)
    mine = (kept.by_id, kept.application_id) == (by.pk, application.pk)
    if not mine:
        return None
    surplus = kept_for(application, by).values("pk")[MOST_KEPT:]
    KeptText.objects.filter(pk__in=[row["pk"] for row in surplus]).delete()
    return kept


def cleaned_of_any_shape(value: Any) -> Any:
    if isinstance(value, list):
        return [cleaned_row(row) for row in value]
    return cleaned_row(value) if isinstance(value, dict) else cleaned_cell(value)


def knows(application: Application, by: Any) -> bool:
    """Whether the person has a part in the file, or has written in it before."""
    if not by.is_authenticated:
        return False
    wrote = AnswerRevision.objects.filter(answer__application=application, by=by)
    return bool(parts_of(by, application)) or wrote.exists()


def kept_for(application: Application, by: Any) -> QuerySet[KeptText]:
    """The texts of one person that did not become part of the file, the latest first."""
    return KeptText.objects.filter(application=application, by=by).order_by("-at", "-pk")


def as_text(kept: KeptText) -> str:
    """The kept text as a plain file to be downloaded, with what became of it in its first lines."""
    lines = [
        _("Not submitted: this text is not part of the file."),
        f"{kept.application}; {kept.question}; {kept.at.isoformat(timespec='seconds')}",
        "",
    ]
    return "\n".join([*lines, *written(kept.value)]) + "\n"


def written(value: Any) -> list[str]:
    """A value line by line; a row of a list is a paragraph."""
    if isinstance(value, list):
        return [line for row in value for line in [*written(row), ""]]
    if isinstance(value, dict):
        return [
            f"{code}: {' '.join(written(cell))}" for code, cell in value.items() if code != "id"
        ]
    return [] if value is None else [str(value)]
