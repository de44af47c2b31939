"""The file that a candidate city hands in to a call, with its parts."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from applications.models.calls import Call
from cities.models import City, Source
from cities.models.dates import PartialDateField
from fields.models import CreativeField


class Status(models.TextChoices):
    """Where a file stands."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    ENDORSED = "endorsed", _("endorsed by the National Commission")
    DESIGNATED = "designated", _("designated")
    NOT_DESIGNATED = "not-designated", _("not designated")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Application(models.Model):
    """A city's candidature in one field to one call. Never part of the public record."""

    in_public_record = False

    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="applications", verbose_name=_("call")
    )
    city = models.ForeignKey(
        City, on_delete=models.PROTECT, related_name="applications", verbose_name=_("city")
    )
    field = models.ForeignKey(
        CreativeField,
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name=_("creative field"),
    )
    status = models.CharField(
        _("status"), max_length=16, choices=Status, default=Status.DRAFT, editable=False
    )
    initiator = models.CharField(
        _("initiator"), max_length=200, blank=True, help_text=_("Who proposed the candidature.")
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("source"),
    )
    note = models.TextField(_("note"), blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ("-call__year", "city__number")
        constraints = (
            models.UniqueConstraint(
                fields=("call", "city"),
                name="application_once_per_call",
                violation_error_message=_("The city already applies to this call."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.city}, {self.call}"

    def clean(self) -> None:
        """Raise `ValidationError` for a field that the call does not offer."""
        super().clean()
        if self.call_id and self.field_id:
            offered = self.call.fields.values_list("pk", flat=True)
            if offered and self.field_id not in offered:
                raise ValidationError({"field": _("This call does not offer this field.")})


class Milestone(models.Model):
    """A step of the strategy behind the candidature."""

    in_public_record = False

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="milestones"
    )
    on = PartialDateField(_("date"))
    title = models.CharField(_("title"), max_length=200)
    description = models.CharField(_("description"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("milestone of the strategy")
        verbose_name_plural = _("milestones of the strategy")
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("application", "title"), name="milestone_once"),
        )

    def __str__(self) -> str:
        return f"{self.on} {self.title}"


class ProcessStep(models.Model):
    """A dated step on the way to submission, as precise as its source; a year may be inferred."""

    in_public_record = False

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="process_steps"
    )
    on = PartialDateField(_("date"))
    year_is_inferred = models.BooleanField(_("the year is inferred"), default=False)
    title = models.CharField(_("title"), max_length=200)
    body = models.CharField(_("body that acts"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("step of the process")
        verbose_name_plural = _("steps of the process")
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("application", "title"), name="process_step_once"),
        )

    def __str__(self) -> str:
        return f"{self.on} {self.title}"


class Commitment(models.Model):
    """Something the city promises to do as a member."""

    in_public_record = False

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="commitments"
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=200)
    description = models.CharField(_("description"), max_length=500, blank=True)
    times_per_year = models.PositiveSmallIntegerField(_("times a year"), null=True, blank=True)

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("application", "title"), name="commitment_once"),
        )

    def __str__(self) -> str:
        return self.title


class BudgetLine(models.Model):
    """What membership costs; a source may name the line and no amount."""

    in_public_record = False

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="budget_lines"
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=200)
    people_at_least = models.PositiveSmallIntegerField(_("people at least"), null=True, blank=True)
    people_at_most = models.PositiveSmallIntegerField(_("people at most"), null=True, blank=True)
    is_optional = models.BooleanField(_("optional"), default=False)
    amount = models.DecimalField(
        _("amount"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("application", "title"), name="budget_line_once"),
            models.CheckConstraint(
                condition=Q(people_at_least__isnull=True)
                | Q(people_at_most__isnull=True)
                | Q(people_at_most__gte=F("people_at_least")),
                name="budget_line_people_in_order",
                violation_error_message=_("The greatest number of people is below the least."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, currency="")
                | (Q(amount__gte=0) & ~Q(currency="")),
                name="budget_line_amount_has_a_currency",
                violation_error_message=_("An amount needs its currency, and only an amount does."),
            ),
        )

    def __str__(self) -> str:
        return self.title


class ReferenceCity(models.Model):
    """A member city that the candidature looks to, and why."""

    in_public_record = False

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="reference_cities"
    )
    city = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        related_name="referring_applications",
        verbose_name=_("city"),
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("reference city")
        verbose_name_plural = _("reference cities")
        ordering = ("city__number",)
        constraints = (
            models.UniqueConstraint(fields=("application", "city"), name="reference_city_once"),
        )

    def __str__(self) -> str:
        return str(self.city)
