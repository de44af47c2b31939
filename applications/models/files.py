"""The file that a candidate city hands in to a call, with its parts."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from applications.models.calls import Call
from applications.models.form import FormVersion
from cities.models import City, Source
from cities.models.dates import PartialDateField
from fields.models import CreativeField


class Status(models.TextChoices):
    """Where a file stands."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    ENDORSED = "endorsed", _("endorsed by the National Commission")
    DECLINED = "declined", _("declined by the National Commission")
    RETURNED = "returned", _("returned for completion")
    INELIGIBLE = "ineligible", _("not eligible for evaluation")
    UNDER_EVALUATION = "under-evaluation", _("under evaluation")
    DESIGNATED = "designated", _("designated")
    NOT_DESIGNATED = "not-designated", _("not designated")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Kind(models.TextChoices):
    """What a file asks for. A member that changes its field takes none of its country's places."""

    CANDIDATURE = "candidature", _("candidature")
    FIELD_CHANGE = "field-change", _("change of a member’s field")


# What a National Commission may see of its country's files. A draft is its authors' own, unless
# the call says otherwise; a withdrawn file is seen by whoever saw it handed in.
HANDED_IN = (
    Status.SUBMITTED,
    Status.ENDORSED,
    Status.DECLINED,
    Status.RETURNED,
    Status.INELIGIBLE,
    Status.UNDER_EVALUATION,
    Status.DESIGNATED,
    Status.NOT_DESIGNATED,
)
# Where the National Commission has still to act, or has acted and the network has not.
WITH_THE_COMMISSION = (Status.SUBMITTED, Status.ENDORSED, Status.DECLINED)
# What the portal itself took in and the network works on: the file was submitted here.
WITH_THE_NETWORK = (Status.RETURNED, Status.INELIGIBLE, Status.UNDER_EVALUATION)


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Files by who may see them."""

    def visible_to(self, user: Any) -> Self:
        """Those that the person may know of, for every door.

        They are the files of the person's teams; those of the country whose National Commission
        the person acts for, from their submission on, and drafts where the call says so; and
        for the Secretariat all of them.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if keeps_files(user):
            return self
        theirs = Q(pk__in=self.model.objects.filter(team__user=user).values("pk"))
        of_the_country = Q(city__country__national_commission__in=user.national_commissions.all())
        seen_by_commissions = (
            Q(status__in=HANDED_IN)
            | Q(status=Status.DRAFT, call__commissions_see_drafts=True)
            | Q(status=Status.WITHDRAWN, submitted_at__isnull=False)
        )
        return self.filter(theirs | (of_the_country & seen_by_commissions))


def commission_sees(application: "Application") -> bool:
    """Whether the National Commission of the file's country may know of it: see `visible_to`."""
    if application.status == Status.DRAFT:
        return application.call.commissions_see_drafts
    return application.status in HANDED_IN or application.submitted_at is not None


def keeps_files(user: Any) -> bool:
    """Whether the person is of the Secretariat, which sees every file."""
    return bool(user.is_staff and user.has_perm("applications.view_application"))


class Application(models.Model):
    """A city's candidature in one field to one call. Never part of the public record.

    Its status has one writer, `applications.workflow`; `submitted_at` is when the last submission
    was received.
    """

    in_public_record = False

    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="applications", verbose_name=_("call")
    )
    city = models.ForeignKey(
        City, on_delete=models.PROTECT, related_name="applications", verbose_name=_("city")
    )
    field = models.ForeignKey(
        CreativeField,
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name=_("creative field"),
    )
    kind = models.CharField(
        _("kind"), max_length=16, choices=Kind, default=Kind.CANDIDATURE, editable=False
    )
    status = models.CharField(
        _("status"), max_length=16, choices=Status, default=Status.DRAFT, editable=False
    )
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    form = models.ForeignKey(
        FormVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="applications",
        verbose_name=_("version of the form"),
    )
    previous = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="later_applications",
        verbose_name=_("earlier file"),
        help_text=_("The file from which this one was started."),
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("started by"),
    )
    started_at = models.DateTimeField(_("started"), null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(_("contents erased"), null=True, blank=True, editable=False)
    initiator = models.CharField(
        _("initiator"), max_length=200, blank=True, help_text=_("Who proposed the candidature.")
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("source"),
    )
    note = models.TextField(_("note"), blank=True)

    history = HistoricalRecords()
    objects: ClassVar[ApplicationQuerySet] = ApplicationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ("-call__year", "city__number")
        permissions = (("decide", "Can decide on files and announce"),)
        constraints = (
            models.UniqueConstraint(
                fields=("call", "city"),
                name="application_once_per_call",
                violation_error_message=_("The city already applies to this call."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values),
                name="application_kind_is_known",
                violation_error_message=_("A file is a candidature or a change of field."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values),
                name="application_status_is_known",
                violation_error_message=_("A file is in one of the known states."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(*WITH_THE_COMMISSION, *WITH_THE_NETWORK))
                | Q(submitted_at__isnull=False),
                name="application_submitted_says_when",
                violation_error_message=_("A submitted file says when it was submitted."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.city}, {self.call}"

    def clean(self) -> None:
        """Raise `ValidationError` for a field that the call does not offer, and for late changes.

        Call, city and field are the file's identity: they change in a draft only.
        """
        super().clean()
        self._keep_identity()
        if self.call_id and self.field_id:
            offered = self.call.fields.values_list("pk", flat=True)
            if offered and self.field_id not in offered:
                raise ValidationError({"field": _("This call does not offer this field.")})

    def _keep_identity(self) -> None:
        if self._state.adding or self.status == Status.DRAFT:
            return
        was = Application.objects.only("call_id", "city_id", "field_id").get(pk=self.pk)
        if (was.call_id, was.city_id, was.field_id) != (self.call_id, self.city_id, self.field_id):
            raise ValidationError(
                _("Call, city and field of a file that was handed in cannot change.")
            )


class Milestone(models.Model):
    """A step of the strategy behind the candidature."""

    in_public_record = False

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="milestones"
    )
    on = PartialDateField(_("date"))
    title = models.CharField(_("title"), max_length=200)
    description = models.CharField(_("description"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("milestone of the strategy")
        verbose_name_plural = _("milestones of the strategy")
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("application", "title"), name="milestone_once"),
        )

    def __str__(self) -> str:
        return f"{self.on} {self.title}"


class ProcessStep(models.Model):
    """A dated step on the way to submission, as precise as its source; a year may be inferred."""

    in_public_record = False

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="process_steps"
    )
    on = PartialDateField(_("date"))
    year_is_inferred = models.BooleanField(_("the year is inferred"), default=False)
    title = models.CharField(_("title"), max_length=200)
    body = models.CharField(_("body that acts"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("step of the process")
        verbose_name_plural = _("steps of the process")
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("application", "title"), name="process_step_once"),
        )

    def __str__(self) -> str:
        return f"{self.on} {self.title}"


class Commitment(models.Model):
    """Something the city promises to do as a member."""

    in_public_record = False

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="commitments"
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=200)
    description = models.CharField(_("description"), max_length=500, blank=True)
    times_per_year = models.PositiveSmallIntegerField(_("times a year"), null=True, blank=True)

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("application", "title"), name="commitment_once"),
        )

    def __str__(self) -> str:
        return self.title


class BudgetLine(models.Model):
    """What membership costs; a source may name the line and no amount."""

    in_public_record = False

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="budget_lines"
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=200)
    people_at_least = models.PositiveSmallIntegerField(_("people at least"), null=True, blank=True)
    people_at_most = models.PositiveSmallIntegerField(_("people at most"), null=True, blank=True)
    is_optional = models.BooleanField(_("optional"), default=False)
    amount = models.DecimalField(
        _("amount"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("application", "title"), name="budget_line_once"),
            models.CheckConstraint(
                condition=Q(people_at_least__isnull=True)
                | Q(people_at_most__isnull=True)
                | Q(people_at_most__gte=F("people_at_least")),
                name="budget_line_people_in_order",
                violation_error_message=_("The greatest number of people is below the least."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, currency="")
                | (Q(amount__gte=0) & ~Q(currency="")),
                name="budget_line_amount_has_a_currency",
                violation_error_message=_("An amount needs its currency, and only an amount does."),
            ),
        )

    def __str__(self) -> str:
        return self.title


class ReferenceCity(models.Model):
    """A member city that the candidature looks to, and why."""

    in_public_record = False

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="reference_cities"
    )
    city = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        related_name="referring_applications",
        verbose_name=_("city"),
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("reference city")
        verbose_name_plural = _("reference cities")
        ordering = ("city__number",)
        constraints = (
            models.UniqueConstraint(fields=("application", "city"), name="reference_city_once"),
        )

    def __str__(self) -> str:
        return str(self.city)
