"""The trail of a file: every act, from which state to which, and what was handed in."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models.files import Application, Status
from applications.models.form import FormVersion


class Action(models.TextChoices):
    """What can be done with a file. Who may, and when, stands in `applications.workflow.rules`."""

    START = "start", _("start")
    SUBMIT = "submit", _("submit")
    WITHDRAW = "withdraw", _("withdraw")
    REOPEN = "reopen", _("reopen")
    ENDORSE = "endorse", _("endorse")
    DECLINE = "decline", _("decline")
    RECONSIDER = "reconsider", _("take the declining back")
    RELEASE = "release", _("take the endorsement back")
    SWAP = "swap", _("endorse instead of another file")
    RANK = "rank", _("rank")
    ADMIT = "admit", _("admit to the evaluation")
    RETURN = "return", _("return for completion")
    COMPLETE = "complete", _("hand in the completed file")
    REFUSE = "refuse", _("find not eligible")
    REINSTATE = "reinstate", _("take up again")
    DESIGNATE = "designate", _("designate")
    TURN_DOWN = "turn-down", _("not designate")
    ERASE = "erase", _("erase the contents")


class StatusChange(models.Model):
    """One act on a file. Rows are only added: the database refuses to change one.

    `at` is the instant that counts: when the request reached the portal. `key` is what the door
    gave the act, so that doing it twice does it once.
    """

    in_public_record = False

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        related_name="status_changes",
        verbose_name=_("application"),
    )
    action = models.CharField(_("act"), max_length=24, choices=Action)
    from_status = models.CharField(_("from"), max_length=16, choices=Status, blank=True)
    to_status = models.CharField(_("to"), max_length=16, choices=Status)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("received"))
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    reason = models.TextField(_("reason"), blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)
    key = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("act on a file")
        verbose_name_plural = _("acts on files")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("application", "key"),
                condition=~Q(key=""),
                name="status_change_once_per_key",
                violation_error_message=_("This act is already done."),
            ),
            models.CheckConstraint(
                condition=Q(to_status__in=Status.values)
                & (Q(from_status__in=Status.values) | Q(from_status="", action=Action.START)),
                name="status_change_between_known_statuses",
                violation_error_message=_("Only the first act on a file begins without a status."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.application}: {self.get_action_display()}"


class Receipt(models.Model):
    """What was handed in by one submission: the answers and the documents' digests as they were.

    `code` cannot be guessed; whoever holds the dossier verifies it by the code and the digest.
    """

    in_public_record = False

    change = models.OneToOneField(
        StatusChange, on_delete=models.PROTECT, related_name="receipt", verbose_name=_("act")
    )
    form = models.ForeignKey(
        FormVersion,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("form"),
    )
    code = models.CharField(_("code"), max_length=32, unique=True, editable=False)
    contents = models.JSONField(_("contents"))
    sha256 = models.CharField(_("digest of the contents"), max_length=64)

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.code
