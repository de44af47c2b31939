"""Sources, and the statements that they make: kept apart from the record."""

import datetime
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from cities.models.collation import SORT_KEY_LENGTH, sort_key
from cities.models.dates import PartialDateField, over_by
from cities.models.derived import DerivedCharField
from cities.models.places import City, Continent, Country, Region
from fields.models import CreativeField
from uccn.doors.public_objects import PublicObject, ShownIn


class SourceQuerySet(models.QuerySet["Source"]):
    """Sources by time."""

    def known_by(self, date: datetime.date) -> Self:
        """Those that may have been there by a past day.

        A source with a date of its own has been there since that. One without cannot have been
        there before the first day of which it may speak; if that is not known either, it stays.
        """
        undated = Q(earliest__isnull=True) | Q(earliest__lte=date) | ~Q(dated_on="")
        return self.filter(over_by("dated_on", date), undated)

    def titles(self, keys: Iterable[str]) -> dict[str, str]:
        """The titles of the sources with these keys, by key; an empty key names none."""
        return dict(self.filter(key__in={*keys} - {""}).values_list("key", "title"))


class Source(models.Model):
    """A page or document, with the dates of which it may speak.

    `dated_on` is a date that the source itself bears. Where it bears none, `earliest` and `latest`
    bound what it may speak of; when they were inferred, they are never used as proof.
    """

    in_public_record = True
    public_object = PublicObject("source", key="key")
    shown_in = (
        ShownIn("designations__city", columns=("key", "title", "url", "sort_key")),
        ShownIn("city_names__city", columns=("key",)),
        ShownIn("organisations__city", columns=("key",)),
        ShownIn("assets__city", columns=("key",)),
        ShownIn("focal_points__city", columns=("key",)),
        ShownIn("statements", columns=("key", "title", "dated_on")),
        ShownIn("calls", columns=("key", "sort_key")),
    )

    key = models.SlugField(_("key"), max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=16, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    dated_on = PartialDateField(_("dated"), blank=True, default="")
    earliest = models.DateField(_("speaks of this day at the earliest"), null=True, blank=True)
    latest = models.DateField(_("speaks of this day at the latest"), null=True, blank=True)
    dates_inferred = models.BooleanField(_("these days are inferred"), default=False)
    note = models.TextField(_("note"), blank=True)
    sort_key = DerivedCharField(max_length=SORT_KEY_LENGTH, source="title", derive=sort_key)

    history = HistoricalRecords(excluded_fields=["sort_key"])
    objects: ClassVar[Any] = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("sort_key", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("url",),
                condition=~Q(url=""),
                name="source_address_once",
                violation_error_message=_("There is already a source with this address."),
            ),
            models.CheckConstraint(
                condition=Q(earliest__isnull=True)
                | Q(latest__isnull=True)
                | Q(latest__gte=F("earliest")),
                name="source_earliest_not_after_latest",
                violation_error_message=_("The latest day cannot come before the earliest."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("cities:source", args=[self.key])


class Metric(models.TextChoices):
    """What a statement is about, and so which question the record answers."""

    MEMBERS = "members", _("number of member cities")
    COUNTRIES = "countries", _("number of countries with a member city")
    FIELDS = "fields", _("number of fields with a member city")
    FOUNDED = "founded", _("year in which the network began")
    MEMBERSHIP = "membership", _("a city is a member")
    DESIGNATION = "designation", _("a city holds a field since a date")
    FIRST = "first", _("a city is the first in a scope")
    ONLY = "only", _("a city is the only one in a scope")


class Scope(models.TextChoices):
    """Of which cities a statement speaks; a creative field may narrow each."""

    NETWORK = "network", _("the whole network")
    REGION = "region", _("a UNESCO region")
    CONTINENT = "continent", _("a continent")
    COUNTRIES = "countries", _("one or more countries")


class Subject(models.TextChoices):
    """Under what a reader looks a statement up; it follows from what the statement is about."""

    NETWORK = "network", _("The size of the network")
    COUNTRIES = "countries", _("Countries of the network")
    FIELDS = "fields", _("Number of creative fields")
    BEGINNING = "beginning", _("The beginning")
    CITIES_OF_FIELD = "cities-of-a-field", _("Cities of a field")
    CITIES_OF_PLACE = "cities-of-a-place", _("Cities of a country or region")
    SUPERLATIVES = "first-and-only", _("The first and the only")
    SINGLE_CITIES = "single-cities", _("Single cities")


NOTHING = Q(pk__in=())
IS_ABOUT: dict[str, Q] = {
    Subject.NETWORK: Q(metric=Metric.MEMBERS, field=None, scope=Scope.NETWORK),
    Subject.COUNTRIES: Q(metric=Metric.COUNTRIES),
    Subject.FIELDS: Q(metric=Metric.FIELDS),
    Subject.BEGINNING: Q(metric=Metric.FOUNDED),
    Subject.CITIES_OF_FIELD: Q(metric=Metric.MEMBERS, field__isnull=False),
    Subject.CITIES_OF_PLACE: Q(metric=Metric.MEMBERS, field=None) & ~Q(scope=Scope.NETWORK),
    Subject.SUPERLATIVES: Q(metric__in=[Metric.FIRST, Metric.ONLY]),
    Subject.SINGLE_CITIES: Q(metric__in=[Metric.MEMBERSHIP, Metric.DESIGNATION]),
}


class StatementQuerySet(models.QuerySet["Statement"]):
    """Statements by what they are about."""

    def with_subject(self) -> "StatementQuerySet":
        """Each with its `subject`, a value of `Subject`."""
        cases = (When(condition, then=Value(subject)) for subject, condition in IS_ABOUT.items())
        return self.annotate(subject=Case(*cases, output_field=models.CharField()))

    def with_names_countries(self) -> "StatementQuerySet":
        """Each with `names_countries`: whether it names any, so that only those are asked for."""
        named = Statement.countries.through.objects.filter(statement=OuterRef("pk"))
        return self.annotate(names_countries=Exists(named))

    def about(self, subjects: Iterable[str]) -> "StatementQuerySet":
        """Those on one of the subjects."""
        return self.filter(reduce(or_, (IS_ABOUT[subject] for subject in subjects), NOTHING))

    def made_by(self, date: datetime.date) -> "StatementQuerySet":
        """Those that may have been made by a past day.

        That is: by a source of that time, of no later date, and not of a city that joined later.
        """
        by_then = City.objects.ever_members(date).order_by().values("pk")
        later = City.objects.ever_members().exclude(pk__in=by_then).order_by()
        return self.filter(
            over_by("said_on", date),
            over_by("value_date", date),
            source__in=Source.objects.known_by(date).order_by(),
        ).filter(Q(city__isnull=True) | ~Q(city__in=later))

    def subjects(self) -> set[str]:
        """The subjects on which there is a statement."""
        statements: Any = self.with_subject().order_by()
        return set(statements.values_list("subject", flat=True).distinct())

    def by_subject(self) -> "StatementQuerySet":
        """Under their subjects, in the order of these, like beside like.

        The cities that a source merely names stay together.
        """
        places = (
            When(condition, then=Value(place)) for place, condition in enumerate(IS_ABOUT.values())
        )
        merely_named = When(metric=Metric.MEMBERSHIP, then=F("source__sort_key"))
        return self.with_subject().order_by(
            Case(*places, output_field=models.IntegerField()),
            "metric",
            Case(merely_named, default=Value("")),
            F("field__position").asc(nulls_first=True),
            F("value").asc(nulls_first=True),
            F("city__sort_key").asc(nulls_first=True),
            "source__sort_key",
            "source__pk",
            "pk",
        )


class Statement(models.Model):
    """What a source says, as printed and normalised; the record's answer is never stored."""

    in_public_record = True
    public_object = PublicObject("statement", key="id")
    shown_in = (ShownIn("source", columns=("source",)),)
    relations_shown_in: ClassVar = {"countries": (ShownIn("statement"),)}

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="statements", verbose_name=_("source")
    )
    key = models.SlugField(_("key"), max_length=120)
    printed = models.CharField(
        _("as printed"),
        max_length=300,
        help_text=_("The figure or claim in the source’s own words."),
    )
    language = models.CharField(_("language of the print"), max_length=16, blank=True)
    metric = models.CharField(_("about"), max_length=16, choices=Metric)
    value = models.IntegerField(_("figure"), null=True, blank=True)
    value_date = PartialDateField(_("date claimed"), blank=True, default="")
    city = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("city"),
    )
    without_city = models.BooleanField(
        _("the figure leaves the city out"),
        default=False,
        help_text=_("As in “30 fellow design cities”."),
    )
    field = models.ForeignKey(
        CreativeField,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("creative field"),
    )
    scope = models.CharField(_("scope"), max_length=16, choices=Scope, default=Scope.NETWORK)
    region = models.CharField(_("UNESCO region"), max_length=32, choices=Region, blank=True)
    continent = models.CharField(_("continent"), max_length=16, choices=Continent, blank=True)
    countries = models.ManyToManyField(
        Country, blank=True, related_name="statements", verbose_name=_("countries")
    )
    scope_name = models.CharField(
        _("name of the scope"), max_length=100, blank=True, help_text=_("Such as Nordic countries.")
    )
    said_on = PartialDateField(
        _("said on"),
        blank=True,
        default="",
        help_text=_("A date that the source itself bears for this statement; often there is none."),
    )
    note = models.TextField(_("note"), blank=True)

    history = HistoricalRecords(m2m_fields=[countries])
    objects: ClassVar[Any] = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ("source__sort_key", "source__pk", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("source", "key"),
                name="statement_key_once_per_source",
                violation_error_message=_("This source already has a statement with this key."),
            ),
            models.CheckConstraint(
                condition=~Q(metric__in=["members", "countries", "fields", "founded"])
                | Q(value__isnull=False),
                name="statement_of_a_number_has_a_figure",
                violation_error_message=_("A statement about a number needs its figure."),
            ),
            models.CheckConstraint(
                condition=~Q(metric__in=["membership", "designation", "first", "only"])
                | Q(city__isnull=False),
                name="statement_about_a_city_names_it",
                violation_error_message=_("A statement about a city needs the city."),
            ),
            models.CheckConstraint(
                condition=~Q(metric="designation") | Q(field__isnull=False),
                name="statement_of_a_designation_names_the_field",
                violation_error_message=_("A statement about a designation needs the field."),
            ),
            models.CheckConstraint(
                condition=Q(without_city=False) | Q(city__isnull=False),
                name="statement_without_a_city_names_it",
                violation_error_message=_("Say which city the figure leaves out."),
            ),
            models.CheckConstraint(
                condition=(~Q(scope="region") | ~Q(region=""))
                & (~Q(scope="continent") | ~Q(continent="")),
                name="statement_scope_is_named",
                violation_error_message=_("Say which region or continent the statement speaks of."),
            ),
        )

    @cached_property
    def named_countries(self) -> list[Country]:
        """The countries of which it speaks; `answers` knows where there are none."""
        return list(self.countries.all())

    def __str__(self) -> str:
        return self.printed

    def clean(self) -> None:
        """Raise `ValidationError` when a scope and the column that names it do not agree."""
        super().clean()
        errors = {}
        if self.region and self.scope != Scope.REGION:
            errors["region"] = _("Only a statement about a region names one.")
        if self.continent and self.scope != Scope.CONTINENT:
            errors["continent"] = _("Only a statement about a continent names one.")
        if errors:
            raise ValidationError(errors)
