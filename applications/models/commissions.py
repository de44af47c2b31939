"""National Commissions: who endorses a country's files."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from cities.models import Country


class NationalCommission(models.Model):
    """A country's National Commission for UNESCO and the people who act for it here."""

    in_public_record = False

    country = models.OneToOneField(
        Country,
        on_delete=models.PROTECT,
        related_name="national_commission",
        verbose_name=_("country"),
    )
    name = models.CharField(_("name"), max_length=200)
    website = models.URLField(_("web site"), blank=True)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="national_commissions",
        blank=True,
        verbose_name=_("members"),
    )

    history = HistoricalRecords(m2m_fields=[members])

    class Meta:
        verbose_name = _("National Commission")
        verbose_name_plural = _("National Commissions")
        ordering = ("country__code",)

    def __str__(self) -> str:
        return self.name
