"""What a city's page tells of it: organisations, events, plans, offers and wishes."""

import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from cities.models.places import City, today
from cities.models.sources import Source
from uccn.doors.public_objects import ShownIn


class OrganisationKind(models.TextChoices):
    """What kind of body an organisation is."""

    COMPANY = "company", _("company")
    UNIVERSITY = "university", _("university or school")
    ASSOCIATION = "association", _("association")
    PARTNERSHIP = "partnership", _("partnership of public bodies, companies and schools")
    PUBLIC_BODY = "public-body", _("public body")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations by time, as far as the record knows of it."""

    def founded_by(self, date: datetime.date | None) -> Self:
        """Those that may have been there on the day: not founded in a later year (today's)."""
        year = (date or today()).year
        return self.filter(Q(founded_year__isnull=True) | Q(founded_year__lte=year))


class Organisation(models.Model):
    """A body that a city names: who makes its field, teaches it or runs the membership."""

    in_public_record = True
    shown_in = (ShownIn("city"), ShownIn("focal_points__city", columns=("name",)))

    city = models.ForeignKey(
        City, on_delete=models.CASCADE, related_name="organisations", verbose_name=_("city")
    )
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=16, choices=OrganisationKind)
    description = models.CharField(_("what it does"), max_length=300, blank=True)
    founded_year = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    runs_membership = models.BooleanField(_("runs the city’s membership"), default=False)
    website = models.URLField(_("web site"), blank=True)
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("source"),
    )

    history = HistoricalRecords()
    objects: ClassVar[OrganisationQuerySet] = OrganisationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("city__number", "kind", "name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("city", "name"),
                name="organisation_once_per_city",
                violation_error_message=_("The city already names this organisation."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class AssetKind(models.TextChoices):
    """What a city's page names besides organisations."""

    EVENT = "event", _("event")
    PROJECT = "project", _("project")
    PUBLICATION = "publication", _("publication")
    FIGURE = "figure", _("figure")
    GOAL = "goal", _("goal")
    OFFER = "offer", _("offer to other cities")
    WISH = "wish", _("wish for co-operation")


class Asset(models.Model):
    """An event, plan, figure, offer or wish that a city names, in our own words."""

    in_public_record = True
    shown_in = (ShownIn("city"),)

    city = models.ForeignKey(
        City, on_delete=models.CASCADE, related_name="assets", verbose_name=_("city")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=AssetKind)
    title = models.CharField(_("title"), max_length=200)
    description = models.CharField(_("description"), max_length=500, blank=True)
    every_years = models.PositiveSmallIntegerField(
        _("every … years"), null=True, blank=True, help_text=_("2 for a biennial event.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assets",
        verbose_name=_("source"),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("part of a city’s profile")
        verbose_name_plural = _("parts of cities’ profiles")
        ordering = ("city__number", "kind", "position", "title", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("city", "kind", "title"),
                name="asset_once_per_city",
                violation_error_message=_("The city’s profile already has this."),
            ),
            models.CheckConstraint(
                condition=Q(every_years__isnull=True) | Q(every_years__gte=1, kind="event"),
                name="asset_recurs_only_if_event",
                violation_error_message=_("Only an event recurs, every one or more years."),
            ),
        )

    def __str__(self) -> str:
        return self.title


class CityText(models.Model):
    """A city's profile in one language."""

    in_public_record = True
    shown_in = (ShownIn("city"),)

    city = models.ForeignKey(
        City, on_delete=models.CASCADE, related_name="texts", verbose_name=_("city")
    )
    language = models.CharField(_("language"), max_length=16)
    text = models.TextField(_("text"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("profile text")
        verbose_name_plural = _("profile texts")
        ordering = ("city__number", "language", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("city", "language"),
                name="city_text_once_per_language",
                violation_error_message=_("The city already has a text in this language."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.city} ({self.language})"
