"""What the Secretariat found when it screened a file: a verdict on each rule, kept as it was."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models.files import Application
from applications.models.trail import StatusChange


class Ground(models.TextChoices):
    """Why a file is not evaluated."""

    LATE = "late", _("late")
    INCOMPLETE = "incomplete", _("incomplete")
    FORMAT = "format", _("wrong format")
    QUOTA = "quota", _("beyond the number of files of its country")
    SAME_FIELD = "same-field", _("in the field of another file of its country")
    MORATORIUM = "moratorium", _("within the moratorium")
    NOT_ELIGIBLE = "not-eligible", _("not such as the call takes")
    NOT_ENDORSED = "not-endorsed", _("not endorsed by the National Commission")


class Screening(models.Model):
    """One screening of a file. Rows are only added.

    `verdicts` are the rules of pre-flight as they stood: [{"code", "title", "clause", "source",
    "is_kept", "findings": […]}]. `subjects` are the codes of the questions and kinds of documents
    that a returned file may be completed in, until `complete_by`.
    """

    in_public_record = False

    change = models.OneToOneField(
        StatusChange, on_delete=models.PROTECT, related_name="screening", verbose_name=_("act")
    )
    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        related_name="screenings",
        verbose_name=_("application"),
    )
    verdicts = models.JSONField(_("verdicts"))
    ground = models.CharField(_("ground"), max_length=16, choices=Ground, blank=True)
    subjects = models.JSONField(_("to be completed"), default=list, blank=True)
    complete_by = models.DateTimeField(_("to be completed by"), null=True, blank=True)

    class Meta:
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ground="") | Q(ground__in=Ground.values),
                name="screening_ground_is_known",
                violation_error_message=_("A file is ineligible on one of the known grounds."),
            ),
            models.UniqueConstraint(
                fields=("application",),
                condition=Q(complete_by__isnull=False),
                name="screening_returned_once",
                violation_error_message=_("A file is returned for completion once."),
            ),
        )

    def __str__(self) -> str:
        return str(self.application)
