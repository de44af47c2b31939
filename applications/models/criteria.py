"""How the files of a call are judged: its terms and its criteria, as data of the call."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models.calls import Call
from applications.models.form import Helped, Titled, in_language


class EvaluationTerms(models.Model):
    """The terms of a call's evaluation. Calls without a row are not evaluated in this portal.

    Empty `completion_days`: the call does not let a file be completed after its deadline. Spreads
    are in points of a hundred.
    """

    in_public_record = False

    call = models.OneToOneField(
        Call, on_delete=models.PROTECT, related_name="evaluation_terms", verbose_name=_("call")
    )
    completion_days = models.PositiveSmallIntegerField(
        _("days for completing a returned file"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: the call does not let files be completed after its deadline."),
    )
    evaluators_per_file = models.PositiveSmallIntegerField(
        _("evaluators for each file"), default=3, validators=[MinValueValidator(1)]
    )
    experts_at_least = models.PositiveSmallIntegerField(
        _("of them experts at least"),
        default=1,
        help_text=_("The others may be member cities of the same field."),
    )
    evaluations_due_at = models.DateTimeField(_("evaluations due"), null=True, blank=True)
    spread_at_most = models.PositiveSmallIntegerField(
        _("spread without a consensus note at most"),
        default=25,
        validators=[MaxValueValidator(100)],
        help_text=_("In points of a hundred, between the highest and the lowest evaluation."),
    )
    review_days = models.PositiveSmallIntegerField(
        _("days in which a review may be requested"),
        default=30,
        help_text=_("After the announcement, or after a file is found ineligible."),
    )

    class Meta:
        verbose_name = _("terms of an evaluation")
        verbose_name_plural = _("terms of evaluations")
        ordering = ("-call__year",)
        constraints = (
            models.CheckConstraint(
                condition=Q(evaluators_per_file__gte=1),
                name="evaluation_terms_some_evaluator",
                violation_error_message=_("Each file has one evaluator or more."),
            ),
            models.CheckConstraint(
                condition=Q(experts_at_least__lte=F("evaluators_per_file")),
                name="evaluation_terms_experts_within",
                violation_error_message=_("A file has no more experts than evaluators."),
            ),
            models.CheckConstraint(
                condition=Q(completion_days__isnull=True) | Q(completion_days__gte=1),
                name="evaluation_terms_some_day",
                violation_error_message=_("Completing a file takes one day or more."),
            ),
            models.CheckConstraint(
                condition=Q(spread_at_most__lte=100),
                name="evaluation_terms_spread_within_scale",
                violation_error_message=_("A spread is at most a hundred points."),
            ),
        )

    def __str__(self) -> str:
        return str(self.call)


class Criterion(Helped, Titled):
    """One criterion of a call: what is judged, on which scale, with which weight.

    Scores go from `least` to `greatest` in steps of `step`. A score at or below `reason_up_to`, or
    at or above `reason_from`, needs its reason in words.
    """

    in_public_record = False

    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="criteria", verbose_name=_("call")
    )
    code = models.SlugField(_("code"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    weight = models.DecimalField(
        _("weight"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    least = models.DecimalField(_("lowest score"), max_digits=5, decimal_places=2, default=0)
    greatest = models.DecimalField(_("highest score"), max_digits=5, decimal_places=2, default=5)
    step = models.DecimalField(_("step"), max_digits=4, decimal_places=2, default=Decimal("0.5"))
    reason_up_to = models.DecimalField(
        _("reason required up to"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    reason_from = models.DecimalField(
        _("reason required from"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    may_not_apply = models.BooleanField(
        _("may not apply to a file"),
        default=False,
        help_text=_(
            "Evaluators may then say so, with a reason; its weight goes to the other criteria."
        ),
    )

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("call", "code"),
                name="criterion_once",
                violation_error_message=_("The call already has a criterion with this code."),
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0),
                name="criterion_weighs_something",
                violation_error_message=_("A criterion has a weight above zero."),
            ),
            models.CheckConstraint(
                condition=Q(greatest__gt=F("least")),
                name="criterion_scale_in_order",
                violation_error_message=_("The highest score is above the lowest."),
            ),
            models.CheckConstraint(
                condition=Q(step__gt=0),
                name="criterion_step_above_zero",
                violation_error_message=_("The step of a scale is above zero."),
            ),
        )

    @property
    def steps(self) -> list[Decimal]:
        """Every score that may be given, from the lowest."""
        number = int((self.greatest - self.least) / self.step)
        return [self.least + self.step * nth for nth in range(number + 1)]

    def wants_a_reason(self, value: Decimal) -> bool:
        """Whether the score lies at an end of the scale, where it is explained in words."""
        low = self.reason_up_to is not None and value <= self.reason_up_to
        return low or (self.reason_from is not None and value >= self.reason_from)

    def clean(self) -> None:
        """Raise `ValidationError` for a scale that its steps do not fill."""
        super().clean()
        scale: list[Any] = [self.least, self.greatest, self.step]
        if None not in scale and self.step > 0 and (self.greatest - self.least) % self.step:
            raise ValidationError({"step": _("Steps of this size do not reach the highest score.")})


class Anchor(models.Model):
    """What one score of a criterion means, in words."""

    in_public_record = False

    criterion = models.ForeignKey(
        Criterion, on_delete=models.CASCADE, related_name="anchors", verbose_name=_("criterion")
    )
    value = models.DecimalField(_("score"), max_digits=5, decimal_places=2)
    text_en = models.CharField(_("meaning in English"), max_length=500)
    text_fr = models.CharField(_("meaning in French"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("meaning of a score")
        verbose_name_plural = _("meanings of scores")
        ordering = ("criterion__position", "value", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("criterion", "value"),
                name="anchor_once",
                violation_error_message=_("This score already has a meaning."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.value}: {self.text}"

    @property
    def text(self) -> str:
        """The meaning in the reader's language."""
        return in_language(self, "text")
