"""Saving an answer: every acknowledged word stays, whoever else was writing."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.answers.cleaning import cleaned
from applications.answers.keeping import keep
from applications.answers.merging import EMPTY, Conflict, merge_values
from applications.models import (
    Answer,
    AnswerRevision,
    Application,
    FormVersion,
    KeptText,
    Question,
)
from applications.workflow import refusals
from applications.workflow.refusals import Refusal
from applications.writing import demand_writing, locked


@dataclass(frozen=True)
class Saved:
    """What a save led to.

    `value` is the answer as it now stands, `other_value` the sent one where it had to give way:
    both are to be shown. `merged` says that the answer is not what was sent.
    """

    question: str
    revision: int
    value: Any
    other_value: Any
    no_relevant_information: bool
    merged: bool
    at: datetime.datetime
    by: Any


class NotSaved(Exception):
    """A text that was not saved: `refusal` says why, `kept` is where its author finds it again.

    `kept` is None where the sender never had a part in the file, or it could not be stored at all.
    """

    def __init__(self, refusal: Refusal, kept: KeptText | None) -> None:
        super().__init__(str(refusal))
        self.refusal, self.kept = refusal, kept


@dataclass(frozen=True)
class Sent:
    """One save as its author's browser sent it."""

    code: str
    value: Any
    base_revision: int
    client_key: uuid.UUID
    by: Any
    at: datetime.datetime
    no_relevant_information: bool
    adopted: bool


def save(
    application: Application,
    code: str,
    value: Any,
    *,
    base_revision: int,
    client_key: uuid.UUID,
    by: Any,
    no_relevant_information: bool = False,
    adopted: bool = True,
    at: datetime.datetime | None = None,
) -> Saved:
    """Save an answer as a new revision, merged with what others saved since the author's base.

    `base_revision` is what the author's text grew from; `adopted` is false where the author went on
    with their own text instead of the merged one that this revision was answered with. `client_key`
    names the attempt: sent again, it is answered again. `at` is when the request was received.

    Where both changed the same words, the answer stays as it was saved before, and the sent text is
    kept beside it. Raises `NotSaved` where the file takes no writing or has no such question.
    """
    sent = Sent(
        code,
        value,
        base_revision,
        client_key,
        by,
        at or timezone.now(),
        no_relevant_information,
        adopted,
    )
    try:
        with transaction.atomic():
            return save_locked(locked(application), sent)
    except Refusal as refusal:
        kept = keep(application, code, value, refusal.code, client_key, by, sent.at)
        raise NotSaved(refusal, kept) from refusal


def save_locked(application: Application, sent: Sent) -> Saved:
    earlier = saved_before(application, sent)
    if earlier is not None:
        return earlier
    demand_writing(application, sent.by, sent.at, sent.code)
    value = cleaned(question_of(application, sent.code), sent.value)
    answer, _new = Answer.objects.get_or_create(application=application, question=sent.code)
    base = base_of(answer, sent)
    try:
        merged, other = merge_values(base.value, answer.value, value), None
    except Conflict:
        merged, other = answer.value, value
    says_nothing = (
        answer.no_relevant_information
        if sent.no_relevant_information == base.no_relevant_information
        else sent.no_relevant_information
    )
    # Whoever ticked it did not know of the text that somebody else has written meanwhile.
    if answer.revision != base.number and merged not in EMPTY:
        says_nothing = False
    revision = AnswerRevision(
        answer=answer,
        number=answer.revision + 1,
        base=base.grown_from,
        client_key=sent.client_key,
        value=merged,
        sent_value=value,
        other_value=other,
        no_relevant_information=says_nothing,
        by=sent.by,
        at=sent.at,
    )
    # A text that went into the answer without changing it is a revision too: its author may go on
    # with it, and only the revision knows what was sent.
    unchanged = (answer.value, answer.no_relevant_information) == (value, says_nothing)
    if unchanged and other is None and answer.revision and not decides(answer, base):
        revision.number = answer.revision
        return told(answer, revision)
    revision.save(force_insert=True)
    answer.value, answer.no_relevant_information = merged, says_nothing
    answer.revision, answer.saved_at, answer.saved_by = revision.number, sent.at, sent.by
    answer.save()
    return told(answer, revision)


def decides(answer: Answer, base: "Base") -> bool:
    """Whether to save the same once more is to choose it, over a text that waits beside it."""
    waiting = beside(answer.application, answer.question)
    return waiting.filter(number__lte=base.grown_from).exists()


def saved_before(application: Application, sent: Sent) -> Saved | None:
    """The answer that the same attempt was given. Raises `Conflict` for another's key."""
    revision = (
        AnswerRevision.objects.filter(client_key=sent.client_key)
        .select_related("answer", "by")
        .first()
    )
    if revision is None:
        return None
    answer = revision.answer
    if (answer.application_id, answer.question, revision.by_id) != (
        application.pk,
        sent.code,
        sent.by.pk,
    ):
        raise refusals.Conflict(
            _("This attempt belongs to another text."), code="key-of-another-save"
        )
    return told(answer, revision)


def told(answer: Answer, revision: AnswerRevision) -> Saved:
    return Saved(
        question=answer.question,
        revision=revision.number,
        value=revision.value,
        other_value=revision.other_value,
        no_relevant_information=revision.no_relevant_information,
        merged=revision.value != revision.sent_value,
        at=revision.at,
        by=revision.by,
    )


def question_of(application: Application, code: str) -> Question:
    """The question in the file's form. Raises a `Refusal` where the form has none of this code."""
    form = application.form or FormVersion.objects.current_of(application.call)
    questions = Question.objects.filter(section__version=form, code=code)
    question = questions.first() if form else None
    if question is None:
        raise refusals.Conflict(
            _("The form of this file has no such question: it may have been corrected meanwhile."),
            code="unknown-question",
        )
    return question


@dataclass(frozen=True)
class Base:
    """What the author's text grew from; `grown_from` is the last revision that they took over."""

    number: int = 0
    value: Any = None
    no_relevant_information: bool = False
    grown_from: int = 0


def base_of(answer: Answer, sent: Sent) -> Base:
    """The author's base; of a revision that nobody knows nothing, so that no text is taken out."""
    revision = answer.revisions.filter(number=sent.base_revision).first()
    if revision is None:
        return Base()
    if sent.adopted:
        return Base(
            revision.number, revision.value, revision.no_relevant_information, revision.number
        )
    return Base(
        revision.number, revision.sent_value, revision.no_relevant_information, revision.base
    )


def history(application: Application, code: str) -> QuerySet[AnswerRevision]:
    """Every revision of an answer, the latest first."""
    revisions = AnswerRevision.objects.filter(
        answer__application=application, answer__question=code
    )
    return revisions.select_related("by").order_by("-number")


def beside(application: Application, code: str) -> QuerySet[AnswerRevision]:
    """Revisions whose sent text gave way and still waits for somebody to choose, the latest first.

    Whoever saved from that revision on has seen both texts and decided.
    """
    revisions = history(application, code)
    chosen = revisions.filter(other_value__isnull=True).order_by("-base").first()
    return revisions.filter(other_value__isnull=False, number__gt=chosen.base if chosen else 0)


def restore(
    application: Application,
    code: str,
    number: int,
    *,
    by: Any,
    client_key: uuid.UUID,
    set_aside: bool = False,
    at: datetime.datetime | None = None,
) -> Saved:
    """Make an earlier revision, or the text that gave way in it, the answer: as a new revision.

    Raises `NotSaved` as `save` does, and `AnswerRevision.DoesNotExist`.
    """
    revision = history(application, code).get(number=number)
    latest = history(application, code)[0]
    return save(
        application,
        code,
        revision.other_value if set_aside else revision.value,
        base_revision=latest.number,
        client_key=client_key,
        by=by,
        no_relevant_information=revision.no_relevant_information,
        at=at,
    )
