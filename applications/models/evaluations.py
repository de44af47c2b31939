"""Which evaluator judges which file, whether anything is in the way, and the scores."""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models.criteria import Criterion
from applications.models.evaluators import Evaluator
from applications.models.files import Application, Status


class AssignmentState(models.TextChoices):
    """How far an assignment is. A sealed one shows nothing of its file but that it is one."""

    SEALED = "sealed", _("not answered yet whether there is a conflict of interest")
    OPEN = "open", _("no conflict of interest declared")
    RECUSED = "recused", _("conflict of interest declared")
    REMOVED = "removed", _("taken back")


class ConflictKind(models.TextChoices):
    """What kind of conflict of interest an evaluator has with a file."""

    CITY = "city", _("the evaluator speaks for the city itself")
    COUNTRY = "country", _("the city lies in the evaluator’s country")
    EMPLOYER = "employer", _("the evaluator’s employer has a part in the file")
    TEAM = "team", _("the evaluator is or was of a team of the city")
    TIE = "tie", _("the evaluator is bound to the city")
    DECLARED = "declared", _("the evaluator declared it")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments by whose they are and how far."""

    def in_force(self) -> Self:
        return self.filter(state__in=(AssignmentState.SEALED, AssignmentState.OPEN))

    def of_person(self, user: Any) -> Self:
        """Those that the person may know of: their own, while the files are evaluated."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.in_force().filter(
            evaluator__user=user, application__status=Status.UNDER_EVALUATION
        )


class Assignment(models.Model):
    """An evaluator is to judge a file.

    Nothing of the file is shown before the evaluator has declared that there is no conflict of
    interest. `reasons` say why this pair was chosen, as codes with their figures.
    """

    in_public_record = False

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("application"),
    )
    evaluator = models.ForeignKey(
        Evaluator, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("evaluator")
    )
    state = models.CharField(
        _("state"), max_length=8, choices=AssignmentState, default=AssignmentState.SEALED
    )
    reasons = models.JSONField(_("why this pair"), default=list, blank=True)
    assigned_at = models.DateTimeField(_("assigned"))
    answered_at = models.DateTimeField(_("declared"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    conflict = models.CharField(_("conflict"), max_length=8, choices=ConflictKind, blank=True)
    conflict_note = models.CharField(_("which conflict"), max_length=500, blank=True)
    ended_reason = models.CharField(_("why it was taken back"), max_length=500, blank=True)

    objects: ClassVar[AssignmentQuerySet] = AssignmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("application", "evaluator"),
                name="assignment_once",
                violation_error_message=_("The file is already assigned to this evaluator."),
            ),
            models.CheckConstraint(
                condition=Q(state=AssignmentState.SEALED, answered_at__isnull=True)
                | Q(state__in=(AssignmentState.OPEN, AssignmentState.RECUSED))
                & Q(answered_at__isnull=False)
                | Q(state=AssignmentState.REMOVED),
                name="assignment_answered_says_when",
                violation_error_message=_("A declaration says when it was made."),
            ),
            models.CheckConstraint(
                condition=~Q(state=AssignmentState.RECUSED) | ~Q(conflict=""),
                name="assignment_recused_says_why",
                violation_error_message=_("A recusal says which conflict there is."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.evaluator_id}: {self.application_id}"


class Evaluation(models.Model):
    """What an evaluator thinks of a file: a draft until it is submitted.

    `revision` counts the saves, so that two open pages do not overwrite each other. `key` names the
    attempt to submit, so that a double click does it once; `is_late` says that it came when the
    evaluations of the call were due already. One that was given back is a draft again.
    """

    in_public_record = False

    assignment = models.OneToOneField(
        Assignment,
        on_delete=models.PROTECT,
        related_name="evaluation",
        verbose_name=_("assignment"),
    )
    comment = models.TextField(_("comment for the panel"), blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    is_late = models.BooleanField(_("submitted late"), default=False, editable=False)
    key = models.CharField(max_length=64, blank=True, editable=False)
    returned_reason = models.TextField(_("why it was given back"), blank=True)

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(is_late=False) | Q(submitted_at__isnull=False),
                name="evaluation_late_was_submitted",
                violation_error_message=_("Only an evaluation that was submitted came late."),
            ),
        )

    def __str__(self) -> str:
        return str(self.assignment)


class Score(models.Model):
    """An evaluator's score in one criterion, or that it does not apply, where that may be.

    The database refuses one outside of the scale.
    """

    in_public_record = False

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.CASCADE, related_name="scores", verbose_name=_("evaluation")
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="scores", verbose_name=_("criterion")
    )
    value = models.DecimalField(_("score"), max_digits=5, decimal_places=2, null=True, blank=True)
    does_not_apply = models.BooleanField(_("does not apply"), default=False)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ("evaluation", "criterion__position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("evaluation", "criterion"),
                name="score_once",
                violation_error_message=_("This criterion already has a score."),
            ),
            models.CheckConstraint(
                condition=Q(does_not_apply=False) | Q(value__isnull=True),
                name="score_of_what_applies",
                violation_error_message=_("A criterion that does not apply has no score."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.value}"


class Consensus(models.Model):
    """What the evaluators of a file came to where their scores lay far apart, with any dissent.

    The note is empty once the file is erased; a trigger refuses an empty one before.
    """

    in_public_record = False

    application = models.OneToOneField(
        Application,
        on_delete=models.PROTECT,
        related_name="consensus",
        verbose_name=_("application"),
    )
    spread = models.DecimalField(_("spread"), max_digits=5, decimal_places=2)
    note = models.TextField(_("note"))
    dissent = models.TextField(_("dissent"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("consensus note")
        verbose_name_plural = _("consensus notes")
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.application)
