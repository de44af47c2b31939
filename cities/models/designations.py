"""Designations: which city holds which creative field, from when until when."""

import datetime
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from cities.models.dates import PartialDateField, last_day, precision
from cities.models.derived import DerivedDateField
from cities.models.places import City, today
from cities.models.sources import Source
from fields.models import CreativeField
from uccn.doors.public_objects import ShownIn, ShownInEvery

COUNTED = ("city", "field", "announced_on", "ended_on", "in_force_from", "lapsed_from")


class EndReason(models.TextChoices):
    """Why a designation ended."""

    FIELD_CHANGE = "field-change", _("the city changed its field")
    WITHDRAWAL = "withdrawal", _("the city left the network")
    INVITED_TO_LEAVE = "invited-to-leave", _("the city was invited to leave")
    MERGER = "merger", _("the city became part of another member")


class Evidence(models.TextChoices):
    """How well the year and the field of a designation are attested."""

    SEVERAL = "several", _("several sources agree")
    SINGLE = "single", _("one source only")
    LISTING_ORDER = "listing-order", _("the year rests on the order of the official list alone")


class DesignationQuerySet(models.QuerySet["Designation"]):
    """Designations by time."""

    def on(self, date: datetime.date) -> Self:
        """Those in force on the date: begun by then, and not ended by then."""
        return self.filter(
            Q(lapsed_from__isnull=True) | Q(lapsed_from__gt=date), in_force_from__lte=date
        )

    def begun_by(self, date: datetime.date) -> Self:
        """Those in force on the date or earlier."""
        return self.filter(in_force_from__lte=date)


class Designation(models.Model):
    """A city holds a creative field from a date until it ends.

    Dates are as precise as their source. A designation is in force from the last day of its stated
    precision (`in_force_from`) and no longer from the last day of the precision of its end
    (`lapsed_from`). A city holds one field at a time: the database refuses overlaps, with an
    exclusion constraint on PostgreSQL and its twin, a trigger, on SQLite. A change of field is an
    ended row and a new one; the network's size does not change.
    """

    in_public_record = True
    # Whatever is counted counts designations.
    shown_in = (
        ShownIn("city"),
        ShownIn("field", columns=COUNTED),
        ShownIn("city__country", columns=COUNTED),
        ShownIn("sources", columns=("in_force_from",)),
        ShownInEvery("statement", columns=COUNTED),
    )
    relations_shown_in: ClassVar = {"sources": (ShownIn("designation__city"), ShownIn("source"))}

    city = models.ForeignKey(
        City, on_delete=models.PROTECT, related_name="designations", verbose_name=_("city")
    )
    field = models.ForeignKey(
        CreativeField,
        on_delete=models.PROTECT,
        related_name="designations",
        verbose_name=_("creative field"),
    )
    call_year = models.PositiveSmallIntegerField(
        _("year of the call"),
        null=True,
        blank=True,
        help_text=_("Empty for a change of field outside a call."),
    )
    announced_on = PartialDateField(
        _("announced on"), help_text=_("As precise as the source: 2015-12-11, 2021-11 or 2004.")
    )
    ended_on = PartialDateField(
        _("ended on"),
        blank=True,
        default="",
        help_text=_("The first day on which it no longer holds."),
    )
    end_reason = models.CharField(
        _("reason of the end"), max_length=20, choices=EndReason, blank=True, default=""
    )
    successor = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessor",
        verbose_name=_("followed by"),
    )
    evidence = models.CharField(
        _("evidence"), max_length=16, choices=Evidence, default=Evidence.SEVERAL
    )
    evidence_note = models.CharField(_("note on the evidence"), max_length=300, blank=True)
    sources = models.ManyToManyField(
        Source, related_name="designations", blank=True, verbose_name=_("sources")
    )
    in_force_from = DerivedDateField(
        _("in force from"), source="announced_on", derive=last_day, db_index=True
    )
    lapsed_from = DerivedDateField(
        _("no longer in force from"), null=True, source="ended_on", derive=last_day
    )

    history = HistoricalRecords(
        excluded_fields=["in_force_from", "lapsed_from"], m2m_fields=[sources]
    )
    objects: ClassVar[Any] = DesignationQuerySet.as_manager()

    # Keys of the rows of the same city that are edited in the same form: what stands in the
    # database of them is about to change, so `clean` leaves comparing them to whoever set this.
    edited_together: frozenset[int] = frozenset()

    class Meta:
        verbose_name = _("designation")
        verbose_name_plural = _("designations")
        ordering = ("in_force_from", "city__number", "pk")
        indexes = (
            # Whether a city holds a field on a day, and which cities hold one field then: both are
            # answered by the index alone.
            models.Index(
                fields=["city", "in_force_from", "lapsed_from", "field"], name="designation_of_city"
            ),
            # The city before the days: whether a city holds a field is asked city by city, and an
            # index that finds the days of all cities first would be read whole for each.
            models.Index(
                fields=["field", "city", "in_force_from", "lapsed_from"],
                name="designation_of_field",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("city",),
                condition=Q(ended_on=""),
                name="designation_one_in_force_per_city",
                violation_error_message=_("The city already holds a field: end that one first."),
            ),
            models.CheckConstraint(
                condition=Q(lapsed_from__isnull=True) | Q(lapsed_from__gt=F("in_force_from")),
                name="designation_ends_after_it_begins",
                violation_error_message=_("A designation cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on="", end_reason="") | (~Q(ended_on="") & ~Q(end_reason="")),
                name="designation_ended_with_a_reason",
                violation_error_message=_(
                    "An ended designation has a date and a reason; one in force has neither."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.city}, {self.field}, {self.announced_on}"

    def clean(self) -> None:
        """Raise `ValidationError` for a future date, an end before the start or an overlap."""
        super().clean()
        begins, ends = last_day(self.announced_on), last_day(self.ended_on)
        errors: dict[str, Any] = {}
        if begins and begins > today():
            errors["announced_on"] = _(
                "“%(date)s” lies in the future, or is not yet over: state the month or the day."
            ) % {"date": self.announced_on}
        if begins and ends and ends <= begins:
            errors["ended_on"] = _("A designation cannot end before it begins.")
        if begins and self.city_id and not errors:
            overlapping = self._overlapping(begins, ends)
            if overlapping is not None:
                errors["announced_on"] = _(
                    "This overlaps the city’s designation for %(field)s."
                ) % {"field": overlapping.field.name}
        if errors:
            raise ValidationError(errors)

    def _overlapping(
        self, begins: datetime.date, ends: datetime.date | None
    ) -> "Designation | None":
        others = Designation.objects.filter(city=self.city_id).exclude(pk=self.pk)
        others = others.exclude(pk__in=self.edited_together)
        others = others.filter(Q(lapsed_from__isnull=True) | Q(lapsed_from__gt=begins))
        if ends:
            others = others.filter(in_force_from__lt=ends)
        return others.select_related("field").first()

    @property
    def announced_precision(self) -> str:
        """`year`, `month` or `day`."""
        return precision(self.announced_on)
