"""The creative fields. They are rows with a first year, never an enumeration."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from uccn.doors.public_objects import PublicObject, ShownIn, ShownInEvery

colour_validator = RegexValidator(r"^#[0-9a-f]{6}$", _("Write a colour like #1d4fb4."))


class Glyph(models.TextChoices):
    """The silhouettes that the style sheet and the maps can draw; the hexagon is spare."""

    LOZENGE = "lozenge", _("lozenge")
    SQUARE = "square", _("square")
    TRIANGLE = "triangle", _("triangle")
    DISC = "disc", _("disc")
    BOOKMARK = "bookmark", _("bookmark")
    PLUS = "plus", _("plus")
    RING = "ring", _("ring")
    ARCH = "arch", _("arch")
    HEXAGON = "hexagon", _("hexagon")


class CreativeField(models.Model):
    """One of the fields in which UNESCO designates creative cities.

    Source of the names in six languages: UNESCO's announcements and those of its partners in each
    language. Colour and glyph are what every map, table and chart draws for the field.
    """

    in_public_record = True
    public_object = PublicObject("field", key="slug")
    shown_in = (ShownIn("designations__city"), ShownIn("calls"), ShownInEvery("statement"))

    slug = models.SlugField(_("slug"), unique=True)
    position = models.PositiveSmallIntegerField(_("order"), unique=True)
    name_en = models.CharField(_("name in English"), max_length=100)
    name_fr = models.CharField(_("name in French"), max_length=100)
    name_es = models.CharField(_("name in Spanish"), max_length=100)
    name_ru = models.CharField(_("name in Russian"), max_length=100)
    name_ar = models.CharField(_("name in Arabic"), max_length=100)
    name_zh = models.CharField(_("name in Chinese"), max_length=100)
    definition_en = models.CharField(_("definition in English"), max_length=300, blank=True)
    definition_fr = models.CharField(_("definition in French"), max_length=300, blank=True)
    definition_es = models.CharField(_("definition in Spanish"), max_length=300, blank=True)
    definition_ru = models.CharField(_("definition in Russian"), max_length=300, blank=True)
    definition_ar = models.CharField(_("definition in Arabic"), max_length=300, blank=True)
    definition_zh = models.CharField(_("definition in Chinese"), max_length=300, blank=True)
    first_year = models.PositiveSmallIntegerField(
        _("first year"),
        help_text=_("The year of the first call in which cities could ask for this field."),
    )
    colour_light = models.CharField(
        _("colour on a light ground"), max_length=7, validators=[colour_validator]
    )
    colour_dark = models.CharField(
        _("colour on a dark ground"), max_length=7, validators=[colour_validator]
    )
    glyph = models.CharField(_("glyph"), max_length=16, choices=Glyph)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("creative field")
        verbose_name_plural = _("creative fields")
        ordering = ("position",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(first_year__gte=2004),
                name="field_first_year_not_before_the_network",
                violation_error_message=_("The network began in 2004."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:
        """The field's name in a language such as `ar`; English where it has none."""
        return self._in("name", language)

    def definition_in(self, language: str) -> str:
        """One sentence on what the field covers; English where the language has none."""
        return self._in("definition", language)

    def _in(self, column: str, language: str) -> str:
        primary = language.partition("-")[0]
        text: str = getattr(self, f"{column}_{primary}", "") or getattr(self, f"{column}_en")
        return text

    @property
    def name(self) -> str:
        """The field's name in the language of the current request."""
        return self.name_in(get_language() or "en")

    @property
    def definition(self) -> str:
        """The definition in the language of the current request."""
        return self.definition_in(get_language() or "en")


class FieldName(models.Model):
    """Another name of a field that search accepts: other languages and looser wordings."""

    in_public_record = True
    shown_in = ()  # search knows these names

    field = models.ForeignKey(
        CreativeField, on_delete=models.CASCADE, related_name="other_names", verbose_name=_("field")
    )
    name = models.CharField(_("name"), max_length=100)
    language = models.CharField(
        _("language"), max_length=16, help_text=_("A language tag such as sv or pt-BR.")
    )

    class Meta:
        verbose_name = _("other name of a field")
        verbose_name_plural = _("other names of fields")
        ordering = ("field__position", "language", "name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("field", "language", "name"),
                name="field_name_once_per_language",
                violation_error_message=_("The field already has this name in this language."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"
