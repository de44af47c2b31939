"""What the team wrote: the answers of a file and every revision of them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.files import Application


class Answer(models.Model):
    """The answer to one question as it stands now.

    The question is named by its code, so that the answer survives every version of the form. The
    shape of the value follows the question's kind: text, a number as text, a list of rows.
    """

    in_public_record = False

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="answers", verbose_name=_("application")
    )
    question = models.SlugField(_("code of the question"))
    value = models.JSONField(_("value"), null=True, blank=True)
    no_relevant_information = models.BooleanField(_("no relevant information"), default=False)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("saved by"),
    )

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ("application", "question")
        constraints = (
            models.UniqueConstraint(
                fields=("application", "question"),
                name="answer_once",
                violation_error_message=_("The file already has an answer to this question."),
            ),
        )

    def __str__(self) -> str:
        return self.question


class AnswerRevision(models.Model):
    """One acknowledged save. Rows are only added.

    `base` is the revision that its author had before them. Where two authors changed the same
    words and no merge was possible, `value` is what the answer became and `other_value` the text
    that gave way, kept to be shown. `client_key` is made by the browser: a save that is sent again
    because its acknowledgement was lost is the same save.
    """

    in_public_record = False

    answer = models.ForeignKey(
        Answer, on_delete=models.CASCADE, related_name="revisions", verbose_name=_("answer")
    )
    number = models.PositiveIntegerField(_("revision"))
    base = models.PositiveIntegerField(_("revision before the author"), default=0)
    client_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    value = models.JSONField(_("value"), null=True, blank=True)
    sent_value = models.JSONField(
        _("value as it was sent"), null=True, blank=True, help_text=_("Before it was merged.")
    )
    other_value = models.JSONField(_("text that gave way"), null=True, blank=True)
    no_relevant_information = models.BooleanField(_("no relevant information"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("saved"))

    class Meta:
        verbose_name = _("revision of an answer")
        verbose_name_plural = _("revisions of answers")
        ordering = ("answer", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("answer", "number"),
                name="answer_revision_once",
                violation_error_message=_("The answer already has this revision."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.answer}, {self.number}"
