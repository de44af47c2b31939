"""Who evaluates the files of a call: independent experts, and member cities of the same field."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models.calls import Call
from cities.models import City, Country
from fields.models import CreativeField


class EvaluatorKind(models.TextChoices):
    """The two consultations of the network."""

    EXPERT = "expert", _("independent expert")
    MEMBER_CITY = "member-city", _("member city of the same field")


class Evaluator(models.Model):
    """A person who evaluates files of one call: what they know, and how many files they take."""

    in_public_record = False

    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="evaluators", verbose_name=_("call")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="evaluations_of_calls",
        verbose_name=_("person"),
    )
    kind = models.CharField(_("kind"), max_length=16, choices=EvaluatorKind)
    city = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evaluators",
        verbose_name=_("member city"),
        help_text=_("For whom a member city’s evaluator speaks."),
    )
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        related_name="evaluators",
        verbose_name=_("country"),
        help_text=_("Where they live and work: no file of it is assigned to them."),
    )
    employer = models.CharField(_("employer"), max_length=200, blank=True)
    fields = models.ManyToManyField(
        CreativeField, related_name="evaluators", verbose_name=_("creative fields")
    )
    languages = models.JSONField(
        _("languages that they read"), default=list, help_text=_("Such as [“en”, “fr”].")
    )
    capacity = models.PositiveSmallIntegerField(_("files at most"), default=10)
    is_active = models.BooleanField(
        _("takes part"), default=True, help_text=_("Otherwise nothing more is assigned to them.")
    )

    class Meta:
        verbose_name = _("evaluator")
        verbose_name_plural = _("evaluators")
        ordering = ("call__year", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("call", "user"),
                name="evaluator_once_per_call",
                violation_error_message=_("This person already evaluates files of the call."),
            ),
            models.CheckConstraint(
                condition=Q(kind=EvaluatorKind.EXPERT, city__isnull=True)
                | Q(kind=EvaluatorKind.MEMBER_CITY, city__isnull=False),
                name="evaluator_city_goes_with_kind",
                violation_error_message=_(
                    "A member city’s evaluator names the city; no other does."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.call}"

    def clean(self) -> None:
        """Raise `ValidationError` for languages that no file is written in."""
        super().clean()
        languages: Any = self.languages
        known = dict(settings.LANGUAGES)
        if not isinstance(languages, list) or any(code not in known for code in languages):
            raise ValidationError(
                {"languages": _("Name languages by their codes, such as [“en”, “fr”].")}
            )


class TieKind(models.TextChoices):
    """What binds an evaluator to a city."""

    EMPLOYMENT = "employment", _("works or worked for it")
    COOPERATION = "cooperation", _("worked together with it")
    FAMILY = "family", _("family or friendship")
    OTHER = "other", _("something else")


class Tie(models.Model):
    """Something that binds an evaluator to a city: none of its files is assigned to them."""

    in_public_record = False

    evaluator = models.ForeignKey(
        Evaluator, on_delete=models.CASCADE, related_name="ties", verbose_name=_("evaluator")
    )
    city = models.ForeignKey(
        City, on_delete=models.PROTECT, related_name="+", verbose_name=_("city")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=TieKind)

    class Meta:
        verbose_name = _("tie to a city")
        verbose_name_plural = _("ties to cities")
        ordering = ("evaluator", "city__number", "pk")
        constraints: ClassVar = (
            models.UniqueConstraint(
                fields=("evaluator", "city"),
                name="tie_once",
                violation_error_message=_("This tie is already recorded."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.evaluator}: {self.city}"
