"""What the Director-General's office decided, and the instant at which it becomes known."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models.calls import Call
from applications.models.criteria import Criterion
from applications.models.files import Application
from applications.models.trail import StatusChange


class Outcome(models.TextChoices):
    """What is decided on a file."""

    DESIGNATED = "designated", _("designated")
    NOT_DESIGNATED = "not-designated", _("not designated")


class Decision(models.Model):
    """A decision on a file: a draft, until the announcement makes it known and `change` is set.

    `revision` counts the changes of a draft: whoever decides on an older copy is told. A file that
    is taken up again after a review is decided on again, in another row.
    """

    in_public_record = False

    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        related_name="decisions",
        verbose_name=_("application"),
    )
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome)
    reason = models.TextField(_("reason"), blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("decided"))
    change = models.OneToOneField(
        StatusChange,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decision",
        verbose_name=_("act"),
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("application",),
                condition=Q(change__isnull=True),
                name="decision_one_draft",
                violation_error_message=_("There is a draft decision on this file already."),
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values),
                name="decision_outcome_is_known",
                violation_error_message=_("A file is designated or it is not."),
            ),
        )

    def __str__(self) -> str:
        return str(self.application)


class Announcement(models.Model):
    """The instant at which the decisions of a call become known, all at once.

    Nothing happens at `at` unless somebody has released it; it can be held until then. `done_at` is
    when the portal carried it out. A later one of the same call tells of files that were taken up
    again.
    """

    in_public_record = False

    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="announcements", verbose_name=_("call")
    )
    at = models.DateTimeField(_("instant"))
    revision = models.PositiveIntegerField(default=1, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released by"),
    )
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    error = models.TextField(_("what was in the way"), blank=True)

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ("-call__year", "at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("call",),
                condition=Q(done_at__isnull=True),
                name="announcement_one_to_come",
                violation_error_message=_("An announcement of this call is still to come."),
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True, released_at__isnull=True)
                | Q(released_by__isnull=False, released_at__isnull=False),
                name="announcement_released_by_somebody",
                violation_error_message=_("A release says who released it, and when."),
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(released_at__isnull=False),
                name="announcement_done_was_released",
                violation_error_message=_("Only what was released is announced."),
            ),
        )

    def __str__(self) -> str:
        return str(self.call)


class LetterKind(models.TextChoices):
    """To whom a letter of the office goes, and with which news."""

    DESIGNATED = "designated", _("to a city that is designated")
    NOT_DESIGNATED = "not-designated", _("to a city that is not designated")
    FIELD_CHANGED = "field-changed", _("to a member whose field changes")
    FIELD_KEPT = "field-kept", _("to a member whose field stays as it is")
    WITHDRAWAL = "withdrawal", _("to a member that leaves")
    INVITED_TO_LEAVE = "invited-to-leave", _("to a member that is invited to leave")


# A membership ends outside of calls, and so do its letters' versions.
OF_NO_CALL = (LetterKind.WITHDRAWAL, LetterKind.INVITED_TO_LEAVE)


class LetterTemplate(models.Model):
    """One version of a letter. A version that was sent with is never changed.

    Those of an announcement are a call's; those to members that leave are of no call.
    """

    in_public_record = False

    call = models.ForeignKey(
        Call,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="letter_templates",
        verbose_name=_("call"),
    )
    kind = models.CharField(_("kind"), max_length=16, choices=LetterKind)
    language = models.CharField(
        _("language"), max_length=2, choices=[("en", "English"), ("fr", "français")]
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("letter of an announcement")
        verbose_name_plural = _("letters of announcements")
        ordering = ("-call__year", "kind", "language", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=("call", "kind", "language", "version"),
                name="letter_template_version_once",
                violation_error_message=_("There is already a version with this number."),
            ),
            models.UniqueConstraint(
                fields=("kind", "language", "version"),
                condition=Q(call__isnull=True),
                name="letter_template_version_once_without_call",
                violation_error_message=_("There is already a version with this number."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OF_NO_CALL, call__isnull=True)
                | ~Q(kind__in=OF_NO_CALL) & Q(call__isnull=False),
                name="letter_template_of_a_call_or_of_none",
                violation_error_message=_(
                    "A letter of an announcement is of a call, one to a member that leaves of none."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.call or '–'}: {self.kind}, {self.language}, {self.version}"


class Feedback(models.Model):
    """What the applicants are told about one criterion, edited by the staff, without names."""

    in_public_record = False

    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        related_name="feedback",
        verbose_name=_("application"),
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="+", verbose_name=_("criterion")
    )
    text = models.TextField(_("text"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ("application", "criterion__position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("application", "criterion"),
                name="feedback_once",
                violation_error_message=_("There is already feedback on this criterion."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.application}: {self.criterion_id}"


class ReviewOutcome(models.TextChoices):
    """How a request for review ended."""

    UPHELD = "upheld", _("the decision stands")
    GRANTED = "granted", _("the file is looked at again")


class ReviewRequest(models.Model):
    """A candidate city asks that what was decided on its file is looked at again.

    `change` is the act that it is about. Whoever handles it had no part in that act. Grounds and
    answer are empty once the file is erased; triggers refuse an empty one before.
    """

    in_public_record = False

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        related_name="review_requests",
        verbose_name=_("application"),
    )
    change = models.OneToOneField(
        StatusChange,
        on_delete=models.PROTECT,
        related_name="review_request",
        verbose_name=_("act"),
    )
    grounds = models.TextField(_("grounds"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("requested"))
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("handled by"),
    )
    outcome = models.CharField(_("outcome"), max_length=8, choices=ReviewOutcome, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("request for review")
        verbose_name_plural = _("requests for review")
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True)
                | Q(outcome__in=ReviewOutcome.values)
                & Q(answered_at__isnull=False, handler__isnull=False),
                name="review_request_answered_whole",
                violation_error_message=_("An answer says who answered, when and what."),
            ),
        )

    def __str__(self) -> str:
        return str(self.application)
