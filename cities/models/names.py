"""The names under which cities and countries are found."""

from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from cities.models.derived import DerivedCharField
from cities.models.folding import fold
from cities.models.places import City, Country
from cities.models.sources import Source
from uccn.doors.public_objects import ShownIn


class NameKind(models.TextChoices):
    """Where a spelling comes from, and so how far to trust it for display."""

    NATIVE = "native", _("in the city’s own language")
    ALTERNATIVE = "alternative", _("another official or common form")
    TRANSLATION = "translation", _("in another language")
    FORMER = "former", _("former name")
    AS_PRINTED = "as-printed", _("as a source prints it")
    MISSPELLING = "misspelling", _("misspelling")
    GAZETTEER = "gazetteer", _("from the gazetteer")


class CityName(models.Model):
    """Another spelling of a city's name, for finding it; folded when it is written."""

    in_public_record = True
    shown_in = (ShownIn("city"),)

    city = models.ForeignKey(
        City, on_delete=models.CASCADE, related_name="names", verbose_name=_("city")
    )
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(
        _("kind"), max_length=16, choices=NameKind, default=NameKind.ALTERNATIVE
    )
    language = models.CharField(
        _("language"),
        max_length=16,
        blank=True,
        help_text=_("A language tag such as sv or zh-Hans."),
    )
    script = models.CharField(_("script"), max_length=32, blank=True)
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="city_names",
        verbose_name=_("source"),
    )
    folded = DerivedCharField(max_length=240, source="name", derive=fold, db_index=True)

    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("other name of a city")
        verbose_name_plural = _("other names of cities")
        ordering = ("city__number", "pk")
        indexes = (
            # The name of a city for readers of a language, and all such names.
            models.Index(fields=["language", "kind", "city"], name="city_name_in_language"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("city", "name", "kind"),
                name="city_name_once_per_kind",
                violation_error_message=_("The city already has this name of this kind."),
            ),
        )

    def __str__(self) -> str:
        return self.name


def names_known_in(language: str, city: str = "pk") -> Subquery:
    """A city's name that is right in the language, or nothing; `city` is the path to its key.

    It is the city's own name where that is its language, or a curated translation. Who finds none
    shows the name of the record.
    """
    # Of two names in one language, which only staff can have written, the own and older one.
    curated = _curated(language).filter(city=OuterRef(city)).order_by("kind", "pk")
    return Subquery(curated.values("name")[:1])


def other_names_known_in(language: str) -> dict[int, str]:
    """The same names by the primary keys of their cities, where the record has another; one query.

    For whoever needs those of all cities.
    """
    known = _curated(language).order_by("city_id", "kind", "pk")
    rows = list(known.values_list("city_id", "name", "city__name"))
    first = {city: (name, of_record) for city, name, of_record in reversed(rows)}
    return {city: name for city, (name, of_record) in first.items() if name != of_record}


def _curated(language: str) -> Any:
    return CityName.objects.filter(
        kind__in=(NameKind.NATIVE, NameKind.TRANSLATION), language=language.partition("-")[0]
    )


class CountryName(models.Model):
    """A name of a country that sources print and CLDR does not know, such as a misspelling."""

    in_public_record = True
    shown_in = ()  # search knows these names

    country = models.ForeignKey(
        Country, on_delete=models.CASCADE, related_name="other_names", verbose_name=_("country")
    )
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=16, blank=True)
    folded = DerivedCharField(max_length=240, source="name", derive=fold)

    class Meta:
        verbose_name = _("other name of a country")
        verbose_name_plural = _("other names of countries")
        ordering = ("country__code", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("folded",),
                name="country_name_means_one_country",
                violation_error_message=_("This name already means a country."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class FormerSlug(models.Model):
    """A slug that a city gave up: its addresses redirect to the city's page of today."""

    in_public_record = True
    shown_in = (ShownIn("city"),)

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    city = models.ForeignKey(
        City, on_delete=models.CASCADE, related_name="former_slugs", verbose_name=_("city")
    )

    class Meta:
        verbose_name = _("former slug")
        verbose_name_plural = _("former slugs")
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug

    def natural_key(self) -> tuple[Any]:
        return (self.slug,)
