"""Texts that came and could not be saved: kept for whoever wrote them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.files import Application


class KeptText(models.Model):
    """A text that its author sent when the file took none, such as one second after the deadline.

    It is no part of the file and never handed in. Its author can read it, download it and copy it
    from here. `why` is the code of the refusal.
    """

    in_public_record = False

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application,
        on_delete=models.CASCADE,
        related_name="kept_texts",
        verbose_name=_("application"),
    )
    question = models.CharField(_("code of the question"), max_length=100)
    value = models.JSONField(_("value"), null=True, blank=True)
    why = models.CharField(_("why it was not saved"), max_length=50)
    client_key = models.UUIDField(unique=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("received"))

    class Meta:
        verbose_name = _("text that was not saved")
        verbose_name_plural = _("texts that were not saved")
        ordering = ("-at", "pk")

    def __str__(self) -> str:
        return f"{self.question}, {self.at:%Y-%m-%d %H:%M}"
