"""What National Commissions decided: the places that their endorsements hold, and refusals.

How many places a country has is a rule of the call. Constraints and the triggers of
`applications.triggers` keep it whichever door a row comes through.
"""

from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models.calls import Call
from applications.models.documents import Document
from applications.models.files import Application
from cities.models import Country
from fields.models import CreativeField

IN_FORCE = Q(withdrawn_at__isnull=True)


class EndorsementQuerySet(models.QuerySet["Endorsement"]):
    """Endorsements by whether they hold a place."""

    def in_force(self) -> Self:
        return self.filter(IN_FORCE)

    def of_country(self, call: Call, country: Country) -> Self:
        """Those that hold the country's places in the call, in the order of places."""
        return self.in_force().filter(call=call, country=country).order_by("slot", "pk")


class Endorsement(models.Model):
    """A National Commission stands behind a file, and the file holds one of its places.

    Call, country and field repeat the file's, because the limits are counted by them; the database
    refuses a row that disagrees with its file. A place means nothing but that it is taken; what the
    Commission prefers is its rank, which nobody but the Commission and the Secretariat sees.
    """

    in_public_record = False

    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        related_name="endorsements",
        verbose_name=_("application"),
    )
    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="endorsements", verbose_name=_("call")
    )
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="endorsements", verbose_name=_("country")
    )
    field = models.ForeignKey(
        CreativeField,
        on_delete=models.PROTECT,
        related_name="endorsements",
        verbose_name=_("creative field"),
    )
    slot = models.PositiveSmallIntegerField(_("place"), validators=[MinValueValidator(1)])
    rank = models.PositiveSmallIntegerField(
        _("rank"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    letter = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("letter"),
    )
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("endorsed"))
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    withdrawn_reason = models.TextField(_("why it was taken back"), blank=True)

    objects: ClassVar[EndorsementQuerySet] = EndorsementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        ordering = ("call__year", "country__code", "slot", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("call", "country", "slot"),
                condition=IN_FORCE,
                name="endorsement_place_once",
                violation_error_message=_("This place is taken."),
            ),
            models.UniqueConstraint(
                fields=("application",),
                condition=IN_FORCE,
                name="endorsement_once_per_file",
                violation_error_message=_("The file is already endorsed."),
            ),
            models.UniqueConstraint(
                fields=("call", "country", "rank"),
                condition=IN_FORCE & Q(rank__isnull=False),
                name="endorsement_rank_once",
                violation_error_message=_("Another file has this rank."),
            ),
            models.CheckConstraint(
                condition=Q(slot__gte=1),
                name="endorsement_place_from_one",
                violation_error_message=_("Places are counted from one."),
            ),
            models.CheckConstraint(
                condition=Q(rank__isnull=True) | Q(rank__gte=1),
                name="endorsement_rank_from_one",
                violation_error_message=_("Ranks are counted from one."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.application}: {self.slot}"


class Decline(models.Model):
    """A National Commission does not stand behind a file, and says why.

    The reason is empty once the file is erased; a trigger refuses an empty one before.
    """

    in_public_record = False

    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        related_name="declines",
        verbose_name=_("application"),
    )
    letter = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("letter"),
    )
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("declined"))
    reconsidered_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("declined file")
        verbose_name_plural = _("declined files")
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("application",),
                condition=Q(reconsidered_at__isnull=True),
                name="decline_once_per_file",
                violation_error_message=_("The file is already declined."),
            ),
        )

    def __str__(self) -> str:
        return str(self.application)
