"""The people who speak for a city."""

import datetime
from typing import ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from cities.models.places import City, today
from cities.models.profiles import Organisation
from cities.models.sources import Source
from uccn.doors.public_objects import ShownIn

telephone_validator = RegexValidator(
    r"^\+[1-9]\d{6,14}$", _("Write the number in international form, such as +46703733165.")
)


class ContactRole(models.TextChoices):
    """What a source says a person is to the city; it is never guessed."""

    FOCAL_POINT = "focal-point", _("focal point")
    ALTERNATE = "alternate", _("alternate focal point")
    CONTACT = "contact", _("contact, role not stated")


class FocalPointQuerySet(models.QuerySet["FocalPoint"]):
    """People by who may know of them."""

    def shown(self, as_of: datetime.date | None = None) -> Self:
        """Those shown to everybody: public, and speaking for their city today.

        As of a past day they are those of today who already spoke for it then: who no longer does
        is shown on no day.
        """
        now = today()
        return self.filter(
            Q(since__isnull=True) | Q(since__lte=as_of or now),
            Q(until__isnull=True) | Q(until__gte=now),
            is_public=True,
        )


class FocalPoint(models.Model):
    """A person who speaks for a member city, as far as a source or the city itself says so."""

    in_public_record = True
    shown_in = (ShownIn("city"),)

    city = models.ForeignKey(
        City, on_delete=models.CASCADE, related_name="focal_points", verbose_name=_("city")
    )
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=16, choices=ContactRole)
    title = models.CharField(_("title"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="focal_points",
        verbose_name=_("organisation"),
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    telephone = models.CharField(
        _("telephone"), max_length=16, blank=True, validators=[telephone_validator]
    )
    telephone_printed = models.CharField(_("telephone as printed"), max_length=40, blank=True)
    is_public = models.BooleanField(_("shown to everybody"), default=False)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    verified_on = models.DateField(_("last verified on"), null=True, blank=True)
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="focal_points",
        verbose_name=_("source"),
    )

    history = HistoricalRecords()
    objects: ClassVar[FocalPointQuerySet] = FocalPointQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("focal point")
        verbose_name_plural = _("focal points")
        ordering = ("city__number", "role", "name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("city", "name"),
                name="focal_point_once_per_city",
                violation_error_message=_("This person already speaks for this city."),
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="focal_point_until_not_before_since",
                violation_error_message=_("The last day cannot come before the first."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.city})"

    @property
    def missing(self) -> list[str]:
        """Names of the contact details that are not known."""
        return [
            str(self._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            for name in ("email", "telephone", "verified_on")
            if not getattr(self, name)
        ]

    def erase(self) -> None:
        """Forget the person: the row and every earlier version of it."""
        key = self.pk
        self.delete()
        FocalPoint.history.filter(id=key).delete()
