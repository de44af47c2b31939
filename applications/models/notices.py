"""The outbox: letters that an act owes to people, written with the act and sent later."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models.calls import Call
from applications.models.files import Application
from applications.models.trail import StatusChange


class NoticeState(models.TextChoices):
    """What became of a letter."""

    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    UNKNOWN = "unknown", _("perhaps sent: nobody recorded how it ended")


class Why(models.TextChoices):
    """Why somebody gets a letter."""

    TEAM = "team", _("You are in the team of this file.")
    COMMISSION = "commission", _("You act for the National Commission of this country.")
    STAFF = "staff", _("You work for the Secretariat.")
    EVALUATOR = "evaluator", _("You evaluate files of this call.")
    FOCAL_POINT = "focal-point", _("You speak for this city in the network.")
    INVITED = "invited", _("Somebody invited you to the team of this file.")
    TO_COMMISSION = "to-commission", _("Somebody invited you to act for this National Commission.")


class Notice(models.Model):
    """A letter to one person, written exactly once with the act that it tells of.

    `key` names the act and the recipient. A letter is claimed before it is handed to the mail
    server; whoever finds it claimed and never recorded as sent calls it “unknown” and leaves it.
    """

    in_public_record = False

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=200, unique=True, editable=False)
    change = models.ForeignKey(
        StatusChange,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("act"),
    )
    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("application"),
    )
    call = models.ForeignKey(
        Call,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("call"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("person"),
    )
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=8)
    template = models.SlugField(_("letter"))
    context = models.JSONField(_("what it says"), default=dict, blank=True)
    why = models.CharField(_("why"), max_length=16, choices=Why)
    state = models.CharField(
        _("state"), max_length=16, choices=NoticeState, default=NoticeState.WAITING
    )
    written_at = models.DateTimeField(_("written"))
    claimed_at = models.DateTimeField(_("claimed"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("error"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ("pk",)
        indexes = (
            models.Index(
                fields=("state", "id"),
                condition=Q(state__in=("waiting", "sending")),
                name="notice_to_be_sent",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="notice_sent_says_when",
                violation_error_message=_("A letter that was sent says when."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.template}: {self.email}"
