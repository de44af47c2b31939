"""Countries and cities."""

import datetime
import functools
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from cities.models.collation import SORT_KEY_LENGTH, sort_key
from cities.models.derived import DerivedCharField
from cities.models.folding import fold
from uccn.doors import locales
from uccn.doors.public_objects import PublicObject, ShownIn, ShownInEvery


def today() -> datetime.date:
    """The day on which the record answers when nobody asks for another: the UTC date."""
    return timezone.now().date()


class Region(models.TextChoices):
    """UNESCO's five regional groups: a decision recorded per country, not geography."""

    AFRICA = "africa", _("Africa")
    ARAB_STATES = "arab-states", _("Arab States")
    ASIA_PACIFIC = "asia-pacific", _("Asia and the Pacific")
    EUROPE_NORTH_AMERICA = "europe-north-america", _("Europe and North America")
    LATIN_AMERICA_CARIBBEAN = "latin-america-caribbean", _("Latin America and the Caribbean")


class Continent(models.TextChoices):
    """Geography, for statements such as “in Europe”."""

    AFRICA = "africa", _("Africa")
    AMERICA = "america", _("America")
    ASIA = "asia", _("Asia")
    EUROPE = "europe", _("Europe")
    OCEANIA = "oceania", _("Oceania")


class MembershipOfUnesco(models.TextChoices):
    """What a country is to UNESCO; cities of Member States and Associate Members may apply."""

    MEMBER = "member", _("Member State")
    ASSOCIATE = "associate", _("Associate Member")
    FORMER = "former", _("former Member State")


class Territory(models.TextChoices):
    """What kind of place a member is: some are regions, districts or islands."""

    CITY = "city", _("city")
    MUNICIPALITY = "municipality", _("municipality")
    METROPOLIS = "metropolis", _("metropolitan area")
    DISTRICT = "district", _("district")
    REGION = "region", _("region")
    ISLAND = "island", _("island")


@functools.cache
def cldr_country_names(language: str) -> dict[str, str]:
    """Country names of a language from CLDR, by two-letter code."""
    with locales.let_go(language) as locale:
        return dict(locale.territories)


def country_name(code: str, english: str, names: dict[str, str], language: str) -> str:
    """A country's name in a language: the row's own, or CLDR's, or English.

    `english` and `names` are the row's columns; the row wins because some names of CLDR are not
    those that the United Nations use.
    """
    primary = language.split("-", maxsplit=1)[0]
    if primary == "en":
        return english
    return names.get(primary) or cldr_country_names(language).get(code) or english


class Country(models.Model):
    """A country of ISO 3166-1 with its place in UNESCO's regional groups and on the globe."""

    in_public_record = True
    public_object = PublicObject("country", key="code")
    shown_in = (ShownIn("cities"), ShownInEvery("statement"))

    code = models.CharField(
        _("code"),
        max_length=2,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Write two capital letters, such as NO."))],
        help_text=_("The two-letter code of ISO 3166-1."),
    )
    name = models.CharField(_("name in English"), max_length=100, unique=True)
    names = models.JSONField(
        _("names in other languages"),
        default=dict,
        blank=True,
        help_text=_("Only where CLDR’s name is not the one to use, such as {“fr”: “Palestine”}."),
    )
    region = models.CharField(_("UNESCO region"), max_length=32, choices=Region)
    continent = models.CharField(_("continent"), max_length=16, choices=Continent)
    subregion = models.CharField(_("sub-region (M49)"), max_length=64)
    unesco_status = models.CharField(
        _("status in UNESCO"), max_length=16, choices=MembershipOfUnesco
    )
    left_unesco_on = models.DateField(_("left UNESCO on"), null=True, blank=True)
    sort_key = DerivedCharField(max_length=SORT_KEY_LENGTH, source="name", derive=sort_key)

    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ("sort_key", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(region__in=Region.values),
                name="country_region_is_one_of_the_five",
                violation_error_message=_("UNESCO has five regional groups."),
            ),
            models.CheckConstraint(
                condition=Q(unesco_status=MembershipOfUnesco.FORMER)
                | Q(left_unesco_on__isnull=True),
                name="country_that_left_is_a_former_member",
                violation_error_message=_("Only a former Member State has a date of leaving."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    def name_in(self, language: str) -> str:
        """The country's name in a language such as `ar` or `zh-hans`."""
        return country_name(self.code, self.name, self.names, language)

    @property
    def local_name(self) -> str:
        """The country's name in the language of the current request."""
        return self.name_in(get_language() or "en")

    def get_absolute_url(self) -> str:
        return reverse("cities:country", args=[self.code.lower()])


class CityQuerySet(models.QuerySet["City"]):
    """Cities by what they are in the network on a date."""

    def members_on(self, date: datetime.date) -> Self:
        """Cities with a designation in force on the date: every count of members starts here."""
        return self.filter(Exists(self._designations().on(date)))

    def ever_members(self, date: datetime.date | None = None) -> Self:
        """Cities that are or were members by the date (today): those that have a public page."""
        return self.filter(Exists(self._designations().filter(in_force_from__lte=date or today())))

    def candidates(self) -> Self:
        """Cities that have never been designated, known only to staff."""
        return self.filter(~Exists(self._designations()))

    def _designations(self) -> Any:
        return related_rows("designations").filter(city=OuterRef("pk"))


def related_rows(relation: str) -> Any:
    """The manager of the rows that point to cities under this name; their modules import this."""
    model: Any = City._meta.get_field(relation).related_model
    return model.objects


class City(models.Model):
    """A place that is, was or wishes to be a member of the network.

    `number` is its permanent number: given once, never changed, never reused. `slug` names it in
    addresses and may change; the old one is kept and redirects (`FormerSlug`).
    """

    in_public_record = True
    # Candidates are known to staff only.
    public_object = PublicObject("city", key="number", needs="designations")
    shown_in = (
        ShownIn("country", columns=("country",)),
        ShownInEvery("statement", columns=("number", "slug", "name", "country")),
    )

    number = models.PositiveIntegerField(
        _("number"),
        unique=True,
        validators=[MinValueValidator(1)],
        help_text=_("The city’s permanent number. It never changes and is never used again."),
    )
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=100)
    native_name = models.CharField(_("native name"), max_length=100, blank=True)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="cities", verbose_name=_("country")
    )
    territory = models.CharField(
        _("territory"), max_length=16, choices=Territory, default=Territory.CITY
    )
    latitude = models.FloatField(
        _("latitude"), validators=[MinValueValidator(-90.0), MaxValueValidator(90.0)]
    )
    longitude = models.FloatField(
        _("longitude"), validators=[MinValueValidator(-180.0), MaxValueValidator(180.0)]
    )
    geonames_id = models.PositiveIntegerField(_("GeoNames number"), null=True, blank=True)
    population = models.PositiveIntegerField(
        _("population"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    population_scope = models.CharField(
        _("what the population counts"), max_length=16, choices=Territory, blank=True
    )
    population_year = models.PositiveSmallIntegerField(
        _("year of the population"), null=True, blank=True
    )
    website = models.URLField(_("web site"), blank=True)
    sort_key = DerivedCharField(max_length=SORT_KEY_LENGTH, source="name", derive=sort_key)
    folded = DerivedCharField(max_length=200, source="name", derive=fold, db_index=True)

    history = HistoricalRecords(excluded_fields=["sort_key", "folded"])
    objects: ClassVar[Any] = CityQuerySet.as_manager()

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering = ("sort_key", "number")
        indexes = (
            # The order of the list, of the whole network and of one country.
            models.Index(fields=["sort_key", "number"], name="city_by_name"),
            models.Index(fields=["country", "sort_key", "number"], name="city_of_country_by_name"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(latitude__gte=-90, latitude__lte=90),
                name="city_latitude_between_90_south_and_90_north",
                violation_error_message=_("A latitude lies between -90 and 90 degrees."),
            ),
            models.CheckConstraint(
                condition=Q(longitude__gte=-180, longitude__lte=180),
                name="city_longitude_between_180_west_and_180_east",
                violation_error_message=_("A longitude lies between -180 and 180 degrees."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="city_number_is_positive",
                violation_error_message=_("City numbers start with 1."),
            ),
            models.CheckConstraint(
                condition=Q(population__isnull=True) | Q(population__gte=1),
                name="city_population_is_positive_or_unknown",
                violation_error_message=_("Leave the population empty where it is unknown."),
            ),
            models.UniqueConstraint(
                fields=("geonames_id",),
                condition=Q(geonames_id__isnull=False),
                name="city_geonames_id_once",
                violation_error_message=_("Another city has this GeoNames number."),
            ),
            models.UniqueConstraint(
                fields=("country", "name"),
                name="city_name_once_per_country",
                violation_error_message=_("This country already has a city of this name."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[int]:
        return (self.number,)

    def get_absolute_url(self) -> str:
        return reverse("cities:city", args=[self.slug])

    def clean(self) -> None:
        """Raise `ValidationError` for a changed number or a slug that used to name another city."""
        super().clean()
        before = City.objects.filter(pk=self.pk).first() if self.pk else None
        if before is not None and before.number != self.number:
            raise ValidationError({"number": _("A city’s number never changes.")})
        if related_rows("former_slugs").filter(slug=self.slug).exclude(city=self.pk).exists():
            raise ValidationError({"slug": _("This slug used to name another city.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and keep a slug that is being given up, so that its addresses redirect."""
        with transaction.atomic():
            old = City.objects.filter(pk=self.pk).values_list("slug", flat=True).first()
            super().save(*args, **kwargs)
            if old and old != self.slug:
                former = related_rows("former_slugs")
                former.get_or_create(slug=old, defaults={"city": self})
                former.filter(slug=self.slug, city=self).delete()

    @classmethod
    def next_number(cls) -> int:
        """The number for a new city: one more than any city, living or deleted, has had."""
        used = [
            model.objects.aggregate(highest=models.Max("number"))["highest"] or 0
            for model in (cls, cls.history.model)
        ]
        return max(used) + 1
