"""Calls: one round of candidatures each, with all its rules as data."""

import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from cities.models import Country, Source
from cities.models.dates import PartialDateField, last_day, over_by
from fields.models import CreativeField
from uccn.doors.public_objects import PublicObject, ShownIn


class Channel(models.TextChoices):
    """How the files of a call reach UNESCO."""

    POST = "post", _("letters and files sent to UNESCO")
    EMAIL = "email", _("one e-mail")
    PLATFORM = "platform", _("UNESCO’s online platform")
    UNKNOWN = "unknown", _("not known")


class CallQuerySet(models.QuerySet["Call"]):
    """Calls by time."""

    def open_at(self, instant: datetime.datetime) -> Self:
        """Calls that take files at the instant."""
        return self.filter(opens_at__lte=instant, deadline__gt=instant)

    def known_by(self, date: datetime.date) -> Self:
        """Calls that had opened by the end of a past day, as far as the record can tell.

        Of a call whose opening is not known, the first that is known counts: its deadline, its
        announcement or, without any, the end of its year.
        """
        end = datetime.datetime.combine(date, datetime.time.max, datetime.UTC)
        unopened = Q(opens_at__isnull=True)
        undated = unopened & Q(deadline__isnull=True)
        last_year = (date + datetime.timedelta(days=1)).year - 1
        return self.filter(
            Q(opens_at__lte=end)
            | (unopened & Q(deadline__lte=end))
            | (undated & ~Q(announced_on="") & over_by("announced_on", date))
            | (undated & Q(announced_on="", year__lte=last_year))
        )


class Call(models.Model):
    """One round and its rules. What is not known is empty; nothing is a constant in code.

    `deadline` is an instant with a zone; `deadline_printed` the words that the call used for it,
    which were read in more than one way, and `deadline_reading` why this instant was taken.
    """

    in_public_record = True
    public_object = PublicObject("call", key="year")
    relations_shown_in: ClassVar = {"fields": (ShownIn("call"),), "sources": (ShownIn("call"),)}

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    fields = models.ManyToManyField(
        CreativeField, related_name="calls", blank=True, verbose_name=_("creative fields")
    )
    opens_at = models.DateTimeField(_("opens at"), null=True, blank=True)
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    deadline_printed = models.CharField(_("deadline as printed"), max_length=200, blank=True)
    deadline_reading = models.CharField(_("why this reading"), max_length=500, blank=True)
    announced_on = PartialDateField(_("announced on"), blank=True, default="")
    members_announced = models.PositiveSmallIntegerField(
        _("new cities as announced"), null=True, blank=True
    )
    max_submitted_per_country = models.PositiveSmallIntegerField(
        _("files per country at most"), null=True, blank=True
    )
    max_designated_per_country = models.PositiveSmallIntegerField(
        _("designations per country at most"), null=True, blank=True
    )
    min_distinct_fields = models.PositiveSmallIntegerField(
        _("different fields per country at least"),
        null=True,
        blank=True,
        help_text=_("2: the files of one country must name two fields or more."),
    )
    languages = models.JSONField(
        _("languages of the file"), default=list, blank=True, help_text=_("Such as [“en”, “fr”].")
    )
    channel = models.CharField(
        _("channel"), max_length=16, choices=Channel, default=Channel.UNKNOWN
    )
    max_file_megabytes = models.PositiveSmallIntegerField(
        _("size of the file at most, in megabytes"), null=True, blank=True
    )
    moratorium_after_calls = models.PositiveSmallIntegerField(
        _("moratorium after so many calls without designation"), null=True, blank=True
    )
    moratorium_years = models.PositiveSmallIntegerField(
        _("years of the moratorium"), null=True, blank=True
    )
    commissions_see_drafts = models.BooleanField(
        _("National Commissions see drafts"),
        default=False,
        help_text=_("Otherwise they see a file once it is submitted."),
    )
    retention_months = models.PositiveSmallIntegerField(
        _("months that files without success are kept"), null=True, blank=True
    )
    note = models.TextField(_("note"), blank=True)
    sources = models.ManyToManyField(
        Source, related_name="calls", blank=True, verbose_name=_("sources")
    )

    history = HistoricalRecords(m2m_fields=[fields, sources])
    objects: ClassVar[CallQuerySet] = CallQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ("-year",)
        constraints = (
            models.CheckConstraint(
                condition=Q(year__gte=2004),
                name="call_not_before_the_network",
                violation_error_message=_("The network began in 2004."),
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(deadline__isnull=True)
                | Q(deadline__gt=F("opens_at")),
                name="call_closes_after_it_opens",
                violation_error_message=_("A call closes after it opens."),
            ),
        )

    def __str__(self) -> str:
        return str(_("Call of %(year)s")) % {"year": self.year}

    def get_absolute_url(self) -> str:
        return reverse("applications:call", args=[self.year])

    @property
    def announced_by(self) -> datetime.date | None:
        """The last day of the announcement's stated precision."""
        return last_day(self.announced_on)

    def deadline_for(self, country: Country) -> datetime.datetime | None:
        """The instant from which the country's files come too late; None while none is known.

        It is the call's, or a later one that was granted to this country.
        """
        granted = self.country_extensions.filter(country=country).aggregate(
            latest=models.Max("new_deadline")
        )["latest"]
        known = [instant for instant in (self.deadline, granted) if instant]
        return max(known, default=None)

    @property
    def is_open(self) -> bool:
        """Whether files are taken now."""
        now = timezone.now()
        return bool(self.opens_at and self.deadline and self.opens_at <= now < self.deadline)


class DeadlineChange(models.Model):
    """One change of a call's deadline: from which instant to which, when and why."""

    in_public_record = True
    shown_in = (ShownIn("call"),)

    call = models.ForeignKey(
        Call, on_delete=models.CASCADE, related_name="deadline_changes", verbose_name=_("call")
    )
    old_deadline = models.DateTimeField(_("old deadline"))
    new_deadline = models.DateTimeField(_("new deadline"))
    changed_on = PartialDateField(_("changed on"), blank=True, default="")
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("change of a deadline")
        verbose_name_plural = _("changes of deadlines")
        ordering = ("call__year", "new_deadline", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("call", "new_deadline"),
                name="deadline_change_once",
                violation_error_message=_("This change is already recorded."),
            ),
            models.CheckConstraint(
                condition=~Q(old_deadline=F("new_deadline")),
                name="deadline_change_changes_something",
                violation_error_message=_("The two deadlines are the same."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.call}: {self.new_deadline:%Y-%m-%d}"
