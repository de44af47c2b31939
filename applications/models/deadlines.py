"""Deadlines of one country: the call's, extended for it, and those of its National Commission.

A deadline is an instant, kept with the words that were printed for it and why they are read so.
What changes a call's deadline for everybody is `DeadlineChange`.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from applications.models.calls import Call
from applications.models.commissions import NationalCommission
from cities.models import Country


class CountryExtension(models.Model):
    """A call's deadline is later for one country, such as after an outage. Rows are only added."""

    in_public_record = False

    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="country_extensions", verbose_name=_("call")
    )
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="extensions", verbose_name=_("country")
    )
    old_deadline = models.DateTimeField(_("old deadline"))
    new_deadline = models.DateTimeField(_("new deadline"))
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("extended"))

    class Meta:
        verbose_name = _("extension for a country")
        verbose_name_plural = _("extensions for countries")
        ordering = ("call__year", "country__code", "new_deadline", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("call", "country", "new_deadline"),
                name="country_extension_once",
                violation_error_message=_("This extension is already recorded."),
            ),
            models.CheckConstraint(
                condition=Q(new_deadline__gt=F("old_deadline")),
                name="country_extension_is_later",
                violation_error_message=_("An extension ends later than the deadline before."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="country_extension_has_a_reason",
                violation_error_message=_("An extension needs a reason."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.call}, {self.country}: {self.new_deadline:%Y-%m-%d}"


class NationalDeadline(models.Model):
    """Until when a National Commission takes its country's files for a call."""

    in_public_record = False

    commission = models.ForeignKey(
        NationalCommission,
        on_delete=models.CASCADE,
        related_name="deadlines",
        verbose_name=_("National Commission"),
    )
    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="national_deadlines", verbose_name=_("call")
    )
    deadline = models.DateTimeField(_("deadline"))
    deadline_printed = models.CharField(_("deadline as printed"), max_length=200, blank=True)
    deadline_reading = models.CharField(_("why this reading"), max_length=500, blank=True)
    is_binding = models.BooleanField(
        _("later files are refused"),
        default=True,
        help_text=_("Otherwise the date is shown, and the call’s own deadline counts."),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("national deadline")
        verbose_name_plural = _("national deadlines")
        ordering = ("call__year", "deadline", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("commission", "call"),
                name="national_deadline_once",
                violation_error_message=_("The Commission already has a date for this call."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.commission}, {self.call}"
